"""Which workshop a deck belongs to: told by what the deck says, never by where its file is."""

from __future__ import annotations

from collections.abc import Set
from itertools import chain

from questions.models import Question, Response
from workshop.deck.outline import Deck
from workshop.models import Workshop


def find_workshop_of(deck: Deck) -> Workshop | None:
    """The newest workshop that is surely of this deck, else the newest that may well be.

    The questions must be the same ones: their keys all but one, or at least half
    of all of both. Two talks may ask the same questions, and taking one for the
    other would mix what two rooms said. So with another title at least half of the
    slides' titles must be the same; and once somebody has responded, nearly all
    of them and every question's words.
    """
    asking = [each for each in Workshop.objects.order_by("-pk") if _asks_the_same(each, deck)]
    sure = (each for each in asking if each.title == deck.title or _is_renamed(each, deck))
    likely = (each for each in asking if _shares_slides(each, deck) and not _has_responses(each))
    return next(chain(sure, likely), None)


def _asks_the_same(workshop: Workshop, deck: Deck) -> bool:
    keys, asked = set(_words_before(workshop)), set(_words_in(deck))
    return len(keys ^ asked) <= 1 or _are_half_the_same(keys, asked)


def _is_renamed(workshop: Workshop, deck: Deck) -> bool:
    """Whether `deck` is that of `workshop` with another title, and little else changed.

    Of the slides' titles one in ten may be another, and always one: the cover's
    changes with the deck's.
    """
    before, after = _titles_before(workshop), _titles_in(deck)
    most = max(1, len(before) // 10)
    words, asked = _words_before(workshop), _words_in(deck)
    return (
        _are_half_the_same(before, after)
        and max(len(before - after), len(after - before)) <= most
        and all(words[key] == asked[key] for key in words.keys() & asked.keys())
    )


def _shares_slides(workshop: Workshop, deck: Deck) -> bool:
    return _are_half_the_same(_titles_before(workshop), _titles_in(deck))


def _titles_before(workshop: Workshop) -> set[str]:
    return set(workshop.slides.values_list("title", flat=True))


def _titles_in(deck: Deck) -> set[str]:
    return {slide.title for slide in deck.slides}


def _words_before(workshop: Workshop) -> dict[str, str]:
    """The words of each question, by its key."""
    return dict(Question.objects.filter(room=workshop.code).values_list("key", "words"))


def _words_in(deck: Deck) -> dict[str, str]:
    questions = [slide.question for slide in deck.slides if slide.question]
    return {question.key: question.words for question in questions}


def _has_responses(workshop: Workshop) -> bool:
    given = Response.objects.filter(question__room=workshop.code)
    return given.exclude(delegate__is_rehearsal=True).exists()


def _are_half_the_same(some: Set[str], others: Set[str]) -> bool:
    return 2 * len(some & others) >= len(some | others)
