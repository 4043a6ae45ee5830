"""From a fresh clone to an interpreter that has what a command needs.

This runs before anything is installed, so it keeps to the standard library.
An interpreter that has every pinned version is used as it is; otherwise the
command goes on in `.venv`, beside manage.py, which is made and mended here.
"""

from __future__ import annotations

import ast
import importlib.metadata
import importlib.util
import io
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
UNFINISHED = VENV / "unfinished"  # There while packages are being put in place.
REQUIREMENTS = ROOT / "requirements.txt"
TEST_REQUIREMENTS = ROOT / "tests" / "requirements.txt"
WITHOUT_BROWSER = ("tests/questions", "tests/workshop")
ENTERED = "WORKSHOP_ENTERED_VENV"
# What would lead `.venv` to packages that are not its own.
LEADS_ASTRAY = ("PYTHONHOME", "PYTHONPATH")
# pip settings that say where packages come from. All else that pip is told, by the environment or
# by its own files, may put them in another place (target, prefix, root, user, python, …).
PIP_KEEPS = (
    *("index-url", "extra-index-url", "find-links", "no-index", "trusted-host", "proxy"),
    *("cert", "client-cert", "timeout", "default-timeout", "cache-dir", "no-cache-dir"),
    *("keyring-provider", "use-feature", "use-deprecated"),
)

BROWSERS = (
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
    *("chrome", "msedge", "microsoft-edge"),
)
MAC_BROWSERS = ("Google Chrome", "Chromium", "Microsoft Edge")
WINDOWS_BROWSERS = (
    *("Google/Chrome/Application/chrome.exe", "Chromium/Application/chrome.exe"),
    "Microsoft/Edge/Application/msedge.exe",
)
# A package that pip begins with: by its requirement, or by the file it has of it.
PACKAGE = re.compile(r"(?:Collecting|Processing) (?:\S*[/\\])?([\w.-]+?)(?:==|-)(\d[^\s;-]*)")
NO_NETWORK = re.compile(r"Retrying \(|ConnectionError|ProxyError|SSLError|ReadTimeout")


class CannotPrepare(Exception):
    """Why the command cannot go on, in one sentence for whoever typed it."""


def prepare(arguments: list[str]) -> list[str]:
    """Return the arguments for Django, in an interpreter that has what they need.

    May end this process: by going on in `.venv`, by running the tests, or with
    one sentence and exit code 1.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # A Windows console may know few characters.
    if Path(sys.prefix).resolve() == VENV.resolve():
        _keep_to_this_venv()
    command = arguments[1] if len(arguments) > 1 else ""
    try:
        if command == "test":
            enter(TEST_REQUIREMENTS, arguments)
            sys.exit(_run_tests(arguments[2:]))
        if command in ("live", "restore"):  # What may be typed first on another laptop.
            enter(REQUIREMENTS, arguments)
        else:
            _enter_if_made(arguments)
        return _take_data_folder(arguments)
    except CannotPrepare as sentence:
        sys.exit(str(sentence))
    except KeyboardInterrupt:
        sys.exit("Stopped. The same command goes on from here.")


def read_pins(file: Path) -> dict[str, str]:
    """Each package that `file` names for this platform, with its exact version."""
    pins: dict[str, str] = {}
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise CannotPrepare(
            f"{file} cannot be read ({error.strerror}): get the whole program again; "
            "the data folder may stay as it is."
        ) from error
    for line in lines:
        if included := re.match(r"-r\s+(\S+)", line):
            pins |= read_pins(file.parent / included[1])
        pin = re.match(r"([\w.-]+)==([^\s;]+)\s*(?:;\s*(.+))?", line)
        if pin and _applies(pin[3] or ""):
            pins[_normal(pin[1])] = pin[2]
    return pins


def _applies(marker: str) -> bool:
    """Whether an environment marker is true here; ours only ever ask for `sys_platform`."""
    asked = re.match(r"sys_platform\s*(==|!=)\s*[\"'](\w+)[\"']", marker)
    return asked is None or (asked[1] == "==") == (asked[2] == sys.platform)


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _missing(pins: dict[str, str], path: Iterable[str]) -> dict[str, str]:
    """The `pins` that are not installed, in just that version, in the folders of `path`."""
    found: dict[str, str] = {}
    for package in importlib.metadata.distributions(path=list(path)):
        name: str | None = package.metadata["Name"]  # None where an installation broke off.
        if name:
            found.setdefault(_normal(name), package.version)
    return {name: version for name, version in pins.items() if found.get(name) != version}


def _venv_packages() -> list[str]:
    pattern = "Lib/site-packages" if os.name == "nt" else "lib/python*/site-packages"
    return [str(folder) for folder in VENV.glob(pattern)]


def enter(requirements: Path, arguments: list[str]) -> None:
    """Go on where everything in `requirements` is installed, installing it if need be."""
    pins = read_pins(requirements)
    inside = Path(sys.prefix).resolve() == VENV.resolve()
    entered = os.environ.pop(ENTERED, "") == str(VENV)
    if not _missing(pins, sys.path) and not (inside and UNFINISHED.exists()):
        return
    if entered:
        raise CannotPrepare(f"{VENV} cannot be used: remove that folder, then try again.")
    if inside and UNFINISHED.exists():
        _go_on_in(Path(getattr(sys, "_base_executable", sys.executable)), arguments)
    try:
        _make_venv_if_needed()
        if _missing(pins, _venv_packages()):
            _install(requirements, pins)
    except OSError as error:
        raise CannotPrepare(
            f"{error.filename or ROOT} cannot be made or changed ({error.strerror}): "
            "remove it, or work in a copy of this folder that is yours."
        ) from error
    os.environ[ENTERED] = str(VENV)
    _go_on_in(VENV_PYTHON, arguments)


def _enter_if_made(arguments: list[str]) -> None:
    """Go on in `.venv` when it has what this interpreter lacks; nothing is installed."""
    pins = read_pins(REQUIREMENTS)
    entered = os.environ.pop(ENTERED, "") == str(VENV)
    if entered or not _missing(pins, sys.path):
        return
    inside = Path(sys.prefix).resolve() == VENV.resolve()
    made = inside or (not UNFINISHED.exists() and _venv_runs())
    if made and not inside and not _missing(pins, _venv_packages()):
        os.environ[ENTERED] = str(VENV)
        _go_on_in(VENV_PYTHON, arguments)
    if made or importlib.util.find_spec("django"):
        raise CannotPrepare(
            "The packages here are not of the versions that this program needs, as after an "
            "upgrade: run “python3 manage.py live” once, which installs them, then try again."
        )
    raise CannotPrepare("Nothing is installed yet: run “python3 manage.py live” first.")


def _keep_to_this_venv() -> None:
    """Forget the folders of PYTHONPATH, here and in what is started from here."""
    others = [folder for folder in os.environ.pop("PYTHONPATH", "").split(os.pathsep) if folder]
    away = {Path(f).resolve() for f in others if not Path(f).resolve().is_relative_to(ROOT)}
    sys.path[:] = [folder for folder in sys.path if Path(folder).resolve() not in away]


def _go_on_in(python: Path, arguments: Sequence[str]) -> NoReturn:
    """Run `arguments` with `python` in this process's place; Windows needs a second one."""
    sys.stdout.flush()
    if python == VENV_PYTHON:
        for name in LEADS_ASTRAY:
            os.environ.pop(name, None)
    if os.name != "nt":
        os.execv(python, [str(python), *arguments])
    child = subprocess.Popen([str(python), *arguments])
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # The console tells the child as well.
    sys.exit(child.wait())


def _venv_runs() -> bool:
    """Whether `.venv` has a Python that starts and is new enough."""
    if not VENV_PYTHON.exists():
        return False
    check = "import sys; sys.exit(sys.version_info < (3, 11))"
    run = subprocess.run([VENV_PYTHON, "-ISc", check], capture_output=True)
    return run.returncode == 0


def _make_venv_if_needed() -> None:
    if not UNFINISHED.exists() and _venv_runs():
        return
    if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        raise CannotPrepare(
            "This Python has no venv module, which the set-up needs: install it "
            "(on Debian and Ubuntu: apt install python3-venv), then try again."
        )
    if VENV.exists():
        _say("The .venv folder here is unfinished or broken; making it again.")
        shutil.rmtree(VENV)
    else:
        _say("Setting up once: a folder .venv with all that the workshop needs.")
    VENV.mkdir()
    UNFINISHED.touch()
    made = subprocess.run([sys.executable, "-m", "venv", VENV], capture_output=True, text=True)
    if made.returncode:
        reason = (made.stderr or made.stdout).strip().splitlines() or ["no reason given"]
        raise CannotPrepare(f"Python could not make the folder {VENV}: {reason[-1]}")


def _install(requirements: Path, pins: dict[str, str]) -> None:
    """Install with pip, saying each package; raises CannotPrepare with pip's reason."""
    UNFINISHED.touch()
    if not any(Path(folder, "pip").exists() for folder in _venv_packages()):
        subprocess.run([VENV_PYTHON, "-I", "-m", "ensurepip"], capture_output=True)
    _say(f"Installing {len(pins)} packages:")
    quiet = ["--disable-pip-version-check", "--no-input", "--progress-bar", "off"]
    environment = _pip_environment()
    pip = subprocess.Popen(
        [VENV_PYTHON, "-I", "-m", "pip", "install", *quiet, "--retries", "2", "-r", requirements],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    assert pip.stdout is not None
    said = []
    for line in pip.stdout:
        said.append(line.strip())
        if package := PACKAGE.match(line):
            _say(f"  {package[1]} {package[2]}")
        elif line.startswith("Installing collected packages"):
            _say("Putting them in place.")
    failed = pip.wait() != 0
    if failed or (missing := _missing(pins, _venv_packages())):
        UNFINISHED.unlink()  # pip came to its own end, so nothing is half in place.
        if failed:
            raise CannotPrepare(_why_not(said, environment.get("PIP_NO_INDEX", "")))
        raise CannotPrepare(f"Not installed: {', '.join(missing)}")
    UNFINISHED.unlink()
    _say("Installed.")


def _pip_environment() -> dict[str, str]:
    """This environment, with no pip settings but those in PIP_KEEPS."""
    rest = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
    file = {name: os.environ[name] for name in ("PIP_CONFIG_FILE",) if name in os.environ}
    listing = subprocess.run(
        [VENV_PYTHON, "-I", "-m", "pip", "config", "list"],
        env=rest | file,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
    )
    kept: dict[str, str] = {}
    for section in ("global", "install"):  # As in `install.target='/opt'`; the second wins.
        for key, value in re.findall(rf"^{section}\.([\w-]+)=(.+)$", listing.stdout, re.MULTILINE):
            kept[f"PIP_{key.upper().replace('-', '_')}"] = str(ast.literal_eval(value))
    kept |= {name: value for name, value in os.environ.items() if value}
    names = [f"PIP_{key.upper().replace('-', '_')}" for key in PIP_KEEPS]
    told = {name: kept[name] for name in names if name in kept}
    return rest | told | {"PIP_CONFIG_FILE": os.devnull}


def _why_not(said: list[str], no_index: str) -> str:
    """One sentence for what pip said when it failed."""
    if any(NO_NETWORK.search(line) for line in said):
        return (
            "The packages could not be fetched: this computer needs the internet once, "
            "to install them; connect it and try again."
        )
    if no_index.lower() in ("1", "y", "yes", "t", "true", "on"):
        return (
            "The packages are not where pip is told to look, which is not on the internet: "
            "unset PIP_NO_INDEX, or take no-index out of pip's configuration, and try again."
        )
    errors = [line.removeprefix("ERROR: ") for line in said if line.startswith("ERROR: ")]
    return f"The packages could not be installed: {(errors or said or ['no reason given'])[-1]}"


def _take_data_folder(arguments: list[str]) -> list[str]:
    """Move `--data DIR` into the environment, where the settings look, and try the folder."""
    rest: list[str] = []
    waiting = iter(arguments)
    for argument in waiting:
        name, _, value = argument.partition("=")
        if name == "--data" and (folder := value or next(waiting, "")):
            os.environ["WORKSHOP_DATA"] = str(Path(folder).expanduser().resolve())
        else:
            rest.append(argument)
    data = Path(os.environ.get("WORKSHOP_DATA") or ROOT / "data")
    try:
        data.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=data).close()
    except OSError as error:
        raise CannotPrepare(
            f"The data folder {data} cannot be written ({error.strerror}): "
            "name another with --data."
        ) from error
    return rest


def _run_tests(arguments: list[str]) -> int:
    """pytest's exit code, run with `arguments` from the top of the clone.

    All tests together run in two parts: those that need no browser in two
    processes, and then the others, which a busy machine would hold up.
    """
    import pytest

    os.environ["CHROMIUM"] = find_browser() or _install_browser()
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"  # A data folder of their own.
    os.chdir(ROOT)
    if arguments:
        return int(pytest.main(arguments))
    in_two = ["-n", "2", "--dist", "loadfile", *WITHOUT_BROWSER]
    first = subprocess.run([sys.executable, "-m", "pytest", *in_two]).returncode
    second = int(pytest.main([f"--ignore={folder}" for folder in WITHOUT_BROWSER]))
    return first or second


def find_browser() -> str | None:
    """A Chromium, Chrome or Edge of this computer; `$CHROMIUM` goes before all others."""
    if named := os.environ.get("CHROMIUM"):
        if found := shutil.which(named):
            return found
        raise CannotPrepare(f"CHROMIUM names {named}, which is not a program here.")
    on_path = (shutil.which(name) for name in BROWSERS)
    usual = (str(place) for place in _usual_places() if place.is_file())
    return next((found for found in on_path if found), None) or next(usual, None)


def _usual_places() -> list[Path]:
    if sys.platform == "darwin":
        folders = [Path("/Applications"), Path.home() / "Applications"]
        return [f / f"{app}.app/Contents/MacOS/{app}" for f in folders for app in MAC_BROWSERS]
    names = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
    bases = [Path(os.environ[name]) for name in names if os.environ.get(name)]
    return [base / program for base in bases for program in WINDOWS_BROWSERS]


def _install_browser() -> str:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        program = playwright.chromium.executable_path
    if not Path(program).is_file():
        _say("No Chromium, Chrome or Edge here; fetching a Chromium for the tests.")
        command = [sys.executable, "-m", "playwright", "install", "chromium"]
        if subprocess.run(command, capture_output=True).returncode:
            raise CannotPrepare(
                "The tests need a browser and none could be fetched: install Chromium, Chrome or "
                "Edge (on Debian: apt install chromium), or name one in CHROMIUM."
            )
    return program


def _say(sentence: str) -> None:
    print(sentence, flush=True)
