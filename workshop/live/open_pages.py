"""How many pages one delegate may have open: enough for every honest one.

The bound is by cookie and not by address, which a whole venue shares.
"""

from __future__ import annotations

from collections import deque
from uuid import UUID

from workshop.live.socket import TOO_MANY_PAGES, Socket

MOST_PAGES = 12


class OpenPages:
    """The open sockets of each delegate in this process, the oldest first."""

    def __init__(self) -> None:
        self._of: dict[UUID, deque[Socket]] = {}

    def open(self, delegate: UUID, socket: Socket) -> None:
        """Take `socket` in. Beyond MOST_PAGES the oldest goes: it is the likeliest to be dead."""
        pages = self._of.setdefault(delegate, deque())
        pages.append(socket)
        if len(pages) > MOST_PAGES:
            pages.popleft().end(TOO_MANY_PAGES)

    def close(self, delegate: UUID, socket: Socket) -> None:
        pages = self._of.get(delegate)
        if pages is None:
            return
        if socket in pages:
            pages.remove(socket)
        if not pages:
            del self._of[delegate]
