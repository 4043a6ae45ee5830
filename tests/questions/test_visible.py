"""What can be seen of somebody's words, and what is shown of them."""

from __future__ import annotations

from typing import Any

import pytest

from questions.entries import Introduce, Propose, Refused
from questions.ledger import take_step
from questions.messages import read_entry, read_keyed_in
from questions.models import Question, Response
from questions.steps import StepRefused
from questions.visible import fold, is_blank, isolate
from tests.people import AMINA, CARYS, ROOM, respond

UNSEEN = [
    *("\u200b", "\u200d", "\u200e\u200f", "\u2067\u2069", "\ufe0f", "\u00ad", "\ufeff", "\u2060"),
    *("\u3164", "\u115f\u1160", "\uffa0", "\u2800", "\U000e0041\U000e007f", "\u00a0\u2003\u3000"),
    *("\u0301\u0301", "\u034f", "\u180e\u180b", "\x01\x1b", "\u2028\u2029", "\x85\x0c", "\u061c"),
    *("\u2061\u2064", "\ufff9\ufffb", "\ufffc", "\U0001d159", "\U0001d173", "\u206f", "\u17b5"),
]
SEEN = ["…", "👍", "👍🏽", "🏴󠁧󠁢󠁷󠁬󠁳󠁿", "1️⃣", "é", "ि क", "؟", "꧅", "\ue000", "\U0001fae8", "-", "0"]
KEY = "early-intervention"
SAID = {
    "response": "6f8b1a52-95a8-4b6c-9f0e-2d6c1f5a7b10",
    "question": KEY,
    "revision": 1,
    "source": "paper",
}


@pytest.mark.parametrize("text", [*UNSEEN, "".join(UNSEEN), " \u200b\n\u3164 "])
def test_no_door_takes_words_that_cannot_be_seen(text: str) -> None:
    assert is_blank(text)
    for action in ("respond", "change"):
        with pytest.raises(Refused, match="The response is empty; nothing was stored"):
            read_entry(ROOM, CARYS, SAID | {"action": action, "text": text})
    with pytest.raises(Refused, match="The response is empty; nothing was stored"):
        read_keyed_in(ROOM, SAID | {"text": text})
    with pytest.raises(Refused, match="needs some words"):
        read_entry(ROOM, CARYS, SAID | {"action": "propose", "what": text})
    said = {"action": "propose", "what": "Meet", "who": text, "by_when": text, "theme": text}
    proposed = read_entry(ROOM, CARYS, SAID | said)
    assert isinstance(proposed, Propose)
    assert (proposed.who, proposed.by_when, proposed.theme) == ("", "", "")
    me = {"action": "introduce", "sector": text, "table": text}
    assert read_entry(ROOM, CARYS, me) == Introduce(ROOM, CARYS, "", "")


def test_no_step_takes_words_that_cannot_be_seen(question: Question) -> None:
    key, blank = respond(CARYS, "Ring 07700 900123").key, "\u3164\u200d"
    steps: dict[str, dict[str, Any]] = {
        "add": {"name": blank},
        "rename": {"theme": "schools", "name": blank},
        "group": {"name": blank, "responses": [key]},
        "redact": {"response": key, "text": blank},
        "agree": {"what": blank},
    }
    for verb, said in steps.items():
        with pytest.raises(StepRefused, match="some words"):
            take_step(ROOM, KEY, verb, said, AMINA)
    step = take_step(ROOM, KEY, "agree", {"what": "Meet", "who": blank, "by_when": blank}, AMINA)
    assert (step.payload["who"], step.payload["by_when"]) == ("", "")


@pytest.mark.parametrize("text", SEEN)
def test_whatever_can_be_seen_is_taken(text: str) -> None:
    assert not is_blank(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a" + "\n" * 300 + "b", "a\n\nb"),
        ("a\n\u200b\n\u3164\n\u0301\nb", "a\n\nb"),
        ("\u200b\n\na\nb\n\n\u2800", "a\nb"),
        ("one\u2028two\u2029three\x0cfour\r\nfive\x85six", "one\ntwo\nthree\nfour\nfive\nsix"),
        ("a" + "\t" * 200 + "b" + "\u00a0" * 300 + "c", "a b c"),
        ("be\x07ll\x1b", "bell"),
        ("a\n    b", "a\nb"),
        # What sets a direction ends with its line; an end of nothing is left out.
        ("\u202eabc\ndef", "\u202eabc\u202c\ndef"),
        ("a\u2069b\u202cc", "abc"),
        ("\u2067a\u202eb\u2069c", "\u2067a\u202eb\u2069c"),
        ("\u202aa\u2068b\u202cc", "\u202aa\u2068bc\u2069\u202c"),
        # Real languages stay as they are.
        (
            "Ổn định\nשָׁלוֹם\nمُحَمَّدٌ\nน้ำตก\nक्षत्रिय\n👩‍👩‍👧‍👦",
            "Ổn định\nשָׁלוֹם\nمُحَمَّدٌ\nน้ำตก\nक्षत्रिय\n👩‍👩‍👧‍👦",
        ),
    ],
)
def test_words_are_folded_only_where_they_are_shown(text: str, shown: str) -> None:
    assert fold(text) == fold(fold(text)) == shown


def test_a_title_holds_apart_what_could_turn_the_words_beside_it() -> None:
    assert isolate("Shared (3) plans") == "Shared (3) plans"
    assert isolate("קודם\nFirst") == "\u2068קודם\u2069\nFirst"
    assert isolate("a\u2069\u202eb") == "\u2068a\u202eb\u202c\u2069"


def test_a_response_is_stored_as_it_was_typed(question: Question) -> None:
    text = "a" + "\n" * 300 + "\u202eb\u0301\u0301"
    respond(CARYS, text)
    assert Response.objects.get().text == text
