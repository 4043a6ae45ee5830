"""Key phrases are phrases, counted by responses, each with exactly those behind it."""

from __future__ import annotations

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from questions.phrases import Phrase, key_phrases
from questions.words import STOP_WORDS, stem_of, words_of


def phrases(*texts: str, most: int = 20) -> tuple[Phrase, ...]:
    return key_phrases({UUID(int=n): text for n, text in enumerate(texts)}, most)


def test_one_phrase_in_several_forms_is_one() -> None:
    (phrase,) = phrases("Shared assessments work", "a shared assessment first", "share assessment")
    assert phrase.words in ("shared assessments", "shared assessment", "share assessment")
    assert phrase.responses == (UUID(int=0), UUID(int=1), UUID(int=2))


def test_a_response_that_says_it_twice_counts_once() -> None:
    (phrase,) = phrases("pool budgets, pool budgets", "we pool budgets")
    assert len(phrase.responses) == 2


def test_what_is_denied_is_another_phrase() -> None:
    found = {
        p.words: len(p.responses) for p in phrases(*["not enough time"] * 2, *["enough time"] * 2)
    }
    assert found == {"enough time": 2, "not enough time": 2}


def test_a_longer_phrase_takes_the_place_of_its_parts() -> None:
    found = [p.words for p in phrases(*["team around the child meetings"] * 3)]
    assert sorted(found) == ["child meetings", "team around the child"]


def test_no_phrase_is_a_single_word_or_said_once() -> None:
    assert phrases("budgets", "budgets", "one thing alone", "quite another") == ()


@given(st.lists(st.text(alphabet="ab the not 1,.", max_size=30), max_size=12))
def test_every_phrase_stands_in_all_that_are_behind_it_and_in_no_other(texts: list[str]) -> None:
    for phrase in phrases(*texts):
        assert 2 <= len(phrase.stems) <= 4
        assert len(phrase.responses) >= 2
        first, *_, last = phrase.words.split()
        assert first not in STOP_WORDS
        assert last not in STOP_WORDS
        for key in phrase.responses:
            stems = [stem_of(word) for word in words_of(texts[key.int])]
            runs = [tuple(stems[i : i + len(phrase.stems)]) for i in range(len(stems))]
            assert phrase.stems in runs
