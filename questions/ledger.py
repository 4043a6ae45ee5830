"""The ledger: what facilitators did, step by step, with undo and redo at any time.

Steps are added and never changed. Undoing is a step as well; what the steps come
to is a board (`questions.folding`), so that undoing gives exactly the board before.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from questions.asked import begin_turn
from questions.board import Board, Done
from questions.locking import lock_question, tell_room
from questions.models import Question, Step, Verb
from questions.precedence import ahead_of_responses
from questions.reading import read_board
from questions.steps import StepRefused, read_step


@ahead_of_responses()
def take_step(room: str, key: str, verb: str, said: Mapping[str, Any], by: str) -> Step:
    """Add a step to the ledger of question `key`; the room is told after the commit.

    `said` is what the facilitator gave, `by` their role. Raises StepRefused for
    what cannot be done to the board as it stands.
    """
    question = _take_question(room, key)
    board = read_board(question)
    # A new theme is named after the step that adds it.
    payload = read_step(question, board, verb, said, number=board.last + 1)
    return _add(question, board, Verb(verb), payload, by)


@ahead_of_responses()
def undo(room: str, key: str, by: str, seen: int | None = None) -> Step:
    """Undo the newest step that counts. Raises StepRefused when there is none.

    `seen` is the newest step that the facilitator had in view: what somebody else
    did since is not undone unseen.
    """
    return _go_back(room, key, by, seen, Verb.UNDO)


@ahead_of_responses()
def redo(room: str, key: str, by: str, seen: int | None = None) -> Step:
    """Do again what was undone last. Raises StepRefused when nothing was, or not since."""
    return _go_back(room, key, by, seen, Verb.REDO)


def _go_back(room: str, key: str, by: str, seen: int | None, verb: Verb) -> Step:
    question = _take_question(room, key)
    board = read_board(question)
    about = board.undoable if verb == Verb.UNDO else board.redoable
    if about is None:
        raise StepRefused(f"There is nothing to {verb}.")
    if seen is not None:
        _check_seen(question, about, seen, by)
    return _add(question, board, verb, {"step": about.number, "words": about.words}, by)


def _check_seen(question: Question, about: Done, seen: int, by: str) -> None:
    newer = Step.objects.filter(question=question, number__gt=seen).exclude(by=by).first()
    if newer:
        raise StepRefused(
            f"{newer.by} did something in the meantime; look, and then undo if you still want to."
        )


def _take_question(room: str, key: str) -> Question:
    """The question, with its row locked: steps follow one another."""
    question = lock_question(room, key)
    if question is None:
        raise StepRefused("There is no such question in this workshop.")
    return question


def _add(question: Question, board: Board, verb: Verb, payload: Mapping[str, Any], by: str) -> Step:
    step = Step.objects.create(
        question=question,
        number=board.last + 1,
        verb=verb,
        payload=dict(payload),
        by=by,
        at=timezone.now(),
    )
    begin_turn([question])
    tell_room(question.room)
    return step
