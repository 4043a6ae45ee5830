"""A presenter's change does not wait behind the responses of a full hall."""

from __future__ import annotations

import threading
from time import monotonic

from django.db import connection

from questions.models import Question
from questions.phases import move_to_phase
from questions.precedence import ahead_of_responses, behind_presenters
from tests.people import ROOM


def test_a_presenters_change_goes_before_all_batches_that_wait(question: Question) -> None:
    batches, done = [0], threading.Event()

    def store_again_and_again() -> None:
        while not done.is_set():
            with behind_presenters():
                Question.objects.filter(pk=question.pk).update(turn=batches[0])
                batches[0] += 1
        connection.close()

    def until_more_than(count: int) -> None:
        end = monotonic() + 10
        while batches[0] <= count:
            assert monotonic() < end, "No batch got its turn"

    storms = [threading.Thread(target=store_again_and_again) for _ in range(3)]
    at_last = threading.Timer(30, done.set)  # Lest a presenter who never gets a turn hangs here.
    for thread in (*storms, at_last):
        thread.start()
    gone_before = []
    try:
        for _ in range(50):
            until_more_than(batches[0] + 2)
            asked = batches[0]
            with ahead_of_responses():
                gone_before.append(batches[0] - asked)
    finally:
        at_last.cancel()
        done.set()
        for storm in storms:
            storm.join()
    # The one that is being written, and one that began just then.
    assert max(gone_before) <= 2


def test_one_change_may_be_part_of_another(question: Question) -> None:
    with ahead_of_responses():
        move_to_phase(ROOM, question.key, "revealed")
    question.refresh_from_db()
    assert question.phase == "revealed"
