"""Figures that add up."""

from __future__ import annotations

from questions.models import Question
from questions.phases import move_to_phase
from questions.tally import tally_question
from tests.people import CARYS, DEV, EFA, ROOM, respond, withdraw


def test_the_figures_of_a_question_add_up(question: Question) -> None:
    respond(CARYS, "One", theme="assessment")
    respond(CARYS, "Two", theme="assessment")
    respond(DEV, "Three")
    gone = respond(EFA, "Four", theme="schools").key
    assert gone
    withdraw(EFA, gone)
    move_to_phase(ROOM, question.key, "closed")
    respond(DEV, "Five", theme="schools")

    tally = tally_question(question)

    assert (tally.joined, tally.responded) == (3, 2)
    assert (tally.responses, tally.shown, tally.withdrawn, tally.late) == (5, 4, 1, 1)
    assert tally.responses == tally.shown + tally.withdrawn
    assert {bar.name: bar.responses for bar in tally.themes} == {
        "Shared assessment": 2,
        "Schools": 1,
        "Not yet grouped": 1,
    }
    assert sum(bar.responses for bar in tally.themes) == tally.shown


def test_bars_come_most_first_with_what_is_not_grouped_last(question: Question) -> None:
    respond(CARYS, "One", theme="schools")
    for text in ("Two", "Three"):
        respond(DEV, text)
    tally = tally_question(question)
    assert [bar.name for bar in tally.said] == ["Schools", "Not yet grouped"]
    assert tally.unsaid == 1
    assert tally.most == 2


def test_a_question_without_responses_has_figures_of_nought(question: Question) -> None:
    tally = tally_question(question)
    assert (tally.joined, tally.responses, tally.shown, tally.most) == (0, 0, 0, 1)
