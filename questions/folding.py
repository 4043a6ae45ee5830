"""Make a board of a ledger's steps, in their order. A step that was undone counts for nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from questions.board import Action, Board, BoardTheme, Done, Redaction
from questions.models import Step, Verb
from questions.step_words import words_of_step

Payload = dict[str, Any]

# What shows other words than before, or hides some.
_SHOWING = {Verb.HIDE, Verb.RESTORE, Verb.REDACT}


@dataclass
class Pile:
    """The steps that count, and those undone that can come back, each newest last."""

    done: list[Step]
    undone: list[Step]

    def take(self, step: Step) -> None:
        """Add a step; an undo or redo names the step that it is about."""
        match step.verb:
            case Verb.UNDO:
                if self.done and self.done[-1].number == step.payload["step"]:
                    self.undone.append(self.done.pop())
            case Verb.REDO:
                if self.undone and self.undone[-1].number == step.payload["step"]:
                    self.done.append(self.undone.pop())
            case _:
                self.done.append(step)
                self.undone.clear()


def fold(themes: Sequence[BoardTheme], steps: Iterable[Step]) -> Board:
    """The board that `steps`, all of one question in order, make of its deck's `themes`."""
    pile, last, shown_since = Pile([], []), 0, 0
    for step in steps:
        is_about = step
        if step.verb in (Verb.UNDO, Verb.REDO):
            before = pile.done if step.verb == Verb.UNDO else pile.undone
            is_about = before[-1] if before else step
        if is_about.verb in _SHOWING or is_about.verb == Verb.RESTART:
            shown_since = step.number
        pile.take(step)
        last = step.number
    making = _Making(themes)
    for step in pile.done:
        making.take(step)
    return replace(
        making.board(),
        last=last,
        shown_since=shown_since,
        undoable=_done(pile.done),
        redoable=_done(pile.undone),
    )


def _done(steps: list[Step]) -> Done | None:
    if not steps:
        return None
    return Done(steps[-1].number, words_of_step(steps[-1].verb, steps[-1].payload), steps[-1].by)


class _Making:
    """A board while it is made: what each verb does to it."""

    def __init__(self, themes: Sequence[BoardTheme]) -> None:
        self._suggested = themes
        self._begin()
        self._verbs: dict[str, Callable[[int, Payload], None]] = {
            Verb.ADD: self._add,
            Verb.GROUP: self._group,
            Verb.SPLIT: self._group,
            Verb.MOVE: self._move,
            Verb.MERGE: self._merge,
            Verb.RENAME: self._rename,
            Verb.HIDE: self._hide,
            Verb.RESTORE: self._restore,
            Verb.REDACT: self._redact,
            Verb.SPOTLIGHT: self._spotlight,
            Verb.QUOTE: self._quote,
            Verb.DISMISS: self._dismiss,
            Verb.AGREE: self._agree,
            Verb.AMEND: self._amend,
            Verb.DROP: self._drop,
            Verb.DECLINE: self._decline,
            Verb.RESTART: self._restart,
        }

    def take(self, step: Step) -> None:
        self._verbs[step.verb](step.number, step.payload)

    def board(self) -> Board:
        return Board(
            themes=tuple(t for t in self._themes.values() if t.key not in self._merged),
            placed=self._placed,
            merged=self._merged,
            hidden=frozenset(self._hidden),
            redacted=self._redacted,
            released=self._released,
            dismissed=frozenset(self._dismissed),
            quotes=self._quotes,
            spotlight=self._spot,
            actions=tuple(self._actions.values()),
            declined=frozenset(self._declined),
        )

    def _begin(self) -> None:
        self._themes = {theme.key: theme for theme in self._suggested}
        self._placed: dict[UUID, str] = {}
        self._merged: dict[str, str] = {}
        self._hidden: set[UUID] = set()
        self._redacted: dict[UUID, Redaction] = {}
        self._released: dict[UUID, int] = {}
        self._dismissed: set[tuple[UUID, str]] = set()
        self._quotes: dict[str, UUID] = {}
        self._spot: UUID | None = None
        self._actions: dict[int, Action] = {}
        self._declined: set[UUID] = set()

    def _restart(self, number: int, payload: Payload) -> None:
        self._begin()

    def _add(self, number: int, payload: Payload) -> None:
        key = payload["theme"]
        self._themes[key] = BoardTheme(key, payload["name"], is_suggested=False)

    def _group(self, number: int, payload: Payload) -> None:
        self._add(number, payload)
        self._move(number, payload)

    def _move(self, number: int, payload: Payload) -> None:
        for response in payload["responses"]:
            self._placed[UUID(response)] = payload["theme"]

    def _merge(self, number: int, payload: Payload) -> None:
        self._merged[payload["theme"]] = payload["into"]

    def _rename(self, number: int, payload: Payload) -> None:
        key = payload["theme"]
        self._themes[key] = replace(self._themes[key], name=payload["name"])

    def _hide(self, number: int, payload: Payload) -> None:
        self._hidden.add(UUID(payload["response"]))
        if self._spot == UUID(payload["response"]):
            self._spot = None

    def _restore(self, number: int, payload: Payload) -> None:
        response = UUID(payload["response"])
        self._hidden.discard(response)
        self._redacted.pop(response, None)
        self._released[response] = payload["revision"]

    def _redact(self, number: int, payload: Payload) -> None:
        response = UUID(payload["response"])
        self._hidden.discard(response)
        self._redacted[response] = Redaction(payload["text"], payload["revision"])

    def _spotlight(self, number: int, payload: Payload) -> None:
        self._spot = UUID(payload["response"]) if payload["response"] else None

    def _quote(self, number: int, payload: Payload) -> None:
        self._quotes[payload["theme"]] = UUID(payload["response"])

    def _dismiss(self, number: int, payload: Payload) -> None:
        response = UUID(payload["response"])
        self._dismissed.update((response, other) for other in payload["others"])

    def _agree(self, number: int, payload: Payload) -> None:
        proposal = payload.get("proposal")
        self._actions[number] = Action(
            number,
            payload["theme"],
            payload["what"],
            payload["who"],
            payload["by_when"],
            UUID(proposal) if proposal else None,
        )

    def _amend(self, number: int, payload: Payload) -> None:
        before = self._actions.get(payload["action"])
        if before:
            self._actions[before.number] = replace(
                before,
                theme=payload["theme"],
                what=payload["what"],
                who=payload["who"],
                by_when=payload["by_when"],
            )

    def _drop(self, number: int, payload: Payload) -> None:
        self._actions.pop(payload["action"], None)

    def _decline(self, number: int, payload: Payload) -> None:
        self._declined.add(UUID(payload["proposal"]))
