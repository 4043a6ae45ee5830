"""What a batch of new responses was asked, and the rows that they become."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import F

from questions.entries import KeyIn, Respond
from questions.models import Phase, Prompt, Question, Source, Theme
from questions.screening import Screening


class NewResponse(NamedTuple):
    """A response as it is inserted, with what `Response` has under the same names.

    A model for each would take longer to make than the row takes to store.
    """

    key: UUID
    question_id: int
    prompt_id: int | None
    delegate_id: UUID | None
    theme_id: int | None
    text: str
    source: str
    table: str
    speaks_for: int | None
    held_for: str
    revision: int
    late: bool
    received_at: datetime
    changed_at: None
    withdrawn_at: None
    turn: int
    question: Question
    prompt: Prompt | None
    theme: Theme | None


# Question, prompt, theme, and whether what comes now is late.
_Place = tuple[Question, Prompt | None, Theme | None, bool]

COLUMNS = NewResponse._fields[: NewResponse._fields.index("question")]


class Asked:
    """The questions, prompts and themes that a batch of responses names.

    The questions are locked until the end of the transaction, and begin a turn.
    """

    def __init__(self, entries: Iterable[Respond | KeyIn]) -> None:
        entries = list(entries)
        named = {(entry.room, entry.question) for entry in entries}
        found = Question.objects.select_for_update().order_by("id")
        rooms, keys = {room for room, _ in named}, {key for _, key in named}
        self._questions = {(q.room, q.key): q for q in found.filter(room__in=rooms, key__in=keys)}
        questions = self._questions.values()
        begin_turn(questions)
        self._prompts = {
            (p.question_id, p.key): p for p in Prompt.objects.filter(question__in=questions)
        }
        self._themes = {
            (t.question_id, t.key): t for t in Theme.objects.filter(question__in=questions)
        }

        self._screening = Screening()
        self._places: dict[tuple[str, ...], _Place | None] = {}

    def reason_against(self, entry: Respond | KeyIn) -> str:
        """Why `entry` cannot be stored, in one sentence; empty when it can."""
        question = self._questions.get((entry.room, entry.question))
        if question is None:
            return "There is no such question in this workshop; nothing was stored."
        if not question.has_been_opened:
            return "This question has not opened yet; nothing was stored."
        return ""

    def row_for(self, entry: Respond | KeyIn, now: datetime) -> NewResponse | None:
        """The row to insert; None where there is a reason against it."""
        named = (entry.room, entry.question, entry.prompt, entry.theme)
        if named not in self._places:
            self._places[named] = self._find(entry)
        place = self._places[named]
        if place is None:
            return None
        question, prompt, theme, is_late = place
        return NewResponse(
            entry.key,
            question.id,
            prompt.id if prompt else None,
            entry.delegate if isinstance(entry, Respond) else None,
            theme.id if theme else None,
            entry.text,
            _source_of(entry),
            entry.table,
            entry.people,
            self._screening.held_for(entry.room, entry.text),
            0,
            is_late,
            now,
            None,
            None,
            question.turn,
            question,
            prompt,
            theme,
        )

    def _find(self, entry: Respond | KeyIn) -> _Place | None:
        if self.reason_against(entry):
            return None
        question = self._questions[entry.room, entry.question]
        prompt = self._prompts.get((question.id, entry.prompt))
        theme = self._themes.get((question.id, entry.theme))
        return question, prompt, theme, question.phase == Phase.CLOSED


def _source_of(entry: Respond | KeyIn) -> str:
    if isinstance(entry, KeyIn):
        return entry.source
    return Source.PHONE if entry.people is None else Source.TABLE


def begin_turn(questions: Iterable[Question]) -> None:
    """Give `questions`, which the transaction has locked, their next turn.

    So turns are committed in their order, also where several processes write.
    """
    ids = [question.id for question in questions]
    if ids:
        Question.objects.filter(id__in=ids).update(turn=F("turn") + 1)
    for question in questions:
        question.turn += 1
