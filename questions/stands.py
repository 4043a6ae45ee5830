"""How the questions of a room stand at one moment, as JSON, and how to put them back there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from questions.locking import tell_room
from questions.models import Question

# What a presenter's press can change. That a question was opened is not among
# it: delegates may have responded since, and find what they said where it was.
_TIMES = ("phase_at", "phase_ends_at")
_FACTS = ("phase", "is_revealed", "shows_live", "shows_ranking", "display", "display_of", *_TIMES)

# Of each question, by its key: each of the facts; a time in ISO 8601, or None.
Stands = dict[str, dict[str, Any]]


def read_stands(room: str) -> Stands:
    """How every question of `room` stands."""
    rows = Question.objects.filter(room=room).values("key", *_FACTS)
    return {row["key"]: {name: _as_json(row[name]) for name in _FACTS} for row in rows}


def same_stand(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether a question stands alike in both, since whenever it does."""
    return {**one, "phase_at": None} == {**other, "phase_at": None}


def put_back(room: str, stands: Mapping[str, Mapping[str, Any]]) -> None:
    """Let the questions in `stands` stand as they did; the room is told after the commit."""
    for key, facts in stands.items():
        times = {name: facts[name] and datetime.fromisoformat(facts[name]) for name in _TIMES}
        Question.objects.filter(room=room, key=key).update(**{**facts, **times})
    tell_room(room)


def _as_json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
