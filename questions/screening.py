"""Screen what is stored for what keeps it off the screen, with each room's own list of words."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from questions.models import HeldWords
from questions.rude_words import RudeWords
from questions.safeguard import find_concerns

OUR_LIST = Path(__file__).parent / "rude-words.txt"


class Screening:
    """Screens one batch of responses; reads each room's words once."""

    def __init__(self) -> None:
        self._rude: dict[str, RudeWords] = {}

    def held_for(self, room: str, text: str) -> str:
        """The concerns about `text`, comma-separated; empty when it may be shown."""
        if room not in self._rude:
            self._rude[room] = _read(words_of_room(room))
        return ",".join(find_concerns(text, self._rude[room]))


def words_of_room(room: str) -> str:
    """The words that hold a response in `room`, one a line: its own list, or else ours."""
    own = HeldWords.objects.filter(room=room).values_list("words", flat=True).first()
    return _our_list() if own is None else own


@lru_cache(maxsize=1)
def _our_list() -> str:
    return OUR_LIST.read_text(encoding="utf-8")


@lru_cache(maxsize=64)
def _read(words: str) -> RudeWords:
    return RudeWords.read(words)
