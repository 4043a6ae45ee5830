"""How fast one page may send: a flood is slowed, and nothing of it is dropped."""

from __future__ import annotations

import time

# A phone that was in a tunnel sends all it kept at once, and is not to wait for that.
MOST_AT_ONCE = 40
SECONDS_EACH = 0.2


class Pace:
    """A bucket of MOST_AT_ONCE messages, filled again with one every SECONDS_EACH.

    The virtual scheduling form of the generic cell rate algorithm (ITU-T I.371):
    one time says all, the one at which the bucket will be full again.
    """

    __slots__ = ("_full_at",)

    def __init__(self) -> None:
        self._full_at = 0.0

    def step(self) -> float:
        """Count one message; the seconds to wait before the next is read."""
        now = time.monotonic()
        self._full_at = max(self._full_at, now) + SECONDS_EACH
        return max(0.0, self._full_at - now - MOST_AT_ONCE * SECONDS_EACH)
