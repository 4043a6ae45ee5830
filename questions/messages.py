"""Read what the recorder is asked to write: of a phone a message or a form, of a console a form."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from uuid import UUID, uuid4, uuid5

from questions.entries import (
    Change,
    Endorse,
    Introduce,
    KeyIn,
    PhoneEntry,
    Prioritise,
    Propose,
    Refused,
    Respond,
    UnknownPhone,
    Withdraw,
)
from questions.models import MAX_TEXT_CHARACTERS, Source
from questions.visible import is_blank

MAX_TABLE_CHARACTERS = 10
MAX_SECTOR_CHARACTERS = 100
MAX_REVISION = 1_000_000
MAX_PEOPLE = 1000
MAX_MARK_REVISION = 2**53 - 1  # What JavaScript counts exactly.
MOST_THEMES_DOTTED = 40
MAX_WHAT_CHARACTERS = 300
MAX_WHO_CHARACTERS = 100
MAX_BY_WHEN_CHARACTERS = 60


_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def read_entry(room: str, delegate: UUID | None, message: Mapping[str, object]) -> PhoneEntry:
    """The entry that `message` asks for. Raises Refused with the reason.

    `delegate` is None for a phone that came without a sound cookie: raises UnknownPhone.
    """
    if delegate is None:
        raise UnknownPhone
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
    theme = _short(message, "theme", 60)
    table, people = read_table(message, key)
    return Respond(room, delegate, key, question, prompt, theme, text, table, people)


def read_table(message: Mapping[str, object], key: UUID | None) -> tuple[str, int | None]:
    """The table that is spoken for, and how many sit there; None when it is no table."""
    if not message.get("for_table"):
        return "", None
    table = _short(message, "table", MAX_TABLE_CHARACTERS)
    people = _read_number(message, "people", MAX_PEOPLE)
    if not table or not people:
        raise Refused("For a table, give its number and how many people sit there.", key)
    return table, people


def _read_change(room: str, delegate: UUID, message: Mapping[str, object]) -> Change:
    key = _read_key(message)
    text, theme = _read_text(message, key), _short(message, "theme", 60)
    return Change(room, delegate, key, theme, text, _read_revision(message, key))


def _read_withdraw(room: str, delegate: UUID, message: Mapping[str, object]) -> Withdraw:
    return Withdraw(room, delegate, _read_key(message))


def _read_endorse(room: str, delegate: UUID, message: Mapping[str, object]) -> Endorse:
    key = _read_key(message)
    is_given = str(message.get("given", "1")) not in ("0", "False", "")
    return Endorse(room, delegate, key, is_given, _read_mark_revision(message, key))


def _read_prioritise(room: str, delegate: UUID, message: Mapping[str, object]) -> Prioritise:
    """`dots` is an object of theme keys and numbers; a form has a field `dots-…` for each."""
    given = message.get("dots")
    if not isinstance(given, dict):
        given = {name[5:]: n for name, n in message.items() if name.startswith("dots-")}
    dots: list[tuple[str, int]] = []
    for theme, number in list(given.items())[:MOST_THEMES_DOTTED]:
        if not str(number).isascii() or not str(number or 0).isdigit():
            raise Refused("Dots are counted in whole numbers; nothing was changed.")
        dots.append((str(theme)[:60], int(str(number or 0)[:4])))
    question = _short(message, "question", 40)
    return Prioritise(room, delegate, question, tuple(dots), _read_mark_revision(message, None))


def _read_propose(room: str, delegate: UUID, message: Mapping[str, object]) -> Propose:
    question, theme = _short(message, "question", 40), _short(message, "theme", 60)
    what = message.get("what")
    if not isinstance(what, str) or not _is_storable(what) or is_blank(what):
        raise Refused("An action needs some words; nothing was stored.", _key_or_none(message))
    what = " ".join(what.split())
    who, by_when = _short(message, "who", 10_000), _short(message, "by_when", 10_000)
    if message.get("response"):
        key = _read_key(message)
    else:
        key = uuid5(delegate, f"{question}/{what}/{who}/{by_when}")
    for words, limit, name in (
        (what, MAX_WHAT_CHARACTERS, "What to do"),
        (who, MAX_WHO_CHARACTERS, "Who will do it"),
        (by_when, MAX_BY_WHEN_CHARACTERS, "By when"),
    ):
        if len(words) > limit:
            raise Refused(f"{name} is longer than {limit} characters; please shorten it.", key)
    return Propose(room, delegate, key, question, theme, what, who, by_when)


def read_keyed_in(room: str, message: Mapping[str, object]) -> KeyIn:
    """What a facilitator keyed in. Raises Refused with the reason."""
    source = str(message.get("source"))
    if source not in (Source.TABLE, Source.PAPER, Source.SPOKEN):
        raise Refused("Say whether it is a table’s, a card or spoken; nothing was stored.")
    key = _key_or_none(message) or uuid4()
    table = _short(message, "table", MAX_TABLE_CHARACTERS) if source != Source.SPOKEN else ""
    people = _read_number(message, "people", MAX_PEOPLE)
    if source == Source.TABLE and not (table and people):
        raise Refused("For a table, give its number and how many people sit there.", key)
    return KeyIn(
        room,
        key,
        _short(message, "question", 40),
        _short(message, "prompt", 40),
        _short(message, "theme", 60),
        _read_text(message, key),
        source,
        table,
        people if source != Source.PAPER else None,
    )


_READERS: dict[str, Callable[[str, UUID, Mapping[str, object]], PhoneEntry]] = {
    "respond": _read_respond,
    "change": _read_change,
    "withdraw": _read_withdraw,
    "introduce": _read_introduce,
    "endorse": _read_endorse,
    "prioritise": _read_prioritise,
    "propose": _read_propose,
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


def _read_mark_revision(message: Mapping[str, object], key: UUID | None) -> int | None:
    """The phone's number for a change of mind; None from a form without JavaScript."""
    if "revision" not in message:
        return None
    revision = _read_number(message, "revision", MAX_MARK_REVISION)
    if not revision:
        raise Refused("The change has no valid revision; nothing was stored.", key)
    return revision


def _read_number(message: Mapping[str, object], name: str, most: int) -> int | None:
    """A whole number from 1 to `most`; None for anything else."""
    given = str(message.get(name) or "").strip()
    if not (given.isascii() and given.isdigit() and len(given) <= len(str(most))):
        return None
    return int(given) if 1 <= int(given) <= most else None


def _read_text(message: Mapping[str, object], key: UUID | None) -> str:
    text = message.get("text")
    if not isinstance(text, str) or not _is_storable(text):
        raise Refused("The response is not text; nothing was stored.", key)
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if is_blank(text):
        raise Refused("The response is empty; nothing was stored.", key)
    if len(text) > MAX_TEXT_CHARACTERS:
        raise Refused(
            f"The response is longer than {MAX_TEXT_CHARACTERS} characters; please shorten it.", key
        )
    return text


def _short(message: Mapping[str, object], name: str, limit: int) -> str:
    """A short optional field; what is not storable, or cannot be seen, counts as not said."""
    value = message.get(name)
    if not isinstance(value, str) or not _is_storable(value) or is_blank(value):
        return ""
    return " ".join(value.split())[:limit]


def _is_storable(text: str) -> bool:
    """PostgreSQL refuses NUL, and no database takes half a surrogate pair."""
    return _UNSTORABLE.search(text) is None
