"""The whole room of simulated phones, from the first that joins to the last receipt."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from time import monotonic
from typing import Any
from uuid import UUID

from workshop.rehearsal.measuring import Measures
from workshop.rehearsal.phone import Phone
from workshop.rehearsal.place import Place
from workshop.rehearsal.progress import Progress
from workshop.rehearsal.watcher import watch_screen

JOINS_A_SECOND = 100
JOIN_SECONDS = 30.0
# Time enough to lose a link, find it again and send once more.
SETTLE_SECONDS = 20.0
# The screen shows what came last a moment after its receipt.
SCREEN_SECONDS = 1.0
TICK_SECONDS = 0.1

Drive = Callable[[], Coroutine[Any, Any, None]]
Tell = Callable[[Progress], None]


class Crowd:
    """So many phones for so many seconds from when they are in; `pace` as a phone has it."""

    def __init__(
        self, place: Place, delegates: int, seconds: float, pace: float, measures: Measures
    ) -> None:
        self._place, self._measures, self._seconds = place, measures, seconds
        self._phones = [Phone(n, place, measures, pace) for n in range(delegates)]
        self._tasks: list[asyncio.Task[None]] = []
        self._ends_at = 0.0
        self._stop = asyncio.Event()

    @property
    def delegates(self) -> list[UUID]:
        """The keys of the phones that joined."""
        return [phone.delegate for phone in self._phones if phone.delegate.int]

    def stop(self) -> None:
        """End early; the receipts that are on their way are still waited for."""
        self._stop.set()

    async def run(self, tell: Tell, drive: Drive | None) -> None:
        """Bring the phones in, let them be, wait for the last receipts, and go."""
        self._begin(watch_screen(self._place, self._measures, tells_slides=drive is None))
        self._begin(self._tend(tell))
        try:
            await self._join()
            self._ends_at = monotonic() + self._seconds
            driving = self._begin(drive()) if drive else None
            await self._until(lambda: bool(driving and driving.done()), self._seconds)
            for phone in self._phones:
                phone.fall_silent()
            await self._settle()
        finally:
            self._ends_at = 0.0
            tell(self._progress())
            await self._end()

    def _begin(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.append(task)
        return task

    async def _join(self) -> None:
        self._ends_at = monotonic() + self._seconds
        for phone in self._phones:
            if self._stop.is_set():
                return
            self._begin(phone.live())
            await asyncio.sleep(1 / JOINS_A_SECOND)
        await self._until(lambda: len(self._measures.came) == len(self._phones), JOIN_SECONDS)

    async def _settle(self) -> None:
        self._ends_at = 0.0
        self._stop.clear()  # Who asks a second time does not want to wait.
        await self._until(lambda: not any(p.waits for p in self._phones), SETTLE_SECONDS)
        await self._until(lambda: False, SCREEN_SECONDS)

    async def _until(self, is_so: Callable[[], bool], seconds: float) -> None:
        """Wait until it is so, for at most `seconds`, or until stopped."""
        end = monotonic() + seconds
        while not (is_so() or self._stop.is_set() or monotonic() >= end):
            await asyncio.sleep(TICK_SECONDS)

    async def _tend(self, tell: Tell) -> None:
        """Once a second: tell how it goes, and let phones send again."""
        while True:
            tell(self._progress())
            for phone in self._phones:
                await phone.resend()
            await asyncio.sleep(1)

    def _progress(self) -> Progress:
        measures, left = self._measures, max(0.0, self._ends_at - monotonic())
        return Progress(
            len(self._phones), measures.connected, len(measures.sent), measures.receipts, int(left)
        )

    async def _end(self) -> None:
        """End every task. Raises what one of them failed of, if any did."""
        for task in self._tasks:
            task.cancel()
        ends = await asyncio.gather(*self._tasks, return_exceptions=True)
        for failed in ends:
            if isinstance(failed, Exception):
                raise failed
