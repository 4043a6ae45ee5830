"""Move a room through its deck. The position is a row, so any screen can be reopened."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from questions.locking import tell_room
from questions.models import Phase, Question
from questions.phases import move_to_phase, phase_after
from questions.precedence import ahead_of_responses
from workshop.models import Slide, Workshop
from workshop.room.elapsed import note_move
from workshop.room.state import Room, read_room

# Two presses that are meant, with a look at the screen between, take longer.
DOUBLE_PRESS = timedelta(milliseconds=600)

_OPENS = {
    Phase.COLLECTING: "Open the question",
    Phase.REVEALED: "Reveal the responses",
    Phase.PRIORITISING: "Let the room prioritise",
    Phase.COMMITTING: "Agree what to do",
    Phase.CLOSED: "Close the question",
}


class MoveRefused(Exception):
    """A slide that the room cannot go to, with the reason in one sentence."""


def next_label(room: Room) -> str:
    """What the next step will do, in words for its button; empty at the deck's end."""
    following = _next_phase(room.slide)
    if following:
        return _OPENS[following]
    return "Next slide" if room.next_slide else ""


@ahead_of_responses()
def step_forward(code: str) -> None:
    """Take the question on the slide one phase on, or the room to the next slide.

    A press right after one that moved a phase is a thumb or a clicker that
    pressed twice: it would reveal in the moment of opening, so it does nothing.
    """
    room = _take_room(code)
    if room.question and _is_settling(room.question):
        return
    following = _next_phase(room.slide)
    if following and room.question:
        move_to_phase(code, room.question.key, following)
    elif room.next_slide:
        _go_to(room.workshop, room.next_slide.position)


@ahead_of_responses()
def step_back(code: str) -> None:
    """Go to the slide before; phases stay as they are."""
    room = _take_room(code)
    if room.previous_slide:
        _go_to(room.workshop, room.previous_slide.position)


@ahead_of_responses()
def jump_to(code: str, position: int) -> None:
    """Go to the slide at `position`. Raises MoveRefused for one that cannot be shown."""
    room = _take_room(code)
    slide = next((slide for slide in room.slides if slide.position == position), None)
    if slide is None:
        raise MoveRefused(f"There is no slide {position} in this deck.")
    if slide.skipped:
        raise MoveRefused(f"Slide {position} has nothing to show, so it is skipped.")
    _go_to(room.workshop, position)


def _take_room(code: str) -> Room:
    """Read the room with its row locked, so that two presenters' steps are two steps."""
    Workshop.objects.select_for_update().filter(code=code).first()
    return read_room(code)


def _is_settling(question: Question) -> bool:
    if question.phase_at is None:
        return False
    # Not before zero: a laptop's clock may be set back, and the clicker must still work.
    return timedelta(0) <= timezone.now() - question.phase_at < DOUBLE_PRESS


def _next_phase(slide: Slide) -> Phase | None:
    return phase_after(slide.question.phase) if slide.question else None


def _go_to(workshop: Workshop, position: int) -> None:
    note_move(workshop, position)
    workshop.position = position
    workshop.furthest = max(workshop.furthest, position)
    workshop.save(update_fields=["position", "furthest", "begun_at"])
    tell_room(workshop.code)
