"""Counts of what a room said. Rows are counted; no counter is ever kept."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from questions.board import UNGROUPED, Board, Standing
from questions.counting import Counted, Counting, Sum, count_question
from questions.models import Delegate, Question, Source
from questions.reading import Reading


@dataclass(frozen=True)
class Beside:
    """What was said other than by one delegate on a phone; never added to the delegates.

    `table_people` is how many the tables speak for, each table once with the most
    that it gave; `hands` is the largest show of hands.
    """

    tables: int = 0
    table_people: int = 0
    cards: int = 0
    spoken: int = 0
    hands: int = 0

    def __bool__(self) -> bool:
        return bool(self.tables or self.cards or self.spoken)


@dataclass(frozen=True)
class ThemeTally:
    """What stands under one theme; `key` is empty for what is not yet grouped.

    `said_by` counts the delegates who said it, `endorsed_by` those who endorsed a
    response in it: two figures that are never summed. `responses` is of all sources.
    """

    key: str
    name: str
    family: str
    responses: int
    said_by: int = 0
    endorsed_by: int = 0
    beside: Beside = field(default_factory=Beside)
    dots: int = 0
    dotted_by: int = 0


@dataclass(frozen=True)
class Tally:
    """The figures of one question.

    `responses` is every one stored: it is `shown + held + hidden + withdrawn`.
    `responded` counts delegates with at least one response of their own that they
    have not withdrawn; `late` counts those among `responses` that came after the
    question closed. `dotted` counts delegates who have placed a dot.
    """

    joined: int
    responded: int
    responses: int
    shown: int
    held: int
    hidden: int
    withdrawn: int
    late: int
    beside: Beside = field(default_factory=Beside)
    dotted: int = 0
    themes: tuple[ThemeTally, ...] = ()

    @property
    def said(self) -> list[ThemeTally]:
        """The themes that responses stand under, most said first; what is not grouped is none."""
        named = [theme for theme in self.themes if theme.key and theme.responses]
        return sorted(named, key=lambda t: (-t.said_by, -t.responses))

    @property
    def ungrouped(self) -> ThemeTally | None:
        """What stands under no theme; None where that is nothing."""
        return next((theme for theme in self.themes if not theme.key and theme.responses), None)

    @property
    def received(self) -> int:
        """The responses that their delegates stand by, whether or not they may be shown."""
        return self.responses - self.withdrawn

    @property
    def unsaid(self) -> int:
        """How many themes no response stands under."""
        return sum(1 for theme in self.themes if theme.key and not theme.responses)

    @property
    def ranked(self) -> list[ThemeTally]:
        """The themes with dots, most first; what has as many stands in the board's order."""
        return sorted((t for t in self.themes if t.dots), key=lambda t: -t.dots)

    @property
    def undotted(self) -> int:
        """How many themes with responses have no dot."""
        return sum(1 for theme in self.themes if theme.key and theme.responses and not theme.dots)

    @property
    def most_responses(self) -> int:
        """The longest bar of responses by theme; at least 1, so that it can be divided by."""
        return max([1, *(theme.responses for theme in self.said)])

    @property
    def most_delegates(self) -> int:
        """The longest bar of delegates, who said something or endorsed it; at least 1."""
        return max([1, *(n for theme in self.said for n in (theme.said_by, theme.endorsed_by))])

    @property
    def most_dots(self) -> int:
        """The longest bar of dots; at least 1."""
        return max([1, *(theme.dots for theme in self.themes)])

    @property
    def dots(self) -> int:
        return sum(theme.dots for theme in self.themes)


def tally_question(question: Question, with_rehearsal: bool = False) -> Tally:
    """The figures of `question` as they stand in the database.

    Its cost grows with what changed since this process last asked, and not with
    all responses so far. What simulated delegates said counts only when asked for.
    """
    joined = Delegate.objects.filter(room=question.room)
    if not with_rehearsal:
        joined = joined.filter(is_rehearsal=False)
    joined_count = joined.count()
    with count_question(question) as (reading, counting):
        return _tally(reading, counting, joined_count, with_rehearsal)


def _tally(reading: Reading, counting: Counting, joined: int, with_rehearsal: bool) -> Tally:
    sums = [counting.sums[False], *([counting.sums[True]] if with_rehearsal else [])]
    standings = Counter[Standing]()
    for one in sums:
        standings.update(one.standings)
    dots = _count_dots(reading, with_rehearsal)
    others = [counted for one in sums for counted in one.others.values()]
    return Tally(
        joined=joined,
        responded=sum(len(one.by_delegate) for one in sums),
        responses=standings.total(),
        shown=standings[Standing.SHOWN],
        held=standings[Standing.HELD],
        hidden=standings[Standing.HIDDEN],
        withdrawn=standings[Standing.WITHDRAWN],
        late=sum(one.late for one in sums),
        beside=_count_beside(others),
        dotted=len({delegate for of in dots.values() for delegate in of}),
        themes=tuple(_tally_themes(reading, counting, sums, dots, with_rehearsal)),
    )


def _tally_themes(
    reading: Reading,
    counting: Counting,
    sums: list[Sum],
    dots: Mapping[str, Counter[UUID]],
    with_rehearsal: bool,
) -> Iterable[ThemeTally]:
    """Every theme in the board's order, then what has none: together all that is shown."""
    endorsed = _count_endorsers(reading, counting, with_rehearsal)
    others: defaultdict[str, list[Counted]] = defaultdict(list)
    for one in sums:
        for counted in one.others.values():
            others[counted.theme].append(counted)
    for key, name, family in _headings(reading.board):
        yield ThemeTally(
            key,
            name,
            family,
            responses=sum(one.responses_by_theme[key] for one in sums),
            said_by=sum(len(one.delegates_by_theme.get(key, ())) for one in sums),
            endorsed_by=len(endorsed[key]),
            beside=_count_beside(others[key]),
            dots=dots[key].total(),
            dotted_by=len(dots[key]),
        )


def _headings(board: Board) -> Iterable[tuple[str, str, str]]:
    yield from ((theme.key, theme.name, theme.family) for theme in board.themes)
    yield UNGROUPED, "Not yet grouped", ""


def _count_endorsers(
    reading: Reading, counting: Counting, with_rehearsal: bool
) -> defaultdict[str, set[UUID]]:
    """Who endorsed something shown under each theme."""
    endorsers: defaultdict[str, set[UUID]] = defaultdict(set)
    for given in reading.given:
        counted = counting.counted.get(given.response)
        if counted is None or counted.standing != Standing.SHOWN:
            continue
        if with_rehearsal or not (given.is_rehearsal or counted.row.is_rehearsal):
            endorsers[counted.theme].add(given.delegate)
    return endorsers


def _count_dots(reading: Reading, with_rehearsal: bool) -> defaultdict[str, Counter[UUID]]:
    """Each theme's dots by delegate; those on a theme that was merged count where it went."""
    dots: defaultdict[str, Counter[UUID]] = defaultdict(Counter)
    standing = {theme.key for theme in reading.board.themes}
    for placed in reading.placed:
        if with_rehearsal or not placed.is_rehearsal:
            for key, number in placed.dots.items():
                if (root := reading.board.root(key)) in standing:
                    dots[root][placed.delegate] += number
    return dots


def _count_beside(others: Iterable[Counted]) -> Beside:
    people: dict[str, int] = {}
    cards = spoken = hands = 0
    for counted in others:
        row = counted.row
        match row.source:
            case Source.TABLE:
                people[row.table] = max(people.get(row.table, 0), row.speaks_for or 0)
            case Source.PAPER:
                cards += 1
            case Source.SPOKEN:
                spoken, hands = spoken + 1, max(hands, row.speaks_for or 0)
    return Beside(len(people), sum(people.values()), cards, spoken, hands)
