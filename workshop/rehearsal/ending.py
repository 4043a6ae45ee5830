"""Every way of asking a rehearsal to end before its time."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

_SIGNALS = [getattr(signal, n) for n in ("SIGINT", "SIGTERM", "SIGBREAK") if hasattr(signal, n)]


@contextmanager
def ending_early(
    loop: asyncio.AbstractEventLoop, end: Callable[[], None], with_input: bool
) -> Iterator[None]:
    """Let a signal, or the end of standard input when `with_input`, call `end` on `loop`."""

    def ask(*_: Any) -> None:
        if not loop.is_closed():
            loop.call_soon_threadsafe(end)

    def watch_input() -> None:
        # Not by sys.stdin, whose lock a thread must not hold when Python ends.
        while os.read(0, 1024):
            pass
        ask()

    if with_input:
        threading.Thread(target=watch_input, daemon=True).start()
    before = {name: signal.signal(name, ask) for name in _SIGNALS}
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(name, handler)
