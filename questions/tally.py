"""Counts of what a room said. Rows are counted; no counter is ever kept."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from questions.counting import counting_of
from questions.models import Delegate, Question


@dataclass(frozen=True)
class ThemeTally:
    """How many shown responses chose a theme; `key` is empty for those that chose none."""

    key: str
    name: str
    family: str
    responses: int


@dataclass(frozen=True)
class Tally:
    """The figures of one question.

    `responses` is every one stored: it is `shown + withdrawn`. `responded`
    counts delegates with at least one response that they have not withdrawn;
    `late` counts those among `responses` that came after the question closed.
    """

    joined: int
    responded: int
    responses: int
    shown: int
    withdrawn: int
    late: int
    themes: tuple[ThemeTally, ...] = ()

    @property
    def said(self) -> list[ThemeTally]:
        """The themes that responses chose, most first, and last what is not yet grouped."""
        named = [theme for theme in self.themes if theme.key and theme.responses]
        ungrouped = [theme for theme in self.themes if not theme.key]
        return sorted(named, key=lambda theme: -theme.responses) + ungrouped

    @property
    def unsaid(self) -> int:
        """How many themes no response chose."""
        return sum(1 for theme in self.themes if theme.key and not theme.responses)

    @property
    def most(self) -> int:
        """The longest bar, in responses; at least 1, so that it can be divided by."""
        return max([1, *(theme.responses for theme in self.themes)])


def tally_question(question: Question, with_rehearsal: bool = False) -> Tally:
    """The figures of `question` as they stand in the database.

    Its cost grows with what changed since this process last asked, and not with
    all responses so far. What simulated delegates said counts only when asked for.
    """
    real, rehearsed = counting_of(question.id).bring_up_to_date(question)
    count = real + rehearsed if with_rehearsal else real
    joined = Delegate.objects.filter(room=question.room)
    if not with_rehearsal:
        joined = joined.filter(is_rehearsal=False)
    return Tally(
        joined=joined.count(),
        responded=count.responded,
        responses=count.responses,
        shown=count.responses - count.withdrawn,
        withdrawn=count.withdrawn,
        late=count.late,
        themes=_tally_themes(question, count.shown_by_theme),
    )


def _tally_themes(question: Question, shown: Counter[int | None]) -> tuple[ThemeTally, ...]:
    """Every theme in the deck's order, then what has none: together they make all that is shown."""
    bars = [ThemeTally(t.key, t.name, t.family, shown[t.id]) for t in question.themes.all()]
    grouped = sum(bar.responses for bar in bars)
    return (*bars, ThemeTally("", "Not yet grouped", "", shown.total() - grouped))
