"""Who said what, by sector or by table, with small groups kept out of sight."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from questions.board import UNGROUPED
from questions.counting import count_question
from questions.models import Delegate, Question
from questions.reading import read_board
from questions.suppression import suppress

By = Literal["sector", "table"]

NOT_SAID = "Not said"
SMALLEST = 5


@dataclass(frozen=True)
class Line:
    """One theme: how many delegates of each group said it; None where that is hidden.

    The last may be of what is not grouped, whose `key` is empty.
    """

    key: str
    name: str
    said_by: int
    cells: tuple[int | None, ...]


@dataclass(frozen=True)
class Comparison:
    """Delegates by theme and group.

    A cell of fewer than SMALLEST is None, and so are others as far as they would
    give it away. How many of each group responded is not in it: it would, too.
    """

    groups: tuple[str, ...]
    lines: tuple[Line, ...]
    responded: int

    @property
    def is_possible(self) -> bool:
        """There are groups to compare: one alone would be the total under another name."""
        return len(self.groups) > 1

    @property
    def hidden(self) -> int:
        return sum(cell is None for line in self.lines for cell in line.cells)

    @property
    def most(self) -> int:
        """The largest figure under a theme, where every bar ends at the latest; at least 1."""
        return max([1, *(cell for line in self._themes for cell in line.cells if cell)])

    @property
    def has_bars(self) -> bool:
        return any(cell for line in self._themes for cell in line.cells)

    @property
    def _themes(self) -> list[Line]:
        return [line for line in self.lines if line.key != UNGROUPED]


def compare(question: Question, by: By, with_rehearsal: bool = False) -> Comparison:
    """What the delegates of each sector, or table, said of `question`, theme by theme.

    Only delegates who respond for themselves, and what is shown. A delegate is in
    one group; who said nothing of it is in `NOT_SAID`.
    """
    group_of = _groups(question, by)
    said = _said_by_theme(question, with_rehearsal)
    who = set[UUID]().union(*said.values())
    groups = _in_order({group_of.get(delegate, NOT_SAID) for delegate in who})
    names = {theme.key: theme.name for theme in read_board(question).themes}
    keys = [key for key in (*names, UNGROUPED) if said.get(key)]
    counts = [_row(said[key], group_of, groups) for key in keys]
    shown = suppress(counts, len(who), smallest=SMALLEST)
    lines = tuple(
        Line(key, names.get(key, "Not yet grouped"), len(said[key]), cells)
        for key, cells in zip(keys, shown, strict=True)
    )
    return Comparison(tuple(groups), lines, len(who))


def _groups(question: Question, by: By) -> dict[UUID, str]:
    delegates = Delegate.objects.filter(room=question.room).exclude(**{by: ""})
    return dict(delegates.values_list("key", by))


def _said_by_theme(question: Question, with_rehearsal: bool) -> dict[str, set[UUID]]:
    said: defaultdict[str, set[UUID]] = defaultdict(set)
    with count_question(question) as (_, counting):
        for is_rehearsal in (False, True) if with_rehearsal else (False,):
            for theme, delegates in counting.sums[is_rehearsal].delegates_by_theme.items():
                if delegates:
                    said[theme].update(delegates)
    return said


def _row(delegates: Iterable[UUID], group_of: dict[UUID, str], groups: Sequence[str]) -> list[int]:
    counts = Counter(group_of.get(delegate, NOT_SAID) for delegate in delegates)
    return [counts[group] for group in groups]


def _in_order(groups: set[str]) -> list[str]:
    """By name, numbers by their size, and last who said nothing of it."""

    def place(group: str) -> tuple[bool, int, str]:
        return group == NOT_SAID, int(group) if group.isdecimal() else 0, group

    return sorted(groups, key=place)
