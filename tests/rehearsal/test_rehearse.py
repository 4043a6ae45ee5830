"""`manage.py rehearse` as a presenter types it, against the real server."""

from __future__ import annotations

import re
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from tests.live import TOP, LiveServer, as_a_user_has_it, free_port

DELEGATES = 300
MOST_SECONDS = 150


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    server = LiveServer(tmp_path_factory.mktemp("data"))
    server.start()
    yield server
    server.close()


@pytest.fixture(scope="module")
def rehearsed(server: LiveServer) -> subprocess.CompletedProcess[str]:
    """A full hall, on every question of the deck, in half a minute."""
    return rehearse(server.data, "--delegates", str(DELEGATES), "--minutes", "0.5", "--drive")


def rehearse(data: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(data, *options),
        cwd=TOP,
        env=as_a_user_has_it(),
        text=True,
        capture_output=True,
        timeout=MOST_SECONDS,
    )


def command(data: Path, *options: str) -> list[str]:
    return [sys.executable, "manage.py", "rehearse", "--data", str(data), *options]


def count_of(table: str, name: str) -> int:
    """The number that the table has beside `name`."""
    found = re.search(rf"{re.escape(name)} +([\d,]+)", table)
    assert found, table
    return int(found[1].replace(",", ""))


def ask(server: LiveServer, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(server.data / "workshop.sqlite3")) as database:
        return database.execute(query).fetchall()


STANDS = (
    "SELECT position, furthest FROM workshop_workshop UNION ALL "
    "SELECT phase, opened_at FROM questions_question"
)


def test_a_full_hall_loses_nothing_and_doubles_nothing(
    server: LiveServer, rehearsed: subprocess.CompletedProcess[str]
) -> None:
    table = rehearsed.stdout
    assert rehearsed.returncode == 0, table + rehearsed.stderr
    assert count_of(table, "Lost (must be 0)") == count_of(table, "Doubled (must be 0)") == 0
    assert f"{DELEGATES} of {DELEGATES}" in table
    sent = count_of(table, "Responses sent")
    assert sent > DELEGATES
    assert count_of(table, "Receipts") == count_of(table, "Responses in the database") == sent
    assert count_of(table, "Links lost on the way") > 0
    assert ask(server, "SELECT count(*) FROM questions_response") == [(sent,)]


def test_every_time_is_measured(rehearsed: subprocess.CompletedProcess[str]) -> None:
    for name in ("Submit to receipt", "Submit to screen", "Slide change to last phone"):
        found = re.search(rf"{name}((?: +[\d,]+){{5}})\n", rehearsed.stdout)
        assert found, rehearsed.stdout
        p50, p95, p99, worst, of = (int(n.replace(",", "")) for n in found[1].split())
        assert p50 <= p95 <= p99 <= worst
        assert of > 0


def test_the_workshop_stands_where_it_stood_before(
    server: LiveServer, rehearsed: subprocess.CompletedProcess[str]
) -> None:
    assert ask(server, STANDS) == [(1, 1), *[("waiting", None)] * 4]


def test_all_of_it_is_marked_and_left_out_unless_asked_for(
    server: LiveServer, rehearsed: subprocess.CompletedProcess[str]
) -> None:
    simulated = ask(server, "SELECT count(*) FROM questions_delegate WHERE is_rehearsal")
    assert simulated == [(DELEGATES,)]
    with server.amina() as presenter:
        path = f"/{server.code}/responses.json"
        assert presenter.get(path).json() == []
        asked_for = presenter.get(path, params={"rehearsal": "1"}).json()
        assert len(asked_for) == count_of(rehearsed.stdout, "Responses sent")
        assert all(row["rehearsal"] for row in asked_for)
        console = f"/{server.code}/console/"
        presenter.post(f"{console}jump/", data={"position": "34"})
        figures = "<b>{}</b> joined"
        assert figures.format(DELEGATES) in presenter.get(console).text
        presenter.post(f"{console}rehearsal/show/", data={"show": "0"})
        assert figures.format(0) in presenter.get(console).text


def test_slides_are_not_driven_once_a_real_delegate_has_joined(
    server: LiveServer, rehearsed: subprocess.CompletedProcess[str]
) -> None:
    with httpx.Client(base_url=server.url) as carys:
        carys.get(f"/{server.code}/")
        form = {"action": "introduce", "sector": "", "table": "7"}
        assert carys.post(f"/{server.code}/respond/", data=form).status_code == 303
    refused = rehearse(server.data, "--delegates", "1", "--minutes", "0.1", "--drive")
    assert refused.returncode == 1
    assert refused.stderr.startswith("Real delegates have joined this workshop")
    assert len(refused.stderr.splitlines()) == 1


def test_clearing_leaves_nothing_but_what_was_real(
    server: LiveServer, rehearsed: subprocess.CompletedProcess[str]
) -> None:
    cleared = rehearse(server.data, "--clear")
    assert cleared.returncode == 0, cleared.stderr
    assert f"{DELEGATES} simulated delegates" in cleared.stdout
    assert ask(server, "SELECT count(*) FROM questions_response") == [(0,)]
    assert ask(server, "SELECT count(*) FROM questions_delegate WHERE is_rehearsal") == [(0,)]
    assert ask(server, "SELECT shows_rehearsal FROM workshop_workshop") == [(0,)]


def test_a_rehearsal_that_is_stopped_ends_with_its_table(server: LiveServer) -> None:
    running = subprocess.Popen(
        command(server.data, "--delegates", "5", "--minutes", "5"),
        cwd=TOP,
        env=as_a_user_has_it() | {"PYTHONUNBUFFERED": "1"},
        text=True,
        stdout=subprocess.PIPE,
    )
    assert running.stdout
    assert "with 5 phones for 5 minutes" in running.stdout.readline()
    assert "Open a question on the console" in running.stdout.readline()
    assert "phones connected" in running.stdout.readline()
    running.send_signal(signal.SIGINT)
    table, _ = running.communicate(timeout=30)
    assert count_of(table, "Lost (must be 0)") == 0
    assert "No phone responded" in table
    assert running.returncode == 0


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--delegates", "0"], "--delegates is a number from 1 to"),
        (["--minutes", "0"], "--minutes is a number above 0"),
        (["--port", "PORT"], "Start the workshop first: nothing answers at 127.0.0.1:"),
        (["--code", "000000"], "Start the workshop first: there is none here"),
        (["--host", "no such host"], "Start the workshop first: nothing answers"),
    ],
)
def test_what_makes_no_sense_gets_one_sentence(
    server: LiveServer, options: list[str], sentence: str
) -> None:
    filled = [str(free_port()) if option == "PORT" else option for option in options]
    answer = rehearse(server.data, *filled)
    assert answer.returncode == 1
    assert answer.stderr.startswith(sentence)
    assert len(answer.stderr.splitlines()) == 1


def test_where_nothing_was_ever_started_one_sentence_says_so(tmp_path: Path) -> None:
    answer = rehearse(tmp_path)
    assert answer.returncode == 1
    assert answer.stderr.startswith("Start the workshop first")
    assert len(answer.stderr.splitlines()) == 1
