"""What the screen shows of a question whose responses are in view."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from questions.behind import NoSuchFigure, name_of_phrase, phrases_of, shown_behind
from questions.board import Action, Board
from questions.breakdown import compare
from questions.locking import lock_question, tell_room
from questions.models import Display, Phase, Question
from questions.precedence import ahead_of_responses
from questions.reading import read_board
from questions.shown import Shown, find_shown, shown_responses
from questions.tally import Tally, ThemeTally, tally_question
from workshop.models import Workshop
from workshop.room.offering import display_of, why_not, why_not_live, why_not_ranking

MOST_PHRASES = 24


class DisplayRefused(Exception):
    """What the screen cannot show, with the reason in one sentence."""


@dataclass(frozen=True)
class ThemeShown:
    """A theme's figures, with the one response that stands for it on the screen."""

    tally: ThemeTally
    quote: Shown | None


@dataclass(frozen=True)
class PhraseShown:
    """A key phrase; `size` is its step in the cloud, from 1 for the rarest to 5."""

    words: str
    figure: str
    responses: int
    size: int


def display_context(question: Question, tally: Tally, with_rehearsal: bool) -> dict[str, Any]:
    """What the screen's template needs to draw what is in view of `question`.

    Nothing of what is held, hidden or withdrawn is in it.
    """
    board = read_board(question)
    display = display_of(question, board, tally)
    responses = shown_responses(question, with_rehearsal)
    context = _CONTEXTS[display](question, board, tally, responses, with_rehearsal)
    spotlight = find_shown(responses, board.spotlight)
    return {"display": display.value, "spotlight": spotlight} | context


def _wall(
    question: Question, board: Board, tally: Tally, responses: list[Shown], with_rehearsal: bool
) -> dict[str, Any]:
    if not question.display_of:
        return {"responses": responses[::-1]}
    try:
        behind = shown_behind(question, question.display_of, with_rehearsal)
    except NoSuchFigure:
        return {"responses": [], "behind": "What was shown here is no longer there"}
    return {"responses": behind.responses[::-1], "behind": behind.title}


def _themes(
    question: Question, board: Board, tally: Tally, responses: list[Shown], with_rehearsal: bool
) -> dict[str, Any]:
    return {
        "themes": [
            ThemeShown(theme, _quote(board, theme, responses))
            for theme in tally.said
            if theme.responses
        ]
    }


def _quote(board: Board, theme: ThemeTally, responses: Iterable[Shown]) -> Shown | None:
    """The response that the presenter chose; else the one that most endorsed, the first of them."""
    under = [response for response in responses if response.theme == theme.key]
    chosen = find_shown(under, board.quotes.get(theme.key))
    return chosen or max(under, key=lambda response: response.endorsed_by, default=None)


def _phrases(
    question: Question, board: Board, tally: Tally, responses: list[Shown], with_rehearsal: bool
) -> dict[str, Any]:
    phrases = phrases_of(responses)
    most = max((len(phrase.responses) for phrase in phrases), default=1)
    shown = [
        PhraseShown(
            phrase.words,
            f"phrase/{name_of_phrase(phrase)}",
            len(phrase.responses),
            1 + round(4 * (len(phrase.responses) - 1) / max(1, most - 1)),
        )
        for phrase in phrases[:MOST_PHRASES]
    ]
    return {
        "phrases": shown,
        "cloud": sorted(shown, key=lambda phrase: phrase.words.casefold()),
        "phrases_most": most,
        "phrases_more": len(phrases) - len(shown),
    }


def _ranking(
    question: Question, board: Board, tally: Tally, responses: list[Shown], with_rehearsal: bool
) -> dict[str, Any]:
    # Where the dots are is in view at the presenter's word, or while they do not move.
    is_shown = question.shows_ranking or question.phase != Phase.PRIORITISING
    return {"is_ranking_shown": is_shown, "has_themes": bool(board.themes)}


def _sectors(
    question: Question, board: Board, tally: Tally, responses: list[Shown], with_rehearsal: bool
) -> dict[str, Any]:
    return {"comparison": compare(question, "sector", with_rehearsal)}


def _actions(
    question: Question, board: Board, tally: Tally, responses: list[Shown], with_rehearsal: bool
) -> dict[str, Any]:
    return {"agreed": actions_by_theme(board)}


def actions_by_theme(board: Board) -> list[tuple[str, list[Action]]]:
    """The agreed actions under their themes' names, in the board's order; last those of none."""
    by_theme: defaultdict[str, list[Action]] = defaultdict(list)
    for action in board.actions:
        by_theme[board.root(action.theme)].append(action)
    named = [(theme.name, by_theme[theme.key]) for theme in board.themes if theme.key in by_theme]
    return [*named, *([("Of no one theme", by_theme[""])] if "" in by_theme else [])]


_Context = Callable[[Question, Board, Tally, list[Shown], bool], dict[str, Any]]
_CONTEXTS: dict[Display, _Context] = {
    Display.WALL: _wall,
    Display.THEMES: _themes,
    Display.PHRASES: _phrases,
    Display.RANKING: _ranking,
    Display.SECTORS: _sectors,
    Display.ACTIONS: _actions,
}


@ahead_of_responses()
def show_on_screen(room: str, key: str, display: str, figure: str = "") -> None:
    """Let the screen show `display` of a question; blank is what suits its phase.

    With `figure` the wall keeps to the responses behind it. Raises DisplayRefused,
    also for a view that would have nothing true to say just now.
    """
    if display and display not in Display.values:
        raise DisplayRefused(f"The screen has no view called “{display}”.")
    question = _take_question(room, key)
    if display and (reason := _why_not_now(question, Display(display))):
        raise DisplayRefused(reason)
    try:
        shown_behind(question, figure, with_rehearsal=True)
    except NoSuchFigure:
        raise DisplayRefused("There is nothing behind this figure any more.") from None
    question.display, question.display_of = display, figure[:200]
    question.save(update_fields=["display", "display_of"])
    tell_room(room)


@ahead_of_responses()
def set_in_view(
    room: str, key: str, *, live: bool | None = None, ranking: bool | None = None
) -> None:
    """Let the screen show responses while they are collected, or where the dots are.

    Raises DisplayRefused where there is nothing to switch on; off is always taken.
    """
    question = _take_question(room, key)
    refused = (live and why_not_live(question)) or (ranking and why_not_ranking(question))
    if refused:
        raise DisplayRefused(refused)
    if live is not None:
        question.shows_live = live
    if ranking is not None:
        question.shows_ranking = ranking
    question.save(update_fields=["shows_live", "shows_ranking"])
    tell_room(room)


def _take_question(room: str, key: str) -> Question:
    question = lock_question(room, key)
    if question is None:
        raise DisplayRefused("There is no such question in this workshop.")
    return question


def _why_not_now(question: Question, display: Display) -> str:
    shows_rehearsal = Workshop.objects.filter(code=question.room, shows_rehearsal=True).exists()
    tally = tally_question(question, with_rehearsal=shows_rehearsal)
    return why_not(question, read_board(question), tally, display)
