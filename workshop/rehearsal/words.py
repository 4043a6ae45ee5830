"""Plausible words for whichever question is open."""

from __future__ import annotations

from random import Random

from workshop.rehearsal.bank import ANYTHING, BANK

# Quick thumbs on a phone: about 45 words a minute.
TYPED_CHARACTERS_A_SECOND = 4.0


def say_something(question: str, prompt: str, random: Random) -> str:
    """A response to this question and prompt, by their keys; general for one not known."""
    parts = BANK.get((question, prompt), ANYTHING)
    return "".join(random.choice(choices) for choices in parts)


def typing_seconds(text: str) -> float:
    return len(text) / TYPED_CHARACTERS_A_SECOND
