"""What one slide change costs the server for each phone that is sent it, beside others."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from tests.scale.contender import Contender, LiveRoom, PeerRoom, Round
from tests.scale.figures import NONE, Cell, Table, middle, spread
from tests.scale.goals import Goal, goals_table
from tests.scale.machine import allow_open_files, cpu_seconds
from tests.scale.peer import asgi_peer, node_peers, running_peer
from tests.scale.stage import pair_near, running_stage

SLIDE_BYTES = 1024
IDLE_SECONDS = 3.0
LIVE, PICOWS, GROUP = "live", "picows", "Channels group_send"
COLUMNS = (
    *("server", "phones", "µs a delivery", "lowest to highest", "of which the change by itself"),
    *("change to last phone, ms", "payload, bytes", "idle, % of a core"),
    *("live without the change itself ÷ this", "live ÷ this"),
)


@dataclass(frozen=True)
class Size:
    """How much is measured; `group_*` for Channels' group, which is very slow."""

    phones: tuple[int, ...] = (1000, 3000)
    rounds: int = 5
    changes: int = 8
    group_rounds: int = 3
    group_changes: int = 2


FULL, QUICK = Size(), Size((50, 150), rounds=2, changes=4, group_rounds=1)


async def measure(folder: Path, quick: bool) -> tuple[Table, ...]:
    """Every server runs throughout, and they take turns."""
    size = QUICK if quick else FULL
    allow_open_files(5 * max(size.phones) + 1000)
    with ExitStack() as stack:
        contenders = await _start_all(stack, folder)
        alone = await _cost_alone(contenders[0], size)
        rows: list[tuple[Cell, ...]] = []
        for phones in size.phones:
            rows += await _measure_at(phones, contenders, size, alone)
    table = Table("Fan-out: one slide change to every phone", COLUMNS, tuple(rows))
    return (table, goals_table(_goals(table)))


def _goals(table: Table) -> Iterator[Goal]:
    for row in table.rows:
        at = f"at {row[1]:,} phones"
        ratio = float(row[-1])
        if row[0] == PICOWS:
            yield Goal(f"live ÷ picows, {at}", ratio, at_most=1.25)
        elif row[0] == GROUP:
            yield Goal(f"Channels group_send ÷ live, {at}", 1 / ratio, at_least=25)
        elif row[0] != LIVE:
            yield Goal(f"live ÷ {row[0]}, {at}", ratio, at_most=1)


async def _cost_alone(contender: Contender, size: Size) -> float:
    """Microseconds of a change that one phone gets: ours is drawn before it is sent to many."""
    await contender.admit_up_to(1)
    await contender.run_round(1)
    return (await contender.run_round(size.changes)).microseconds


async def _start_all(stack: ExitStack, folder: Path) -> list[Contender]:
    stage = stack.enter_context(running_stage(folder / "live"))
    pair = await pair_near(stage, SLIDE_BYTES)
    environment = {"SLIDE_BYTES": str(pair.frame_bytes)}
    contenders: list[Contender] = [LiveRoom(stage, pair.slides)]
    bare = [sys.executable, "-m", "tests.scale.peers.bare_picows"]
    for name, command in {PICOWS: bare, **node_peers(folder)}.items():
        peer = stack.enter_context(running_peer(command, environment))
        contenders.append(PeerRoom(name, peer, speaks_socket_io=name == "socket.io"))
    data = {"WORKSHOP_DATA": str(folder / "group"), "DJANGO_SETTINGS_MODULE": "workshop.settings"}
    group = running_peer(asgi_peer("group:application"), environment | data)
    contenders.append(PeerRoom(GROUP, stack.enter_context(group)))
    return contenders


async def _measure_at(
    phones: int, contenders: Sequence[Contender], size: Size, alone: float
) -> list[tuple[Cell, ...]]:
    for contender in contenders:
        await contender.admit_up_to(phones)
        await contender.run_round(1)  # What a first change alone costs is not the question.
    idle = await _idle_percents(contenders)
    rounds: dict[str, list[Round]] = {contender.name: [] for contender in contenders}
    for number in range(size.rounds):
        for contender in contenders:
            is_group = contender.name == GROUP
            if not is_group or number < size.group_rounds:
                changes = size.group_changes if is_group else size.changes
                rounds[contender.name].append(await contender.run_round(changes))
        print(f"  {phones:,} phones, round {number + 1} of {size.rounds}", flush=True)
    ours = middle(one.microseconds for one in rounds[LIVE])
    return [
        (name, phones, *_cells(name, found, idle[name], ours, alone / phones))
        for name, found in rounds.items()
    ]


def _cells(
    name: str, rounds: Sequence[Round], idle: float, ours: float, change_itself: float
) -> tuple[Cell, ...]:
    costs = [one.microseconds for one in rounds]
    return (
        middle(costs),
        spread(costs),
        change_itself if name == LIVE else NONE,
        middle(one.last_phone_ms for one in rounds),
        rounds[-1].payload_bytes,
        idle,
        NONE if name == LIVE else (ours - change_itself) / middle(costs),
        ours / middle(costs),
    )


async def _idle_percents(contenders: Sequence[Contender]) -> dict[str, float]:
    """What each server takes of its core while nothing changes, mostly for pings."""
    before = {contender.name: cpu_seconds(contender.process) for contender in contenders}
    await asyncio.sleep(IDLE_SECONDS)
    return {
        contender.name: (cpu_seconds(contender.process) - before[contender.name])
        / IDLE_SECONDS
        * 100
        for contender in contenders
    }
