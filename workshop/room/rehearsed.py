"""What rehearsals left in a room: show it, leave it out, clear it."""

from __future__ import annotations

from dataclasses import dataclass

from questions.entries import ClearRehearsal
from questions.ledger import take_step
from questions.models import Delegate, Question, Verb
from questions.reading import read_board
from questions.recorder import recorder
from questions.signals import room_changed
from workshop.models import Workshop

CLEAR_SECONDS = 30.0


@dataclass(frozen=True)
class Rehearsed:
    """How many simulated delegates are in a room, and whether there are real ones as well."""

    delegates: int
    has_real_delegates: bool


def read_rehearsed(room: str) -> Rehearsed:
    joined = Delegate.objects.filter(room=room)
    return Rehearsed(
        joined.filter(is_rehearsal=True).count(), joined.filter(is_rehearsal=False).exists()
    )


def show_rehearsal(room: str, is_shown: bool) -> None:
    """Let the room's screens and figures have what was rehearsed, or leave it out."""
    Workshop.objects.filter(code=room).update(shows_rehearsal=is_shown)
    room_changed.send(Question, room=room)


def clear_rehearsal(room: str) -> int:
    """Delete simulated delegates and what they left; how many they were.

    Raises NotStored or TimeoutError when the database would not take it now.
    """
    left = read_rehearsed(room).delegates
    recorder.record(ClearRehearsal(room)).result(CLEAR_SECONDS)
    _restart_boards(room)
    show_rehearsal(room, False)
    return left


def _restart_boards(room: str) -> None:
    """Boards that were only practised on are as the deck has them again; undo brings one back."""
    questions = Question.objects.filter(room=room, responses=None, steps__isnull=False).distinct()
    for question in questions:
        if read_board(question).undoable:
            take_step(room, question.key, Verb.RESTART, {}, by="Clear")
