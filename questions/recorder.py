"""The one writer of responses.

Every phone's entries go through one thread, which takes all that wait, writes
them in one transaction, and only then gives the receipts. So a receipt means
stored, and a full hall costs a handful of commits.
"""

from __future__ import annotations

import logging
import queue
import threading
from concurrent.futures import Future
from dataclasses import dataclass

from django.db import DataError, IntegrityError, connection, transaction

from questions.entries import Entry
from questions.models import Response
from questions.receipts import Receipt
from questions.signals import room_changed
from questions.writing import write_entries

log = logging.getLogger(__name__)

MOST_AT_ONCE = 500


class NotStored(Exception):
    """The database would not take it now. The phone keeps it and sends it again."""


@dataclass(frozen=True)
class _Waiting:
    entry: Entry
    receipt: Future[Receipt]


class Recorder:
    """A queue, and the thread that empties it into the database."""

    def __init__(self) -> None:
        self._queue: queue.SimpleQueue[_Waiting | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()

    def record(self, entry: Entry) -> Future[Receipt]:
        """Queue `entry`; the receipt comes after the commit that stored it.

        The future raises NotStored when the database would not take it.
        """
        receipt: Future[Receipt] = Future()
        receipt.set_running_or_notify_cancel()  # Whoever stops waiting cannot cancel the writing.
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="recorder", daemon=True)
                self._thread.start()
            self._queue.put(_Waiting(entry, receipt))
        return receipt

    def drain(self, timeout_seconds: float = 10.0) -> bool:
        """Write all that waits, and stop; True when all of it was dealt with in time.

        An entry that comes later starts the thread anew.
        """
        with self._lock:
            thread, self._thread = self._thread, None
            if thread is None:
                return True
            self._queue.put(None)
        thread.join(timeout_seconds)
        return not thread.is_alive()

    def _run(self) -> None:
        try:
            while (waiting := self._take_all_waiting()) is not None:
                self._write(waiting)
        finally:
            connection.close()

    def _take_all_waiting(self) -> list[_Waiting] | None:
        """Block for the first entry, then take what is there; None at the end."""
        first = self._queue.get()
        if first is None:
            return None
        taken = [first]
        while len(taken) < MOST_AT_ONCE:
            try:
                following = self._queue.get_nowait()
            except queue.Empty:
                break
            if following is None:
                self._queue.put(None)
                break
            taken.append(following)
        return taken

    def _write(self, waiting: list[_Waiting]) -> None:
        """One transaction for all; alone, each, when together they would not go in."""
        try:
            with transaction.atomic():
                receipts = write_entries([one.entry for one in waiting])
        except (IntegrityError, DataError) as error:
            self._write_one_by_one(waiting, error)
            return
        except Exception as error:
            # The outermost edge of the one thread that stores: it must live on,
            # whether the disk is full, the database locked or our own code wrong.
            log.exception("%d entries were not stored", len(waiting))
            self._refuse_all(waiting, error)
            return
        for one, receipt in zip(waiting, receipts, strict=True):
            one.receipt.set_result(receipt)
        for room in {one.entry.room for one in waiting}:
            room_changed.send_robust(Response, room=room)

    def _write_one_by_one(self, waiting: list[_Waiting], error: Exception) -> None:
        """Let one entry that the database refuses not keep out the others."""
        if len(waiting) == 1:
            log.error("An entry was not stored: %s", error)
            self._refuse_all(waiting, error)
            return
        for one in waiting:
            self._write([one])

    def _refuse_all(self, waiting: list[_Waiting], error: Exception) -> None:
        connection.close()
        for one in waiting:
            one.receipt.set_exception(NotStored(str(error)))


recorder = Recorder()
