"""How fast responses are stored and receipted when every phone sends one at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from tests.scale.figures import Cell, Table, middle, spread
from tests.scale.goals import Goal, goals_table
from tests.scale.machine import allow_open_files, until_idle
from tests.scale.peer import asgi_peer, running_peer
from tests.scale.responders import LiveResponders, Responders, Round, WatchedResponders
from tests.scale.stage import QUESTION, Stage, running_stage

ECHO, CREATE = "echo, nothing stored", "one acreate() each"
UNSTORED = "the phone's own socket, nothing stored"
COLUMNS = (
    *("server", "phones", "receipts a second", "lowest to highest"),
    *("submit to receipt p50, ms", "p99, ms", "live ÷ this"),
)


@dataclass(frozen=True)
class Size:
    phones: tuple[int, ...] = (500, 1000, 3000)
    rounds: int = 5


FULL, QUICK = Size(), Size((50, 200), rounds=2)


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
    unstored = stack.enter_context(running_peer(asgi_peer("unstored:application"), environment))
    create = stack.enter_context(running_peer(asgi_peer("create_each:application"), environment))
    return [
        ours,
        WatchedResponders(stage, ours.crowd),
        Responders(ECHO, echo.process, echo.port, "/", names_response=False),
        Responders(UNSTORED, unstored.process, unstored.port, "/"),
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
    ours = middle(one.per_second for one in rounds[all_responders[0].name])
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
