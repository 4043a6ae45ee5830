"""How fast responses are stored and receipted when every phone sends one at once."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from tests.scale.crowd import Crowd
from tests.scale.figures import Cell, Table, middle, percentile, spread
from tests.scale.goals import Goal, goals_table
from tests.scale.machine import CannotMeasure, allow_open_files, until_idle
from tests.scale.peer import asgi_peer, running_peer
from tests.scale.stage import QUESTION, Stage, running_stage

WORDS = "Keeping experienced social workers in the county, and letting them work together"
ROUND_SECONDS = 120.0
LIVE, WATCHED = "live", "live, with screen and console"
ECHO, CREATE = "echo, nothing stored", "one acreate() each"
VIEWS = ("screen", "console")
COLUMNS = (
    *("server", "phones", "receipts a second", "lowest to highest"),
    *("submit to receipt p50, ms", "p99, ms", "live ÷ this"),
)


@dataclass(frozen=True)
class Round:
    """`per_second` from the first response sent to the last receipt; the rest in ms."""

    per_second: float
    p50_ms: float
    p99_ms: float


@dataclass(frozen=True)
class Size:
    phones: tuple[int, ...] = (500, 1000, 3000)
    rounds: int = 5


FULL, QUICK = Size(), Size((50, 200), rounds=2)


class Responders:
    """A server, and phones that respond to it. `names_response`: its receipts say to which."""

    def __init__(
        self, name: str, process: int, port: int, path: str, *, names_response: bool = True
    ) -> None:
        self.name, self.process, self.names_response = name, process, names_response
        self.crowd = Crowd(name, port, path)

    async def admit_up_to(self, cookies: Sequence[str]) -> None:
        await self.crowd.open(cookies[len(self.crowd.phones) :])
        await self.crowd.quiet()

    async def respond_at_once(self) -> Round:
        keys = [str(uuid4()) for _ in self.crowd.phones]
        messages = [_message(key) for key in keys]
        marks = [key.encode() if self.names_response else b"received" for key in keys]
        self.crowd.expect(marks)
        sent_at, started = [], time.perf_counter()
        for phone, message in zip(self.crowd.phones, messages, strict=True):
            sent_at.append(time.perf_counter())
            phone.say(message)
        took = await self.crowd.all_have_it(ROUND_SECONDS) - started
        waits_ms = [
            (phone.got_at - sent) * 1000
            for phone, sent in zip(self.crowd.phones, sent_at, strict=True)
        ]
        if b'data-status="received"' not in self.crowd.last_payload:
            raise CannotMeasure(f"{self.name} gave no receipt: {self.crowd.last_payload!r}")
        return Round(len(keys) / took, percentile(waits_ms, 50), percentile(waits_ms, 99))


class LiveResponders(Responders):
    """The product's; what it gave receipts for is counted in its database after each round."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(LIVE, stage.process, stage.port, stage.socket)
        self.stage = stage

    async def respond_at_once(self) -> Round:
        before = self.stage.stored_responses()
        found = await super().respond_at_once()
        stored = self.stage.stored_responses() - before
        if stored != len(self.crowd.phones):
            raise CannotMeasure(f"{len(self.crowd.phones)} receipts, but {stored} stored: a fault.")
        return found


class WatchedResponders(LiveResponders):
    """The same phones, while a screen and the console watch, as in any room."""

    def __init__(self, stage: Stage, crowd: Crowd) -> None:
        super().__init__(stage)
        self.name, self.crowd = WATCHED, crowd

    async def respond_at_once(self) -> Round:
        code = self.stage.server.code
        watchers = [Crowd(view, self.stage.port, f"/ws/{code}/{view}/") for view in VIEWS]
        for watcher in watchers:
            await watcher.open([self.stage.presenter_cookie()])
            await watcher.quiet()
        found = await super().respond_at_once()
        for watcher in watchers:
            watcher.close()
        return found


async def measure(folder: Path, quick: bool) -> tuple[Table, ...]:
    """All servers run throughout, with as many phones each, and take turns."""
    size = QUICK if quick else FULL
    allow_open_files(4 * max(size.phones) + 500)
    with ExitStack() as stack:
        stage = stack.enter_context(running_stage(folder / "live"))
        await stage.ask_the_question()
        cookies = await stage.cookies(max(size.phones))
        all_responders = await _start_all(stack, stage, folder)
        rows: list[tuple[Cell, ...]] = []
        for phones in size.phones:
            for responders in all_responders:
                await responders.admit_up_to(cookies[:phones])
            rows += await _measure_at(phones, all_responders, size.rounds)
    table = Table("Ingest: every phone responds at once", COLUMNS, tuple(rows))
    return (table, goals_table(_goals(table, max(size.phones))))


def _goals(table: Table, phones: int) -> Iterator[Goal]:
    for row in table.rows:
        if row[1] == phones and row[0] == ECHO:
            yield Goal(f"live ÷ echo, at {phones:,} phones", float(row[-1]), at_least=0.6)
        elif row[1] == phones and row[0] == CREATE:
            yield Goal(f"live ÷ one acreate(), at {phones:,} phones", float(row[-1]), at_least=10)


async def _start_all(stack: ExitStack, stage: Stage, folder: Path) -> list[Responders]:
    ours = LiveResponders(stage)
    receipt_bytes = await _receipt_bytes(stage)
    with running_stage(folder / "create") as other:
        other.stop()  # Its folder now has a database with the deck's questions.
    environment: Mapping[str, str] = {
        "WORKSHOP_DATA": str(folder / "create"),
        "DJANGO_SETTINGS_MODULE": "workshop.settings",
        "RECEIPT_BYTES": str(receipt_bytes),
        "QUESTION": QUESTION,
    }
    echo = stack.enter_context(running_peer(asgi_peer("echo:application"), environment))
    create = stack.enter_context(running_peer(asgi_peer("create_each:application"), environment))
    return [
        ours,
        WatchedResponders(stage, ours.crowd),
        Responders(ECHO, echo.process, echo.port, "/", names_response=False),
        Responders(CREATE, create.process, create.port, "/"),
    ]


async def _receipt_bytes(stage: Stage) -> int:
    """The size of a receipt of ours, from a phone of its own."""
    trial = LiveResponders(stage)
    await trial.admit_up_to(await stage.cookies(1))
    await trial.respond_at_once()
    trial.crowd.close()
    return len(trial.crowd.last_payload)


async def _measure_at(
    phones: int, all_responders: Sequence[Responders], count: int
) -> list[tuple[Cell, ...]]:
    rounds: dict[str, list[Round]] = {one.name: [] for one in all_responders}
    for number in range(count):
        for responders in all_responders:
            rounds[responders.name].append(await responders.respond_at_once())
            await until_idle(responders.process)
        print(f"  {phones:,} phones, round {number + 1} of {count}", flush=True)
    ours = middle(one.per_second for one in rounds[LIVE])
    return [_row(name, phones, found, ours) for name, found in rounds.items()]


def _row(name: str, phones: int, rounds: Sequence[Round], ours: float) -> tuple[Cell, ...]:
    rates = [one.per_second for one in rounds]
    return (
        name,
        phones,
        middle(rates),
        spread(rates),
        middle(one.p50_ms for one in rounds),
        middle(one.p99_ms for one in rounds),
        ours / middle(rates),
    )


def _message(key: str) -> bytes:
    message = {"action": "respond", "question": QUESTION, "response": key, "text": WORDS}
    return json.dumps(message).encode()
