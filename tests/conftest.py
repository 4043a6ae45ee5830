"""What every test may ask for."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from django.core.management import call_command
from playwright.sync_api import Browser, sync_playwright

from questions.models import Question
from questions.phases import move_to_phase
from questions.recorder import recorder
from tests.people import ROOM

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # A name that is not this computer's own, for what browsers keep from plain HTTP.
    "--host-resolver-rules=MAP *.local 127.0.0.1",
]


@pytest.fixture(scope="session", autouse=True)
def collected_static_files() -> None:
    call_command("collectstatic", verbosity=0, interactive=False)


@pytest.fixture
def drained(transactional_db: None) -> Iterator[None]:
    """A database that the recorder's own thread sees, and leaves again."""
    yield
    recorder.drain()


@pytest.fixture
def question(drained: None) -> Question:
    """An open question with two themes, in a room of its own."""
    question = Question.objects.create(
        room=ROOM,
        key="early-intervention",
        number=4,
        title="Early Intervention",
        words="How can we be sure?",
    )
    question.themes.create(key="assessment", number=1, name="Shared assessment")
    question.themes.create(key="schools", number=2, name="Schools")
    return move_to_phase(ROOM, question.key, "collecting")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()
