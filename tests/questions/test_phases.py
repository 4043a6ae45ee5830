"""Forwards and back, and nothing is deleted."""

from __future__ import annotations

import pytest

from questions.models import Phase, Question, Response
from questions.phases import PhaseRefused, move_to_phase, phase_after
from tests.people import CARYS, ROOM, respond


def test_going_back_deletes_nothing_and_hides_the_responses_again(question: Question) -> None:
    respond(CARYS, "Stays")
    assert move_to_phase(ROOM, question.key, "revealed").is_revealed
    assert not move_to_phase(ROOM, question.key, "collecting").is_revealed
    assert Response.objects.get().text == "Stays"


def test_closing_keeps_in_view_what_was_revealed_and_no_more(question: Question) -> None:
    assert not move_to_phase(ROOM, question.key, "closed").is_revealed
    move_to_phase(ROOM, question.key, "revealed")
    assert move_to_phase(ROOM, question.key, "closed").is_revealed


def test_an_unknown_phase_or_question_is_refused(question: Question) -> None:
    with pytest.raises(PhaseRefused, match="no phase"):
        move_to_phase(ROOM, question.key, "voting")
    with pytest.raises(PhaseRefused, match="no question"):
        move_to_phase(ROOM, "nowhere", "closed")


def test_the_phases_follow_one_another() -> None:
    assert [phase_after(phase) for phase in Phase] == [*list(Phase)[1:], None]
