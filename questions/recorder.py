"""The one writer of responses.

Every phone's entries go through one thread, which takes all that wait, writes
them in one transaction, and only then gives the receipts. So a receipt means
stored, and a full hall costs a handful of commits.

When the database takes nothing, phones are told so and keep what they sent. What
was refused last is tried again here every RETRY_SECONDS, so that it is known
when the trouble is over although no phone sends. SQLite waits for a lock of
somebody else for its busy timeout (10 s in the settings) before it refuses: so
long everything waits behind it, and phones show *Sending*.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Iterable
from concurrent.futures import Future
from dataclasses import dataclass

from django.db import DatabaseError, DataError, IntegrityError, connection, transaction
from django.utils import timezone

from questions.entries import Entry, Introduce, Join
from questions.models import Response
from questions.receipts import Receipt
from questions.signals import room_changed
from questions.trouble import Trouble, describe, spoils_connection
from questions.writing import write_entries

log = logging.getLogger(__name__)

MOST_AT_ONCE = 500
RETRY_SECONDS = 2.0


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
        self._trouble: Trouble | None = None
        # Of the recorder's thread alone: what was refused last, and what heard of it.
        self._refused: list[Entry] = []
        self._refused_at = 0.0
        self._troubled_rooms: set[str] = set()

    @property
    def trouble(self) -> Trouble | None:
        """Why nothing can be stored, while it is so."""
        return self._trouble

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
                if waiting:
                    self._write(waiting)
                if self._trouble and time.monotonic() - self._refused_at >= RETRY_SECONDS:
                    self._try_again()
        finally:
            connection.close()
            self._trouble, self._refused = None, []

    def _take_all_waiting(self) -> list[_Waiting] | None:
        """Block for the first entry, then take what is there; None at the end.

        Empty when none came in time for what is to be tried again.
        """
        try:
            first = self._queue.get(timeout=RETRY_SECONDS if self._trouble else None)
        except queue.Empty:
            return []
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
            self._refuse_all(waiting, error)
            return
        for one, receipt in zip(waiting, receipts, strict=True):
            one.receipt.set_result(receipt)
        _announce(one.entry.room for one in waiting)

    def _write_one_by_one(self, waiting: list[_Waiting], error: Exception) -> None:
        """Let one entry that the database refuses not keep out the others."""
        if len(waiting) == 1:
            self._refuse_all(waiting, error)
            return
        for one in waiting:
            self._write([one])

    def _refuse_all(self, waiting: list[_Waiting], error: Exception) -> None:
        self._note_trouble([one.entry for one in waiting], error)
        for one in waiting:
            one.receipt.set_exception(NotStored(str(error)))

    def _note_trouble(self, entries: list[Entry], error: Exception) -> None:
        """Keep what was refused, and say so: once, and again when the reason is another."""
        if spoils_connection(error):
            connection.close()
        self._refused, self._refused_at = entries, time.monotonic()
        self._troubled_rooms.update(entry.room for entry in entries)
        words, before = describe(error), self._trouble
        if before and before.words == words:
            return
        is_ours = not isinstance(error, DatabaseError)
        log.error("%d entries were not stored. %s", len(entries), words, exc_info=is_ours)
        self._trouble = Trouble(words, before.since if before else timezone.now())
        _announce(self._troubled_rooms)

    def _try_again(self) -> None:
        """Write what was refused last; phones hear of it when they send it again.

        That is the one sure sign that the trouble is over: another entry may go in
        where this one does not, or may need nothing to be written.
        """
        try:
            with transaction.atomic():
                write_entries([_again(entry) for entry in self._refused])
        except Exception as error:
            # The thread's outermost edge, as above.
            self._note_trouble(self._refused, error)
            return
        assert self._trouble is not None
        log.info("The database takes everything again. Not so since %s", self._trouble.since)
        rooms, self._troubled_rooms = self._troubled_rooms, set()
        self._trouble, self._refused = None, []
        _announce(rooms)


def _again(entry: Entry) -> Entry:
    """What to try of `entry`: its delegate was told that an introduction was not saved."""
    return Join(entry.room, entry.delegate) if isinstance(entry, Introduce) else entry


def _announce(rooms: Iterable[str]) -> None:
    for room in set(rooms):
        room_changed.send_robust(Response, room=room)


recorder = Recorder()
