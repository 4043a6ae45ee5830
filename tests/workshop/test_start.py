"""A start that could not serve a phone says so, and prints no address."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from tests.live import LiveServer
from tests.workshop.test_live_command import run

DECK = "---\ntitle: A talk\n---\n# One\n"


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder in which a workshop has been."""
    folder = tmp_path_factory.mktemp("begun")
    (folder / "talk.md").write_text(DECK)
    server = LiveServer(folder / "data", "--deck", str(folder / "talk.md"))
    server.start()
    server.stop()
    return folder / "data"


@pytest.fixture
def data(begun: Path, tmp_path: Path) -> Path:
    return shutil.copytree(begun, tmp_path / "data")


def execute(data: Path, statement: str) -> None:
    with closing(sqlite3.connect(data / "workshop.sqlite3")) as database, database:
        database.execute(statement)


def damage(data: Path) -> None:
    """Write nonsense over a page in the middle of the database, as a dying disk does."""
    with (data / "workshop.sqlite3").open("r+b") as file:
        file.seek(8 * 4096)
        file.write(b"\xff" * 4096 * 4)


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda data: execute(data, "DELETE FROM workshop_slide"), "Phones could not join"),
        (
            lambda data: execute(data, "UPDATE workshop_slide SET layout = 'gone'"),
            "500; the reason stands above",
        ),
        (lambda data: execute(data, "DROP TABLE workshop_slide"), "no such table"),
        (damage, "restore FILE"),
        (lambda data: (data / "workshop.sqlite3").write_text("words" * 999), "cannot be used"),
    ],
    ids=["no slides", "no template", "no table", "damaged", "no database"],
)
def test_what_no_phone_could_load_ends_the_start(
    data: Path, spoil: Callable[[Path], object], words: str
) -> None:
    spoil(data)
    refused = run("live", "--no-browser", "--data", str(data), "--port", "0")
    assert refused.returncode == 1
    assert words in refused.stderr.strip().splitlines()[-1]
    assert "Join " not in refused.stdout


@pytest.mark.parametrize("lost", ["a file", "the manifest's end"])
def test_pages_files_that_are_lost_are_made_again(data: Path, lost: str) -> None:
    if lost == "a file":
        next((data / "static" / "css").glob("phone.*.css")).unlink()
    else:
        (data / "static" / "staticfiles.json").write_text('{"paths": {')
    server = LiveServer(data)
    try:
        server.start()
        assert httpx.get(f"{server.url}/{server.code}/").status_code == 200
        assert list((data / "static" / "css").glob("phone.*.css"))
    finally:
        server.close()
