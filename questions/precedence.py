"""Whose transaction goes first in this process: a presenter's, before responses that wait.

SQLite lets one write at a time, and whoever finds it busy looks again only after a
while, in which the recorder has long begun its next batch: in a full hall that
responds, a presenter's next slide would wait for seconds.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection, transaction

_turn = threading.Condition()
_is_taken = False
_presenters_waiting = 0


@contextmanager
def ahead_of_responses() -> Iterator[None]:
    """A transaction for what somebody does at a console, and sees on the screen.

    Within another transaction it is a part of that. Never wait for a receipt
    inside this block: it deadlocks.
    """
    global _presenters_waiting
    if connection.in_atomic_block:
        with transaction.atomic():
            yield
        return
    with _turn:
        _presenters_waiting += 1
    try:
        with _taken(lambda: not _is_taken), transaction.atomic():
            yield
    finally:
        with _turn:
            _presenters_waiting -= 1
            _turn.notify_all()


@contextmanager
def behind_presenters() -> Iterator[None]:
    """A transaction for a batch of responses, once no presenter waits."""
    with _taken(lambda: not _is_taken and not _presenters_waiting), transaction.atomic():
        yield


@contextmanager
def _taken(is_free: Callable[[], bool]) -> Iterator[None]:
    global _is_taken
    with _turn:
        _turn.wait_for(is_free)
        _is_taken = True
    try:
        yield
    finally:
        with _turn:
            _is_taken = False
            _turn.notify_all()
