"""What suggestions and key phrases cost: all from nothing, and then for one more response."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

from questions.likeness import Likeness, ThemeWords
from questions.phrases import key_phrases
from tests.questions.labelled.reading import read_labelled
from tests.scale.figures import Table

COLUMNS = ("responses", "all from nothing, ms", "one more, ms", "key phrases, ms")
SIZES, QUICK_SIZES = (200, 1000, 2000), (200,)
TIMES, QUICK_TIMES = 9, 3
WORDS, THEMES, UNDER_EACH = 20, 12, 10


async def measure(folder: Path, quick: bool) -> tuple[Table, ...]:
    """Responses of WORDS words, drawn from those of the labelled set; medians."""
    sizes, times = (QUICK_SIZES, QUICK_TIMES) if quick else (SIZES, TIMES)
    rows = tuple(tuple(_measure_size(size, times)) for size in sizes)
    return (Table("Suggestions for what is not grouped", COLUMNS, rows),)


def _measure_size(size: int, times: int) -> Iterator[int | float]:
    texts = dict(_make_texts(size + times))
    keys, more = list(texts)[:size], list(texts)[size:]
    names = [name for question in read_labelled() for name in question.themes.values()]
    themes = [
        ThemeWords(str(n), name, frozenset(keys[n * UNDER_EACH : (n + 1) * UNDER_EACH]))
        for n, name in enumerate(names[:THEMES])
    ]
    ungrouped = keys[THEMES * UNDER_EACH :]
    likeness = Likeness()

    def from_nothing() -> None:
        nonlocal likeness
        likeness = Likeness()
        for key in keys:
            likeness.put(key, texts[key])
        likeness.suggest(themes, ungrouped)

    def one_more() -> None:
        key = more.pop()
        likeness.put(key, texts[key])
        ungrouped.append(key)
        likeness.suggest(themes, ungrouped)

    yield size
    yield _median_ms(from_nothing, min(times, 3))
    yield _median_ms(one_more, times)
    yield _median_ms(lambda: key_phrases({key: texts[key] for key in keys}, 200), times)


def _make_texts(count: int) -> Iterator[tuple[UUID, str]]:
    chance = random.Random(2008)
    words = [w for q in read_labelled() for r in q.responses for w in r.text.split()]
    for number in range(count):
        yield UUID(int=number), " ".join(chance.choice(words) for _ in range(WORDS))


def _median_ms(work: Callable[[], object], times: int) -> float:
    took = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        took.append((time.perf_counter() - began) * 1000)
    return round(statistics.median(took), 1)
