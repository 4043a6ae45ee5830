"""What the console warns of while it is so."""

from __future__ import annotations

from collections.abc import Callable

from questions.recorder import recorder
from questions.trouble import Trouble

Watched = Callable[[], Trouble | None]

_watched: list[Watched] = [lambda: recorder.trouble]


def warn_of(trouble: Watched) -> None:
    """Let the consoles of this process also show what `trouble` returns, from any thread."""
    _watched.append(trouble)


def troubles() -> list[Trouble]:
    """All that is wrong just now. Reads no database."""
    return [trouble for watched in _watched if (trouble := watched())]
