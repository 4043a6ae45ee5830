"""The figures of one question, brought up to date and counted plainly, in turns."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import TypeVar
from uuid import uuid4

from django.db.models import Count, Q
from django.utils import timezone

from questions.entries import Respond
from questions.models import Delegate, Phase, Question, Response
from questions.recorder import recorder
from questions.tally import Tally, ThemeTally, tally_question
from tests.scale.figures import Cell, middle, percentile
from tests.scale.machine import CannotMeasure

ROOM, KEY = "482916", "early-intervention"
THEMES = 12
WORDS = "Keeping experienced social workers in the county, and letting them work together"

T = TypeVar("T")


@dataclass(frozen=True)
class Counted:
    """What `questions.tally.Tally` has under the same names."""

    joined: int
    responded: int
    responses: int
    shown: int
    withdrawn: int
    late: int
    themes: tuple[ThemeTally, ...]


def measure_counting(sizes: Sequence[int], times: int) -> Iterator[tuple[Cell, ...]]:
    """For each number of responses, `times` more: a row of the medians in milliseconds."""
    question = _make_question()
    for size in sizes:
        _respond(size - question.responses.count())
        tally_question(question)  # What came before is not to be paid for in the first time.
        kept_ms, plain_ms = [], []
        for _ in range(times):
            _respond(1)
            question.refresh_from_db()  # As a room reads it, before it is drawn.
            kept, took = _timed(tally_question, question)
            plain, took_plain = _timed(count_plainly, question)
            _compare(kept, plain)
            kept_ms.append(took)
            plain_ms.append(took_plain)
        print(f"  {size:,} responses", flush=True)
        middles = middle(kept_ms), middle(plain_ms)
        yield (
            *(size, middles[0], percentile(kept_ms, 99)),
            *(middles[1], percentile(plain_ms, 99), middles[1] / middles[0]),
        )
    recorder.drain()


def count_plainly(question: Question) -> Counted:
    """The same figures by SQL aggregates over all responses, every time."""
    kept = Q(withdrawn_at__isnull=True)
    counts = Response.objects.filter(question=question).aggregate(
        responses=Count("id"),
        shown=Count("id", filter=kept),
        withdrawn=Count("id", filter=~kept),
        late=Count("id", filter=Q(late=True)),
        responded=Count("delegate", filter=kept, distinct=True),
    )
    said = question.themes.annotate(
        said=Count("response", filter=Q(response__withdrawn_at__isnull=True)),
        said_by=Count(
            "response__delegate", filter=Q(response__withdrawn_at__isnull=True), distinct=True
        ),
    )
    bars = [
        ThemeTally(theme.key, theme.name, theme.family, theme.said, theme.said_by) for theme in said
    ]
    grouped = sum(bar.responses for bar in bars)
    # Here each delegate responds once.
    rest = counts["shown"] - grouped
    ungrouped = ThemeTally("", "Not yet grouped", "", rest, rest)
    joined = Delegate.objects.filter(room=question.room).count()
    return Counted(joined=joined, themes=(*bars, ungrouped), **counts)


def _compare(tally: Tally, plain: Counted) -> None:
    """Raises CannotMeasure when the figures that were quick to have are not right."""
    for name in asdict(plain):
        if getattr(tally, name) != getattr(plain, name):
            raise CannotMeasure(f"The tally is wrong: {tally} is not {plain}.")


def _timed(count: Callable[[Question], T], question: Question) -> tuple[T, float]:
    started = time.perf_counter()
    found = count(question)
    return found, (time.perf_counter() - started) * 1000


def _respond(count: int) -> None:
    """Let `count` delegates respond, as phones do: through the recorder."""
    entries = [
        Respond(ROOM, uuid4(), uuid4(), KEY, "", f"theme-{number % (THEMES + 3)}", WORDS)
        for number in range(count)
    ]
    for receipt in [recorder.record(entry) for entry in entries]:
        receipt.result(30)


def _make_question() -> Question:
    now = timezone.now()
    question = Question.objects.create(
        room=ROOM,
        key=KEY,
        number=4,
        title="Early Intervention",
        words="How can we be sure?",
        phase=Phase.COLLECTING,
        phase_at=now,
        opened_at=now,
    )
    for number in range(THEMES):
        question.themes.create(key=f"theme-{number}", number=number, name=f"Theme {number}")
    return question
