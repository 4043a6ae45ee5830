"""`backup`, `live --backup` and `restore`: copies made while a room responds, and put back."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from time import monotonic
from uuid import uuid4

import httpx
import pytest

from tests.live import LiveServer, as_a_user_has_it
from workshop.second_copy import SecondCopy

TOP = Path(__file__).resolve().parents[2]
QUESTION = "early-intervention"


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(TOP / "manage.py"), *map(str, arguments)]
    return subprocess.run(
        command, env=as_a_user_has_it(), capture_output=True, encoding="utf-8", timeout=60
    )


def until(happens: Callable[[], object], seconds: float = 20) -> None:
    """Look again and again until it is so."""
    end = monotonic() + seconds
    while not happens():
        assert monotonic() < end, "It did not happen in time"
        threading.Event().wait(0.05)


def stored(file: Path) -> set[str]:
    """The keys of all responses in a copy, which must be sound."""
    with closing(sqlite3.connect(file)) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        rows = database.execute("SELECT key FROM questions_response")
        return {key for (key,) in rows}


def shown(server: LiveServer) -> list[str]:
    with server.amina() as presenter:
        rows = presenter.get(f"/{server.code}/responses.json").json()
        return [row["response"] for row in rows]


def open_question(server: LiveServer) -> None:
    with server.amina() as presenter:
        fields = {"question": QUESTION, "phase": "collecting"}
        answer = presenter.post(f"/{server.code}/console/phase/", data=fields)
        assert answer.status_code == 200


class Carys:
    """A delegate who responds by plain POST."""

    def __init__(self, server: LiveServer) -> None:
        self.server = server
        self.phone = httpx.Client(base_url=server.url, headers={"HX-Request": "true"})
        self.phone.get(f"/{server.code}/")

    def respond(self, text: str) -> str:
        """The key of the response, once there is a receipt for it."""
        key = str(uuid4())
        fields = {"action": "respond", "question": QUESTION, "response": key, "text": text}
        answer = self.phone.post(f"/{self.server.code}/respond/", data=fields)
        assert 'data-status="received"' in answer.text
        return key.replace("-", "")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[LiveServer]:
    server = LiveServer(tmp_path / "data")
    yield server
    server.close()


@contextmanager
def storm(server: LiveServer, received: list[str]) -> Iterator[None]:
    """Three delegates who respond as fast as they can; `received` grows with each receipt."""
    over = threading.Event()

    def respond() -> None:
        carys = Carys(server)
        while not over.is_set():
            received.append(carys.respond("In the storm"))

    phones = [threading.Thread(target=respond) for _ in range(3)]
    for phone in phones:
        phone.start()
    try:
        yield
    finally:
        over.set()
        for phone in phones:
            phone.join()


def test_a_backup_in_a_storm_holds_every_response_that_had_its_receipt(
    server: LiveServer, tmp_path: Path
) -> None:
    server.start()
    open_question(server)
    received: list[str] = []
    with storm(server, received):
        for number in range(3):
            until(lambda: len(received) > 40 * (number + 1))  # noqa: B023
            before = set(received)
            copy = tmp_path / f"copy-{number}.sqlite3"
            made = run("backup", copy, "--data", server.data)
            assert made.returncode == 0, made.stderr
            assert before <= stored(copy)
            assert f"1 workshop and {len(stored(copy))} responses" in made.stdout
            assert not list(tmp_path.glob(".*half*"))
    assert set(received) <= stored(server.data / "workshop.sqlite3")


def test_a_backup_without_a_name_goes_to_the_data_folder(
    server: LiveServer, tmp_path: Path
) -> None:
    server.start()
    made = run("backup", "--data", server.data)
    (copy,) = (server.data / "backups").glob("workshop-*.sqlite3")
    assert made.stdout == f"Copied 1 workshop and 0 responses to {copy}\n"
    if os.name != "nt":
        assert stat.S_IMODE(copy.stat().st_mode) == 0o600


def test_what_was_restored_elsewhere_goes_on_with_the_same_phones_and_console(
    server: LiveServer, tmp_path: Path
) -> None:
    server.start()
    open_question(server)
    carys, copy = Carys(server), tmp_path / "copy.sqlite3"
    carys.respond("Before the laptop fell")
    assert run("backup", copy, "--data", server.data).returncode == 0
    carys.respond("After the copy")
    server.kill()

    first, server.data = server.data, tmp_path / "another laptop"
    restored = run("restore", copy, "--data", server.data)
    assert restored.returncode == 0, restored.stderr
    assert "1 workshop and 1 response;" in restored.stdout
    server.start()
    assert shown(server) == ["Before the laptop fell"]  # By the cookie of before.
    carys.respond("The same phone goes on")
    with closing(sqlite3.connect(server.data / "workshop.sqlite3")) as database:
        (delegates,) = database.execute(
            "SELECT count(DISTINCT delegate_id) FROM questions_response"
        ).fetchone()
    assert delegates == 1
    assert len(stored(first / "workshop.sqlite3")) == 2


def test_restoring_keeps_the_present_database_aside_also_what_is_in_its_wal(
    server: LiveServer, tmp_path: Path
) -> None:
    server.start()
    open_question(server)
    carys, copy = Carys(server), tmp_path / "copy.sqlite3"
    carys.respond("In the copy")
    assert run("backup", copy, "--data", server.data).returncode == 0
    carys.respond("Not in the copy")
    server.kill()
    assert (server.data / "workshop.sqlite3-wal").stat().st_size > 0

    restored = run("restore", copy, "--data", server.data)
    assert restored.returncode == 0, restored.stderr
    (aside,) = server.data.glob("before-restore-*")
    assert str(aside) in restored.stdout
    server.start()
    assert shown(server) == ["In the copy"]
    server.stop()

    again = run("restore", aside / "workshop.sqlite3", "--data", server.data)
    assert again.returncode == 0, again.stderr
    server.start()
    assert shown(server) == ["In the copy", "Not in the copy"]


def test_restoring_is_refused_while_the_workshop_runs(server: LiveServer, tmp_path: Path) -> None:
    server.start()
    copy = tmp_path / "copy.sqlite3"
    assert run("backup", copy, "--data", server.data).returncode == 0
    refused = run("restore", copy, "--data", server.data)
    assert refused.returncode == 1
    assert refused.stderr.startswith("A workshop is already running")
    assert len(refused.stderr.strip().splitlines()) == 1


def test_what_is_no_workshop_database_is_refused_in_one_sentence_and_changes_nothing(
    server: LiveServer, tmp_path: Path
) -> None:
    server.start()
    copy, data = tmp_path / "copy.sqlite3", server.data
    assert run("backup", copy, "--data", data).returncode == 0
    server.stop()
    whole = copy.read_bytes()
    bad = {
        "gone": None,
        "words.txt": b"These are only words. " * 100,
        "empty": b"",
        "half": whole[: len(whole) // 2],
        "hole": whole[:8192] + bytes(20_000) + whole[28_192:],
        "other": _another_database(tmp_path),
        "newer": _from_a_newer_version(tmp_path, whole),
        **{f"harm-{n}": _changed(tmp_path, whole, sql) for n, sql in enumerate(HARM)},
    }
    for name, content in bad.items():
        file = tmp_path / name
        if content is not None:
            file.write_bytes(content)
        refused = run("restore", file, "--data", data)
        assert refused.returncode == 1, name
        assert name in refused.stderr or name == f"harm-{len(HARM) - 1}"
        assert len(refused.stderr.strip().splitlines()) == 1, refused.stderr
    assert not list(data.glob("before-restore-*"))
    assert not list(data.glob("*restored*"))
    assert stored(data / "workshop.sqlite3") == set()


HARM = (
    "UPDATE workshop_deckfile SET content = 7000000000",
    "UPDATE workshop_deckfile SET content = 'words'",
    "UPDATE workshop_deckfile SET content = 1.5",
    "UPDATE workshop_deckfile SET path = x'ff00'",
    "UPDATE workshop_workshop SET code = x'313233'",
    "UPDATE workshop_slide SET position = 'first' WHERE position = 1",
    "UPDATE backup_key SET secret = 'short'",
    "UPDATE backup_key SET secret = secret || char(10)",
    "UPDATE backup_key SET secret = CAST(secret AS BLOB)",
    "DELETE FROM backup_key",
    "CREATE VIEW seen AS SELECT * FROM workshop_workshop",
    "DROP TABLE django_migrations; CREATE TABLE django_migrations (other)",
)


def _changed(folder: Path, copy: bytes, sql: str) -> bytes:
    file = folder / "made changed"
    file.write_bytes(copy)
    with closing(sqlite3.connect(file)) as database:
        database.executescript(sql)
    return file.read_bytes()


def test_a_trigger_in_a_copy_is_left_behind(server: LiveServer, tmp_path: Path) -> None:
    server.start()
    copy, data = tmp_path / "copy.sqlite3", server.data
    run("backup", copy, "--data", data)
    server.stop()
    sql = 'CREATE TRIGGER "a ""b" AFTER UPDATE ON workshop_workshop BEGIN SELECT 1; END'
    copy.write_bytes(_changed(tmp_path, copy.read_bytes(), sql))
    assert run("restore", copy, "--data", data).returncode == 0
    with closing(sqlite3.connect(data / "workshop.sqlite3")) as database:
        listed = database.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger'")
        assert listed.fetchone() == (0,)


def _another_database(folder: Path) -> bytes:
    file = folder / "made"
    with closing(sqlite3.connect(file)) as database:
        database.execute("CREATE TABLE shopping (what TEXT)")
    return file.read_bytes()


def _from_a_newer_version(folder: Path, copy: bytes) -> bytes:
    file = folder / "made newer"
    file.write_bytes(copy)
    with closing(sqlite3.connect(file)) as database, database:
        database.execute(
            "INSERT INTO django_migrations (app, name, applied)"
            " VALUES ('questions', '9999_tomorrow', '2030-01-01')"
        )
    return file.read_bytes()


def test_a_backup_writes_over_nothing(server: LiveServer) -> None:
    server.start()
    database = server.data / "workshop.sqlite3"
    before = database.stat().st_ino
    refused = run("backup", database, "--data", server.data)
    assert refused.returncode == 1
    assert "is there already" in refused.stderr
    assert database.stat().st_ino == before


@pytest.mark.parametrize("where", ["no-such-folder/copy.sqlite3", "/proc/copy.sqlite3"])
def test_a_place_that_takes_no_backup_is_one_sentence(
    server: LiveServer, tmp_path: Path, where: str
) -> None:
    server.start()
    refused = run("backup", tmp_path / where, "--data", server.data)
    assert refused.returncode == 1
    assert "No copy was made" in refused.stderr
    assert len(refused.stderr.strip().splitlines()) == 1


def test_without_a_database_there_is_nothing_to_copy(tmp_path: Path) -> None:
    refused = run("backup", "--data", tmp_path)
    assert refused.returncode == 1
    assert refused.stderr.startswith("There is no database")


def test_live_refuses_a_folder_for_the_second_copy_that_is_not_there(tmp_path: Path) -> None:
    refused = run("live", "--data", tmp_path / "data", "--port", "0", "--backup", tmp_path / "no")
    assert refused.returncode == 1
    assert "There is no folder" in refused.stderr
    assert len(refused.stderr.strip().splitlines()) == 1


def test_a_stick_that_is_pulled_is_warned_of_and_gets_everything_when_it_is_back(
    tmp_path: Path,
) -> None:
    stick, pocket = tmp_path / "stick", tmp_path / "pocket"
    stick.mkdir()
    server = LiveServer(tmp_path / "data", "--backup", str(stick), "--backup-every", "0.2")
    try:
        server.start()
        open_question(server)
        carys = Carys(server)
        key = carys.respond("While the stick is in")
        until(lambda: (copies := list(stick.glob("*.sqlite3"))) and key in stored(copies[0]))

        stick.rename(pocket)
        until(lambda: "There is no fresh second copy" in page(server))
        carys.respond("While the stick is out")
        assert not stick.exists()
        pocket.rename(stick)
        until(lambda: "There is no fresh second copy" not in page(server))
        (copy,) = stick.glob("*.sqlite3")
        until(lambda: len(stored(copy)) == 2)

        last = carys.respond("Just before the end")
        assert server.stop() == 0
        assert last in stored(copy)
        assert server.output.count("There is no fresh second copy") == 1
        assert server.output.count("The second copy is made again") == 1
    finally:
        server.close()


def page(server: LiveServer) -> str:
    with server.amina() as presenter:
        return presenter.get(f"/{server.code}/console/").text


def test_nothing_is_copied_while_nothing_changes(server: LiveServer, tmp_path: Path) -> None:
    server.start()
    open_question(server)
    stick = tmp_path / "stick"
    stick.mkdir()
    copy = SecondCopy(server.data, stick, every_seconds=0.05)
    copy.start()
    until(copy.file.exists)
    first = copy.file.stat().st_ino
    with pytest.raises(AssertionError):
        until(lambda: copy.file.stat().st_ino != first, seconds=1)
    Carys(server).respond("Something new")
    until(lambda: copy.file.stat().st_ino != first)
    copy.stop()
