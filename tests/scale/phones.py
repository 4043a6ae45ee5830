"""How many phones one `live` holds, and what each takes of its memory and time."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tests.scale.contender import LiveRoom, Round
from tests.scale.figures import Cell, Table, middle
from tests.scale.machine import allow_open_files, resident_bytes
from tests.scale.stage import pair_near, running_stage

SLIDE_BYTES = 1024
COLUMNS = (
    *("phones", "memory a phone, KiB", "server memory, MiB", "µs a delivery"),
    *("ms of CPU a change", "change to last phone, ms", "phones dropped"),
)


@dataclass(frozen=True)
class Size:
    """One phone shows what a change costs by itself: the presenter's request and the drawing."""

    phones: tuple[int, ...] = (1, 100, 300, 1000, 3000, 10_000)
    rounds: int = 5
    changes: int = 5


FULL, QUICK = Size(), Size((1, 50, 200), rounds=2, changes=3)


async def measure(folder: Path, quick: bool) -> tuple[Table, ...]:
    """One server throughout; phones come to it, and none leaves.

    Raises NotAllGotIt when a phone misses a change.
    """
    size = QUICK if quick else FULL
    allow_open_files(max(size.phones) + 500)
    with running_stage(folder / "live") as stage:
        pair = await pair_near(stage, SLIDE_BYTES)
        room = LiveRoom(stage, pair.slides)
        await room.admit_up_to(1)
        await room.run_round(5)  # All of the program is in memory before it is weighed.
        empty = resident_bytes(room.process)
        rows = [await _measure_at(phones, room, size, empty) for phones in size.phones]
    return (Table("Scale: phones connected to one `live`", COLUMNS, tuple(rows)),)


async def _measure_at(phones: int, room: LiveRoom, size: Size, empty: int) -> tuple[Cell, ...]:
    await room.admit_up_to(phones)
    rounds: list[Round] = [await room.run_round(size.changes) for _ in range(size.rounds)]
    held = resident_bytes(room.process)
    print(f"  {phones:,} phones", flush=True)
    cost = middle(one.microseconds for one in rounds)
    return (
        phones,
        max(held - empty, 0) / max(phones - 1, 1) / 1024,
        held / 2**20,
        cost,
        cost * phones / 1000,
        middle(one.last_phone_ms for one in rounds),
        room.crowd.dropped,
    )
