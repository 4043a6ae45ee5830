"""The kept figures as the tables of docs/performance.md, and their plot."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tests.live import TOP
from tests.scale.figures import Figures, load_figures, markdown
from tests.scale.plot import draw_plot

PLOT = TOP / "docs" / "pictures" / "performance-phones.svg"


def report(files: Sequence[Path]) -> str:
    """Markdown for all `files`; writes the plot when the phones are among them."""
    parts = []
    for file in files:
        figures = load_figures(file)
        if figures.program == "phones":
            PLOT.write_text(draw_plot(figures.tables[0]) + "\n")
        parts.append(_part(figures))
    return "\n".join(parts)


def _part(figures: Figures) -> str:
    tables = "\n".join(markdown(table) for table in figures.tables)
    machine = figures.machine
    cores = (
        "server on one core, load on another" if machine.pinned else "server and load on one core"
    )
    node = f", Node {machine.node}" if machine.node != "none" else ""
    return (
        f"{tables}\n`{figures.command}` on {figures.taken_on}: {machine.processor}, "
        f"{machine.cores} cores, {machine.memory_gib} GiB, {machine.kernel}, "
        f"Python {machine.python}{node}; {cores}.\n"
    )
