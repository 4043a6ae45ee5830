"""The 2008 deck says what its transcript says, but for the mends that are listed here."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from workshop.deck.outline import Deck, SlideOutline
from workshop.deck.reader import read_deck

TOP = Path(__file__).resolve().parents[2]
TRANSCRIPT = (Path(__file__).parent / "transcript.txt").read_text()
QUESTION_SLIDES = 4

# Slide by slide: the transcript's words that the deck does not have, and those
# that it has beyond them. docs/deck-format.md says why.
MENDS: dict[int, tuple[list[str], list[str]]] = {
    1: (["plannational"], ["plan", "national"]),
    3: (["a", "c"], ["ac"]),
    10: (["5gcses"], ["5", "gcses"]),
    22: (["no", "transcript"], ["slide", "22"]),
    26: (["arrangements"], []),
    31: (["plannational"], ["plan", "national"]),
}


@pytest.fixture(scope="module")
def deck() -> Deck:
    return read_deck(TOP / "workshop/decks/moving-on/deck.md")


def words(text: str) -> list[str]:
    """The words of `text`, without case, marks and signs, in alphabetical order."""
    plain = re.sub(r"<[^>]+>|&amp;", " ", text.lower())
    plain = re.sub(r"[’'*&%£().,:?–…-]", "", plain)
    return sorted(re.findall(r"[a-z0-9]+", plain))


def transcript_slides() -> dict[int, str]:
    """The transcript's text by slide: each starts with its number at the start of a line."""
    slides: dict[int, str] = {}
    expected, body = 1, TRANSCRIPT.split("\n", 1)[1]
    for line in body.splitlines():
        start = re.match(rf"{expected}(?=[A-Z(]|2007)", line)
        if start:
            slides[expected] = line[start.end() :]
            expected += 1
        else:
            slides[expected - 1] += "\n" + line
    return slides


def text_of(slide: SlideOutline) -> str:
    content = slide.content
    parts = [slide.title, content.lead, content.callout]
    for group in content.groups:
        parts += [group.heading, group.body]
    return "\n".join(parts)


def originals(deck: Deck) -> dict[int, SlideOutline]:
    """The 31 slides of the talk by their own numbers, without the four question slides."""
    slides = [slide for slide in deck.slides if slide.layout != "question"]
    return dict(enumerate(slides, start=1))


def test_the_deck_has_all_31_slides_and_a_slide_for_each_question(deck: Deck) -> None:
    assert len(originals(deck)) == len(transcript_slides()) == 31
    assert len(deck.slides) == 31 + QUESTION_SLIDES
    assert [slide.layout for slide in deck.slides[30:34]] == ["question"] * QUESTION_SLIDES


@pytest.mark.parametrize("number", range(1, 32))
def test_a_slide_has_the_words_of_the_transcript(deck: Deck, number: int) -> None:
    said, shown = words(transcript_slides()[number]), words(text_of(originals(deck)[number]))
    lost = [word for word in set(said) for _ in range(said.count(word) - shown.count(word))]
    added = [word for word in set(shown) for _ in range(shown.count(word) - said.count(word))]
    gone, come = MENDS.get(number, ([], []))
    assert (sorted(lost), sorted(added)) == (sorted(gone), sorted(come))


def test_only_the_slide_without_a_transcript_is_skipped(deck: Deck) -> None:
    assert [n for n, slide in originals(deck).items() if slide.skipped] == [22]


def test_charts_show_their_titles_and_nothing_that_the_transcript_lacks(deck: Deck) -> None:
    for number in range(11, 22):
        slide = originals(deck)[number]
        assert slide.layout == "chart"
        assert not (slide.content.lead or slide.content.groups or slide.content.figures)


def test_every_drawn_figure_stands_in_its_slides_own_text(deck: Deck) -> None:
    for slide in deck.slides:
        for group in slide.content.groups:
            for figure in group.figures:
                assert f"{figure.value:g}{figure.unit}" in group.body.replace(" ", "")


def test_the_months_of_slide_25_are_in_order_and_nothing_is_placed_in_them(deck: Deck) -> None:
    months = originals(deck)[25].content.groups
    assert [month.heading for month in months] == ["Sep", "Oct", "Nov", "Dec", "Jan", "Feb"]
    assert not any(month.body or month.figures for month in months)


def test_each_slide_is_laid_out_for_what_it_is(deck: Deck) -> None:
    layouts = {n: slide.layout for n, slide in originals(deck).items()}
    by_number = {
        "cover": {1},
        "section": {2, 5, 7, 23},
        "outcomes": {3, 10},
        "list": {4, 6, 8, 9, 26, 27, 28, 29},
        "chart": set(range(11, 23)),
        "columns": {24},
        "timeline": {25},
        "questions": {30},
        "closing": {31},
    }
    assert layouts == {n: layout for layout, numbers in by_number.items() for n in numbers}


def test_delegates_may_say_where_they_work(deck: Deck) -> None:
    assert deck.sectors == (
        "Local authority",
        "Health",
        "School",
        "Police and youth justice",
        "Voluntary and community",
        "Government",
        "Other",
    )


def test_a_themes_name_is_short_enough_for_a_phone_and_a_bar(deck: Deck) -> None:
    names = [t.name for slide in deck.slides if slide.question for t in slide.question.themes]
    assert [name for name in names if len(name) > 66] == []


def test_the_four_questions_carry_themes_from_the_decks_own_slides(deck: Deck) -> None:
    questions = [slide.question for slide in deck.slides if slide.question]
    assert [(q.key, len(q.themes)) for q in questions] == [
        ("childrens-trusts", 6),
        ("workforce", 6),
        ("managing-change", 11),
        ("early-intervention", 9),
    ]
    assert [prompt.words for prompt in questions[1].prompts] == [
        "What are the biggest issues for you locally?",
        "How might the Government help?",
    ]
    asked = [re.sub(r"<[^>]+>", "", group.body) for group in originals(deck)[30].content.groups]
    assert [question.words for question in questions] == asked
    sources = {0: (26,), 1: (28,), 2: (24,), 3: (8, 9)}
    small = {"the", "of", "and", "a", "by", "to"}
    for index, question in enumerate(questions):
        source = set(words(" ".join(text_of(originals(deck)[n]) for n in sources[index])))
        for theme in question.themes:
            assert set(words(theme.name)) - small <= source, theme.name
