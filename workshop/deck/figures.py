"""The lines of a block of figures."""

from __future__ import annotations

import re

from workshop.deck.outline import Figure

_NUMBER = r"[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,12}"
_FIGURE = re.compile(
    rf"\s*((?:{_NUMBER})(?:\.[0-9]+)?)\s*(%|times|thousand|million)?\s*\|\s*(\S.*)"
)


def read_figure(line: str) -> Figure:
    """The figure of one line. Raises ValueError with what is wrong, in one sentence."""
    found = _FIGURE.fullmatch(line)
    if found is None:
        raise ValueError("a figure is written as “36 % | what it is of”.")
    value, unit = float(found[1].replace(",", "")), found[2] or ""
    if unit == "%" and value > 100:
        raise ValueError("a figure in % is drawn as a part of 100, and this one is more.")
    return Figure(value, unit, found[3].strip())
