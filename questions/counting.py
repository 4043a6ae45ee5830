"""Count a question's responses, step by step: what changed is counted out, and in again."""

from __future__ import annotations

import threading
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from uuid import UUID

from questions.board import Board, Standing
from questions.models import Source
from questions.reading import MOST_QUESTIONS, Reading, Row


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
        self._generation, self._position = -1, 0
        self._board: Board | None = None
        self._own_themes: Mapping[int, str] = {}
        self.counted: dict[UUID, Counted] = {}
        self.sums = {False: Sum(), True: Sum()}

    def bring_up_to_date(self, reading: Reading, own_themes: Mapping[int, str]) -> None:
        """Count what `reading` has that was not counted yet; the lock is the caller's to hold.

        `own_themes` has a theme's key by its id. A reading older than the last one is
        passed over.
        """
        if reading.generation != self._generation:
            self._generation, self._position = reading.generation, 0
            self.counted, self.sums = {}, {False: Sum(), True: Sum()}
        if reading.length < self._position:
            return
        fresh: Iterable[Row] = reading.log[self._position : reading.length]
        is_same_board = self._board is reading.board and own_themes == self._own_themes
        self._board, self._own_themes = reading.board, own_themes
        if not is_same_board:
            fresh = reading.rows.values()
        for row in fresh:
            self._take(row, reading.board)
        self._position = reading.length

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


@lru_cache(maxsize=MOST_QUESTIONS)
def counting_of(question: int) -> Counting:
    """This process's counting of the question with this id; the latest asked for are kept."""
    return Counting()
