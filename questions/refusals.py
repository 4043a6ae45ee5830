"""What the database refused last, tried again until it is taken: the end of the trouble."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable

from django.db import DatabaseError, connection
from django.utils import timezone

from questions.entries import Entry, Introduce, Join
from questions.models import Response
from questions.precedence import behind_presenters
from questions.signals import room_changed
from questions.trouble import Trouble, describe, spoils_connection
from questions.writing import forget_delegates, write_entries

log = logging.getLogger(__name__)

RETRY_SECONDS = 2.0


class Refusals:
    """Belongs to the recorder's thread, save `trouble`, which any thread may read."""

    def __init__(self) -> None:
        self.trouble: Trouble | None = None
        self._entries: list[Entry] = []
        self._tried_at = 0.0
        self._rooms: set[str] = set()

    def note(self, entries: list[Entry], error: Exception) -> None:
        """Keep what was refused, and say so: once, and again when the reason is another."""
        if spoils_connection(error):
            connection.close()
        self._entries, self._tried_at = entries, time.monotonic()
        self._rooms.update(entry.room for entry in entries)
        words, before = describe(error), self.trouble
        if before and before.words == words:
            return
        is_ours = not isinstance(error, DatabaseError)
        log.error("%d entries were not stored. %s", len(entries), words, exc_info=is_ours)
        self.trouble = Trouble(words, before.since if before else timezone.now())
        announce(self._rooms)

    def try_again_if_due(self) -> None:
        """Write what was refused last; phones hear of it when they send it again.

        That is the one sure sign that the trouble is over: another entry may go in
        where this one does not, or may need nothing to be written.
        """
        if self.trouble is None or time.monotonic() - self._tried_at < RETRY_SECONDS:
            return
        try:
            with behind_presenters():
                write_entries([_again(entry) for entry in self._entries])
        except Exception as error:
            # The recorder's outermost edge is here as well: it must live on.
            forget_delegates()
            self.note(self._entries, error)
            return
        log.info("The database takes everything again. It did not since %s", self.trouble.since)
        rooms = self._rooms
        self.forget()
        announce(rooms)

    def forget(self) -> None:
        self.trouble, self._entries, self._rooms = None, [], set()


def announce(rooms: Iterable[str]) -> None:
    """Tell whoever shows these rooms that they changed; each once."""
    for room in set(rooms):
        room_changed.send_robust(Response, room=room)


def _again(entry: Entry) -> Entry:
    """What to try of `entry`: its delegate was told that an introduction was not saved."""
    return Join(entry.room, entry.delegate) if isinstance(entry, Introduce) else entry
