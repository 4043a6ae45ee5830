"""Which views of a question the screen can show at this moment, and why not the others.

A view says what there is. One that would have to speak of what nobody can do yet,
such as dots before the room prioritises, is not offered.
"""

from __future__ import annotations

from dataclasses import dataclass

from questions.board import Board
from questions.models import Display, Phase, Question
from questions.tally import Tally

_NOT_REVEALED = "The screen shows no responses before the reveal."
_NEVER_REVEALED = "The question closed without a reveal, so the screen shows no responses."
_NO_RANKING_YET = "No ranking yet: dots are placed while the room prioritises."
_NO_RANKING = "No ranking: nobody placed a dot."
_NO_ACTIONS_YET = "No actions yet: they are agreed while the room commits."
_NO_ACTIONS = "No actions: none was agreed."


@dataclass(frozen=True)
class Offer:
    """One view for the presenter's choice; `why_not` is empty where it can be shown."""

    display: Display
    why_not: str


def offers(question: Question, board: Board, tally: Tally) -> list[Offer]:
    """Every view, in the order of its buttons."""
    return [Offer(display, why_not(question, board, tally, display)) for display in Display]


def why_not(question: Question, board: Board, tally: Tally, display: Display) -> str:
    """Why the screen cannot show `display` now, in one sentence; empty where it can."""
    if not question.is_on_screen:
        return _NEVER_REVEALED if question.phase == Phase.CLOSED else _NOT_REVEALED
    return _why_not_in_phase(question, board, tally, display)


def display_of(question: Question, board: Board, tally: Tally) -> Display:
    """What the screen was told to show of `question`, while it can; else what suits its phase."""
    chosen = Display(question.display) if question.display else None
    if chosen and not _why_not_in_phase(question, board, tally, chosen):
        return chosen
    if question.phase == Phase.PRIORITISING:
        return Display.RANKING
    if question.phase == Phase.COMMITTING or (question.phase == Phase.CLOSED and board.actions):
        return Display.ACTIONS
    return Display.WALL


def why_not_live(question: Question) -> str:
    """Why responses cannot be shown as they come; empty where they can."""
    if question.phase == Phase.CLOSED:
        return "The question is closed: no more responses come in."
    if question.is_revealed:
        return "The responses are revealed already."
    return ""


def why_not_ranking(question: Question) -> str:
    """Why the ranking cannot be shown or hidden; empty where it can."""
    if question.phase == Phase.PRIORITISING:
        return ""
    return "The ranking is shown and hidden while the room prioritises."


def _why_not_in_phase(question: Question, board: Board, tally: Tally, display: Display) -> str:
    phase = question.phase
    if display == Display.RANKING and phase != Phase.PRIORITISING and not tally.dots:
        return _NO_RANKING if phase in (Phase.COMMITTING, Phase.CLOSED) else _NO_RANKING_YET
    if display == Display.ACTIONS and phase != Phase.COMMITTING and not board.actions:
        return _NO_ACTIONS if phase == Phase.CLOSED else _NO_ACTIONS_YET
    return ""
