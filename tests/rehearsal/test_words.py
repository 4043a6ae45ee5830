"""What simulated phones say: varied, short enough, and for every question of the deck."""

from __future__ import annotations

from itertools import product
from random import Random

import pytest

from questions.models import MAX_TEXT_CHARACTERS
from workshop.deck.loader import INCLUDED
from workshop.deck.reader import read_deck
from workshop.rehearsal.bank import ANYTHING, BANK, Parts
from workshop.rehearsal.words import say_something

ENOUGH = 200


@pytest.mark.parametrize("parts", [*BANK.values(), ANYTHING])
def test_there_are_enough_different_responses_and_each_fits(parts: Parts) -> None:
    texts = {"".join(chosen) for chosen in product(*parts)}
    assert len(texts) >= ENOUGH
    assert all(len(text) <= MAX_TEXT_CHARACTERS for text in texts)
    assert all(text.count("..") == 0 and text[-1] == "." for text in texts)


def test_every_question_of_the_deck_has_words_of_its_own() -> None:
    asked = [slide.question for slide in read_deck(INCLUDED).slides if slide.question]
    boxes = {(q.key, p.key) for q in asked for p in q.prompts}
    boxes |= {(q.key, "") for q in asked if not q.prompts}
    assert boxes == set(BANK)


def test_a_question_of_another_deck_gets_general_words() -> None:
    beginnings = ANYTHING[0]
    assert say_something("what-next", "", Random(1)).startswith(beginnings)
