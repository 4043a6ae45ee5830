"""The one writer of responses.

Every phone's entries go through one thread, which takes all that wait, writes
them in one transaction, and only then gives the receipts. So a receipt means
stored, and a full hall costs a handful of commits.

When the database takes nothing, phones are told so and keep what they sent. What
was refused last is tried again here from time to time, so that it is known when
the trouble is over although no phone sends. SQLite waits for a lock of somebody
else for its busy timeout (10 s in the settings) before it refuses: so long
everything waits behind it, and phones show *Sending*.
"""

from __future__ import annotations

import asyncio
import logging
import queue
import threading
from collections import defaultdict
from collections.abc import Iterable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass

from django.db import DataError, IntegrityError, connection

from questions.entries import Entry
from questions.precedence import behind_presenters
from questions.receipts import Receipt
from questions.refusals import RETRY_SECONDS, Refusals, announce
from questions.trouble import Trouble
from questions.writing import forget_delegates, write_entries

log = logging.getLogger(__name__)

MOST_AT_ONCE = 1000


class NotStored(Exception):
    """The database would not take it now. The phone keeps it and sends it again."""


Outcome = Receipt | NotStored
AnyFuture = Future[Receipt] | asyncio.Future[Receipt]


@dataclass(frozen=True, slots=True)
class _Waiting:
    """`loop` is where the receipt is awaited; None where a thread waits for it."""

    entry: Entry
    receipt: AnyFuture
    loop: asyncio.AbstractEventLoop | None = None


class Recorder:
    """A queue, and the thread that empties it into the database."""

    def __init__(self) -> None:
        self._queue: queue.SimpleQueue[_Waiting | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()
        self._refusals = Refusals()

    @property
    def trouble(self) -> Trouble | None:
        """Why something cannot be stored, while it is so."""
        return self._refusals.trouble

    def record(self, entry: Entry) -> Future[Receipt]:
        """Queue `entry`; the receipt comes after the commit that stored it.

        The future raises NotStored when the database would not take it.
        """
        receipt: Future[Receipt] = Future()
        receipt.set_running_or_notify_cancel()  # Whoever stops waiting cannot cancel the writing.
        self._put(_Waiting(entry, receipt))
        return receipt

    def receipt_for(self, entry: Entry) -> asyncio.Future[Receipt]:
        """Queue `entry`; the receipt to wait for on this thread's event loop.

        The future raises NotStored when the database would not take it. All who
        wait on one loop are told of a commit together, which costs a full hall one
        wake-up of the loop rather than thousands.
        """
        loop = asyncio.get_running_loop()
        receipt: asyncio.Future[Receipt] = loop.create_future()
        self._put(_Waiting(entry, receipt, loop))
        return receipt

    def _put(self, waiting: _Waiting) -> None:
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="recorder", daemon=True)
                self._thread.start()
            self._queue.put(waiting)

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
                self._refusals.try_again_if_due()
        finally:
            connection.close()
            self._refusals.forget()

    def _take_all_waiting(self) -> list[_Waiting] | None:
        """Block for the first entry, then take what is there; None at the end.

        Empty when none came in time for what is to be tried again.
        """
        try:
            first = self._queue.get(timeout=RETRY_SECONDS if self.trouble else None)
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
            self._store(waiting)
        except (IntegrityError, DataError):
            forget_delegates()  # It may be that one whom we knew is there no more.
            for one in waiting:
                self._write_alone(one)

    def _write_alone(self, one: _Waiting) -> None:
        """Let one entry that the database refuses not keep out the others."""
        try:
            self._store([one])
        except (IntegrityError, DataError) as error:
            self._refuse_all([one], error)

    def _store(self, waiting: list[_Waiting]) -> None:
        """Write, and give the receipts. Raises IntegrityError or DataError, having given none."""
        try:
            with behind_presenters():
                receipts = write_entries([one.entry for one in waiting])
        except (IntegrityError, DataError):
            raise
        except Exception as error:
            # The outermost edge of the one thread that stores: it must live on,
            # whether the disk is full, the database locked or our own code wrong.
            self._refuse_all(waiting, error)
            return
        _tell(waiting, receipts)
        announce(one.entry.room for one in waiting)

    def _refuse_all(self, waiting: list[_Waiting], error: Exception) -> None:
        self._refusals.note([one.entry for one in waiting], error)
        _tell(waiting, [NotStored(str(error))] * len(waiting))


def _tell(waiting: Sequence[_Waiting], outcomes: Sequence[Outcome]) -> None:
    """Give everybody their receipt, or the reason why there is none."""
    on_loops: defaultdict[asyncio.AbstractEventLoop, list[tuple[AnyFuture, Outcome]]]
    on_loops = defaultdict(list)
    for one, outcome in zip(waiting, outcomes, strict=True):
        if one.loop is None:
            _settle([(one.receipt, outcome)])
        else:
            on_loops[one.loop].append((one.receipt, outcome))
    for loop, told in on_loops.items():
        try:
            loop.call_soon_threadsafe(_settle, told)
        except RuntimeError:
            log.info("%d receipts came after those who waited had gone", len(told))


def _settle(told: Iterable[tuple[AnyFuture, Outcome]]) -> None:
    for receipt, outcome in told:
        if receipt.done():
            continue  # A phone that went away meanwhile no longer waits.
        if isinstance(outcome, NotStored):
            receipt.set_exception(outcome)
        else:
            receipt.set_result(outcome)


recorder = Recorder()
