"""How many phones one `live` holds, and what each takes of its memory and time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.scale.contender import LiveRoom, Round
from tests.scale.figures import NONE, Cell, Table, middle
from tests.scale.goals import Goal, goals_table
from tests.scale.machine import allow_open_files, resident_bytes
from tests.scale.stage import pair_near, running_stage

SLIDE_BYTES = 1024
COLUMNS = (
    *("phones", "server memory, MiB", "memory a phone, KiB", "memory a further phone, KiB"),
    *("ms of CPU a change", "µs a delivery", "µs a further phone"),
    *("change to last phone, ms", "phones dropped"),
)


@dataclass(frozen=True)
class Size:
    """One phone shows what a change costs by itself: the presenter's request and the drawing."""

    phones: tuple[int, ...] = (1, 100, 300, 1000, 3000, 10_000)
    rounds: int = 5
    changes: int = 5


@dataclass(frozen=True)
class Level:
    """What was found at one number of phones."""

    phones: int
    kib_a_phone: float
    held_mib: float
    microseconds: float
    last_phone_ms: float
    dropped: int


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
        levels = [await _measure_at(phones, room, size, empty) for phones in size.phones]
    rows = tuple(_rows(levels))
    return (
        Table("Scale: phones connected to one `live`", COLUMNS, rows),
        goals_table(_goals(levels[-1])),
    )


def _goals(most: Level) -> Iterator[Goal]:
    at = f"at {most.phones:,} phones"
    yield Goal(f"memory a phone in KiB, {at}", most.kib_a_phone, at_most=32)
    yield Goal(f"phones dropped, {at}", most.dropped, at_most=0)


async def _measure_at(phones: int, room: LiveRoom, size: Size, empty: int) -> Level:
    await room.admit_up_to(phones)
    rounds: list[Round] = [await room.run_round(size.changes) for _ in range(size.rounds)]
    held = resident_bytes(room.process)
    print(f"  {phones:,} phones", flush=True)
    return Level(
        phones=phones,
        kib_a_phone=max(held - empty, 0) / max(phones - 1, 1) / 1024,
        held_mib=held / 2**20,
        microseconds=middle(one.microseconds for one in rounds),
        last_phone_ms=middle(one.last_phone_ms for one in rounds),
        dropped=room.crowd.dropped,
    )


def _rows(levels: Sequence[Level]) -> Iterator[tuple[Cell, ...]]:
    """A further phone's memory is against the row before, its CPU against one phone alone.

    That one has no memory worth a figure, and is no further phone.
    """
    before = first = levels[0]
    for level in levels:
        more, change = level.phones - before.phones, level.microseconds * level.phones
        further_kib = (level.held_mib - before.held_mib) * 1024 / more if more else NONE
        further_us = (change - first.microseconds) / (level.phones - 1) if more else NONE
        yield (
            *(level.phones, level.held_mib, level.kib_a_phone if more else NONE, further_kib),
            *(change / 1000, level.microseconds, further_us),
            *(level.last_phone_ms, level.dropped),
        )
        before = level
