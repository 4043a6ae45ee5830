"""Read the labelled responses, and part those for tuning from those held out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from workshop.deck.reader import read_deck

FILE = Path(__file__).with_name("responses.txt")
DECK = Path(__file__).resolve().parents[3] / "workshop/decks/moving-on/deck.md"
_LINE = re.compile(r"(?P<themes>[a-z -]+?)(?: @(?P<same>[a-z]))? \| (?P<text>.+)")


@dataclass(frozen=True)
class Labelled:
    """A response, the themes that it may be put under, and which others say the same."""

    key: UUID
    text: str
    themes: tuple[str, ...]
    same: str
    is_for_tuning: bool


@dataclass(frozen=True)
class LabelledQuestion:
    """`themes` has the names of the deck's themes by their keys."""

    key: str
    themes: dict[str, str]
    responses: tuple[Labelled, ...]


def read_labelled() -> list[LabelledQuestion]:
    """The four questions. Raises ValueError for a line that cannot be read."""
    names = {
        slide.question.key: {theme.key: theme.name for theme in slide.question.themes}
        for slide in read_deck(DECK).slides
        if slide.question
    }
    sections = FILE.read_text(encoding="utf-8").split("\n## ")[1:]
    questions, first = [], 1
    for section in sections:
        key, *lines = section.splitlines()
        responses = tuple(_read_lines(lines, first))
        questions.append(LabelledQuestion(key, names[key], responses))
        first += len(responses)
    return questions


def _read_lines(lines: list[str], first: int) -> Iterator[Labelled]:
    codes = dict(line[2:].split(" ") for line in lines if line.startswith("= "))
    parts: dict[str, bool] = {}
    said = [line for line in lines if line and not line.startswith("=")]
    for number, line in enumerate(said, start=first):
        match = _LINE.fullmatch(line)
        if match is None:
            raise ValueError(f"This line cannot be read: {line}")
        themes = tuple(codes[code] for code in match["themes"].split() if code != "-")
        # Those that say the same stay together.
        part = parts.setdefault(match["same"] or str(number), number % 3 == 0)
        yield Labelled(UUID(int=number), match["text"], themes, match["same"] or "", part)
