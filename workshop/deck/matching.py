"""Which workshop a deck belongs to: told by what the deck says, never by where its file is."""

from __future__ import annotations

from collections.abc import Set

from questions.models import Question
from workshop.deck.outline import Deck
from workshop.models import Workshop


def find_workshop_of(deck: Deck) -> Workshop | None:
    """The newest workshop of this very deck, else the newest of an earlier state of it."""
    workshops = Workshop.objects.order_by("-pk")
    if same := workshops.filter(deck_digest=deck.digest).first():
        return same
    return next((workshop for workshop in workshops if _is_edited(workshop, deck)), None)


def _is_edited(workshop: Workshop, deck: Deck) -> bool:
    """Whether `deck` is that of `workshop` with some changes.

    The questions must be the same ones: their keys all but one, or at least half
    of all of both. Two talks may ask the same questions, and taking one for the
    other would mix what two rooms said; so the title, or at least half of the
    slides' titles, must be the same as well.
    """
    keys = set(Question.objects.filter(room=workshop.code).values_list("key", flat=True))
    asked = {slide.question.key for slide in deck.slides if slide.question}
    if len(keys ^ asked) > 1 and not _are_half_the_same(keys, asked):
        return False
    titles = set(workshop.slides.values_list("title", flat=True))
    return workshop.title == deck.title or _are_half_the_same(
        titles, {slide.title for slide in deck.slides}
    )


def _are_half_the_same(some: Set[str], others: Set[str]) -> bool:
    return 2 * len(some & others) >= len(some | others)
