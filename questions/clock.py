"""A clock that does not jump when the laptop's time of day is changed.

What is stored has the time of day, for people and for the next start. What pages
count by is this clock, so that a laptop whose clock is put right by an hour, in
the middle of a countdown, counts on as if nothing had happened.
"""

from __future__ import annotations

import time
from datetime import datetime
from functools import lru_cache

from django.utils import timezone

# Where there is a choice, the one that goes on while the laptop sleeps.
_CLOCK_THAT_COUNTS_SLEEP = getattr(time, "CLOCK_BOOTTIME", getattr(time, "CLOCK_MONOTONIC", None))


def _monotonic() -> float:
    return (
        time.monotonic()
        if _CLOCK_THAT_COUNTS_SLEEP is None
        else time.clock_gettime(_CLOCK_THAT_COUNTS_SLEEP)
    )


_AHEAD = time.time() - _monotonic()


def steady_now() -> float:
    """Seconds on this clock: Unix time as it was believed when the process started, and on."""
    return _AHEAD + _monotonic()


@lru_cache(maxsize=4096)
def on_steady_clock(moment: datetime) -> float:
    """When a stored `moment` is, or was, on this clock.

    It is found when the moment is first asked for, and stays: a clock that is put
    right later does not move it. A process that starts afterwards has only the
    time of day to go by.
    """
    return steady_now() + (moment - timezone.now()).total_seconds()
