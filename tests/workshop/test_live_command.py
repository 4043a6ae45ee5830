"""`manage.py live`, as somebody types it: what it says, what it serves, how it stops."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

TOP = Path(__file__).resolve().parents[2]
STORED = "Stopped. Every response that was received is stored."


class Live:
    """A `manage.py live` of its own, with its own data folder."""

    def __init__(self, data: Path, *arguments: str) -> None:
        self.said: list[str] = []
        self.data = data
        self.process = subprocess.Popen(
            command("live", "--no-browser", "--data", str(data), *arguments),
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )

    def wait_for(self, words: str) -> str:
        """The first line that has `words`; fails when the command ends without it."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said.append(line)
            if words in line:
                return line
        pytest.fail("It never said " + words + ":\n" + "".join(self.said))

    def start(self) -> Live:
        self.wait_for("Press Ctrl-C")
        return self

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        self.process.send_signal(how)
        rest, _ = self.process.communicate(timeout=30)
        self.said.append(rest)
        return self.process.returncode

    @property
    def output(self) -> str:
        return "".join(self.said)

    def shown(self, label: str) -> str:
        """The address that stands after `label`."""
        found = re.search(rf"  {label} +(\S+)", self.output)
        assert found, self.output
        return found[1]

    @property
    def code(self) -> str:
        found = re.search(r"code (\d{3}) (\d{3})", self.output)
        assert found, self.output
        return found[1] + found[2]


def command(*arguments: str) -> list[str]:
    return [sys.executable, str(TOP / "manage.py"), *arguments]


def environment() -> dict[str, str]:
    """This one's, without the tests' own settings."""
    ours = ("DJANGO_SETTINGS_MODULE", "DJANGO_ALLOW_ASYNC_UNSAFE", "WORKSHOP_DATA")
    rest = {name: value for name, value in os.environ.items() if name not in ours}
    return {**rest, "PYTHONIOENCODING": "utf-8"}


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(*arguments), env=environment(), capture_output=True, encoding="utf-8", timeout=60
    )


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def live(data: Path) -> Iterator[Live]:
    running = Live(data, "--port", "0").start()
    yield running
    if running.process.poll() is None:
        running.stop()


def port_of(live: Live) -> int:
    return int(live.shown("Screen").split(":")[2].split("/")[0])


def test_it_says_how_to_join_and_serves_what_it_says(live: Live) -> None:
    assert "Preparing the database." in live.output
    assert httpx.get(live.shown("Screen")).status_code == 200
    assert httpx.get(f"http://localhost:{port_of(live)}/{live.code}/").status_code == 200
    assert httpx.get(live.shown("Join"), follow_redirects=True).status_code == 200


@pytest.mark.skipif(not socket.has_dualstack_ipv6(), reason="this computer has no IPv6")
def test_every_address_that_is_printed_answers_also_where_only_one_is_listened_on(
    data: Path,
) -> None:
    live = Live(data, "--host", "[::1]", "--port", "0").start()
    link = run("link", "--data", str(data)).stdout.strip()
    for printed in (live.shown("Join"), live.shown("Screen"), live.shown("Console"), link):
        assert printed.startswith("http://[::1]:")
        assert httpx.get(printed, follow_redirects=True).status_code == 200
    assert "Only this computer can join" in live.output
    assert live.stop() == 0


def test_a_name_that_is_not_this_computers_is_refused(live: Live) -> None:
    answer = httpx.get(live.shown("Screen"), headers={"Host": "elsewhere.example"})
    assert answer.status_code == 400


def test_the_console_link_works_once(live: Live) -> None:
    link = live.shown("Console")
    with httpx.Client(follow_redirects=True) as presenter:
        assert presenter.get(link).status_code == 200
        assert presenter.get(link).status_code == 200
    with httpx.Client(follow_redirects=True) as somebody_else:
        assert somebody_else.get(link).status_code == 403


def test_another_link_is_made_while_it_runs(live: Live) -> None:
    made = run("link", "--data", str(live.data))
    with httpx.Client(follow_redirects=True) as presenter:
        assert presenter.get(made.stdout.strip()).status_code == 200


def test_a_link_to_a_workshop_that_is_not_there_is_one_sentence(live: Live, tmp_path: Path) -> None:
    for arguments in (["--data", str(live.data), "--code", "000 000"], ["--data", str(tmp_path)]):
        made = run("link", *arguments)
        assert made.returncode == 1
        assert len(made.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_in_good_order(live: Live, how: signal.Signals) -> None:
    assert live.stop(how) == 0
    assert live.output.strip().endswith(STORED)
    assert "Traceback" not in live.output


def test_it_goes_on_where_it_was_at_once_and_on_the_same_port(live: Live, data: Path) -> None:
    port, code = port_of(live), live.code
    httpx.get(live.shown("Screen"))
    live.stop()
    again = Live(data, "--port", str(port)).start()
    again.stop()
    assert again.code == code
    assert "Preparing" not in again.output


def test_a_new_workshop_has_a_code_of_its_own_and_the_earlier_one_is_gone_back_to(
    live: Live, data: Path
) -> None:
    live.stop()
    spaced = f"{live.code[:3]} {live.code[3:]}"
    new = Live(data, "--port", "0", "--new").start()
    new.stop()
    assert new.code != live.code
    assert f"The earlier one is kept: live --code {spaced} goes back to it." in new.output
    back = Live(data, "--port", "0", "--code", *spaced.split()).start()
    back.stop()
    assert back.code == live.code


def test_what_is_refused_changes_nothing_before(live: Live, data: Path) -> None:
    live.stop()
    for arguments in (
        ["--backup", str(data / "nowhere")],
        ["--backup", str(data), "--backup-every", "nan"],
        ["--backup", str(data), "--backup-every", "0"],
        ["--code", live.code],
    ):
        refused = run(
            "live", "--no-browser", "--data", str(data), "--port", "0", "--new", *arguments
        )
        assert refused.returncode == 1
        assert len(refused.stderr.strip().splitlines()) == 1
        assert "A new workshop" not in refused.stdout
    unknown = run("live", "--no-browser", "--data", str(data), "--port", "0", "--code", "000000")
    assert f"there is: {live.code[:3]} {live.code[3:]}." in unknown.stderr


def test_being_stopped_while_it_starts_is_no_accident(data: Path) -> None:
    starting = Live(data, "--port", "0")
    starting.wait_for("Preparing the database.")
    assert starting.stop() == 0
    assert "Stopped" in starting.output
    assert "Traceback" not in starting.output


def test_a_port_that_is_taken_is_one_sentence(data: Path) -> None:
    with socket.create_server(("0.0.0.0", 0)) as taken:
        port = taken.getsockname()[1]
        refused = run("live", "--no-browser", "--data", str(data), "--port", str(port))
    assert refused.returncode == 1
    assert refused.stderr.startswith(f"Port {port} is taken")
    assert f"--port {port + 1}" in refused.stderr
    assert len(refused.stderr.strip().splitlines()) == 1


def test_two_at_once_on_the_same_data_is_one_sentence(live: Live, data: Path) -> None:
    refused = run("live", "--no-browser", "--data", str(data), "--port", "0")
    assert refused.returncode == 1
    assert refused.stderr.startswith("A workshop is already running")
    assert len(refused.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--port", "eight"], "eight is not a port"),
        (["--host", "http://127.0.0.1"], "--host takes an address alone"),
        (["--deck", "no-such-deck.md"], "no-such-deck.md"),
    ],
)
def test_what_cannot_be_served_is_one_sentence(
    data: Path, arguments: list[str], words: str
) -> None:
    refused = run("live", "--no-browser", "--data", str(data), "--port", "0", *arguments)
    assert refused.returncode == 1
    assert words in refused.stderr
    assert len(refused.stderr.strip().splitlines()) == 1
