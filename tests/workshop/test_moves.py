"""Through the deck and its questions, forwards and back, from rows alone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from questions.models import Question
from tests.people import ROOM
from workshop.models import Workshop
from workshop.room.moves import (
    DOUBLE_PRESS,
    MoveRefused,
    jump_to,
    next_label,
    step_back,
    step_forward,
)
from workshop.room.state import read_room


def next_in_its_time() -> None:
    """Press next with a look at the screen before it."""
    Question.objects.filter(phase_at__isnull=False).update(phase_at=timezone.now() - DOUBLE_PRESS)
    step_forward(ROOM)


def place() -> tuple[int, str]:
    return Workshop.objects.get().position, Question.objects.get().phase


def test_next_goes_through_the_deck_and_each_question_to_the_end(workshop: Workshop) -> None:
    seen = []
    for _ in range(10):
        seen.append((*place(), next_label(read_room(ROOM))))
        next_in_its_time()
    assert seen == [
        (1, "waiting", "Next slide"),
        (2, "waiting", "Next slide"),
        (4, "waiting", "Open the question"),
        (4, "collecting", "Reveal the responses"),
        (4, "revealed", "Let the room prioritise"),
        (4, "prioritising", "Agree what to do"),
        (4, "committing", "Close the question"),
        (4, "closed", "Next slide"),
        (5, "closed", ""),
        (5, "closed", ""),
    ]


def test_a_double_press_moves_a_question_by_one_phase(workshop: Workshop) -> None:
    jump_to(ROOM, 4)
    for phase in ("collecting", "revealed", "prioritising", "committing", "closed"):
        next_in_its_time()
        step_forward(ROOM)
        assert place() == (4, phase)
    next_in_its_time()
    assert place() == (5, "closed")


def test_a_clock_that_was_set_back_does_not_hold_up_the_presenter(workshop: Workshop) -> None:
    jump_to(ROOM, 4)
    step_forward(ROOM)
    Question.objects.update(phase_at=timezone.now() + timedelta(hours=1))
    step_forward(ROOM)
    assert place() == (4, "revealed")


def test_back_goes_to_the_slide_before_and_leaves_phases_alone(workshop: Workshop) -> None:
    jump_to(ROOM, 4)
    step_forward(ROOM)
    step_back(ROOM)
    assert place() == (2, "collecting")
    step_back(ROOM)
    step_back(ROOM)
    assert place() == (1, "collecting")


def test_a_jump_to_a_slide_with_nothing_to_show_is_refused(workshop: Workshop) -> None:
    with pytest.raises(MoveRefused, match="skipped"):
        jump_to(ROOM, 3)
    with pytest.raises(MoveRefused, match="no slide 99"):
        jump_to(ROOM, 99)
    assert place()[0] == 1


def test_a_refused_control_says_why_on_the_console(amina: Client) -> None:
    answer = amina.post(f"/{ROOM}/console/jump/", {"position": "3"}, headers={"HX-Request": "true"})
    assert answer.status_code == 422
    assert "skipped" in answer.content.decode()
    assert "<html" not in answer.content.decode()


def test_looking_further_is_remembered_when_the_presenter_goes_back(workshop: Workshop) -> None:
    jump_to(ROOM, 5)
    jump_to(ROOM, 1)
    assert read_room(ROOM).reached(4)
