"""What the recorder may be asked to write; of a phone, read from a message or a form."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID, uuid5

from questions.models import MAX_TEXT_CHARACTERS

MAX_TABLE_CHARACTERS = 10
MAX_SECTOR_CHARACTERS = 100
MAX_REVISION = 1_000_000


_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


class Refused(Exception):
    """Something that will not be stored, with the reason in one sentence.

    `key` is the response that it was about, where the message named one.
    """

    def __init__(self, reason: str, key: UUID | None = None) -> None:
        super().__init__(reason)
        self.reason, self.key = reason, key


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
    """A new response, under the key that the phone chose for it."""

    room: str
    delegate: UUID
    key: UUID
    question: str
    prompt: str
    theme: str
    text: str


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
class ClearRehearsal:
    """Delete what simulated delegates left in a room. No phone can ask for it."""

    room: str


PhoneEntry = Join | Introduce | Respond | Change | Withdraw
Entry = PhoneEntry | ClearRehearsal


def read_entry(room: str, delegate: UUID | None, message: Mapping[str, object]) -> PhoneEntry:
    """The entry that `message` asks for. Raises Refused with the reason.

    `delegate` is None for a phone that came without a sound cookie.
    """
    if delegate is None:
        raise Refused(
            "This phone is not known yet; load the page again, then send.", _key_or_none(message)
        )
    reader = _READERS.get(str(message.get("action")))
    if reader is None:
        raise Refused("This action is not known here; nothing was stored.", _key_or_none(message))
    return reader(room, delegate, message)


def _read_introduce(room: str, delegate: UUID, message: Mapping[str, object]) -> Introduce:
    sector = _short(message, "sector", MAX_SECTOR_CHARACTERS)
    table = _short(message, "table", MAX_TABLE_CHARACTERS)
    if message.get("skip"):
        sector = table = ""
    return Introduce(room, delegate, sector, table)


def _read_respond(room: str, delegate: UUID, message: Mapping[str, object]) -> Respond:
    question, prompt = _short(message, "question", 40), _short(message, "prompt", 40)
    if message.get("response"):
        key = _read_key(message)
        text = _read_text(message, key)
    else:
        # A form without JavaScript has no key to offer: the same words from the
        # same phone to the same question are then the same response.
        text = _read_text(message, None)
        key = uuid5(delegate, f"{question}/{prompt}/{text}")
    return Respond(room, delegate, key, question, prompt, _short(message, "theme", 60), text)


def _read_change(room: str, delegate: UUID, message: Mapping[str, object]) -> Change:
    key = _read_key(message)
    text, theme = _read_text(message, key), _short(message, "theme", 60)
    return Change(room, delegate, key, theme, text, _read_revision(message, key))


def _read_withdraw(room: str, delegate: UUID, message: Mapping[str, object]) -> Withdraw:
    return Withdraw(room, delegate, _read_key(message))


_READERS: dict[str, Callable[[str, UUID, Mapping[str, object]], PhoneEntry]] = {
    "respond": _read_respond,
    "change": _read_change,
    "withdraw": _read_withdraw,
    "introduce": _read_introduce,
}
ACTIONS = tuple(_READERS)


def _read_key(message: Mapping[str, object]) -> UUID:
    key = _key_or_none(message)
    if key is None:
        raise Refused("The response has no valid key; nothing was stored.")
    return key


def _key_or_none(message: Mapping[str, object]) -> UUID | None:
    try:
        return UUID(str(message.get("response")))
    except ValueError:
        return None


def _read_revision(message: Mapping[str, object], key: UUID) -> int:
    try:
        revision = int(str(message.get("revision")))
    except ValueError:
        revision = 0
    if not 1 <= revision <= MAX_REVISION:
        raise Refused("The change has no valid revision; nothing was stored.", key)
    return revision


def _read_text(message: Mapping[str, object], key: UUID | None) -> str:
    text = message.get("text")
    if not isinstance(text, str) or not _is_storable(text):
        raise Refused("The response is not text; nothing was stored.", key)
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if not text:
        raise Refused("The response is empty; nothing was stored.", key)
    if len(text) > MAX_TEXT_CHARACTERS:
        raise Refused(
            f"The response is longer than {MAX_TEXT_CHARACTERS} characters; please shorten it.", key
        )
    return text


def _short(message: Mapping[str, object], name: str, limit: int) -> str:
    """A short optional field; what is not storable counts as not said."""
    value = message.get(name)
    if not isinstance(value, str) or not _is_storable(value):
        return ""
    return " ".join(value.split())[:limit]


def _is_storable(text: str) -> bool:
    """PostgreSQL refuses NUL, and no database takes half a surrogate pair."""
    return _UNSTORABLE.search(text) is None
