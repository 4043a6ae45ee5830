"""A thousand phones at once load the page, its files and connect, beside the ordinary path."""

from __future__ import annotations

import asyncio
import shutil
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from picows import WSFrame, WSTransport

from tests.scale.connection import Answer, Connection
from tests.scale.crowd import Crowd, Phone
from tests.scale.figures import Cell, Table, middle, percentile, spread
from tests.scale.goals import Goal, goals_table
from tests.scale.machine import allow_open_files, cpu_seconds, until_idle
from tests.scale.page_files import ENCODING, PageFiles
from tests.scale.peer import asgi_peer, run_manage, running_peer
from tests.scale.stage import running_stage

FRAME_MARK = b'hx-target="#slide"'
JOIN_SECONDS = 120.0
ORDINARY = "tests.scale.peers.ordinary_settings"
COLUMNS = (
    *("server", "phones", "all have their first frame, s", "lowest to highest"),
    *("one phone p50, s", "failures", "requests a phone", "KB a phone, with headers"),
    *("page, CSS and JS, KB", "server CPU a phone, ms", "load’s CPU a phone, ms", "live ÷ this"),
)


@dataclass(frozen=True)
class Size:
    phones: int = 1000
    rounds: int = 5


FULL, QUICK = Size(), Size(phones=60, rounds=2)


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


async def measure(folder: Path, quick: bool) -> tuple[Table, ...]:
    """Both servers run throughout, with the same question open, and take turns."""
    size = QUICK if quick else FULL
    allow_open_files(3 * size.phones + 500)
    with ExitStack() as stack:
        doors = await _open_doors(stack, folder)
        storms: dict[str, list[Storm]] = {door.name: [] for door in doors}
        for number in range(size.rounds):
            for door in doors:
                storms[door.name].append(await door.storm(size.phones))
                for reason, count in storms[door.name][-1].failures.items():
                    print(f"  {door.name}: {count} phones failed: {reason}", flush=True)
            print(f"  round {number + 1} of {size.rounds}", flush=True)
    ours = middle(storm.seconds for storm in storms[doors[0].name])
    rows = tuple(_row(door, size.phones, storms[door.name], ours) for door in doors)
    table = Table("Join storm: all phones at once", COLUMNS, rows)
    return (table, goals_table(_goals(table)), _files_table(doors[0]))


def _goals(table: Table) -> Iterator[Goal]:
    ours = dict(zip(table.columns, table.rows[0], strict=True))
    ordinary = dict(zip(table.columns, table.rows[1], strict=True))
    yield Goal("live ÷ ordinary Django, time", float(ordinary["live ÷ this"]), at_most=1 / 3)
    yield Goal("failures", float(ours["failures"]), at_most=0)
    yield Goal("requests a phone", float(ours["requests a phone"]), at_most=6)
    yield Goal("page, CSS and JS, KB", float(ours["page, CSS and JS, KB"]), at_most=35)


async def _open_doors(stack: ExitStack, folder: Path) -> list[Door]:
    stage = stack.enter_context(running_stage(folder / "live"))
    await stage.ask_the_question()
    code = stage.server.code
    # The same workshop, in the same state, for the ordinary path.
    stage.stop()
    shutil.copytree(folder / "live", folder / "ordinary")
    stage.start()
    run_manage(folder / "ordinary", "migrate", "--verbosity=0", settings=ORDINARY)
    environment = {"WORKSHOP_DATA": str(folder / "ordinary"), "DJANGO_SETTINGS_MODULE": ORDINARY}
    peer = stack.enter_context(running_peer(asgi_peer("ordinary:application"), environment))
    doors = [
        Door("live", stage.process, stage.port, code),
        Door("ordinary Django", peer.process, peer.port, code),
    ]
    for door in doors:
        await door.learn()
    return doors


async def _fetch(connection: Connection, files: Sequence[str]) -> list[Answer]:
    return [_sound(await connection.ask(file, ENCODING)) for file in files]


def _sound(answer: Answer) -> Answer:
    if answer.status != 200:
        raise ConnectionError(f"answered {answer.status}")
    return answer


def _row(door: Door, phones: int, storms: Sequence[Storm], ours: float) -> tuple[Cell, ...]:
    seconds = [storm.seconds for storm in storms]
    joined = [one for storm in storms for one in storm.joined]
    return (
        door.name,
        phones,
        middle(seconds),
        spread(seconds),
        percentile([one.seconds for one in joined], 50),
        sum(storm.failures.total() for storm in storms),
        max(one.requests for one in joined),
        middle(one.wire_bytes for one in joined) / 1000,
        door.packed_bytes / 1000,
        middle(storm.cpu_ms_a_phone for storm in storms),
        middle(storm.load_ms_a_phone for storm in storms),
        ours / middle(seconds),
    )


def _files_table(door: Door) -> Table:
    """What a phone of ours fetches, so that a reader can see that nothing is left out."""
    rows: list[tuple[Cell, ...]] = [(file, size) for file, size in door.files.sizes.items()]
    return Table("What a phone fetches beside its page", ("file", "bytes, compressed"), tuple(rows))
