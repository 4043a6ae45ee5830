"""What the recorder may be asked to write."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


class Refused(Exception):
    """Something that will not be stored, with the reason in one sentence.

    `key` is the response that it was about, where the message named one.
    """

    def __init__(self, reason: str, key: UUID | None = None) -> None:
        super().__init__(reason)
        self.reason, self.key = reason, key


class UnknownPhone(Exception):
    """A message from a phone without a sound cookie: it is nobody’s, and is not stored."""


@dataclass(frozen=True)
class Join:
    """A phone came into a room."""

    room: str
    delegate: UUID


@dataclass(frozen=True)
class Introduce:
    """What a delegate says of themselves; blank is not said."""

    room: str
    delegate: UUID
    sector: str
    table: str


@dataclass(frozen=True)
class Respond:
    """A new response, under the key that the phone chose for it.

    With `people` it is a whole table's: `table` names it, and so many sit there.
    """

    room: str
    delegate: UUID
    key: UUID
    question: str
    prompt: str
    theme: str
    text: str
    table: str = ""
    people: int | None = None


@dataclass(frozen=True)
class Change:
    """A delegate's new wording of their own response; `revision` counts from 1."""

    room: str
    delegate: UUID
    key: UUID
    theme: str
    text: str
    revision: int


@dataclass(frozen=True)
class Withdraw:
    """A delegate takes their own response back."""

    room: str
    delegate: UUID
    key: UUID


@dataclass(frozen=True)
class Endorse:
    """A delegate agrees with another's response, or no longer does.

    `revision` grows with each change of mind; None is one more than what is stored.
    """

    room: str
    delegate: UUID
    key: UUID
    is_given: bool
    revision: int | None


@dataclass(frozen=True)
class Prioritise:
    """Where a delegate's dots are now, all of them: how many on which theme's key.

    `revision` as with Endorse.
    """

    room: str
    delegate: UUID
    question: str
    dots: tuple[tuple[str, int], ...]
    revision: int | None


@dataclass(frozen=True)
class Propose:
    """A delegate proposes an action, under the key that the phone chose for it."""

    room: str
    delegate: UUID
    key: UUID
    question: str
    theme: str
    what: str
    who: str
    by_when: str


@dataclass(frozen=True)
class KeyIn:
    """What a facilitator keys in: a card, or what was said aloud. No phone can ask for it.

    `people` is a show of hands' count, or how many a table's card speaks for.
    """

    room: str
    key: UUID
    question: str
    prompt: str
    theme: str
    text: str
    source: str
    table: str
    people: int | None


@dataclass(frozen=True)
class ClearRehearsal:
    """Delete what simulated delegates left in a room. No phone can ask for it."""

    room: str


@dataclass(frozen=True)
class Screen:
    """Screen all responses of a room again, for what keeps them off the screen."""

    room: str


PhoneEntry = Join | Introduce | Respond | Change | Withdraw | Endorse | Prioritise | Propose
ConsoleEntry = KeyIn | Screen | ClearRehearsal
Entry = PhoneEntry | ConsoleEntry
