"""Where a room stands, read whole from the database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from questions.models import Phase, Question
from workshop.models import Slide, Workshop


class NoSuchRoom(Exception):
    """There is no workshop with this join code."""


@dataclass(frozen=True)
class Asked:
    """A question of the room, and how a phone stands to it.

    `stance` is the phase that a phone shows: `waiting` before it is opened, and
    `away` for one that is closed and no longer on the current slide.
    """

    question: Question
    position: int
    is_here: bool
    stance: str


@dataclass(frozen=True)
class Room:
    """A workshop, its slides in order, the current one, and its questions."""

    workshop: Workshop
    slides: tuple[Slide, ...]
    slide: Slide
    asked: tuple[Asked, ...]

    @property
    def code(self) -> str:
        return self.workshop.code

    @property
    def question(self) -> Question | None:
        """The question on the current slide."""
        return self.slide.question

    def find_question(self, key: str) -> Question | None:
        """The question with this key, wherever in the deck it stands."""
        return next((a.question for a in self.asked if a.question.key == key), None)

    @property
    def next_slide(self) -> Slide | None:
        return self._first(slide for slide in self.slides if slide.position > self.slide.position)

    @property
    def previous_slide(self) -> Slide | None:
        before = (s for s in reversed(self.slides) if s.position < self.slide.position)
        return self._first(before)

    def reached(self, position: int) -> Slide | None:
        """The slide at `position`, if the room has been there and it has something to show."""
        for slide in self.slides:
            if slide.position == position and position <= self.workshop.furthest:
                return None if slide.skipped else slide
        return None

    @staticmethod
    def _first(slides: Iterable[Slide]) -> Slide | None:
        for slide in slides:
            if not slide.skipped:
                return slide
        return None


def read_room(code: str) -> Room:
    """The room with this join code. Raises NoSuchRoom, for one that has no slides as well."""
    try:
        workshop = Workshop.objects.get(code=code)
    except Workshop.DoesNotExist:
        raise NoSuchRoom(code) from None
    slides = tuple(
        workshop.slides.select_related("question")
        .prefetch_related("question__prompts", "question__themes")
        .order_by("position")
    )
    # StopIteration cannot cross a thread: its caller would wait for ever.
    slide = next((slide for slide in slides if slide.position == workshop.position), None)
    if slide is None:
        raise NoSuchRoom(code)
    asked = tuple(
        Asked(s.question, s.position, s.position == slide.position, _stance(s.question, s == slide))
        for s in slides
        if s.question is not None
    )
    return Room(workshop, slides, slide, asked)


def _stance(question: Question, is_here: bool) -> str:
    if not question.has_been_opened or question.phase == Phase.WAITING:
        return "waiting"
    if question.phase == Phase.CLOSED and not is_here:
        return "away"
    return question.phase
