"""A database from before decks were kept: it migrates, and takes in what is really its own."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.live import TOP, as_a_user_has_it
from tests.pictures import png

GREEN = png(30, 120, 90)
TEXT = b"---\ntitle: A talk\n---\n# One\n\n![The wards](<maps/the%20wards.png>)\n"
WORKSHOP = """INSERT INTO workshop_workshop (code, title, deck_file, deck_digest, sectors, position,
    furthest, is_live, shows_rehearsal, created_at)
    VALUES (?, 'A talk', ?, ?, '[]', 1, 1, 0, 0, '2026-11-01')"""
SLIDE = """INSERT INTO workshop_slide
    (workshop_id, position, layout, title, content, notes, skipped)
    SELECT id, 1, 'chart', 'One', ?, '', 0 FROM workshop_workshop WHERE code = ?"""


def migrate(data: Path, *to: str) -> None:
    command = [sys.executable, "manage.py", "migrate", *to, "--data", str(data)]
    run = subprocess.run(command, cwd=TOP, env=as_a_user_has_it(), capture_output=True, text=True)
    assert run.returncode == 0, run.stderr


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    folder = tmp_path / "talk"
    (folder / "maps").mkdir(parents=True)
    (folder / "talk.md").write_bytes(TEXT)
    (folder / "edited.md").write_bytes(TEXT + b"\nMore\n")
    (folder / "maps" / "the wards.png").write_bytes(GREEN)
    (folder / "private.png").write_bytes(GREEN)
    (tmp_path / "outside.png").write_bytes(GREEN)
    return folder


def test_a_deck_is_taken_in_where_it_is_still_what_was_loaded(talk: Path, tmp_path: Path) -> None:
    data, its_own, gone = tmp_path / "data", "maps/the wards.png", "C:\\talks\\gone.md"
    migrate(data, "workshop", "0003")
    before = {
        "100001": (talk / "talk.md", its_own),
        "100002": (talk / "edited.md", its_own),
        "100003": (gone, its_own),
        "100004": (talk / "talk.md", "private.png"),
        "100005": (talk / "talk.md", "../outside.png"),
        "100006": (talk, its_own),
        "100007": (f"/{talk}/talk.md", its_own),  # Windows would ask a computer of that name.
        "100008": (talk / "talk.md", f"/{talk}/maps/the wards.png"),
        "100009": (talk / "talk.md", ["maps"]),
        "100010": (talk / "talk.md", None),
    }
    with closing(sqlite3.connect(data / "workshop.sqlite3")) as database, database:
        for code, (file, picture) in before.items():
            digest = hashlib.sha256(TEXT).hexdigest()
            content = {"picture": {"file": picture, "alt": "The wards"}} if picture else ["damaged"]
            database.execute(WORKSHOP, (code, str(file), digest))
            database.execute(SLIDE, (json.dumps(content), code))
    migrate(data)
    with closing(sqlite3.connect(data / "workshop.sqlite3")) as database:
        names = dict(database.execute("SELECT code, deck_name FROM workshop_workshop"))
        kept: dict[str, dict[str, bytes]] = {code: {} for code in before}
        for code, path, content in database.execute(
            "SELECT code, path, content FROM workshop_deckfile f"
            " JOIN workshop_workshop w ON w.id = f.workshop_id"
        ):
            kept[code][path] = content
    assert kept == {
        "100001": {"talk.md": TEXT, its_own: GREEN},
        "100002": {},
        "100003": {},
        "100004": {"talk.md": TEXT},
        "100005": {"talk.md": TEXT},
        "100006": {},
        "100007": {},
        **{key: {"talk.md": TEXT} for key in ("100008", "100009", "100010")},
    }
    assert (names["100002"], names["100003"]) == ("edited.md", "gone.md")
