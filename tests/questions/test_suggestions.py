"""Suggestions are few, right, explained, and stay dismissed."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from questions.guard import may_be_same
from questions.likeness import Likeness, LooksLike, SameAs, ThemeWords
from tests.questions.labelled.reading import read_labelled
from tests.questions.labelled.table import Line, draw, measure

SCHOOLS = ThemeWords("schools", "The full involvement of schools", frozenset())
ASSESSMENT = ThemeWords("assessment", "Shared assessment", frozenset())


def index(*texts: str) -> tuple[Likeness, list[UUID]]:
    likeness, keys = Likeness(), [uuid4() for _ in texts]
    for key, text in zip(keys, texts, strict=True):
        likeness.put(key, text)
    return likeness, keys


OTHERS = ("Train together", "More time to plan", "Pool budgets", "Visit homes", "Ask children")


@pytest.fixture(scope="module")
def lines() -> list[Line]:
    return measure()


def test_the_labelled_set_is_large_enough() -> None:
    questions = read_labelled()
    assert len(questions) == 4
    assert sum(len(question.responses) for question in questions) >= 200
    for question in questions:
        named = {theme for response in question.responses for theme in response.themes}
        assert named == set(question.themes)


def test_suggestions_beat_plain_tf_idf_on_what_was_held_out(lines: list[Line]) -> None:
    for line in lines:
        assert line.ours.precision > line.baseline.precision, f"{line.task}\n{draw(lines)}"
        assert line.ours.f_half > line.baseline.f_half, f"{line.task}\n{draw(lines)}"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("More early intervention", "No more early intervention"),
        ("We should pool budgets", "We should not pool budgets"),
        ("One shared assessment for all", "Two shared assessments for all"),
        ("TAC within 10 days of a CAF", "TAC within 20 days of a CAF"),
        ("Joint training with the police", "Joint training with the schools"),
        ("Health must be round the table", "Housing must be round the table"),
        ("More government initiatives", "Fewer government initiatives"),
        ("There are enough health visitors", "There are not enough health visitors"),
        ("Plans with parents", "Plans without parents"),
    ],
)
def test_what_differs_in_what_it_says_is_never_the_same(one: str, other: str) -> None:
    likeness, (first, _) = index(one, other)
    assert not may_be_same(one, other)
    assert likeness.twins_of(first) == ()
    assert likeness.alike(other)[0].score == 100, "though it is found by itself"


def test_what_says_the_same_in_other_forms_is_found() -> None:
    likeness, (first, second, *_) = index(
        "Train all staff together across agencies",
        "train all our staff across the agencies, together!",
        *OTHERS,
    )
    assert [twin.key for twin in likeness.twins_of(first)] == [second]


def test_a_suggestion_says_which_of_the_responses_own_words_speak_for_it() -> None:
    likeness, (key, *_) = index("We share one ASSESSMENT of each child", *OTHERS)
    suggested = likeness.suggest([SCHOOLS, ASSESSMENT], [key])[key]
    assert isinstance(suggested, LooksLike)
    assert suggested.theme == "assessment"
    assert set(suggested.because) == {"share", "assessment"}


def test_what_a_response_speaks_against_is_no_reason_for_a_theme() -> None:
    likeness, (key, *_) = index("no more shared assessments", *OTHERS)
    assert key not in likeness.suggest([SCHOOLS, ASSESSMENT], [key])


def test_a_twin_that_is_grouped_takes_the_response_along() -> None:
    likeness, (first, second, *_) = index("Visit families at home", "visit families at home!")
    theme = ThemeWords("outreach", "Outreach", frozenset([second]))
    assert likeness.suggest([theme], [first]) == {first: SameAs((second,), "outreach")}


def test_what_was_dismissed_does_not_come_back() -> None:
    likeness, (first, second, *_) = index("Share one assessment", "share one assessment", *OTHERS)
    themes = [SCHOOLS, ASSESSMENT]
    assert isinstance(likeness.suggest(themes, [first])[first], LooksLike)
    dismissed = {(first, "assessment")}
    suggested = likeness.suggest(themes, [first], dismissed)
    assert suggested == {first: SameAs((second,), "")}
    dismissed.add((first, str(second)))
    assert likeness.suggest(themes, [first], dismissed) == {}


WORDS = "share one assessment not school schools health plan budget early more team".split()
TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 7), st.one_of(st.none(), TEXTS)), max_size=25))
def test_step_by_step_gives_what_would_be_found_from_nothing(
    steps: list[tuple[int, str | None]],
) -> None:
    likeness, texts = Likeness(), dict[UUID, str]()
    for number, text in steps:
        key = UUID(int=number)
        if text is None:
            likeness.drop(key)
            texts.pop(key, None)
        else:
            likeness.put(key, text)
            texts[key] = text
    anew = Likeness()
    for key, text in texts.items():
        anew.put(key, text)
    themes = [SCHOOLS, ASSESSMENT]
    assert likeness.suggest(themes, texts) == anew.suggest(themes, texts)
    for key in texts:
        assert likeness.twins_of(key) == anew.twins_of(key)
        for twin in likeness.twins_of(key):
            assert key in [other.key for other in likeness.twins_of(twin.key)]
