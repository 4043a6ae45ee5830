"""Read what was said to a question: only what was written since the last look.

Each process keeps the rows of the questions that it shows, and reads again those
that changed. So drawing a room costs what happened since, however much there was
before; and one that is read again takes the place of what it was, so nothing can
be counted twice.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from questions.board import Board, BoardTheme
from questions.folding import fold
from questions.models import Allotment, Endorsement, Question, Response, Step

MOST_QUESTIONS = 64


@dataclass(frozen=True, slots=True)
class Row:
    """One response as it is stored. `theme` and `prompt` are ids, or None."""

    id: int
    key: UUID
    delegate: UUID | None
    theme: int | None
    prompt: int | None
    text: str
    source: str
    table: str
    speaks_for: int | None
    held_for: str
    revision: int
    late: bool
    received_at: datetime
    is_withdrawn: bool
    is_rehearsal: bool


@dataclass(frozen=True, slots=True)
class Given:
    """One endorsement that stands: whose, and of which response, by its key."""

    response: UUID
    delegate: UUID
    is_rehearsal: bool


@dataclass(frozen=True, slots=True)
class Placed:
    """Where one delegate's dots are, by theme key."""

    delegate: UUID
    dots: dict[str, int]
    is_rehearsal: bool


@dataclass(frozen=True)
class Reading:
    """A question as it stood. Every response's latest row is `rows`' value, by key, as they came.

    `log` has each row as it was read, those that changed again; its first `length`
    are of this reading. `generation` changes when rows were deleted: what was made
    of an earlier one is to be made anew.
    """

    generation: int
    log: list[Row]
    length: int
    rows: dict[UUID, Row]
    given: tuple[Given, ...]
    placed: tuple[Placed, ...]
    board: Board

    @property
    def age(self) -> tuple[int, int, int]:
        """What is larger was read later."""
        return self.generation, self.length, self.board.last


_ROW = (
    *("id", "key", "delegate", "theme", "prompt", "text", "source", "table", "speaks_for"),
    *("held_for", "revision", "late", "received_at", "withdrawn_at", "delegate__is_rehearsal"),
)


@dataclass
class _Kept:
    """What of one question is kept between looks."""

    generation: int
    log: list[Row] = field(default_factory=list)
    rows: dict[UUID, Row] = field(default_factory=dict)
    given: dict[tuple[UUID, UUID], Given] = field(default_factory=dict)
    placed: dict[UUID, Placed] = field(default_factory=dict)
    # The newest turn that was read of each table, and the one that all are known to have reached.
    turns: dict[type, int] = field(default_factory=dict)
    reached: int = -1


class Reader:
    """Reads one question; several threads may ask at once."""

    def __init__(self, question: int) -> None:
        self._question = question
        self._lock = threading.Lock()
        self._kept = _Kept(0)
        self._steps: list[Step] = []
        self._suggested: tuple[BoardTheme, ...] | None = None
        self._board: Board | None = None
        self._reading: Reading | None = None

    def read(self, question: Question) -> Reading:
        """The question as it stands in the database, at least as new as `question`."""
        with self._lock:
            if question.clearings != self._kept.generation:
                self._kept, self._reading = _Kept(question.clearings), None
            suggested = suggested_themes(question)
            is_new = question.turn > self._kept.reached or suggested != self._suggested
            if self._reading is None or is_new:
                self._bring_up_to_date(suggested)
                self._kept.reached = question.turn
                self._reading = self._take_reading()
            return self._reading

    def _bring_up_to_date(self, suggested: tuple[BoardTheme, ...]) -> None:
        self._read_responses()
        self._read_endorsements()
        self._read_allotments()
        last = self._steps[-1].number if self._steps else 0
        steps = list(
            Step.objects.filter(question=self._question, number__gt=last).order_by("number")
        )
        if steps or suggested != self._suggested or self._board is None:
            self._steps += steps
            self._suggested = suggested
            self._board = fold(suggested, self._steps)

    def _read_responses(self) -> None:
        kept = self._kept
        for _, *values in self._changed(Response, _ROW):
            fields: list[Any] = [*values[:-2], values[-2] is not None, bool(values[-1])]
            row = Row(*fields)
            kept.log.append(row)
            kept.rows[row.key] = row

    def _read_endorsements(self) -> None:
        fields = ("response__key", "delegate", "is_given", "delegate__is_rehearsal")
        for _, response, delegate, is_given, is_rehearsal in self._changed(Endorsement, fields):
            self._kept.given.pop((response, delegate), None)
            if is_given:
                self._kept.given[response, delegate] = Given(response, delegate, is_rehearsal)

    def _read_allotments(self) -> None:
        fields = ("delegate", "dots", "delegate__is_rehearsal")
        for _, delegate, dots, is_rehearsal in self._changed(Allotment, fields):
            self._kept.placed[delegate] = Placed(delegate, dots, is_rehearsal)

    def _changed(self, model: Any, fields: tuple[str, ...]) -> Iterable[tuple[Any, ...]]:
        """What was written of `model` since the last look, each with its turn first."""
        turns = self._kept.turns
        since = turns.get(model, -1)
        changed = model.objects.filter(question=self._question, turn__gt=since)
        for values in changed.order_by("id").values_list("turn", *fields):
            turns[model] = max(turns.get(model, -1), values[0])
            yield values

    def _take_reading(self) -> Reading:
        kept = self._kept
        assert self._board
        return Reading(
            kept.generation,
            kept.log,
            len(kept.log),
            dict(kept.rows),
            tuple(kept.given.values()),
            tuple(kept.placed.values()),
            self._board,
        )


def suggested_themes(question: Question) -> tuple[BoardTheme, ...]:
    """The themes that the deck suggests for `question`, in its order."""
    return tuple(BoardTheme(t.key, t.name, t.family) for t in question.themes.all())


@lru_cache(maxsize=MOST_QUESTIONS)
def _reader_of(question: int) -> Reader:
    return Reader(question)


def read_question(question: Question) -> Reading:
    """What `question` was told, and the board made of it; reads what is new to this process."""
    return _reader_of(question.id).read(question)


def read_board(question: Question) -> Board:
    """The board of `question` as it stands."""
    return read_question(question).board
