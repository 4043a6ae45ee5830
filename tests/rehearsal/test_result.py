"""The table tells a loss and a doubling when there is one."""

from __future__ import annotations

from time import monotonic
from uuid import UUID, uuid4

import pytest

from questions.models import Question
from questions.rehearsal import make_rehearsal_key
from tests.people import ROOM, respond
from workshop.rehearsal.measuring import Measures, Sent
from workshop.rehearsal.result import Result, find_result, spread


@pytest.fixture
def phone(question: Question) -> UUID:
    return make_rehearsal_key()


def find(phone: UUID, measures: Measures) -> Result:
    return find_result(ROOM, [phone], 1, measures)


def send(measures: Measures, question: str = "early-intervention") -> Sent:
    sent = Sent(question)
    measures.sent[sent.key] = sent
    return sent


def test_what_is_stored_with_a_receipt_is_neither_lost_nor_doubled(phone: UUID) -> None:
    measures = Measures()
    sent = send(measures)
    respond(phone, "Stored", key=sent.key)
    measures.take_receipt(sent.key, "received")
    result = find(phone, measures)
    assert (result.sent, result.receipts, result.stored) == (1, 1, 1)
    assert result.is_sound


@pytest.mark.parametrize("status", ["received", "late", ""])
def test_what_was_sent_and_is_not_stored_is_lost(phone: UUID, status: str) -> None:
    measures = Measures()
    sent = send(measures)
    if status:
        measures.take_receipt(sent.key, status)
    result = find(phone, measures)
    assert (result.lost, result.is_sound) == (1, False)


def test_what_was_refused_is_counted_and_is_not_lost(phone: UUID) -> None:
    measures = Measures()
    measures.take_receipt(send(measures).key, "refused")
    result = find(phone, measures)
    assert (result.refused, result.lost) == (1, 0)


def test_a_row_that_no_phone_sent_is_a_doubling(phone: UUID) -> None:
    measures = Measures()
    respond(phone, "Once", key=send(measures).key)
    respond(phone, "Once", key=uuid4())
    result = find(phone, measures)
    assert (result.doubled, result.is_sound) == (1, False)


def test_the_screen_has_a_response_when_it_counts_it_or_shows_its_card(phone: UUID) -> None:
    measures = Measures()
    first, second, third = (send(measures) for _ in range(3))
    for sent in (first, second, third):
        respond(phone, "Stored", key=sent.key)
    now = monotonic()
    for sent in (first, second, third):
        sent.submitted_at = now
    measures.counted["early-intervention"] = [(1, now + 0.1), (2, now + 0.3)]
    measures.carded[third.key] = now + 0.5
    found = find(phone, measures).to_screen
    assert found
    assert (found.of, round(found.p50), round(found.worst)) == (3, 300, 500)


def test_a_slide_change_takes_until_the_last_phone_that_was_connected_shows_it() -> None:
    measures = Measures()
    for number in range(3):
        measures.connect(number)
        measures.see_slide(number, 1)
    measures.begin_slide(2)
    measures.see_slide(0, 2)
    measures.see_slide(1, 2)
    assert measures.changes[-1].waiting == {2}
    measures.disconnect(2)
    assert measures.changes[-1].waiting == set()


def test_percentiles_are_by_nearest_rank() -> None:
    found = spread(range(1, 101))
    assert found
    assert (found.p50, found.p95, found.p99, found.worst) == (50, 95, 99, 100)
    assert spread([]) is None
