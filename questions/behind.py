"""What is behind a figure: exactly the responses that it counts, in people's own words.

A figure is named by a short path, such as `theme/schools` or `phrase/shared-assessment`;
`FIGURES` are those that a console may ask for beside, and no screen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from questions.board import Standing
from questions.models import Question, Source
from questions.phrases import Phrase, key_phrases
from questions.reading import read_board
from questions.shown import Looked, Shown, looked_responses, shown_responses

MOST_PHRASES = 200

FIGURES: dict[str, tuple[str, Callable[[Looked], bool]]] = {
    "held": ("Held", lambda looked: looked.standing == Standing.HELD),
    "hidden": ("Hidden", lambda looked: looked.standing == Standing.HIDDEN),
    "late": ("Late", lambda looked: looked.shown.late),
    "redacted": ("Redacted, and shown so", lambda looked: looked.shown.is_redacted),
}
_SOURCES = {
    Source.PHONE: "From delegates’ phones",
    Source.TABLE: "From tables",
    Source.PAPER: "From cards",
    Source.SPOKEN: "Spoken",
}


class NoSuchFigure(Exception):
    """A figure that is not there, or not any more."""


@dataclass(frozen=True)
class Behind:
    """The responses behind one figure; `title` says which, in the screen's words."""

    title: str
    responses: tuple[Shown, ...]


def shown_behind(question: Question, figure: str, with_rehearsal: bool = False) -> Behind:
    """What may be shown of what is behind `figure`; all of it for a blank one.

    Raises NoSuchFigure.
    """
    responses = shown_responses(question, with_rehearsal)
    kind, _, name = figure.partition("/")
    match kind:
        case "":
            return Behind("Everything", tuple(responses))
        case "theme":
            return Behind(*_of_theme(question, responses, name))
        case "phrase":
            phrase = _find_phrase(responses, name)
            keys = set(phrase.responses)
            return Behind(f"“{phrase.words}”", tuple(r for r in responses if r.key in keys))
        case "source" if name in _SOURCES:
            return Behind(_SOURCES[Source(name)], tuple(r for r in responses if r.source == name))
        case _:
            raise NoSuchFigure(figure)


def looked_behind(
    question: Question, figure: str, with_rehearsal: bool = False
) -> tuple[str, list[Looked]]:
    """As a facilitator sees it: the title of `figure`, and what is behind it.

    Raises NoSuchFigure.
    """
    looked = looked_responses(question, with_rehearsal)
    if figure in FIGURES:
        title, is_in = FIGURES[figure]
        return title, [one for one in looked if is_in(one)]
    behind = shown_behind(question, figure, with_rehearsal)
    keys = {response.key for response in behind.responses}
    return behind.title, [one for one in looked if one.shown.key in keys]


@dataclass(frozen=True)
class Figure:
    """A figure that drills down: its name, its path, and how many responses are behind it."""

    name: str
    path: str
    responses: int


def figures_of(question: Question, with_rehearsal: bool = False) -> list[tuple[str, list[Figure]]]:
    """Every figure of `question` that has responses behind it, by kind; for consoles."""
    looked = looked_responses(question, with_rehearsal)
    shown = [one.shown for one in looked if one.standing == Standing.SHOWN]
    themes = [(t.name, f"theme/{t.key}") for t in read_board(question).themes]
    under = Counter(f"theme/{response.theme}" for response in shown)
    from_where = Counter(f"source/{response.source}" for response in shown)
    kinds = [
        ("Themes", [Figure(n, p, under[p]) for n, p in [*themes, ("Not yet grouped", "theme/")]]),
        (
            "Phrases",
            [
                Figure(p.words, f"phrase/{name_of_phrase(p)}", len(p.responses))
                for p in phrases_of(shown)
            ],
        ),
        (
            "Where from",
            [
                Figure(n, f"source/{s.value}", from_where[f"source/{s.value}"])
                for s, n in _SOURCES.items()
            ],
        ),
        (
            "To be looked at",
            [Figure(n, p, sum(map(is_in, looked))) for p, (n, is_in) in FIGURES.items()],
        ),
    ]
    return [(kind, [f for f in figures if f.responses]) for kind, figures in kinds]


def phrases_of(responses: Iterable[Shown], most: int = MOST_PHRASES) -> tuple[Phrase, ...]:
    """The key phrases of some responses, those in most of them first."""
    return key_phrases({response.key: response.text for response in responses}, most)


def name_of_phrase(phrase: Phrase) -> str:
    """What stands for a phrase in a figure's path."""
    return "-".join(phrase.stems)


def _of_theme(
    question: Question, responses: Iterable[Shown], name: str
) -> tuple[str, tuple[Shown, ...]]:
    if not name:
        return "Not yet grouped", tuple(r for r in responses if not r.theme)
    theme = read_board(question).theme(name)
    if theme is None:
        raise NoSuchFigure(name)
    return theme.name, tuple(r for r in responses if r.theme == theme.key)


def _find_phrase(responses: Iterable[Shown], name: str) -> Phrase:
    for phrase in phrases_of(responses):
        if name_of_phrase(phrase) == name:
            return phrase
    raise NoSuchFigure(name)
