"""What was to be reached, beside what was."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tests.scale.figures import Table


@dataclass(frozen=True)
class Goal:
    """A figure, and the bound that the project set itself for it."""

    words: str
    measured: float
    at_most: float | None = None
    at_least: float | None = None

    @property
    def bound(self) -> str:
        if self.at_most is not None:
            return f"at most {self.at_most:.3g}"
        return f"at least {self.at_least:.3g}"

    @property
    def is_reached(self) -> bool:
        if self.at_most is not None:
            return self.measured <= self.at_most
        return self.at_least is not None and self.measured >= self.at_least


def goals_table(goals: Iterable[Goal]) -> Table:
    rows = tuple(
        (goal.words, goal.measured, goal.bound, "yes" if goal.is_reached else "no")
        for goal in goals
    )
    return Table("Against what was to be reached", ("", "measured", "to reach", "reached"), rows)
