"""A clone sets itself up: real interpreters, real pip, and packages made here, so no network.

The clone of these tests is manage.py and the bootstrap alone. Its `django` and
`pytest` are small packages that print where they run, so what is tried is which
Python they run in, and with what.
"""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[2]
VENV_PYTHON = "Scripts/python.exe" if os.name == "nt" else "bin/python"
DJANGO = """
import os, sys
VERSION = "{version}"
def execute_from_command_line(arguments):
    print("django", VERSION, "in", sys.prefix)
    print("arguments", arguments[1:], "data", os.environ.get("WORKSHOP_DATA"))
"""
PYTEST = """
import os, sys
def main(arguments):
    print("pytest", arguments, "in", sys.prefix, "with", os.environ["CHROMIUM"])
    return 3
"""
CLOSED = "http://127.0.0.1:9/simple"


def make_wheel(folder: Path, name: str, version: str, module: str, source: str) -> None:
    record = f"{name}-{version}.dist-info"
    with zipfile.ZipFile(folder / f"{name}-{version}-py3-none-any.whl", "w") as wheel:
        wheel.writestr(module, source)
        wheel.writestr(
            f"{record}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
        )
        wheel.writestr(
            f"{record}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        wheel.writestr(f"{record}/RECORD", "")


def make_package(folder: Path, source: str) -> None:
    folder.mkdir(parents=True)
    (folder / "__init__.py").write_text(source)


class Clone:
    """A folder with manage.py, its bootstrap and its requirements."""

    def __init__(self, folder: Path, packages: Path) -> None:
        self.folder, self.packages = folder, packages

    @property
    def venv(self) -> Path:
        return self.folder / ".venv"

    def require(self, version: str) -> None:
        (self.folder / "requirements.txt").write_text(f"django=={version}\n")

    def run(
        self,
        *arguments: str,
        python: Path | str = sys.executable,
        before: str = "",
        **environment: str,
    ) -> subprocess.CompletedProcess[str]:
        """Run manage.py; `before` is Python that the interpreter runs first."""
        offline = {
            "PIP_CONFIG_FILE": os.devnull,
            "PIP_NO_INDEX": "1",
            "PIP_FIND_LINKS": str(self.packages),
            "PYTHONIOENCODING": "utf-8",
            "WORKSHOP_DATA": "",
        }
        script = ["manage.py"]
        if before:
            start = "import runpy; runpy.run_path('manage.py', run_name='__main__')"
            script = ["-c", f"import sys; sys.argv[0] = 'manage.py'; {before}; {start}"]
        return subprocess.run(
            [str(python), *script, *arguments],
            cwd=self.folder,
            env={**os.environ, **offline, **environment},
            capture_output=True,
            encoding="utf-8",
            timeout=120,
        )


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("packages")
    for version in ("1.0", "1.1"):
        source = DJANGO.format(version=version)
        make_wheel(folder, "django", version, "django/core/management/__init__.py", source)
    make_wheel(folder, "pytest", "1.0", "pytest.py", PYTEST)
    return folder


def make_clone(folder: Path, packages: Path) -> Clone:
    for name in ("manage.py", "workshop/__init__.py", "workshop/bootstrap.py"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(TOP / name, folder / name)
    (folder / "tests").mkdir()
    (folder / "tests" / "requirements.txt").write_text("-r ../requirements.txt\npytest==1.0\n")
    clone = Clone(folder, packages)
    clone.require("1.0")
    return clone


@pytest.fixture
def fresh(tmp_path: Path, packages: Path) -> Clone:
    return make_clone(tmp_path / "fresh clone", packages)


@pytest.fixture(scope="module")
def first_run(
    tmp_path_factory: pytest.TempPathFactory, packages: Path
) -> tuple[Clone, subprocess.CompletedProcess[str]]:
    clone = make_clone(tmp_path_factory.mktemp("made") / "clone", packages)
    return clone, clone.run("live", "--port", "8123")


@pytest.fixture
def made(first_run: tuple[Clone, object], tmp_path: Path) -> Clone:
    """A clone of one's own that has been set up."""
    shutil.copytree(first_run[0].folder, tmp_path / "clone", symlinks=True)
    return Clone(tmp_path / "clone", first_run[0].packages)


def assert_one_sentence(run: subprocess.CompletedProcess[str], *words: str) -> None:
    """It ended with exit code 1 and one line, which has each of `words`."""
    assert run.returncode == 1
    assert "Traceback" not in run.stderr
    assert len(run.stderr.strip().splitlines()) == 1
    for word in words:
        assert word in run.stderr


def test_a_fresh_clone_installs_what_it_needs_and_goes_on(
    first_run: tuple[Clone, subprocess.CompletedProcess[str]],
) -> None:
    clone, run = first_run
    assert run.returncode == 0, run.stderr
    assert "Setting up once" in run.stdout
    assert "  django 1.0\n" in run.stdout
    assert f"django 1.0 in {clone.venv}" in run.stdout
    assert "arguments ['live', '--port', '8123']" in run.stdout


def test_restoring_installs_what_it_needs_as_well(made: Clone) -> None:
    made.require("1.1")
    run = made.run("restore", "copy.sqlite3", before="sys.modules['django'] = None")
    assert f"django 1.1 in {made.venv}" in run.stdout
    assert "arguments ['restore', 'copy.sqlite3']" in run.stdout


def test_a_later_run_installs_nothing(made: Clone) -> None:
    run = made.run("live", PIP_FIND_LINKS="")
    assert f"django 1.0 in {made.venv}" in run.stdout
    assert "Installing" not in run.stdout


def test_changed_requirements_are_installed_again(made: Clone) -> None:
    made.require("1.1")
    run = made.run("live")
    assert "Installing 1 packages" in run.stdout
    assert f"django 1.1 in {made.venv}" in run.stdout


def test_changed_requirements_are_installed_from_inside_the_venv_too(made: Clone) -> None:
    made.require("1.1")
    run = made.run("live", python=made.venv / VENV_PYTHON)
    assert f"django 1.1 in {made.venv}" in run.stdout


def test_an_interpreter_with_every_pin_is_used_as_it_is(made: Clone, fresh: Clone) -> None:
    run = fresh.run("live", python=made.venv / VENV_PYTHON)
    assert f"django 1.0 in {made.venv}" in run.stdout
    assert not fresh.venv.exists()


@pytest.mark.parametrize("inside", [False, True])
def test_an_installation_that_broke_off_is_made_again(made: Clone, inside: bool) -> None:
    (made.venv / "unfinished").touch()
    for half in made.venv.rglob("django/core/management/__init__.py"):
        half.unlink()
    run = made.run("live", python=made.venv / VENV_PYTHON if inside else sys.executable)
    assert "making it again" in run.stdout
    assert f"django 1.0 in {made.venv}" in run.stdout
    assert not (made.venv / "unfinished").exists()


def test_a_venv_without_a_python_is_made_again(fresh: Clone) -> None:
    (fresh.venv / "bin").mkdir(parents=True)
    assert f"django 1.0 in {fresh.venv}" in fresh.run("live").stdout


def test_what_turns_pip_and_python_aside_is_passed_over(made: Clone, tmp_path: Path) -> None:
    made.require("1.1")
    odd = tmp_path / "odd"
    make_package(odd / "django", "raise SystemExit('an odd django')")
    aside = {name: str(tmp_path / name) for name in ("PIP_TARGET", "PIP_PREFIX", "PIP_ROOT")}
    aside |= {"PIP_USER": "1", "PIP_DRY_RUN": "1", "PIP_REQUIRE_HASHES": "1", "PIP_PYTHON": "none"}
    aside |= {"PYTHONPATH": str(odd), "PYTHONUSERBASE": str(odd), "PYTHONSAFEPATH": "1"}
    run = made.run("live", PYTHONHOME=sys.base_prefix, **aside)
    assert f"django 1.1 in {made.venv}" in run.stdout, run.stderr
    again = made.run("live", python=made.venv / VENV_PYTHON, PYTHONPATH=str(odd))
    assert f"django 1.1 in {made.venv}" in again.stdout, again.stderr


def test_of_pips_own_files_the_way_to_the_packages_is_kept(made: Clone, tmp_path: Path) -> None:
    made.require("1.1")
    told = f"[install]\ntarget = {tmp_path / 'there'}\nuser = true\n"
    told += f"[global]\nno-index = true\nfind-links =\n    {tmp_path}\n    {made.packages}\n"
    (tmp_path / "pip.conf").write_text(told)
    unsaid = {"PIP_FIND_LINKS": "", "PIP_NO_INDEX": ""}
    run = made.run("live", PIP_CONFIG_FILE=str(tmp_path / "pip.conf"), **unsaid)
    assert f"django 1.1 in {made.venv}" in run.stdout, run.stdout + run.stderr


def test_being_told_to_look_nowhere_is_one_sentence(made: Clone) -> None:
    made.require("2.0")
    assert_one_sentence(made.run("live"), "unset PIP_NO_INDEX")


def test_without_a_network_one_sentence_says_so(made: Clone) -> None:
    made.require("2.0")
    run = made.run("live", PIP_NO_INDEX="0", PIP_INDEX_URL=CLOSED, PIP_FIND_LINKS="")
    assert_one_sentence(run, "internet")


def test_the_network_failing_leaves_what_was_there(made: Clone) -> None:
    made.require("2.0")
    made.run("live", PIP_NO_INDEX="0", PIP_INDEX_URL=CLOSED, PIP_FIND_LINKS="")
    made.require("1.0")
    assert f"django 1.0 in {made.venv}" in made.run("live", PIP_FIND_LINKS="").stdout


def test_without_the_venv_module_one_sentence_says_how_to_get_it(fresh: Clone) -> None:
    run = fresh.run("live", before="sys.modules['ensurepip'] = None")
    assert_one_sentence(run, "apt install python3-venv")
    assert not fresh.venv.exists()


def test_a_python_that_is_too_old_is_told_so(fresh: Clone) -> None:
    run = fresh.run("live", before="sys.version_info = (3, 10, 4)")
    assert_one_sentence(run, "3.11 or newer", "Python 3.10")


def test_a_python_that_is_too_old_can_read_manage_py() -> None:
    ast.parse((TOP / "manage.py").read_text(), feature_version=(3, 6))


def test_a_venv_that_cannot_be_made_is_one_sentence(fresh: Clone) -> None:
    fresh.venv.write_text("in the way")
    assert_one_sentence(fresh.run("live"), str(fresh.venv))


def test_other_commands_go_on_in_the_venv(made: Clone) -> None:
    assert f"django 1.0 in {made.venv}" in made.run("migrate").stdout


def test_other_commands_do_not_install(fresh: Clone) -> None:
    run = fresh.run("migrate", before="sys.modules['django'] = None")
    assert_one_sentence(run, "manage.py live")
    assert not fresh.venv.exists()


@pytest.mark.parametrize("inside", [False, True])
def test_other_commands_say_that_an_upgrade_needs_live_once(made: Clone, inside: bool) -> None:
    made.require("1.1")
    python = made.venv / "bin" / "python" if inside else sys.executable
    assert_one_sentence(made.run("backup", python=python), "run “python3 manage.py live” once")
    assert "django 1.1" in made.run("live").stdout
    assert f"django 1.1 in {made.venv}" in made.run("backup").stdout


def test_without_its_requirements_one_sentence_says_what_is_missing(made: Clone) -> None:
    (made.folder / "requirements.txt").unlink()
    for command in ("live", "backup", "restore"):
        assert_one_sentence(made.run(command), "requirements.txt", "get the whole program again")


@pytest.mark.parametrize("form", [["--data", "kept here"], ["--data=kept here"]])
def test_the_data_folder_is_known_before_the_settings(made: Clone, form: list[str]) -> None:
    run = made.run("live", *form, "--port", "1")
    assert f"arguments ['live', '--port', '1'] data {made.folder / 'kept here'}" in run.stdout
    assert (made.folder / "kept here").is_dir()


def test_a_data_folder_that_cannot_be_written_is_one_sentence(made: Clone) -> None:
    (made.folder / "file").write_text("")
    assert_one_sentence(made.run("live", "--data", "file"), str(made.folder / "file"))


def test_the_tests_run_with_a_browser_and_give_their_exit_code(made: Clone) -> None:
    run = made.run("test", "tests/questions", "-k", "x", CHROMIUM=sys.executable)
    assert run.returncode == 3
    expected = f"pytest ['tests/questions', '-k', 'x'] in {made.venv} with {sys.executable}"
    assert expected in run.stdout


def test_a_browser_that_is_named_but_not_there_is_one_sentence(made: Clone) -> None:
    assert_one_sentence(made.run("test", CHROMIUM="no-such-browser"), "no-such-browser")


@pytest.mark.parametrize(
    "file", ["requirements.txt", "tests/requirements.txt", "tests/scale/requirements.txt"]
)
def test_every_requirement_is_pinned(file: str) -> None:
    pin = re.compile(r'(-r \S+|[\w.-]+==[\w.]+( ; sys_platform [!=]= "win32")?)$')
    for line in (TOP / file).read_text().splitlines():
        assert not line or line.startswith("#") or pin.match(line), line
