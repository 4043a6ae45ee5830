"""A deck into the database, whole or not at all."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from django.db import IntegrityError, transaction

from questions.models import Prompt, Question, Response, Theme
from questions.signals import room_changed
from workshop.deck.outline import Deck, DeckError, QuestionOutline, SlideOutline
from workshop.deck.reader import read_deck
from workshop.models import Slide, Workshop


def open_workshop(deck_file: Path, *, new: bool = False) -> Workshop:
    """Make the workshop of `deck_file` the live one, and return it.

    The newest workshop of this deck goes on where it was, its slides brought up
    to date when the file has changed; there is a fresh one, with a join code of
    its own, when there is none yet or `new` is asked for. Raises DeckError.
    """
    deck = read_deck(deck_file)
    file = str(deck_file.resolve())
    with transaction.atomic():
        workshop = None if new else Workshop.objects.filter(deck_file=file).last()
        if workshop is None:
            workshop = _make_workshop(deck, file)
        if workshop.deck_digest != deck.digest:
            _put_deck(workshop, deck)
        Workshop.objects.exclude(pk=workshop.pk).update(is_live=False)
        workshop.is_live = True
        workshop.save()
        room = workshop.code
        transaction.on_commit(lambda: room_changed.send(Question, room=room), robust=True)
    return workshop


def _make_workshop(deck: Deck, file: str) -> Workshop:
    while True:
        code = str(100_000 + secrets.randbelow(900_000))
        try:
            with transaction.atomic():
                return Workshop.objects.create(code=code, title=deck.title, deck_file=file)
        except IntegrityError:
            continue  # The code is taken: draw another.


def _put_deck(workshop: Workshop, deck: Deck) -> None:
    """Replace the slides; questions are kept by their keys, with all that was said."""
    workshop.title, workshop.sectors = deck.title, list(deck.sectors)
    workshop.deck_digest = deck.digest
    workshop.slides.all().delete()
    outlines = [slide.question for slide in deck.slides if slide.question]
    _drop_questions_without(workshop, deck, {outline.key for outline in outlines})
    questions = {
        outline.key: _put_question(workshop.code, number, outline)
        for number, outline in enumerate(outlines, start=1)
    }
    Slide.objects.bulk_create(
        _slide(workshop, position, outline, questions)
        for position, outline in enumerate(deck.slides, start=1)
    )
    workshop.position = _nearest_shown(deck, workshop.position)
    workshop.furthest = max(workshop.position, min(workshop.furthest, len(deck.slides)))
    workshop.returning_to, workshop.steps_from = None, ""


def _nearest_shown(deck: Deck, position: int) -> int:
    """The slide at `position`, or the nearest to it that is not skipped."""
    shown = [number for number, slide in enumerate(deck.slides, start=1) if not slide.skipped]
    return min(shown, key=lambda number: abs(number - position))


def _slide(
    workshop: Workshop, position: int, outline: SlideOutline, questions: dict[str, Question]
) -> Slide:
    return Slide(
        workshop=workshop,
        position=position,
        layout=outline.layout,
        title=outline.title,
        content=asdict(outline.content),
        notes=outline.notes,
        skipped=outline.skipped,
        question=questions[outline.question.key] if outline.question else None,
    )


def _drop_questions_without(workshop: Workshop, deck: Deck, keys: Iterable[str]) -> None:
    for question in Question.objects.filter(room=workshop.code).exclude(key__in=keys):
        said = Response.objects.filter(question=question).count()
        if said:
            raise DeckError(
                deck.file,
                1,
                f"the question “{question.key}” is gone from the deck, but the room has responded "
                f"to it ({said}); "
                "put it back, or start a fresh workshop with --new.",
            )
        question.delete()


def _put_question(room: str, number: int, outline: QuestionOutline) -> Question:
    question, _ = Question.objects.update_or_create(
        room=room,
        key=outline.key,
        defaults={
            "number": number,
            "title": outline.title,
            "words": outline.words,
            "guidance": outline.guidance,
        },
    )
    for position, prompt in enumerate(outline.prompts, start=1):
        Prompt.objects.update_or_create(
            question=question,
            key=prompt.key,
            defaults={"number": position, "words": prompt.words},
        )
    for position, theme in enumerate(outline.themes, start=1):
        Theme.objects.update_or_create(
            question=question,
            key=theme.key,
            defaults={"number": position, "name": theme.name, "family": theme.family},
        )
    # What responses stand under stays, also when the deck no longer has it.
    question.prompts.exclude(key__in=[p.key for p in outline.prompts]).filter(
        response__isnull=True
    ).delete()
    question.themes.exclude(key__in=[t.key for t in outline.themes]).filter(
        response__isnull=True
    ).delete()
    return question
