"""Count a question's responses by reading only those that changed since the last look.

What is kept is the rows, as far as they matter to a count: one that is read again
takes the place of what it was, so nothing can be counted twice. Each process
counts for itself, from nothing when it starts.
"""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from uuid import UUID

from questions.models import Question, Response

MOST_QUESTIONS = 64


@dataclass(frozen=True)
class Row:
    """What counts of one response. `theme` is the theme's id, or None."""

    delegate: UUID
    theme: int | None
    late: bool
    withdrawn: bool
    is_rehearsal: bool


@dataclass(frozen=True)
class Count:
    """Figures of some responses; `shown_by_theme` has what is not withdrawn, by theme's id."""

    responses: int
    responded: int
    withdrawn: int
    late: int
    shown_by_theme: Counter[int | None]

    def __add__(self, other: Count) -> Count:
        """Both together; no delegate may be in both."""
        return Count(
            self.responses + other.responses,
            self.responded + other.responded,
            self.withdrawn + other.withdrawn,
            self.late + other.late,
            self.shown_by_theme + other.shown_by_theme,
        )


@dataclass
class _Sum:
    responses: int = 0
    withdrawn: int = 0
    late: int = 0
    shown_by_theme: Counter[int | None] = field(default_factory=Counter)
    shown_by_delegate: Counter[UUID] = field(default_factory=Counter)

    def add(self, row: Row, times: int) -> None:
        """Count `row` in (1), or out again (-1)."""
        self.responses += times
        self.late += times * row.late
        if row.withdrawn:
            self.withdrawn += times
            return
        self.shown_by_theme[row.theme] += times
        self.shown_by_delegate[row.delegate] += times
        if not self.shown_by_delegate[row.delegate]:
            del self.shown_by_delegate[row.delegate]

    def count(self) -> Count:
        responded = len(self.shown_by_delegate)
        return Count(
            self.responses, responded, self.withdrawn, self.late, Counter(self.shown_by_theme)
        )


class Counting:
    """The responses of one question, as they stood at a turn."""

    def __init__(self, question: int) -> None:
        self._question = question
        self._lock = threading.Lock()  # Drawing happens in several threads.
        self._turn, self._clearings = -1, 0
        self._rows: dict[int, Row] = {}
        self._sums = {False: _Sum(), True: _Sum()}

    def bring_up_to_date(self, question: Question) -> tuple[Count, Count]:
        """The count of real responses, and that of rehearsals.

        One query, for the rows that were written since the last call.
        """
        with self._lock:
            if question.clearings != self._clearings:
                self._begin_anew(question.clearings)
            for key, turn, row in self._read_changed():
                self._take(key, row)
                self._turn = max(self._turn, turn)
            return self._sums[False].count(), self._sums[True].count()

    def _begin_anew(self, clearings: int) -> None:
        self._turn, self._clearings = -1, clearings
        self._rows.clear()
        self._sums = {False: _Sum(), True: _Sum()}

    def _read_changed(self) -> list[tuple[int, int, Row]]:
        changed = Response.objects.filter(question=self._question, turn__gt=self._turn)
        fields = ("id", "turn", "delegate", "theme", "late", "withdrawn_at")
        return [
            (key, turn, Row(delegate, theme, late, withdrawn_at is not None, is_rehearsal))
            for key, turn, delegate, theme, late, withdrawn_at, is_rehearsal in (
                changed.order_by().values_list(*fields, "delegate__is_rehearsal")
            )
        ]

    def _take(self, key: int, row: Row) -> None:
        before = self._rows.get(key)
        if before:
            self._sums[before.is_rehearsal].add(before, -1)
        self._rows[key] = row
        self._sums[row.is_rehearsal].add(row, 1)


@lru_cache(maxsize=MOST_QUESTIONS)
def counting_of(question: int) -> Counting:
    """This process's counting of the question with this id; the latest asked for are kept."""
    return Counting(question)
