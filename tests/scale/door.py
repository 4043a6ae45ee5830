"""One server as a crowd meets it: its page, the files of that, and its socket."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from picows import WSFrame, WSTransport

from tests.scale.connection import Answer, Connection
from tests.scale.crowd import Crowd, Phone
from tests.scale.machine import cpu_seconds, until_idle
from tests.scale.page_files import ENCODING, PageFiles

FRAME_MARK = b'hx-target="#slide"'
JOIN_SECONDS = 120.0


@dataclass(frozen=True)
class Joined:
    """One phone that came in: seconds from the start of the storm to its first frame."""

    seconds: float
    requests: int
    wire_bytes: int


@dataclass(frozen=True)
class Storm:
    """One round; `failures` names each that did not come in, and why, by count."""

    seconds: float
    joined: tuple[Joined, ...]
    failures: Counter[str]
    cpu_ms_a_phone: float
    load_ms_a_phone: float


class ArrivingPhone(Phone):
    """Says when it has what it waits for."""

    def __init__(self, crowd: Crowd) -> None:
        super().__init__(crowd)
        self.has_it = asyncio.Event()

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        super().on_ws_frame(transport, frame)
        if not self.waits_for:
            self.has_it.set()


class Door:
    """A server that phones come in by."""

    def __init__(self, name: str, process: int, port: int, code: str) -> None:
        self.name, self.process, self.port = name, process, port
        self.page, self.files = f"/{code}/", PageFiles(port)
        self.crowd = Crowd(name, port, f"/ws/{code}/phone/")
        self.packed_bytes = 0

    async def learn(self) -> None:
        """Look at the page once, so that the storm can follow it at little cost."""
        page = await self.files.learn(self.page)
        readable = [size for file, size in self.files.sizes.items() if not file.endswith(".svg")]
        self.packed_bytes = len(page.body) + sum(readable)

    async def storm(self, phones: int) -> Storm:
        before, load_before = cpu_seconds(self.process), time.process_time()
        started = time.perf_counter()
        every = [asyncio.wait_for(self._join(started), JOIN_SECONDS) for _ in range(phones)]
        ended = await asyncio.gather(*every, return_exceptions=True)
        took = time.perf_counter() - started
        cost = cpu_seconds(self.process) - before
        load = time.process_time() - load_before
        joined = tuple(one for one in ended if isinstance(one, Joined))
        failures = Counter(repr(one) for one in ended if isinstance(one, BaseException))
        self.crowd.close()
        await until_idle(self.process)  # It has dealt with all who left.
        return Storm(took, joined, failures, cost / phones * 1000, load / phones * 1000)

    async def _join(self, started: float) -> Joined:
        """As a browser does it: two kept connections, then the socket."""
        first, second = Connection(self.port), Connection(self.port)
        try:
            page = _sound(await first.ask(self.page, ENCODING))
            files = self.files.of(page)
            shares = (_fetch(first, files[::2]), _fetch(second, files[1::2]))
            answers = [page, *chain.from_iterable(await asyncio.gather(*shares))]
            frame_bytes = await self._first_frame(page.cookie)
        finally:
            first.close()
            second.close()
        wire_bytes = frame_bytes + sum(answer.wire_bytes for answer in answers)
        return Joined(time.perf_counter() - started, len(answers), wire_bytes)

    async def _first_frame(self, cookie: str) -> int:
        """Open the socket, and wait for the room; the bytes of its frame."""
        phone = ArrivingPhone(self.crowd)
        phone.waits_for = FRAME_MARK
        await self.crowd.connect(phone, cookie)
        await phone.has_it.wait()
        return len(self.crowd.last_payload)


async def _fetch(connection: Connection, files: Sequence[str]) -> list[Answer]:
    return [_sound(await connection.ask(file, ENCODING)) for file in files]


def _sound(answer: Answer) -> Answer:
    if answer.status != 200:
        raise ConnectionError(f"answered {answer.status}")
    return answer
