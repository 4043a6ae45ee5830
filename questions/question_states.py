"""Where the questions of a room stand at one moment, as JSON, and how to put them back there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from questions.models import Question

# What a presenter's press can change. That a question was opened is not among
# it: delegates may have responded since, and find what they said where it was.
_TIMES = ("phase_at", "phase_ends_at")
_FACTS = ("phase", "is_revealed", "shows_live", "shows_ranking", "display", "display_of", *_TIMES)

# Of one question, each of the facts; a time in ISO 8601, or None.
State = Mapping[str, Any]


def read_states(room: str) -> dict[str, State]:
    """The state of every question of `room`, by the question's key."""
    rows = Question.objects.filter(room=room).values("key", *_FACTS)
    return {row["key"]: {name: _as_json(row[name]) for name in _FACTS} for row in rows}


def is_same_state(one: State, other: State) -> bool:
    """Whether a question stands alike in both, since whenever it does, and live or not."""
    apart = {"phase_at": None, "shows_live": None}
    return {**one, **apart} == {**other, **apart}


def restore_states(room: str, states: Mapping[str, State]) -> None:
    """Put the questions in `states` back. Tells nobody: that is the caller's to do.

    No question is shown live by it that is not: that asks the presenter first.
    """
    for key, facts in states.items():
        times = {name: facts[name] and datetime.fromisoformat(facts[name]) for name in _TIMES}
        question = Question.objects.get(room=room, key=key)
        was_live = question.shows_live
        for name, value in {**facts, **times}.items():
            setattr(question, name, value)
        question.shows_live &= was_live
        question.save(update_fields=_FACTS)


def _as_json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
