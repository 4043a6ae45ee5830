"""Take a question through its phases, forwards and back. Nothing is ever deleted."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from questions.locking import lock_question, tell_room
from questions.models import Phase, Question
from questions.precedence import ahead_of_responses

ORDER = tuple(Phase)
MOST_MINUTES = 60


class PhaseRefused(Exception):
    """A phase that a question cannot go to, with the reason in one sentence."""


@ahead_of_responses()
def move_to_phase(room: str, key: str, phase: str) -> Question:
    """Put the question `key` of `room` into `phase`; the room is told after the commit.

    Raises PhaseRefused for a question or phase that there is not. Closing keeps
    what was revealed in view; going back to collecting hides it again. What the
    screen shows is then what suits the phase, and a countdown ends with its phase, as
    does showing responses live.
    """
    if phase not in Phase.values:
        raise PhaseRefused(f"There is no phase called “{phase}”.")
    question = _take_question(room, key)
    if question.phase != phase:
        question.phase, question.phase_at = Phase(phase), timezone.now()
        question.phase_ends_at, question.display, question.display_of = None, "", ""
        question.shows_live &= phase == Phase.COLLECTING
    if question.is_open and question.opened_at is None:
        question.opened_at = timezone.now()
    if phase != Phase.CLOSED:
        question.is_revealed = ORDER.index(Phase(phase)) >= ORDER.index(Phase.REVEALED)
    question.save(
        update_fields=[
            *("phase", "phase_at", "phase_ends_at", "opened_at", "is_revealed"),
            *("display", "display_of", "shows_live"),
        ]
    )
    tell_room(room)
    return question


@ahead_of_responses()
def count_down(room: str, key: str, minutes: float) -> Question:
    """Let people see that the phase should end `minutes` from now; 0 takes that back.

    Raises PhaseRefused. It is advice: nothing is cut off when it has run down.
    """
    if not 0 <= minutes <= MOST_MINUTES:
        raise PhaseRefused(f"A countdown takes up to {MOST_MINUTES} minutes.")
    question = _take_question(room, key)
    if minutes and not question.is_open:
        raise PhaseRefused("A countdown is for a question that is open.")
    ends_at = timezone.now() + timedelta(minutes=minutes)
    question.phase_ends_at = ends_at if minutes else None
    question.save(update_fields=["phase_ends_at"])
    tell_room(room)
    return question


def phase_after(phase: str) -> Phase | None:
    """The phase that follows, or None after the last."""
    following = ORDER.index(Phase(phase)) + 1
    return ORDER[following] if following < len(ORDER) else None


def _take_question(room: str, key: str) -> Question:
    question = lock_question(room, key)
    if question is None:
        raise PhaseRefused(f"There is no question “{key}” in this workshop.")
    return question
