"""Take a question through its phases, forwards and back. Nothing is ever deleted."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from questions.models import Phase, Question
from questions.precedence import ahead_of_responses
from questions.signals import room_changed

ORDER = tuple(Phase)


class PhaseRefused(Exception):
    """A phase that a question cannot go to, with the reason in one sentence."""


@ahead_of_responses()
def move_to_phase(room: str, key: str, phase: str) -> Question:
    """Put the question `key` of `room` into `phase`; the room is told after the commit.

    Raises PhaseRefused for a question or phase that there is not. Closing keeps
    what was revealed in view; going back to collecting hides it again.
    """
    if phase not in Phase.values:
        raise PhaseRefused(f"There is no phase called “{phase}”.")
    try:
        question = Question.objects.select_for_update().get(room=room, key=key)
    except Question.DoesNotExist:
        raise PhaseRefused(f"There is no question “{key}” in this workshop.") from None
    if question.phase != phase:
        question.phase, question.phase_at = Phase(phase), timezone.now()
    if question.is_open and question.opened_at is None:
        question.opened_at = timezone.now()
    if phase != Phase.CLOSED:
        question.is_revealed = phase == Phase.REVEALED
    question.save(update_fields=["phase", "phase_at", "opened_at", "is_revealed"])
    transaction.on_commit(lambda: room_changed.send(Question, room=room), robust=True)
    return question


def phase_after(phase: str) -> Phase | None:
    """The phase that follows, or None after the last."""
    following = ORDER.index(Phase(phase)) + 1
    return ORDER[following] if following < len(ORDER) else None
