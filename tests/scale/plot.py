"""The cost of a phone from a hundred to ten thousand, as one small SVG."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from tests.scale.figures import Table

WIDTH, PANEL_HEIGHT, LEFT, RIGHT, TOP, GAP = 640, 110, 64, 24, 40, 66
INK, FAINT, LINE = "#1d2433", "#c9ced8", "#1f5fa8"


@dataclass(frozen=True)
class Curve:
    """One panel: its title, with the unit, and a value for each number of phones."""

    title: str
    phones: tuple[int, ...]
    values: tuple[float, ...]


def draw_plot(table: Table) -> str:
    """Memory and CPU a phone against the number of phones, dark on light."""
    curves = [
        _curve(table, "memory a further phone, KiB", "Server memory for each further phone, KiB"),
        _curve(table, "µs a further phone", "Server CPU a change, for each further phone, µs"),
        _curve(table, "µs a delivery", "The same with the drawing, shared by all phones, µs"),
    ]
    height = TOP + len(curves) * (PANEL_HEIGHT + GAP)
    panels = [
        _panel(curve, TOP + number * (PANEL_HEIGHT + GAP)) for number, curve in enumerate(curves)
    ]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
            'font-family="system-ui, sans-serif" font-size="13">',
            "<title>What each phone costs, from a hundred to ten thousand</title>",
            f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
            *panels,
            _text((LEFT + WIDTH - RIGHT) / 2, height - 10, "phones connected"),
            "</svg>",
        ]
    )


def _curve(table: Table, column: str, title: str) -> Curve:
    """Without the row of one phone, which shows the cost of a change by itself."""
    at = table.columns.index(column)
    rows = [row for row in table.rows if int(row[0]) > 1]
    return Curve(title, tuple(int(row[0]) for row in rows), tuple(float(row[at]) for row in rows))


def _panel(curve: Curve, top: int) -> str:
    bottom = top + PANEL_HEIGHT
    most = _round_up(max(curve.values))
    points = [
        (_x(phones, curve.phones), bottom - value / most * PANEL_HEIGHT)
        for phones, value in zip(curve.phones, curve.values, strict=True)
    ]
    drawn = [f'<text x="{LEFT}" y="{top - 14}" fill="{INK}" font-weight="600">{curve.title}</text>']
    for share in (0.0, 0.5, 1.0):
        y = bottom - share * PANEL_HEIGHT
        drawn.append(f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" stroke="{FAINT}"/>')
        drawn.append(_text(LEFT - 8, y + 4, f"{most * share:g}", "end"))
    drawn += [
        _text(x, bottom + 20, f"{phones:,}")
        for (x, _), phones in zip(points, curve.phones, strict=True)
    ]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    drawn.append(f'<polyline points="{path}" fill="none" stroke="{LINE}" stroke-width="2.5"/>')
    for (x, y), value in zip(points, curve.values, strict=True):
        drawn.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{LINE}"/>')
        drawn.append(_text(x, y - 10, f"{value:.1f}"))
    return "\n".join(drawn)


def _x(phones: int, all_phones: Sequence[int]) -> float:
    """Logarithmic: each tenfold is as wide as the last."""
    first, last = math.log(all_phones[0]), math.log(all_phones[-1])
    share = (math.log(phones) - first) / (last - first)
    return LEFT + 30 + share * (WIDTH - LEFT - RIGHT - 60)


def _round_up(value: float) -> float:
    """The next of 1, 2, 4, 5, 8 and 10 times a power of ten, with room for a label above."""
    scale = math.pow(10, math.floor(math.log10(max(value, 0.1) * 1.15)))
    return next(step * scale for step in (1, 2, 4, 5, 8, 10, 20) if step * scale >= value * 1.15)


def _text(x: float, y: float, words: str, anchor: str = "middle") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" fill="{INK}" text-anchor="{anchor}">{words}</text>'
