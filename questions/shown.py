"""The responses of a question as they may be shown, and as a facilitator sees them.

All that leaves for a screen or a phone comes by `shown_responses`: what is held,
hidden or withdrawn is not in it, nor are the words that a redaction replaced.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from questions.board import Standing
from questions.counting import Counted, count_question
from questions.models import Question
from questions.reading import Reading
from questions.safeguard import Concern


@dataclass(frozen=True, slots=True)
class Shown:
    """One response in words that may be shown.

    `theme` is the key of the theme that it stands under; `own_theme` is the name of
    the one that its delegate chose. `endorsed_by` counts delegates.
    """

    key: UUID
    text: str
    prompt: str
    theme: str
    theme_name: str
    own_theme: str
    source: str
    table: str
    speaks_for: int | None
    late: bool
    received_at: datetime
    endorsed_by: int
    is_redacted: bool
    is_rehearsal: bool


@dataclass(frozen=True, slots=True)
class Looked:
    """One response as a facilitator sees it: `written` is how its delegate worded it."""

    shown: Shown
    written: str
    revision: int
    standing: Standing
    concerns: tuple[Concern, ...]

    @property
    def why_held(self) -> str:
        """In a sentence's words, why it waits to be looked at."""
        reasons = [concern.sentence for concern in self.concerns]
        return "; ".join(reasons) or "its delegate changed it after it was redacted"


def shown_responses(question: Question, with_rehearsal: bool = False) -> list[Shown]:
    """The responses that may be shown, as they came."""
    names = _Names(question)
    return [
        names.show(counted)
        for counted in names.counted(with_rehearsal)
        if counted.standing == Standing.SHOWN
    ]


def looked_responses(question: Question, with_rehearsal: bool = False) -> list[Looked]:
    """Every response as a facilitator sees it, as they came; for consoles alone.

    Not what its delegate withdrew: those words are theirs.
    """
    names = _Names(question)
    return [
        names.look(counted)
        for counted in names.counted(with_rehearsal)
        if counted.standing != Standing.WITHDRAWN
    ]


class _Names:
    """What is needed to name things in a question's responses, as one reading has them."""

    def __init__(self, question: Question) -> None:
        self._question = question
        self._themes = {theme.id: theme for theme in question.themes.all()}
        self._prompts = {prompt.id: prompt.words for prompt in question.prompts.all()}

    def counted(self, with_rehearsal: bool) -> list[Counted]:
        with count_question(self._question) as (self._reading, counting):
            found = list(counting.counted.values())
        self._names = {theme.key: theme.name for theme in self._reading.board.themes}
        self._endorsers = _count_endorsers(self._reading, with_rehearsal)
        return sorted(
            (c for c in found if with_rehearsal or not c.row.is_rehearsal), key=lambda c: c.row.id
        )

    def show(self, counted: Counted) -> Shown:
        row, board = counted.row, self._reading.board
        own = self._themes.get(row.theme) if row.theme else None
        return Shown(
            row.key,
            board.shown_text(row.key, row.text),
            self._prompts.get(row.prompt, "") if row.prompt else "",
            counted.theme,
            self._names.get(counted.theme, ""),
            own.name if own else "",
            row.source,
            row.table,
            row.speaks_for,
            row.late,
            row.received_at,
            self._endorsers[row.key],
            row.key in board.redacted,
            row.is_rehearsal,
        )

    def look(self, counted: Counted) -> Looked:
        row = counted.row
        concerns = tuple(Concern(code) for code in row.held_for.split(",") if code)
        return Looked(self.show(counted), row.text, row.revision, counted.standing, concerns)


def _count_endorsers(reading: Reading, with_rehearsal: bool) -> Counter[UUID]:
    return Counter(
        given.response for given in reading.given if with_rehearsal or not given.is_rehearsal
    )


def find_shown(responses: Iterable[Shown], key: UUID | None) -> Shown | None:
    """The one with this key, if it may be shown."""
    return next((response for response in responses if response.key == key), None)
