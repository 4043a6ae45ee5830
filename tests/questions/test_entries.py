"""What a phone may ask for, and what is refused with a reason."""

from __future__ import annotations

from uuid import uuid4

import pytest

from questions.entries import Introduce, Refused, Respond
from questions.messages import read_entry
from tests.people import CARYS, ROOM

GOOD = {
    "action": "respond",
    "question": "workforce",
    "response": "6f8b1a52-95a8-4b6c-9f0e-2d6c1f5a7b10",
    "text": "Retention of social workers",
    "theme": "capacity",
}


def test_a_response_is_read_as_it_was_typed() -> None:
    entry = read_entry(ROOM, CARYS, GOOD | {"text": "  One\r\ntwo — “three” 👍  "})
    assert isinstance(entry, Respond)
    assert entry.text == "One\ntwo — “three” 👍"
    assert (entry.question, entry.theme, entry.prompt) == ("workforce", "capacity", "")


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"action": "vote"}, "not known"),
        ({"action": None}, "not known"),
        ({"response": "not-a-uuid"}, "key"),
        ({"text": ""}, "empty"),
        ({"text": " \n "}, "empty"),
        ({"text": "x" * 601}, "600"),
        ({"text": None}, "not text"),
        ({"text": ["a"]}, "not text"),
        ({"text": "half \ud83d of a pair"}, "not text"),
        ({"text": "nul \x00"}, "not text"),
        ({"action": "change", "revision": "x"}, "revision"),
        ({"action": "change", "revision": 0}, "revision"),
        ({"action": "withdraw", "response": ""}, "key"),
    ],
)
def test_what_cannot_be_stored_is_refused_with_its_reason(
    change: dict[str, object], word: str
) -> None:
    with pytest.raises(Refused) as refused:
        read_entry(ROOM, CARYS, GOOD | change)
    assert word in refused.value.reason


def test_a_text_at_the_limit_is_taken() -> None:
    entry = read_entry(ROOM, CARYS, GOOD | {"text": "ü" * 600})
    assert isinstance(entry, Respond)
    assert len(entry.text) == 600


def test_a_form_without_javascript_sent_twice_is_one_response() -> None:
    form = {key: value for key, value in GOOD.items() if key != "response"}
    first, second = read_entry(ROOM, CARYS, form), read_entry(ROOM, CARYS, form)
    other = read_entry(ROOM, uuid4(), form)
    assert isinstance(first, Respond) and isinstance(other, Respond)
    assert first == second
    assert first.key != other.key


def test_what_a_delegate_says_of_themselves_is_optional() -> None:
    entry = read_entry(ROOM, CARYS, {"action": "introduce", "sector": " Health ", "table": 7})
    assert entry == Introduce(ROOM, CARYS, "Health", "")
