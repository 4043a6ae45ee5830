"""A thousand phones at once load the page, its files and connect, beside the ordinary path."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from tests.scale.door import Door, Storm
from tests.scale.figures import Cell, Table, middle, percentile, spread
from tests.scale.goals import Goal, goals_table
from tests.scale.machine import allow_open_files
from tests.scale.peer import asgi_peer, run_manage, running_peer
from tests.scale.stage import running_stage

ORDINARY = "tests.scale.peers.ordinary_settings"
COLUMNS = (
    *("server", "phones", "all have their first frame, s", "lowest to highest"),
    *("one phone p50, s", "failures", "requests a phone", "KB a phone, with headers"),
    *("page, CSS and JS, KB", "server CPU a phone, ms", "load’s CPU a phone, ms", "live ÷ this"),
)


@dataclass(frozen=True)
class Size:
    """How much is measured; `ordinary_rounds` for the ordinary path, which is slow."""

    phones: int = 1000
    rounds: int = 5
    ordinary_rounds: int = 3


FULL, QUICK = Size(), Size(phones=60, rounds=2, ordinary_rounds=1)


async def measure(folder: Path, quick: bool) -> tuple[Table, ...]:
    """Both servers run throughout, with the same question open, and take turns."""
    size = QUICK if quick else FULL
    allow_open_files(3 * size.phones + 500)
    with ExitStack() as stack:
        doors = await _open_doors(stack, folder)
        storms: dict[str, list[Storm]] = {door.name: [] for door in doors}
        for number in range(size.rounds):
            for door in doors if number < size.ordinary_rounds else doors[:1]:
                storm = await door.storm(size.phones)
                storms[door.name].append(storm)
                for reason, count in storm.failures.items():
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
