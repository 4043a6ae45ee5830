"""The laptop is gone: its copy, on a fresh clone in another place, is the same workshop."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import httpx
import pytest

from tests.live import TOP, LiveServer, as_a_user_has_it
from tests.pictures import png

GREEN = png(30, 120, 90)
DECK = """---
title: Our own talk
---
# One
---
layout: chart
---
# The wards

![Where help comes late](<pictures/the wards.png>)
---
layout: question
question:
  key: why
  words: Why does help come late?
---
# Why
"""


def clone_to(folder: Path) -> Path:
    """What a clone has. The Python that runs the tests has every pin, so it is used as it is."""
    for name in ("manage.py", "requirements.txt", "questions", "workshop", "templates", "static"):
        copy = shutil.copytree if (TOP / name).is_dir() else shutil.copy
        folder.mkdir(parents=True, exist_ok=True)
        copy(TOP / name, folder / name)
    return folder


def run(clone: Path, *arguments: str | Path) -> str:
    done = subprocess.run(
        [sys.executable, "manage.py", *map(str, arguments)],
        cwd=clone,
        env={**as_a_user_has_it(), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def server_of(clone: Path, *options: str) -> LiveServer:
    server = LiveServer(clone / "data", *options)
    server.clone = clone
    return server


@pytest.fixture
def first(tmp_path: Path) -> Iterator[LiveServer]:
    """A clone in which a presenter's own deck is live, with its one picture."""
    clone = clone_to(tmp_path / "first clone")
    (clone / "my talk" / "pictures").mkdir(parents=True)
    (clone / "my talk" / "talk.md").write_text(DECK)
    (clone / "my talk" / "pictures" / "the wards.png").write_bytes(GREEN)
    server = server_of(clone, "--deck", "my talk/talk.md")
    server.start()
    yield server
    server.close()


def test_a_copy_goes_on_in_another_clone_with_the_code_the_responses_and_the_pictures(
    first: LiveServer, tmp_path: Path
) -> None:
    code, carys = first.code, httpx.Client(base_url=first.url)
    with first.amina() as presenter:
        presenter.post(f"/{code}/console/jump/", data={"position": "3"})
        fields = {"question": "why", "phase": "collecting"}
        assert presenter.post(f"/{code}/console/phase/", data=fields).status_code == 200
    carys.get(f"/{code}/")
    fields = {"action": "respond", "question": "why", "response": str(uuid4()), "text": "No staff"}
    carys.post(f"/{code}/respond/", data=fields)
    copy = tmp_path / "stick.sqlite3"
    run(first.clone, "backup", copy)
    first.kill()
    shutil.rmtree(first.clone)

    clone = clone_to(tmp_path / "elsewhere" / "second clone")
    said = run(clone, "restore", copy)
    written = clone / "data" / "decks" / code / "talk.md"
    assert str(written) in said
    second = server_of(clone)
    try:
        second.start()
        assert (
            f"Going on with Our own talk, code {code[:3]} {code[3:]}: 1 response." in second.output
        )
        carys.base_url = httpx.URL(second.url)
        assert "No staff" in carys.get(f"/{code}/mine/").text
        picture = carys.get(f"/{code}/slides/2/picture/")
        assert (picture.content, picture.headers["Content-Type"]) == (GREEN, "image/png")
        with second.amina() as presenter:
            assert "No staff" in presenter.get(f"/{code}/responses.json").text
        second.stop()

        written.write_text(DECK.replace("# One", "# One, mended"))
        second.options = ("--deck", str(written))
        second.start()
        assert second.output.count("1 response.") == 2
        assert "One, mended" in httpx.get(f"{second.url}/{code}/slides/1/").text
    finally:
        second.close()
