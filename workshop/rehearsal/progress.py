"""How a rehearsal goes, and what came of it; for people and, line by line, for the console."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Progress:
    """Where a rehearsal stands. `left_seconds` is 0 while the last receipts are awaited."""

    delegates: int
    connected: int
    sent: int
    receipts: int
    left_seconds: int

    @property
    def left(self) -> str:
        """The time that is left: `1:05`."""
        return f"{self.left_seconds // 60}:{self.left_seconds % 60:02d}"


@dataclass(frozen=True)
class Ended:
    """A rehearsal's end, in one sentence; whether nothing was lost and nothing doubled."""

    is_sound: bool
    sentence: str


def write_line(said: Progress | Ended) -> str:
    """`said` as one line of JSON, for `read_line` in another process."""
    return json.dumps({type(said).__name__: asdict(said)})


def read_line(line: str) -> Progress | Ended | None:
    """What `write_line` wrote; None for any other line."""
    try:
        ((name, fields),) = json.loads(line).items()
        return Ended(**fields) if name == Ended.__name__ else Progress(**fields)
    except (ValueError, AttributeError, TypeError):
        return None
