"""What a rehearsal found: what it sent against what the database has, and its times."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from questions.models import Question, Response
from questions.receipts import Status
from workshop.rehearsal.measuring import Measures

_AT_ONCE = 500  # SQLite takes so many values in one query, and many more.


@dataclass(frozen=True)
class Spread:
    """How long something took, in ms, over `of` times. Percentiles are by nearest rank."""

    of: int
    p50: float
    p95: float
    p99: float
    worst: float


@dataclass(frozen=True)
class Result:
    """The table. `lost` were sent, and not refused, and are not in the database;
    `doubled` are rows of these phones beyond one for each response that they sent.

    Spreads are None where nothing was measured. `to_receipt` and `to_screen` are
    of phones whose link held; `after_a_loss` is of the others.
    """

    delegates: int
    came: int
    losses: int
    sent: int
    receipts: int
    refused: int
    stored: int
    lost: int
    doubled: int
    to_receipt: Spread | None
    after_a_loss: Spread | None
    to_screen: Spread | None
    slide_to_last_phone: Spread | None

    @property
    def is_sound(self) -> bool:
        return self.lost == self.doubled == 0


def spread(milliseconds: Iterable[float]) -> Spread | None:
    times = sorted(milliseconds)
    if not times:
        return None
    p50, p95, p99 = (times[math.ceil(len(times) * part) - 1] for part in (0.5, 0.95, 0.99))
    return Spread(len(times), p50, p95, p99, times[-1])


def find_result(room: str, delegates: Sequence[UUID], asked: int, measures: Measures) -> Result:
    """Compare what was measured with the database. `delegates` are the keys of its phones,
    `asked` how many there were to be."""
    stored = _read_stored(delegates)
    sent = measures.sent
    refused = {key for key, one in sent.items() if one.status == Status.REFUSED}
    found = set(stored) & set(sent)
    times = [one for one in sent.values() if one.receipt_at is not None]
    took = [(one, (one.receipt_at or 0) - one.submitted_at) for one in times]
    return Result(
        delegates=asked,
        came=len(measures.came),
        losses=measures.losses,
        sent=len(sent),
        receipts=measures.receipts,
        refused=len(refused),
        stored=len(found),
        lost=len(set(sent) - refused - found),
        doubled=len(stored) - len(found),
        to_receipt=spread(1000 * seconds for one, seconds in took if not one.was_cut),
        after_a_loss=spread(1000 * seconds for one, seconds in took if one.was_cut),
        to_screen=spread(_times_to_screen(room, measures)),
        slide_to_last_phone=spread(
            1000 * (change.last_at - change.began_at)
            for change in measures.changes
            if change.phones and not change.waiting
        ),
    )


def _read_stored(delegates: Sequence[UUID]) -> list[UUID]:
    """The keys of all rows of these delegates, as often as they are there."""
    keys: list[UUID] = []
    for start in range(0, len(delegates), _AT_ONCE):
        some = delegates[start : start + _AT_ONCE]
        keys += Response.objects.filter(delegate__in=some).values_list("key", flat=True)
    return keys


def _times_to_screen(room: str, measures: Measures) -> list[float]:
    """From Send until the screen counted the response, or had its card, in ms.

    The screen counts a response once its count is that response's rank among all
    that are stored for the question, in their order.
    """
    times = []
    for question in Question.objects.filter(room=room):
        counted = measures.counted.get(question.key, [])
        counts = [count for count, _ in counted]
        shown = Response.objects.filter(question=question, withdrawn_at__isnull=True)
        for rank, key in enumerate(shown.order_by("id").values_list("key", flat=True), start=1):
            sent = measures.sent.get(key)
            if sent is None or sent.was_cut:
                continue
            place = bisect_left(counts, rank)
            seen = [counted[place][1]] if place < len(counted) else []
            seen += [at for at in [measures.carded.get(key)] if at is not None]
            if seen:
                times.append(1000 * (min(seen) - sent.submitted_at))
    return times
