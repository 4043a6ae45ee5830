"""Where a room stands in its deck, once slides have come or gone before it."""

from __future__ import annotations

from workshop.deck.outline import Deck
from workshop.models import Slide


def find_place_of(slide: Slide | None, number: int, deck: Deck) -> int:
    """The number in `deck` of the `slide` that had `number`; the same number without it.

    It is known by its question, else by its title, of several the nearest.
    """
    if slide is None:
        return number
    slides = list(enumerate(deck.slides, start=1))
    key = slide.question.key if slide.question else None
    asked = [place for place, each in slides if key and each.question and each.question.key == key]
    titled = [place for place, each in slides if each.title == slide.title]
    return min(asked or titled or [number], key=lambda place: abs(place - number))
