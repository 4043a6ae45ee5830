"""What the board shows: what waits to be looked at, what is not grouped, and every theme."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from questions.board import UNGROUPED, Board, Standing
from questions.likeness import LooksLike, SameAs, Suggestion
from questions.models import Proposal, Question
from questions.reading import read_board
from questions.shown import Looked, looked_responses
from questions.suggesting import suggest_for
from questions.tally import Tally, ThemeTally
from workshop.room.state import Room

# A board is for working on: what is not grouped comes in from behind as it is dealt with.
MOST_UNGROUPED = 80
MOST_UNDER_A_THEME = 40
MOST_SUGGESTED = 20


@dataclass(frozen=True)
class Suggested:
    """A suggestion for one response, with what it needs to be said and acted on."""

    looked: Looked
    theme: str
    theme_name: str
    because: tuple[str, ...]
    twins: tuple[Looked, ...]

    @property
    def all_keys(self) -> list[UUID]:
        """The response with those that say the same."""
        return [self.looked.shown.key, *(twin.shown.key for twin in self.twins)]

    @property
    def others(self) -> list[str]:
        """What a dismissal is about."""
        return [self.theme] if self.because else [str(twin.shown.key) for twin in self.twins]


@dataclass(frozen=True)
class Column:
    """A theme with the newest of what stands under it, `more` being the number of the rest."""

    number: int
    tally: ThemeTally
    cards: Sequence[Looked]
    quote: UUID | None

    @property
    def more(self) -> int:
        return max(0, self.tally.responses - len(self.cards))


def board_context(
    room: Room, question: Question, tally: Tally, with_rehearsal: bool
) -> dict[str, Any]:
    """What the board's template needs to draw `question`. For facilitators alone."""
    board = read_board(question)
    looked = looked_responses(question, with_rehearsal)
    shown = [one for one in looked if one.standing == Standing.SHOWN]
    ungrouped = [one for one in shown if one.shown.theme == UNGROUPED]
    held = [one for one in looked if one.standing == Standing.HELD]
    proposals = proposals_of(question, board, with_rehearsal)
    return {
        "board": board,
        "undoes_step": True,
        "held": held,
        "waiting": len(held) + len(proposals),
        "put_away": [one for one in looked if one.standing == Standing.HIDDEN],
        "suggested": _suggested(question, board, shown, ungrouped),
        "ungrouped": ungrouped[:MOST_UNGROUPED],
        "ungrouped_more": max(0, len(ungrouped) - MOST_UNGROUPED),
        "ungrouped_count": len(ungrouped),
        "columns": _columns(board, shown, tally),
        "proposals": proposals,
    }


def proposals_of(question: Question, board: Board, with_rehearsal: bool) -> list[Proposal]:
    """The actions that delegates proposed and nobody has dealt with yet."""
    settled = board.declined | {a.proposal for a in board.actions if a.proposal}
    waiting = Proposal.objects.filter(question=question).exclude(key__in=settled)
    return list(waiting if with_rehearsal else waiting.filter(delegate__is_rehearsal=False))


def _columns(board: Board, shown: Sequence[Looked], tally: Tally) -> list[Column]:
    under: defaultdict[str, list[Looked]] = defaultdict(list)
    for one in shown:
        under[one.shown.theme].append(one)
    themes = [theme for theme in tally.themes if theme.key]
    return [
        Column(
            number,
            theme,
            under[theme.key][: -MOST_UNDER_A_THEME - 1 : -1],
            board.quotes.get(theme.key),
        )
        for number, theme in enumerate(themes, start=1)
    ]


def _suggested(
    question: Question, board: Board, shown: Sequence[Looked], ungrouped: Sequence[Looked]
) -> list[Suggested]:
    """The first suggestions for what is not grouped; each group of the same once."""
    by_key = {one.shown.key: one for one in shown}
    found, mentioned = [], set[UUID]()
    suggestions = suggest_for(question, board, [one.shown for one in shown])
    for one in ungrouped:
        suggestion = suggestions.get(one.shown.key)
        if suggestion is None or one.shown.key in mentioned:
            continue
        suggested = _describe(board, one, suggestion, by_key)
        mentioned.update(suggested.all_keys)
        found.append(suggested)
        if len(found) == MOST_SUGGESTED:
            break
    return found


def _describe(
    board: Board, one: Looked, suggestion: Suggestion, by_key: dict[UUID, Looked]
) -> Suggested:
    theme = board.theme(suggestion.theme) if suggestion.theme else None
    name = theme.name if theme else ""
    match suggestion:
        case LooksLike():
            return Suggested(one, suggestion.theme, name, suggestion.because, ())
        case SameAs():
            twins = tuple(by_key[twin] for twin in suggestion.twins if twin in by_key)
            return Suggested(one, suggestion.theme, name, (), twins)
