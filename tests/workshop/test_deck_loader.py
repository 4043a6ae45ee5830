"""A deck goes into the database whole or not at all, and keeps what was said."""

from __future__ import annotations

from pathlib import Path

import pytest

from questions.entries import Respond
from questions.models import Question, Response
from questions.phases import move_to_phase
from questions.recorder import recorder
from tests.people import CARYS
from workshop.deck.loader import open_workshop
from workshop.deck.outline import DeckError
from workshop.models import Slide, Workshop

DECK = """---
title: A talk
sectors: [Health]
---
# One
---
layout: question
question:
  key: why
  words: Why?
  themes: [Because, {name: For love, key: love}]
---
# Why
"""


@pytest.fixture
def file(tmp_path: Path, drained: None) -> Path:
    file = tmp_path / "deck.md"
    file.write_text(DECK)
    return file


def respond(workshop: Workshop, theme: str = "love") -> None:
    move_to_phase(workshop.code, "why", "collecting")
    key = CARYS
    recorder.record(Respond(workshop.code, CARYS, key, "why", "", theme, "Said")).result(10)


def test_opening_a_deck_again_goes_on_with_its_workshop(file: Path) -> None:
    first, second = open_workshop(file), open_workshop(file)
    assert first.pk == second.pk
    assert Slide.objects.count() == 2
    assert len(first.code) == 6


def test_a_fresh_workshop_has_a_code_of_its_own_and_is_the_live_one(file: Path) -> None:
    first, second = open_workshop(file), open_workshop(file, new=True)
    assert first.code != second.code
    assert list(Workshop.objects.filter(is_live=True)) == [second]
    assert Question.objects.count() == 2


def test_a_changed_deck_changes_the_slides_and_keeps_the_responses(file: Path) -> None:
    workshop = open_workshop(file)
    respond(workshop)
    changed = DECK.replace("# One", "# One, mended").replace("Because, ", "")
    file.write_text(changed.replace(", {name: For love, key: love}", ""))
    file.write_text(file.read_text().replace("{name: For love, key: love}", "Another"))
    again = open_workshop(file)
    assert again.pk == workshop.pk
    assert again.slides.first().title == "One, mended"  # type: ignore[union-attr]
    response = Response.objects.get()
    assert (response.text, response.theme and response.theme.key) == ("Said", "love")
    assert {theme.key for theme in response.question.themes.all()} == {"another", "love"}


def test_a_question_with_responses_cannot_be_taken_out(file: Path) -> None:
    workshop = open_workshop(file)
    respond(workshop)
    file.write_text(DECK.split("---\nlayout")[0])
    with pytest.raises(DeckError, match="the room has responded to it \\(1\\)"):
        open_workshop(file)
    assert Slide.objects.count() == 2


def test_a_malformed_deck_leaves_all_as_it_was(file: Path) -> None:
    workshop = open_workshop(file)
    file.write_text(DECK + "---\nlayout: nonsense\n---\n# Two\n")
    with pytest.raises(DeckError):
        open_workshop(file)
    assert workshop.slides.count() == 2


def test_a_workshop_stands_on_a_slide_that_has_something_to_show(file: Path) -> None:
    file.write_text(DECK.replace("# One", "skip: true\n---\n# One"))
    assert open_workshop(file).position == 2
    file.write_text(DECK)
    assert open_workshop(file).position == 2


def test_the_room_stays_on_its_slide_when_slides_come_before_it(file: Path) -> None:
    longer = DECK + "---\n# Two\n---\n# Three\n"
    zero = longer.replace("# One", "# Zero\n---\n# One")
    for (position, furthest), edited, expected in (
        ((2, 3), zero, (3, 4)),
        ((2, 4), zero.replace("# Why", "# Why, then"), (3, 5)),
        ((3, 4), longer.replace("# Two", "# Deux"), (3, 4)),
        ((3, 3), longer.replace("# One", "# Two\n---\n# One"), (4, 4)),
        ((4, 4), DECK, (2, 2)),
    ):
        file.write_text(longer)
        open_workshop(file)
        Workshop.objects.update(position=position, furthest=furthest)
        file.write_text(edited)
        workshop = open_workshop(file)
        assert (workshop.position, workshop.furthest) == expected, edited
