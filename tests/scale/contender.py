"""A server with a crowd of phones, one slide change after another, and what that costs it."""

from __future__ import annotations

import asyncio
import time
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass

from tests.scale.crowd import Crowd, Phone, SocketIoPhone
from tests.scale.figures import middle
from tests.scale.machine import cpu_seconds, until_idle
from tests.scale.peer import Peer
from tests.scale.stage import Stage

# A room is drawn at most five times a second: this leaves every server idle in between.
SPACING_SECONDS = 0.35


@dataclass(frozen=True)
class Round:
    """`microseconds` of server CPU for each delivery; `last_phone_ms` from change to last phone."""

    microseconds: float
    last_phone_ms: float
    payload_bytes: int


class Contender(ABC):
    """One server and its phones; `mark` is what the next slide will have in it."""

    def __init__(self, name: str, process: int, crowd: Crowd) -> None:
        self.name, self.process, self.crowd = name, process, crowd
        self.number = 0

    @property
    @abstractmethod
    def mark(self) -> bytes: ...

    @abstractmethod
    async def change(self) -> None:
        """Ask for the next slide, as its presenter does."""

    @abstractmethod
    async def cookies(self, count: int) -> list[str]:
        """What `count` new phones carry."""

    async def admit_up_to(self, phones: int) -> None:
        """Let phones in until there are so many, and wait until all is quiet."""
        await self.crowd.open(await self.cookies(phones - len(self.crowd.phones)))
        await self.crowd.quiet()
        await until_idle(self.process)

    async def run_round(self, changes: int) -> Round:
        """Raises NotAllGotIt when a phone misses a change."""
        phones, last_phone_ms = len(self.crowd.phones), []
        before = cpu_seconds(self.process)
        for _ in range(changes):
            last_phone_ms.append(await self._change_once())
        await until_idle(self.process)  # What a server does after its last delivery counts too.
        cost = cpu_seconds(self.process) - before
        return Round(
            cost / changes / phones * 1e6, middle(last_phone_ms), len(self.crowd.last_payload)
        )

    async def _change_once(self) -> float:
        """Milliseconds until the last phone has it."""
        self.number += 1
        self.crowd.expect([self.mark] * len(self.crowd.phones))
        started = time.perf_counter()
        await self.change()
        took = await self.crowd.all_have_it() - started
        await asyncio.sleep(max(SPACING_SECONDS - took, SPACING_SECONDS / 2))
        return took * 1000


class LiveRoom(Contender):
    """The product: the console jumps to and fro between two slides."""

    def __init__(self, stage: Stage, slides: Sequence[int]) -> None:
        super().__init__("live", stage.process, Crowd("live", stage.port, stage.socket))
        self.stage, self.slides = stage, slides

    @property
    def mark(self) -> bytes:
        return b"Slide %d of" % self.slides[self.number % 2]

    async def change(self) -> None:
        assert await self.stage.jump(self.slides[self.number % 2])

    async def cookies(self, count: int) -> list[str]:
        return await self.stage.cookies(count)


class PeerRoom(Contender):
    """A peer: its first phone asks for the next slide."""

    def __init__(self, name: str, peer: Peer, *, speaks_socket_io: bool = False) -> None:
        path = "/socket.io/?EIO=4&transport=websocket" if speaks_socket_io else "/"
        make_phone = SocketIoPhone if speaks_socket_io else Phone
        super().__init__(name, peer.process, Crowd(name, peer.port, path, make_phone))
        self._question = b'42["change",%d]' if speaks_socket_io else b"%d"

    @property
    def mark(self) -> bytes:
        return b"#%d#" % self.number

    async def change(self) -> None:
        self.crowd.phones[0].say(self._question % self.number)

    async def cookies(self, count: int) -> list[str]:
        return [""] * count
