"""Count a question's responses, step by step: what changed is counted out, and in again."""

from __future__ import annotations

import threading
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from uuid import UUID

from questions.board import Board, Standing
from questions.models import Question, Source
from questions.reading import MOST_QUESTIONS, Reading, Row, read_question


@dataclass(frozen=True, slots=True)
class Counted:
    """A response as it was counted: `theme` is the key that it stands under, if it is shown."""

    row: Row
    standing: Standing
    theme: str


@dataclass
class Sum:
    """What was counted of some responses. Delegates are counted for what they say themselves."""

    standings: Counter[Standing] = field(default_factory=Counter)
    late: int = 0
    responses_by_theme: Counter[str] = field(default_factory=Counter)
    by_delegate: Counter[UUID] = field(default_factory=Counter)
    delegates_by_theme: defaultdict[str, Counter[UUID]] = field(
        default_factory=lambda: defaultdict(Counter)
    )
    # Shown responses that no single delegate made, by their key: never many.
    others: dict[UUID, Counted] = field(default_factory=dict)

    def add(self, counted: Counted, times: int) -> None:
        """Count a response in (1), or out again (-1)."""
        row, theme = counted.row, counted.theme
        self.standings[counted.standing] += times
        self.late += times * row.late
        if counted.standing == Standing.WITHDRAWN:
            return
        if row.source == Source.PHONE and row.delegate:
            _add_to(self.by_delegate, row.delegate, times)
        if counted.standing != Standing.SHOWN:
            return
        self.responses_by_theme[theme] += times
        if row.source == Source.PHONE and row.delegate:
            _add_to(self.delegates_by_theme[theme], row.delegate, times)
        elif times > 0:
            self.others[row.key] = counted
        else:
            del self.others[row.key]


def _add_to(counter: Counter[UUID], key: UUID, times: int) -> None:
    counter[key] += times
    if not counter[key]:
        del counter[key]


class Counting:
    """The responses of one question, as they were last counted."""

    def __init__(self) -> None:
        self.lock = threading.Lock()  # Drawing happens in several threads.
        self._reading: Reading | None = None
        self._own_themes: Mapping[int, str] = {}
        self.counted: dict[UUID, Counted] = {}
        self.sums = {False: Sum(), True: Sum()}

    def bring_up_to_date(self, reading: Reading, own_themes: Mapping[int, str]) -> Reading:
        """Count what `reading` has that was not counted yet; the lock is the caller's to hold.

        `own_themes` has a theme's key by its id. What is counted now is returned: a
        later reading, where another thread came first. To go on with an older board
        would show the words that a redaction has just replaced.
        """
        before = self._reading
        if before and before.age > reading.age:
            return before
        position = before.length if before else 0
        if before and before.generation != reading.generation:
            position, self.counted, self.sums = 0, {}, {False: Sum(), True: Sum()}
        is_same_board = before and before.board is reading.board
        fresh: Iterable[Row] = reading.log[position : reading.length]
        if not is_same_board or own_themes != self._own_themes:
            fresh = reading.rows.values()
        self._reading, self._own_themes = reading, own_themes
        for row in fresh:
            self._take(row, reading.board)
        return reading

    def _take(self, row: Row, board: Board) -> None:
        counted = self._count(row, board)
        before = self.counted.get(row.key)
        if before == counted:
            return
        if before:
            self.sums[before.row.is_rehearsal].add(before, -1)
        self.counted[row.key] = counted
        self.sums[row.is_rehearsal].add(counted, 1)

    def _count(self, row: Row, board: Board) -> Counted:
        standing = board.standing(row)
        own = self._own_themes.get(row.theme, "") if row.theme else ""
        return Counted(row, standing, board.theme_of(row.key, own))


@contextmanager
def count_question(question: Question) -> Iterator[tuple[Reading, Counting]]:
    """The question as it stands, and all of it counted; nobody counts it on meanwhile."""
    reading, counting = read_question(question), _counting_of(question.id)
    own_themes = {theme.id: theme.key for theme in question.themes.all()}
    with counting.lock:
        yield counting.bring_up_to_date(reading, own_themes), counting


@lru_cache(maxsize=MOST_QUESTIONS)
def _counting_of(question: int) -> Counting:
    """This process's counting of the question with this id; the latest asked for are kept."""
    return Counting()
