"""What a program measured: tables for people, kept as JSON for the report."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median, quantiles

from tests.scale.machine import Machine

Cell = str | float | int
NONE = "–"  # No figure here.


@dataclass(frozen=True)
class Table:
    """One table; every row has a cell for each column, with its unit in the column's name."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Figures:
    """All that one run of a program found; `taken_on` is a date."""

    program: str
    command: str
    taken_on: str
    machine: Machine
    tables: tuple[Table, ...]


def save_figures(figures: Figures, file: Path) -> None:
    file.write_text(json.dumps(asdict(figures), indent=1, ensure_ascii=False) + "\n")


def load_figures(file: Path) -> Figures:
    read = json.loads(file.read_text())
    tables = tuple(
        Table(t["title"], tuple(t["columns"]), tuple(tuple(row) for row in t["rows"]))
        for t in read.pop("tables")
    )
    machine = Machine(**read.pop("machine"))
    return Figures(**read, machine=machine, tables=tables)


def markdown(table: Table) -> str:
    """The table for docs/performance.md: words to the left, figures to the right."""
    columns = zip(*table.rows, strict=True)
    rule = ["--:" if any(not isinstance(c, str) for c in column) else "---" for column in columns]
    lines = [table.columns, tuple(rule), *(map(_written, row) for row in table.rows)]
    drawn = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    return f"**{table.title}**\n\n{drawn}\n"


def middle(values: Iterable[float]) -> float:
    """The median, of rounds or of phones."""
    return median(values)


def percentile(values: Sequence[float], percent: int) -> float:
    """The value that `percent` of `values` do not exceed."""
    if len(values) < 2:
        return values[0]
    return quantiles(values, n=100, method="inclusive")[percent - 1]


def spread(values: Sequence[float]) -> str:
    """The lowest and the highest, to judge a median by."""
    return f"{_written(min(values))} to {_written(max(values))}"


def _written(cell: Cell) -> str:
    if isinstance(cell, str):
        return cell
    if isinstance(cell, int) or cell == int(cell) or abs(cell) >= 100:
        return f"{round(cell):,}"
    return f"{cell:.1f}" if abs(cell) >= 10 else f"{cell:.2f}"
