"""What it costs to bring a question's figures up to date after one more response."""

from __future__ import annotations

import os
from pathlib import Path

from tests.scale.figures import Table
from tests.scale.peer import run_manage

COLUMNS = (
    *("responses so far", "tally_question after one more, ms", "p99, ms"),
    *("plain SQL count, ms", "p99 plain, ms", "plain ÷ tally"),
)
SIZES, QUICK_SIZES = (100, 1000, 10_000), (100, 300)
TIMES, QUICK_TIMES = 60, 10


async def measure(folder: Path, quick: bool) -> tuple[Table, ...]:
    """On a database of its own, in a thread: Django keeps its queries off an event loop."""
    run_manage(folder, "migrate", "--verbosity=0")
    os.environ["WORKSHOP_DATA"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "workshop.settings"
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    import django

    django.setup()
    from tests.scale.counting import measure_counting

    sizes, times = (QUICK_SIZES, QUICK_TIMES) if quick else (SIZES, TIMES)
    rows = tuple(measure_counting(sizes, times))
    return (Table("Tally: the figures of a question, one response later", COLUMNS, rows),)
