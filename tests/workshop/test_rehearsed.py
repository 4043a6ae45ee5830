"""Clearing a rehearsal leaves no trace of it on the boards that were practised on."""

from __future__ import annotations

from questions.ledger import take_step
from questions.models import Question
from questions.phases import move_to_phase
from questions.reading import read_board
from questions.rehearsal import make_rehearsal_key
from tests.people import AMINA, CARYS, ROOM, respond
from workshop.models import Workshop
from workshop.room.rehearsed import clear_rehearsal


def practise(workshop: Workshop) -> str:
    question = Question.objects.get(room=ROOM)
    move_to_phase(ROOM, question.key, "collecting")
    respond(make_rehearsal_key(), "Simulated", question=question.key)
    take_step(ROOM, question.key, "add", {"name": "Practice"}, AMINA)
    return question.key


def names() -> list[str]:
    return [theme.name for theme in read_board(Question.objects.get(room=ROOM)).themes]


def test_a_board_that_was_only_practised_on_starts_afresh(workshop: Workshop) -> None:
    practise(workshop)
    assert "Practice" in names()
    clear_rehearsal(ROOM)
    assert "Practice" not in names()


def test_a_board_with_what_real_delegates_said_stays(workshop: Workshop) -> None:
    key = practise(workshop)
    respond(CARYS, "Real", question=key)
    clear_rehearsal(ROOM)
    assert "Practice" in names()
