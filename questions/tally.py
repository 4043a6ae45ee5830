"""Counts of what a room said. Rows are counted; no counter is ever kept."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q

from questions.models import Delegate, Question, Response


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


def tally_question(question: Question) -> Tally:
    """The figures of `question` as they stand in the database, in three queries."""
    kept = Q(withdrawn_at__isnull=True)
    counts = Response.objects.filter(question=question).aggregate(
        responses=Count("id"),
        shown=Count("id", filter=kept),
        withdrawn=Count("id", filter=~kept),
        late=Count("id", filter=Q(late=True)),
        responded=Count("delegate", filter=kept, distinct=True),
    )
    return Tally(
        joined=Delegate.objects.filter(room=question.room).count(),
        themes=_tally_themes(question, counts["shown"]),
        **counts,
    )


def _tally_themes(question: Question, shown: int) -> tuple[ThemeTally, ...]:
    """Every theme in the deck's order, then what has none: together they make `shown`."""
    kept = Q(response__withdrawn_at__isnull=True)
    themes = question.themes.annotate(said=Count("response", filter=kept))
    bars = [ThemeTally(t.key, t.name, t.family, t.said) for t in themes]
    grouped = sum(bar.responses for bar in bars)
    return (*bars, ThemeTally("", "Not yet grouped", "", shown - grouped))
