"""An edited deck takes no theme and no question away that the room has made use of."""

from __future__ import annotations

from pathlib import Path

import pytest

from questions.entries import Prioritise, Propose, Respond
from questions.ledger import take_step
from questions.models import Question, Response
from questions.phases import move_to_phase
from questions.reading import read_board
from questions.recorder import recorder
from tests.people import AMINA, CARYS, DEV, EFA
from workshop.deck.loader import open_workshop
from workshop.deck.outline import DeckError
from workshop.models import Workshop

DECK = """---
title: A talk
---
# One
---
layout: question
question:
  key: why
  words: Why?
  themes: [Shared assesment, Schools, Health, Housing]
---
# Why
"""
USED = ("shared-assesment", "schools", "health")


@pytest.fixture
def file(tmp_path: Path, drained: None) -> Path:
    file = tmp_path / "deck.md"
    file.write_text(DECK)
    return file


def use(workshop: Workshop) -> None:
    """A grouping on the first theme, dots on the second, a proposal on the third."""
    room = workshop.code
    move_to_phase(room, "why", "collecting")
    recorder.record(Respond(room, CARYS, CARYS, "why", "", "", "Said")).result(10)
    move_to_phase(room, "why", "revealed")
    said = {"theme": USED[0], "responses": [str(CARYS)]}
    take_step(room, "why", "move", said, AMINA)
    move_to_phase(room, "why", "prioritising")
    recorder.record(Prioritise(room, DEV, "why", ((USED[1], 2),), 1)).result(10)
    move_to_phase(room, "why", "committing")
    recorder.record(Propose(room, EFA, EFA, "why", USED[2], "Do", "We", "Soon")).result(10)


def put(file: Path, themes: str) -> tuple[dict[str, str], list[str]]:
    """The themes' names by their keys, and what was said, with other themes in the deck."""
    said: list[str] = []
    changed = DECK.replace("Shared assesment, Schools, Health, Housing", themes)
    file.write_text(changed)
    open_workshop(file, say=said.append)
    question = Question.objects.get()
    assert read_board(question).theme_of(CARYS, "") == USED[0]
    return {theme.key: theme.name for theme in question.themes.all()}, said


def test_a_theme_whose_name_was_mended_keeps_its_key_and_what_stands_under_it(file: Path) -> None:
    use(open_workshop(file))
    themes, said = put(file, "Shared assessment, School, Health, Housing")
    assert themes == {
        "shared-assesment": "Shared assessment",
        "schools": "School",
        "health": "Health",
        "housing": "Housing",
    }
    assert "The theme “Schools” is “School” now, with all that stands under it." in said
    again, said = put(file, "Homes, Shared assessment, School, Health")
    assert again == {"homes": "Homes", **{key: themes[key] for key in USED}}
    assert said == []


def test_a_theme_that_is_gone_from_the_deck_stays_where_the_room_has_used_it(file: Path) -> None:
    use(open_workshop(file))
    themes, said = put(file, "Money")
    kept = {USED[0]: "Shared assesment", "schools": "Schools", "health": "Health"}
    assert list(themes.items()) == [("money", "Money"), *kept.items()]
    assert len(said) == 3
    assert "The theme “Health” is gone from the deck, but is kept: the room has used it." in said


def test_another_theme_at_the_same_place_is_not_the_one_before(file: Path) -> None:
    file.write_text(DECK.replace("Schools", "Year 1"))
    use_of = {"year-1"}
    workshop = open_workshop(file)
    move_to_phase(workshop.code, "why", "collecting")
    recorder.record(Respond(workshop.code, CARYS, CARYS, "why", "", "year-1", "Said")).result(10)
    file.write_text(DECK.replace("Schools", "Year 2"))
    open_workshop(file)
    names = {theme.key: theme.name for theme in Question.objects.get().themes.all()}
    assert names["year-2"] == "Year 2"
    assert {names[key] for key in use_of} == {"Year 1"}


def test_a_mended_theme_and_a_new_one_with_its_old_name_are_two(file: Path) -> None:
    use(open_workshop(file))
    put(file, "Shared assesment, School, Health")
    themes, _ = put(file, "Shared assesment, School, Health, Schools")
    assert (themes["schools"], themes["schools-2"]) == ("School", "Schools")


@pytest.mark.parametrize("left", ["a step", "dots", "a proposal"])
def test_a_question_that_the_room_has_worked_on_cannot_be_taken_out(file: Path, left: str) -> None:
    workshop = open_workshop(file)
    room = workshop.code
    if left == "a step":
        take_step(room, "why", "add", {"name": "Ours"}, AMINA)
    else:
        move_to_phase(room, "why", "prioritising" if left == "dots" else "committing")
        entry = (
            Prioritise(room, DEV, "why", (("schools", 2),), 1)
            if left == "dots"
            else Propose(room, DEV, EFA, "why", "", "Do", "", "")
        )
        recorder.record(entry).result(10)
    assert not Response.objects.exists()
    file.write_text(DECK.split("---\nlayout")[0])
    with pytest.raises(DeckError, match="the room has worked on it; put it back"):
        open_workshop(file)
    assert workshop.slides.count() == 2
