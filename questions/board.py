"""How the responses to one question are grouped, shown and agreed on, after some steps.

A board is what the ledger's steps make of a question. It holds no response: it
says of each, by its key, where it stands and what of it is shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol
from uuid import UUID

UNGROUPED = ""


@dataclass(frozen=True)
class BoardTheme:
    """A theme that responses can be put under; `is_suggested` by the deck, or else added here."""

    key: str
    name: str
    family: str = ""
    is_suggested: bool = True


@dataclass(frozen=True)
class Redaction:
    """What is shown in place of a response, as its delegate had worded it at `revision`."""

    text: str
    revision: int


@dataclass(frozen=True)
class Action:
    """What the room agreed to do; `number` is that of the step that agreed it."""

    number: int
    theme: str
    what: str
    who: str
    by_when: str
    proposal: UUID | None = None


@dataclass(frozen=True)
class Done:
    """A step that can be undone or redone next, in words for its button."""

    number: int
    words: str
    by: str


class Standing(StrEnum):
    """What becomes of a response: exactly one of these, and only `shown` leaves the console."""

    SHOWN = "shown"
    HELD = "held"
    HIDDEN = "hidden"
    WITHDRAWN = "withdrawn"


class Stored(Protocol):
    """What of a stored response decides how it stands."""

    @property
    def key(self) -> UUID: ...
    @property
    def revision(self) -> int: ...
    @property
    def held_for(self) -> str: ...
    @property
    def is_withdrawn(self) -> bool: ...


@dataclass(frozen=True)
class Board:
    """`placed` has a facilitator's choice of theme for a response, `UNGROUPED` for none.

    `merged` leads from a theme to the one it went into; `quotes` from a theme to
    the response that stands for it on the screen. `dismissed` has a response's key
    with the theme's, or other response's, that it was wrongly likened to. `last`
    is the number of the newest step, `shown_since` of the newest that changed what
    of the responses is shown; 0 before there is any.
    """

    themes: tuple[BoardTheme, ...]
    placed: Mapping[UUID, str] = field(default_factory=dict)
    merged: Mapping[str, str] = field(default_factory=dict)
    hidden: frozenset[UUID] = frozenset()
    redacted: Mapping[UUID, Redaction] = field(default_factory=dict)
    released: Mapping[UUID, int] = field(default_factory=dict)
    dismissed: frozenset[tuple[UUID, str]] = frozenset()
    quotes: Mapping[str, UUID] = field(default_factory=dict)
    spotlight: UUID | None = None
    actions: tuple[Action, ...] = ()
    declined: frozenset[UUID] = frozenset()
    last: int = 0
    shown_since: int = 0
    undoable: Done | None = None
    redoable: Done | None = None

    def theme(self, key: str) -> BoardTheme | None:
        """The theme that stands under `key`, or that what stood there was merged into."""
        root = self.root(key)
        return next((theme for theme in self.themes if theme.key == root), None)

    def root(self, key: str) -> str:
        """The key of the theme that `key` was merged into, and so on; itself when it was not."""
        while key in self.merged:
            key = self.merged[key]
        return key

    @property
    def merged_into(self) -> dict[str, list[str]]:
        """Each theme that stands, by key, with the keys of all that were merged into it."""
        merged: dict[str, list[str]] = {theme.key: [] for theme in self.themes}
        for key in self.merged:
            merged.setdefault(self.root(key), []).append(key)
        return merged

    def theme_of(self, response: UUID, own: str) -> str:
        """The theme that a response stands under: a facilitator's choice, or else its `own`."""
        return self.root(self.placed.get(response, own))

    def standing(self, response: Stored) -> Standing:
        """What becomes of a response.

        A redaction or a release is for the wording that somebody looked at: what
        its delegate makes of it later is held until it is looked at again.
        """
        if response.is_withdrawn:
            return Standing.WITHDRAWN
        if response.key in self.hidden:
            return Standing.HIDDEN
        if redaction := self.redacted.get(response.key):
            is_as_looked_at = redaction.revision == response.revision
            return Standing.SHOWN if is_as_looked_at else Standing.HELD
        if response.held_for and self.released.get(response.key) != response.revision:
            return Standing.HELD
        return Standing.SHOWN

    def shown_text(self, response: UUID, text: str) -> str:
        """The words to show of a response that is shown."""
        redaction = self.redacted.get(response)
        return redaction.text if redaction else text
