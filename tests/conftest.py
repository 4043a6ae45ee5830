"""What every test may ask for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.management import call_command

from questions.models import Question
from questions.phases import move_to_phase
from questions.recorder import recorder
from tests.people import ROOM


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
