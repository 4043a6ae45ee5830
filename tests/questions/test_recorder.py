"""A receipt means stored, once, in the delegate's own words."""

from __future__ import annotations

from concurrent.futures import Future, wait
from time import monotonic, sleep
from uuid import uuid4

import pytest
from django.db import connection

from questions.entries import Respond
from questions.models import Delegate, Question, Response
from questions.phases import move_to_phase
from questions.receipts import Receipt, Status
from questions.recorder import NotStored, Recorder, recorder
from tests.people import CARYS, DEV, ROOM, change, respond, withdraw


def test_a_receipt_means_that_the_response_is_stored(question: Question) -> None:
    receipt = respond(CARYS, "Share one assessment", theme="assessment")
    assert receipt.status == Status.RECEIVED
    assert receipt.key
    stored = Response.objects.get(key=receipt.key)
    assert (stored.text, stored.theme.key, stored.delegate_id) == (  # type: ignore[union-attr]
        "Share one assessment",
        "assessment",
        CARYS,
    )


def test_a_response_sent_twice_is_stored_once(question: Question) -> None:
    key = uuid4()
    first, second = respond(CARYS, "Once", key=key), respond(CARYS, "Once", key=key)
    assert first.status == second.status == Status.RECEIVED
    assert Response.objects.count() == 1


def test_a_response_sent_twice_in_one_batch_is_stored_once(question: Question) -> None:
    entry = Respond(ROOM, CARYS, uuid4(), question.key, "", "", "Once")
    receipts = [recorder.record(entry) for _ in range(20)]
    assert {receipt.result(10).status for receipt in receipts} == {Status.RECEIVED}
    assert Response.objects.count() == 1


def test_a_hall_that_responds_at_once_is_stored_whole(question: Question) -> None:
    entries = [
        Respond(ROOM, uuid4(), uuid4(), question.key, "", "schools", f"Response {number}")
        for number in range(1200)
    ]
    receipts: list[Future[Receipt]] = [recorder.record(entry) for entry in entries]
    done, late = wait(receipts, timeout=30)
    assert not late
    assert all(receipt.result().status == Status.RECEIVED for receipt in done)
    assert set(Response.objects.values_list("text", flat=True)) == {e.text for e in entries}
    assert Delegate.objects.count() == 1200


def test_somebody_elses_response_cannot_be_taken_over(question: Question) -> None:
    key = uuid4()
    respond(CARYS, "Mine", key=key)
    assert respond(DEV, "Not mine", key=key).status == Status.REFUSED
    assert change(DEV, key, "Not mine", 1).status == Status.REFUSED
    assert withdraw(DEV, key).status == Status.REFUSED
    stored = Response.objects.get()
    assert (stored.text, stored.is_withdrawn) == ("Mine", False)


def test_a_response_after_closing_is_stored_and_marked_late(question: Question) -> None:
    move_to_phase(ROOM, question.key, "closed")
    receipt = respond(CARYS, "Sorry, the lift was full")
    assert receipt.status == Status.LATE
    assert Response.objects.get().late


def test_a_question_that_never_opened_takes_nothing(drained: None) -> None:
    Question.objects.create(room=ROOM, key="early-intervention", number=1, title="Q", words="?")
    receipt = respond(CARYS, "Too early")
    assert receipt.status == Status.REFUSED
    assert "not opened" in receipt.reason
    assert not Response.objects.exists()


def test_going_back_to_waiting_still_takes_what_was_on_its_way(question: Question) -> None:
    move_to_phase(ROOM, question.key, "waiting")
    assert respond(CARYS, "Sent while it was open").status == Status.RECEIVED


def test_an_unknown_question_is_refused_with_a_reason(question: Question) -> None:
    receipt = respond(CARYS, "Where?", question="nowhere")
    assert receipt.status == Status.REFUSED
    assert receipt.reason


def test_an_earlier_change_that_comes_late_does_not_undo_a_later_one(question: Question) -> None:
    key = respond(CARYS, "First").key
    assert key
    change(CARYS, key, "Third", 2)
    late = change(CARYS, key, "Second", 1)
    assert (late.status, late.taken, late.overtaken) == (Status.RECEIVED, None, 1)
    assert change(CARYS, key, "Third", 2).taken == 2
    assert change(CARYS, key, "Another page’s", 2).overtaken == 2
    respond(CARYS, "First", key=key)
    assert Response.objects.get().text == "Third"


def test_a_change_after_closing_is_refused_and_the_response_stands(question: Question) -> None:
    key = respond(CARYS, "First").key
    assert key
    move_to_phase(ROOM, question.key, "closed")
    assert change(CARYS, key, "Second", 1).status == Status.REFUSED
    assert withdraw(CARYS, key).status == Status.REFUSED
    assert Response.objects.get().text == "First"


def test_withdrawing_twice_is_withdrawing_once(question: Question) -> None:
    key = respond(CARYS, "Never mind").key
    assert key
    assert withdraw(CARYS, key).status == withdraw(CARYS, key).status == Status.WITHDRAWN


def test_an_entry_that_the_database_refuses_does_not_keep_out_the_others(
    question: Question,
) -> None:
    # Longer than the column's own check allows: what no phone's message can be.
    bad = Respond(ROOM, CARYS, uuid4(), question.key, "", "", "x" * 601)
    good = [
        Respond(ROOM, CARYS, uuid4(), question.key, "", "", f"Good {number}") for number in range(5)
    ]
    receipts = [recorder.record(entry) for entry in [*good[:2], bad, *good[2:]]]
    try:
        assert receipts[2].result(10).status == Status.REFUSED
    except NotStored:
        pass  # As PostgreSQL has it: the row fails, and the batch goes in one by one.
    assert {receipt.result(10).status for receipt in receipts if receipt is not receipts[2]} == {
        Status.RECEIVED
    }
    assert Response.objects.count() == 5


def test_a_database_that_cannot_be_written_gives_no_receipt_and_heals(question: Question) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE questions_response RENAME TO elsewhere")
    try:
        with pytest.raises(NotStored):
            respond(CARYS, "While it is broken")
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE elsewhere RENAME TO questions_response")
    assert respond(CARYS, "When it is whole").status == Status.RECEIVED


def test_draining_writes_all_that_waits(question: Question) -> None:
    one = Recorder()
    receipts = [
        one.record(Respond(ROOM, CARYS, uuid4(), question.key, "", "", f"Last {number}"))
        for number in range(300)
    ]
    assert one.drain()
    assert all(receipt.done() for receipt in receipts)
    assert Response.objects.count() == 300


def test_what_the_database_refused_is_stored_by_itself_when_it_heals(question: Question) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE questions_response RENAME TO elsewhere")
    try:
        with pytest.raises(NotStored):
            respond(CARYS, "Sent once, from a phone that then went flat")
        assert recorder.trouble
        assert "database takes nothing" in recorder.trouble.words
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE elsewhere RENAME TO questions_response")
    end = monotonic() + 10
    while recorder.trouble:
        assert monotonic() < end, "The trouble did not end"
        sleep(0.05)
    assert Response.objects.get().text == "Sent once, from a phone that then went flat"
