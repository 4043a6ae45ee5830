"""A list of words that hold a response off the screen, as an organiser keeps it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Self

from questions.visible import is_blank

_LETTERS = str.maketrans("013457@$!|", "oieastasii")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
# Without choices between its parts: a long word must not be gone through again and again.
_DISGUISED = re.compile(r"[\w@$!|]{3,}")
_STARRED = re.compile(r"\b\w+\*+\w+\b|\b\w+\*{2,}")
_HAS_FIGURES = re.compile(r"[\d@$!|]\w|\w[@$!|]")
_REPEATED = re.compile(r"(\w)\1{2,}")
_SPELT_OUT = re.compile(r"\b(?:\w[ ._*-]){2,15}\w\b")
_SET_APART = re.compile(r"[ ._*-]\w[ ._*-]\w[ ._*-]?")


class RudeWords:
    """Words and phrases, whatever their case; one with a star takes all that begin so."""

    def __init__(
        self, words: frozenset[str], beginnings: tuple[str, ...], phrases: tuple[str, ...]
    ):
        self._words, self._beginnings, self._phrases = words, beginnings, phrases
        roots = "|".join(map(re.escape, beginnings))
        self._begins = re.compile(f" (?:{roots})") if beginnings else None

    @classmethod
    def read(cls, text: str) -> Self:
        """From one word or phrase a line; `#` starts a remark."""
        lines = [" ".join(line.split("#")[0].casefold().split()) for line in text.splitlines()]
        kept = [line for line in lines if not is_blank(line.strip("*"))]
        return cls(
            frozenset(line for line in kept if " " not in line and not line.endswith("*")),
            tuple(line[:-1] for line in kept if " " not in line and line.endswith("*")),
            tuple(f" {line} " for line in kept if " " in line),
        )

    def are_in(self, text: str) -> bool:
        """Whether one of them is in `text`, also in a common disguise."""
        folded = text.casefold()
        words = _WORD.findall(folded)
        if self._is_any(words):
            return True
        joined = f" {' '.join(words)} "
        if any(phrase in joined for phrase in self._phrases):
            return True
        return self._is_any(_undisguised(folded)) or self._is_starred(folded)

    def _is_any(self, words: list[str]) -> bool:
        if not self._words.isdisjoint(words):
            return True
        return self._begins is not None and self._begins.search(f" {' '.join(words)}") is not None

    def _is_starred(self, text: str) -> bool:
        """As `f**k`: the same letters where there are letters, in a word of the list."""
        if "*" not in text:
            return False
        for starred in _STARRED.findall(text):
            shape = re.compile("".join("." if c == "*" else re.escape(c) for c in starred))
            roots = (*self._words, *self._beginnings)
            if starred[0] != "*" and any(shape.fullmatch(root) for root in roots):
                return True
        return False


def _undisguised(text: str) -> list[str]:
    """Words as they are meant: figures for letters, letters drawn out, letters set apart."""
    return list(_read_through(text))


def _read_through(text: str) -> Iterator[str]:
    if _REPEATED.search(text):
        yield from _WORD.findall(_REPEATED.sub(r"\1", text))
        yield from _WORD.findall(_REPEATED.sub(r"\1\1", text))
    if _SET_APART.search(f" {text} "):
        for match in _SPELT_OUT.findall(text):
            yield re.sub(r"[ ._*-]", "", match)
    if _HAS_FIGURES.search(text):
        for word in _DISGUISED.findall(text):
            if not word.isalpha():
                yield word.strip("!|").translate(_LETTERS)
