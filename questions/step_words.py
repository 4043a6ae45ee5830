"""A step in a few words, for its undo button and the list of steps; none are a response's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from questions.models import Verb


def words_of_step(verb: str, payload: Mapping[str, Any]) -> str:
    """What the step did, such as `move 3 responses to “Schools”`, as an undo button continues."""
    return _WORDS[Verb(verb)].format_map(_Fields(payload))


_WORDS = {
    Verb.ADD: "add theme “{name}”",
    Verb.GROUP: "group {count} under “{name}”",
    Verb.SPLIT: "split {count} off as “{name}”",
    Verb.MOVE: "move {count} to {to}",
    Verb.MERGE: "merge “{name}” into “{into_name}”",
    Verb.RENAME: "rename “{before}” to “{name}”",
    Verb.HIDE: "hide a response",
    Verb.RESTORE: "show a response as written",
    Verb.REDACT: "redact a response",
    Verb.SPOTLIGHT: "{spotlight}",
    Verb.QUOTE: "choose a quotation for “{name}”",
    Verb.DISMISS: "dismiss a suggestion",
    Verb.AGREE: "agree action “{what}”",
    Verb.AMEND: "change action to “{what}”",
    Verb.DROP: "take back action “{what}”",
    Verb.DECLINE: "decline a proposed action",
    Verb.RESTART: "start the board afresh",
    Verb.UNDO: "undo: {words}",
    Verb.REDO: "redo: {words}",
}


class _Fields(dict[str, Any]):
    """A payload's fields, and what is said of them."""

    def __missing__(self, name: str) -> str:
        match name:
            case "count":
                count = len(self.get("responses", ()))
                return f"{count} response{'' if count == 1 else 's'}"
            case "to":
                return f"“{self['name']}”" if self.get("theme") else "not yet grouped"
            case "spotlight":
                return "spotlight a response" if self.get("response") else "end the spotlight"
            case _:
                return ""
