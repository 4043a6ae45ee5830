"""How many phones are connected to this process, room by room."""

from __future__ import annotations

from collections import Counter

_phones: Counter[str] = Counter()


def arrive(room: str) -> None:
    _phones[room] += 1


def leave(room: str) -> None:
    _phones[room] -= 1
    if _phones[room] <= 0:
        del _phones[room]


def phones_connected(room: str) -> int:
    return _phones[room]
