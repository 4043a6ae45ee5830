"""A second copy while the workshop runs: to a USB stick, again and again.

It has a thread of its own, so that a slow stick slows nobody, and it never gives
up: a stick that was pulled or full is tried again until it takes a copy.
"""

from __future__ import annotations

import logging
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from questions.trouble import Trouble
from workshop.backup import DATABASE, NoCopy, make_backup, open_to_read
from workshop.listening import CannotServe
from workshop.room.troubles import warn_of

log = logging.getLogger(__name__)

EVERY_SECONDS = 60.0
RETRY_SECONDS = 5.0
MOST_SECONDS = 60.0
LAST_SECONDS = 15.0
SHORTEST_SECONDS, LONGEST_SECONDS = 0.1, 86_400
GOES_ON = "The workshop goes on and is stored on this computer; copying is tried again by itself."


def check_backup(folder: Path | None, every_seconds: float) -> None:
    """Raises CannotServe for what was named: a slip of the hand is best said at the start."""
    if not SHORTEST_SECONDS <= every_seconds <= LONGEST_SECONDS:  # Which “nan” is not either.
        bounds = f"from {SHORTEST_SECONDS} to {LONGEST_SECONDS}"
        raise CannotServe(f"--backup-every takes a number of seconds, {bounds}.")
    if folder is not None and not folder.is_dir():
        raise CannotServe(
            f"There is no folder {folder} for the second copy: make it, or put it in."
        )


@contextmanager
def copying(folder: Path | None, every_seconds: float) -> Iterator[None]:
    """Keep a second copy in `folder`, where one is named, for as long as the block takes."""
    if folder is None:
        yield
        return
    copy = SecondCopy(settings.DATA_DIR, folder.absolute(), every_seconds)
    warn_of(copy.trouble)
    copy.start()
    try:
        yield
    finally:
        copy.stop()


class SecondCopy:
    """The thread that keeps `folder` up to date with the database of the folder `data`.

    Each run of the program has a file of its own there, named after its start.
    """

    def __init__(self, data: Path, folder: Path, every_seconds: float = EVERY_SECONDS) -> None:
        self._data, self._folder, self._every_seconds = data, folder, every_seconds
        self.file = folder / f"workshop-{datetime.now():%Y%m%d-%H%M%S}.sqlite3"
        self._is_elsewhere = _device(folder) != _device(data)
        self._source: sqlite3.Connection | None = None
        self._copied_version: int | None = None
        self._trouble: Trouble | None = None
        self._busy_since: float | None = None
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="second copy", daemon=True)

    def start(self) -> None:
        log.info("A second copy is kept in %s", self.file)
        self._thread.start()

    def stop(self) -> None:
        """Make a last copy, and wait for it as long as a presenter would."""
        self._stopping.set()
        self._thread.join(LAST_SECONDS)

    def trouble(self) -> Trouble | None:
        """Why there is no fresh copy, while it is so; from any thread."""
        began, trouble = self._busy_since, self._trouble
        if trouble is None and began and time.monotonic() - began > MOST_SECONDS:
            words = f"The second copy in {self._folder} is not made: it does not answer. {GOES_ON}"
            return Trouble(words, timezone.now())
        return trouble

    def _run(self) -> None:
        is_last = False
        while not is_last:
            wait_seconds = self._every_seconds
            if self._trouble:
                wait_seconds = min(RETRY_SECONDS, wait_seconds)
            is_last = self._stopping.is_set()
            self._busy_since = time.monotonic()
            try:
                self._copy_if_changed()
            except (NoCopy, OSError, sqlite3.Error) as error:
                self._begin_trouble(str(error))
            except Exception as error:
                # The thread's outermost edge: the next copy may be made all the same.
                log.exception("The second copy failed")
                self._begin_trouble(f"No copy was made in {self._folder}: {error}.")
            else:
                self._end_trouble()
            self._busy_since = None
            if not is_last:
                self._stopping.wait(wait_seconds)
        if self._source:
            self._source.close()

    def _copy_if_changed(self) -> None:
        """Raises NoCopy, also when there is nothing new and the stick is gone."""
        self._refuse_without_folder()
        version = self._version()
        if version == self._copied_version and self.file.exists():
            return
        make_backup(self._data, self.file)
        self._copied_version = version

    def _refuse_without_folder(self) -> None:
        """Where a stick is pulled its folder may stay, empty, on the computer's own disk."""
        try:
            is_elsewhere = _device(self._folder) != _device(self._data)
        except OSError as error:
            raise NoCopy(f"{self._folder} is not there ({error.strerror}).") from error
        if self._is_elsewhere and not is_elsewhere:
            raise NoCopy(f"What was at {self._folder} is not there.")

    def _version(self) -> int:
        """A number that is another one after every commit of somebody else."""
        if self._source is None:
            self._source = open_to_read(self._data / DATABASE)
        (version,) = self._source.execute("PRAGMA data_version").fetchone()
        return int(version)

    def _begin_trouble(self, reason: str) -> None:
        if self._trouble is None:
            log.warning("There is no fresh second copy. %s It is tried again.", reason)
        since = self._trouble.since if self._trouble else timezone.now()
        self._trouble = Trouble(f"There is no fresh second copy. {reason} {GOES_ON}", since)

    def _end_trouble(self) -> None:
        if self._trouble:
            log.warning("The second copy is made again: %s", self.file)
        self._trouble = None


def _device(folder: Path) -> int:
    return folder.stat().st_dev
