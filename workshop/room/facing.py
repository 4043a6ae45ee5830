"""What a phone is asked to do with a question, as the phase has it. Nothing here is personal."""

from __future__ import annotations

import json
from dataclasses import dataclass

from questions.board import Action, Board, BoardTheme
from questions.models import Phase, Question
from questions.reading import read_board
from questions.shown import shown_responses
from workshop.room.displays import actions_by_theme
from workshop.room.state import Asked


@dataclass(frozen=True)
class Facing:
    """One question on a phone. `dotting` are the themes that dots can be put on.

    `counted` is a JSON object of all themes that dots count for, also those that
    are not in `dotting` now: each key with the keys of those merged into it.

    `shown_since` changes when words that a phone may have in its list are taken
    from view, or change.
    """

    question: Question
    stance: str
    is_here: bool
    dotting: tuple[BoardTheme, ...] = ()
    counted: str = ""
    agreed: tuple[tuple[str, list[Action]], ...] = ()
    shown_since: int = 0

    @property
    def is_readable(self) -> bool:
        """A phone may read what others said."""
        return self.question.is_revealed and self.stance not in ("waiting", "away", "collecting")

    @property
    def takes_endorsements(self) -> bool:
        return self.is_readable and self.question.is_open


def face(asked: Asked, with_rehearsal: bool) -> Facing:
    """How a phone meets the question; reads its board only where that is in view."""
    question, stance = asked.question, asked.stance
    if stance in ("waiting", "away", "collecting"):
        return Facing(question, stance, asked.is_here)
    board = read_board(question)
    dotting: tuple[BoardTheme, ...] = ()
    counted = ""
    if stance == Phase.PRIORITISING:
        dotting = themes_to_dot(question, board, with_rehearsal)
        counted = json.dumps(board.merged_into)
    agreed = tuple(actions_by_theme(board)) if stance in (Phase.COMMITTING, Phase.CLOSED) else ()
    return Facing(question, stance, asked.is_here, dotting, counted, agreed, board.shown_since)


def themes_to_dot(question: Question, board: Board, with_rehearsal: bool) -> tuple[BoardTheme, ...]:
    """The themes that something was said under, or that were added here; all when none was."""
    said = {response.theme for response in shown_responses(question, with_rehearsal)}
    found = [theme for theme in board.themes if theme.key in said or not theme.is_suggested]
    return tuple(found or board.themes)
