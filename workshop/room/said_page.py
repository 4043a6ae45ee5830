"""What the room said, as a phone lists it: drawn once for all phones, and never personal."""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from dataclasses import dataclass

from django.template.loader import render_to_string

from questions.models import Question
from questions.reading import read_board
from questions.shown import Shown, shown_responses
from workshop.models import Workshop
from workshop.room.state import NoSuchRoom, read_room

# A full hall opens the list in the moment of the reveal.
FRESH_SECONDS = 1.0


@dataclass(frozen=True)
class Heading:
    name: str
    responses: tuple[Shown, ...]


class NotRevealed(Exception):
    """A question whose responses phones may not see."""


class SaidPages:
    """The latest list of each question, as this process drew it."""

    def __init__(self) -> None:
        self._lists: dict[tuple[str, str], tuple[str, int, float]] = {}
        self._drawing = threading.Lock()

    def draw(self, code: str, key: str) -> str:
        """The list of what was said, by theme. Raises NoSuchRoom or NotRevealed."""
        with self._drawing:
            workshop, question = find_revealed(code, key)
            since = read_board(question).shown_since
            drawn, as_of, drawn_at = self._lists.get((code, key), ("", -1, 0.0))
            # What was hidden a moment ago is not to be seen for a moment more.
            if as_of == since and time.monotonic() - drawn_at < FRESH_SECONDS:
                return drawn
            drawn = _draw(workshop, question)
            self._lists[code, key] = drawn, since, time.monotonic()
            return drawn


def find_revealed(code: str, key: str) -> tuple[Workshop, Question]:
    """The question, if phones may see what was said. Raises NoSuchRoom or NotRevealed."""
    room = read_room(code)
    question = room.find_question(key)
    if question is None:
        raise NoSuchRoom(code)
    if not question.is_revealed:
        raise NotRevealed(key)
    return room.workshop, question


def _draw(workshop: Workshop, question: Question) -> str:
    context = {
        "workshop": workshop,
        "question": question,
        "headings": _headings(workshop, question),
        "since": read_board(question).shown_since,
    }
    return render_to_string("questions/_said.html", context)


def _headings(workshop: Workshop, question: Question) -> list[Heading]:
    """By theme in the board's order and then what has none; in each as they came, every one."""
    under: defaultdict[str, list[Shown]] = defaultdict(list)
    for response in shown_responses(question, workshop.shows_rehearsal):
        under[response.theme].append(response)
    themes = [(theme.key, theme.name) for theme in read_board(question).themes]
    headings = [*themes, ("", "Not yet grouped")]
    return [Heading(name, tuple(under[key])) for key, name in headings if under[key]]


said_pages = SaidPages()
