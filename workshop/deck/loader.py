"""A deck into the database, whole or not at all."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError, transaction

from questions.in_use import is_in_use
from questions.models import Prompt, Question, Response
from questions.signals import room_changed
from workshop.deck.kept import keep_files, kept_deck
from workshop.deck.matching import find_workshop_of
from workshop.deck.outline import Deck, DeckError, QuestionOutline, SlideOutline
from workshop.deck.places import find_place_of
from workshop.deck.reader import read_deck
from workshop.deck.themes import Say, put_themes
from workshop.models import Slide, Workshop

INCLUDED = settings.BASE_DIR / "workshop" / "decks" / "moving-on" / "deck.md"


def open_workshop(
    deck_file: Path | None = None, *, new: bool = False, say: Say = lambda sentence: None
) -> Workshop:
    """Make the workshop of a deck the live one, and return it. Raises DeckError.

    Without `deck_file` the newest live workshop goes on as it stands, and no file
    is read; where there is none, the included deck is loaded. With it, the newest
    workshop of that deck goes on where it was, its slides brought up to date. There
    is a fresh one, with a join code of its own, for a deck that is not here yet,
    and where `new` is asked for. `say` is told what of an edited deck was kept.
    """
    newest = Workshop.objects.order_by("is_live", "pk").last()
    if newest and deck_file is None and not new:
        go_back_to(newest)
        return newest
    with _deck_to_open(deck_file, newest) as deck, transaction.atomic():
        workshop = None if new else find_workshop_of(deck)
        if workshop is None:
            workshop = _make_workshop(deck)
        elif workshop.title != deck.title:
            was = f"“{deck.title}” was “{workshop.title}” until now"
            say(f"{was}; --new opens a fresh one.")
        has_other_files = keep_files(workshop, deck)
        if has_other_files or workshop.deck_digest != deck.digest:
            _put_deck(workshop, deck, say)
        go_back_to(workshop)
        room = workshop.code
        transaction.on_commit(lambda: room_changed.send(Question, room=room), robust=True)
    return workshop


@contextmanager
def _deck_to_open(deck_file: Path | None, newest: Workshop | None) -> Iterator[Deck]:
    """The deck that is named, else that of the newest workshop, else the included one."""
    if deck_file is not None or newest is None:
        yield read_deck(deck_file or INCLUDED)
        return
    if not newest.deck_files.exists():  # It was loaded by a version that kept no decks.
        included = read_deck(INCLUDED)
        if included.digest == newest.deck_digest:
            yield included
            return
    with kept_deck(newest) as deck:
        yield deck


def go_back_to(workshop: Workshop) -> None:
    """Make `workshop` the live one, as it stands."""
    Workshop.objects.exclude(pk=workshop.pk).update(is_live=False)
    workshop.is_live = True
    workshop.save()


def _make_workshop(deck: Deck) -> Workshop:
    while True:
        code = str(100_000 + secrets.randbelow(900_000))
        try:
            with transaction.atomic():
                return Workshop.objects.create(code=code, title=deck.title)
        except IntegrityError:
            continue  # The code is taken: draw another.


def _put_deck(workshop: Workshop, deck: Deck, say: Say) -> None:
    """Replace the slides; questions are kept by their keys, with all that was said."""
    workshop.title, workshop.sectors = deck.title, list(deck.sectors)
    workshop.deck_digest = deck.digest
    before = {slide.position: slide for slide in workshop.slides.select_related("question")}
    workshop.slides.all().delete()
    outlines = [slide.question for slide in deck.slides if slide.question]
    _drop_questions_without(workshop, deck, {outline.key for outline in outlines})
    questions = {
        outline.key: _put_question(workshop.code, number, outline, say)
        for number, outline in enumerate(outlines, start=1)
    }
    Slide.objects.bulk_create(
        _slide(workshop, position, outline, questions)
        for position, outline in enumerate(deck.slides, start=1)
    )
    position, furthest = (
        find_place_of(before.get(number), number, deck)
        for number in (workshop.position, workshop.furthest)
    )
    workshop.position = _nearest_shown(deck, position)
    workshop.furthest = max(workshop.position, min(furthest, len(deck.slides)))
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
        if is_in_use(question):
            said = Response.objects.filter(question=question).count()
            done = f"responded to it ({said})" if said else "worked on it"
            raise DeckError(
                deck.file,
                1,
                f"the question “{question.key}” is gone from the deck, but the room has {done}; "
                "put it back, or start a fresh workshop with --new.",
            )
        question.delete()


def _put_question(room: str, number: int, outline: QuestionOutline, say: Say) -> Question:
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
    # What responses stand under stays, also when the deck no longer has it.
    question.prompts.exclude(key__in=[p.key for p in outline.prompts]).filter(
        response__isnull=True
    ).delete()
    put_themes(question, outline, say)
    return question
