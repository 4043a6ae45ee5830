"""Suggest where responses belong: for a facilitator to accept or dismiss, and never by itself."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from uuid import UUID

from questions.board import UNGROUPED, Board
from questions.likeness import Likeness, Suggestion, ThemeWords
from questions.models import Question
from questions.reading import MOST_QUESTIONS, read_question
from questions.shown import Shown, shown_responses

MOST_ALIKE = 5


class Suggester:
    """The responses of one question that are shown, indexed by what they say."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._likeness = Likeness()
        self._texts: dict[UUID, str] = {}

    def suggest(self, board: Board, shown: Sequence[Shown]) -> dict[UUID, Suggestion]:
        """At most one suggestion for each of `shown` that stands under no theme."""
        members: defaultdict[str, set[UUID]] = defaultdict(set)
        for response in shown:
            members[response.theme].add(response.key)
        themes = [ThemeWords(t.key, t.name, frozenset(members[t.key])) for t in board.themes]
        ungrouped = [response.key for response in shown if response.theme == UNGROUPED]
        with self._lock:
            self._bring_up_to_date(shown)
            return self._likeness.suggest(themes, ungrouped, board.dismissed)

    def alike(self, shown: Sequence[Shown], text: str) -> list[UUID]:
        """Which of `shown` say nearly what `text` says, the likest first."""
        with self._lock:
            self._bring_up_to_date(shown)
            return [twin.key for twin in self._likeness.alike(text)][:MOST_ALIKE]

    def _bring_up_to_date(self, shown: Sequence[Shown]) -> None:
        texts = {response.key: response.text for response in shown}
        for key in self._texts.keys() - texts.keys():
            self._likeness.drop(key)
        for key, text in texts.items():
            if self._texts.get(key) != text:
                self._likeness.put(key, text)
        self._texts = texts


@lru_cache(maxsize=MOST_QUESTIONS)
def _suggester_of(question: int) -> Suggester:
    return Suggester()


def suggest_for(question: Question, board: Board, shown: Sequence[Shown]) -> dict[UUID, Suggestion]:
    """Suggestions for what of `shown`, all of `question`, is not grouped on `board`."""
    return _suggester_of(question.id).suggest(board, shown)


def alike_in(
    question: Question, text: str, with_rehearsal: bool = False, but_not_of: UUID | None = None
) -> list[Shown]:
    """The shown responses to `question` that say nearly what `text` says, the likest first.

    Not those of the delegate `but_not_of`, who is about to say it.
    """
    shown = shown_responses(question, with_rehearsal)
    by_key = {response.key: response for response in shown}
    alike = _suggester_of(question.id).alike(shown, text)
    rows = read_question(question).rows
    return [by_key[key] for key in alike if not but_not_of or rows[key].delegate != but_not_of]
