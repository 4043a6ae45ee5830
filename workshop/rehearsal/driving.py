"""Drive a deck as a presenter would, and leave it afterwards where it was."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from questions.models import Question
from workshop.models import Workshop
from workshop.rehearsal.measuring import Measures
from workshop.rehearsal.presenter import Presenter

# Of the whole time, on slides; the rest is shared by the questions. Of a
# question's time, collecting, and then on the wall; the rest it stands closed.
ON_SLIDES = 0.25
COLLECTING, REVEALED = 0.65, 0.25
SHORTEST_SLIDE_SECONDS = 1.0
_PLACE = ("position", "furthest", "returning_to", "steps_from", "begun_at")
_FACTS = ("phase", "phase_at", "opened_at", "is_revealed")


@dataclass(frozen=True)
class Deck:
    """Where a workshop can go: the positions of its slides, and of its questions by key."""

    slides: tuple[int, ...]
    questions: tuple[tuple[int, str], ...]

    def collecting_seconds(self, seconds: float) -> float:
        """How long each question collects when the whole is to take `seconds`."""
        return seconds * (1 - ON_SLIDES) / max(1, len(self.questions)) * COLLECTING


def read_deck(workshop: Workshop) -> Deck:
    slides = workshop.slides.filter(skipped=False).order_by("position")
    asked = slides.filter(question__isnull=False).values_list("position", "question__key")
    plain = slides.filter(question__isnull=True).exclude(position=workshop.position)
    return Deck(
        tuple(plain.values_list("position", flat=True)),
        tuple((position, str(key)) for position, key in asked),
    )


@contextmanager
def keeping_place(workshop: Workshop, presenter: Presenter) -> Iterator[None]:
    """Put the workshop's slide, and its questions' phases, back as they were before."""
    place = Workshop.objects.filter(pk=workshop.pk)
    stood = place.values(*_PLACE).get()
    questions = Question.objects.filter(room=workshop.code)
    phases = list(questions.values("pk", *_FACTS))
    try:
        yield
    finally:
        place.update(**stood)
        for facts in phases:
            questions.filter(pk=facts["pk"]).update(**{name: facts[name] for name in _FACTS})
        try:
            presenter.jump_to(stood["position"])  # So that all pages hear of it at once.
        except OSError:
            pass  # The server has stopped: whatever starts reads the database.


async def drive(presenter: Presenter, deck: Deck, seconds: float, measures: Measures) -> None:
    """Step through some slides, then ask each question, in about `seconds`."""
    try:
        await _drive(presenter, deck, seconds, measures)
    except OSError:
        pass  # The server has stopped, which ends the driving; the table tells the rest.


async def _drive(presenter: Presenter, deck: Deck, seconds: float, measures: Measures) -> None:
    on_slides = seconds * ON_SLIDES
    dwell = max(SHORTEST_SLIDE_SECONDS, on_slides / max(1, len(deck.slides)))
    for position in deck.slides[: int(on_slides / dwell)]:
        await _jump(presenter, position, measures)
        await asyncio.sleep(dwell)
    each = seconds * (1 - ON_SLIDES) / max(1, len(deck.questions))
    for position, question in deck.questions:
        await _jump(presenter, position, measures)
        for phase, part in (
            ("collecting", COLLECTING),
            ("revealed", REVEALED),
            ("closed", 1 - COLLECTING - REVEALED),
        ):
            await asyncio.to_thread(presenter.move, question, phase)
            await asyncio.sleep(each * part)


async def _jump(presenter: Presenter, position: int, measures: Measures) -> None:
    measures.begin_slide(position)
    await asyncio.to_thread(presenter.jump_to, position)
