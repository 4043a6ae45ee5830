"""What came of a workshop's questions, for programs: figures, themes, actions, and every step."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from django.utils import timezone

from questions.models import Question, Step
from questions.reading import read_board
from questions.step_words import words_of_step
from questions.tally import tally_question


def write_results(room: str, with_rehearsal: bool = False) -> str:
    """All questions of `room` as a JSON array of objects; each response is in the other downloads.

    A theme's figures are those of the screen. A step names responses by their
    `response_id`, and has the words that a redaction shows; it names no delegate.
    """
    questions = Question.objects.filter(room=room).prefetch_related("themes")
    results = [_results_of(question, with_rehearsal) for question in questions]
    return json.dumps(results, ensure_ascii=False, indent=1)


def _results_of(question: Question, with_rehearsal: bool) -> dict[str, Any]:
    board = read_board(question)
    names = {theme.key: theme.name for theme in board.themes}
    return {
        "question": question.words,
        "title": question.title,
        "phase": question.phase,
        "figures": asdict(tally_question(question, with_rehearsal)),
        "actions": [
            {
                "what": action.what,
                "who": action.who,
                "by_when": action.by_when,
                "theme": names.get(board.root(action.theme), ""),
            }
            for action in board.actions
        ],
        "steps": [_step(step) for step in Step.objects.filter(question=question)],
    }


def _step(step: Step) -> dict[str, Any]:
    return {
        "number": step.number,
        "at": timezone.localtime(step.at).isoformat(timespec="seconds"),
        "by": step.by,
        "verb": step.verb,
        "words": words_of_step(step.verb, step.payload),
        "payload": step.payload,
    }
