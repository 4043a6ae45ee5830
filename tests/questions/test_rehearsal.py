"""What simulated delegates leave: out of the figures, and gone when it is cleared."""

from __future__ import annotations

import json

from questions.downloads import write_csv, write_json
from questions.entries import ClearRehearsal
from questions.messages import ACTIONS
from questions.models import Delegate, Question, Response
from questions.receipts import Status
from questions.recorder import recorder
from questions.rehearsal import make_rehearsal_key
from questions.tally import tally_question
from tests.people import CARYS, ROOM, respond


def test_a_rehearsal_is_in_the_figures_and_downloads_only_when_asked_for(
    question: Question,
) -> None:
    respond(CARYS, "Real")
    respond(make_rehearsal_key(), "Simulated")
    question.refresh_from_db()
    real, both = tally_question(question), tally_question(question, with_rehearsal=True)
    assert (real.joined, real.responses) == (1, 1)
    assert (both.joined, both.responses) == (2, 2)
    assert "Simulated" not in write_csv(ROOM) + write_json(ROOM)
    assert "Simulated" in write_csv(ROOM, with_rehearsal=True)
    rows = json.loads(write_json(ROOM, with_rehearsal=True))
    assert {row["response"]: row["rehearsal"] for row in rows} == {"Real": False, "Simulated": True}


def test_clearing_deletes_what_was_simulated_and_nothing_else(question: Question) -> None:
    kept = respond(CARYS, "Real").key
    for number in range(3):
        respond(make_rehearsal_key(), f"Simulated {number}")
    question.refresh_from_db()
    assert tally_question(question, with_rehearsal=True).responses == 4
    assert recorder.record(ClearRehearsal(ROOM)).result(10).status == Status.RECEIVED
    assert [response.key for response in Response.objects.all()] == [kept]
    assert [delegate.key for delegate in Delegate.objects.all()] == [CARYS]
    question.refresh_from_db()
    assert tally_question(question, with_rehearsal=True).responses == 1


def test_a_simulated_phone_that_is_still_there_can_go_on_after_the_clearing(
    question: Question,
) -> None:
    simulated = make_rehearsal_key()
    respond(simulated, "Before")
    recorder.record(ClearRehearsal(ROOM)).result(10)
    assert respond(simulated, "After").status == Status.RECEIVED
    assert [response.text for response in Response.objects.all()] == ["After"]
    assert Delegate.objects.get().is_rehearsal


def test_clearing_leaves_another_rooms_rehearsal_alone(question: Question) -> None:
    respond(make_rehearsal_key(), "Simulated")
    recorder.record(ClearRehearsal("100000")).result(10)
    assert Response.objects.count() == 1


def test_no_phone_can_clear_anything() -> None:
    said = {"respond", "change", "withdraw", "introduce"}
    assert set(ACTIONS) == said | {"endorse", "prioritise", "propose"}
