"""Divide a deck's file into its head and its slides, each with the line it starts on."""

from __future__ import annotations

import re
from dataclasses import dataclass

from workshop.deck.outline import DeckError

_DIVIDER = re.compile(r"---\s*")
# What follows backticks may hold no backtick, or it is code within a line.
_FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,})")
_KEY = re.compile(r"[A-Za-z_][\w-]*\s*:(\s|$)")


@dataclass(frozen=True)
class Part:
    """The text between two dividers, without its comments, which are `notes`.

    `line` is that of its first line, from 1; a comment leaves empty lines behind.
    """

    line: int
    lines: tuple[str, ...]
    notes: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def is_blank(self) -> bool:
        return not self.text.strip() and not self.notes

    @property
    def is_head(self) -> bool:
        """A slide's own head, in Slidev's manner: it starts with `key:` on its first line."""
        return bool(self.lines) and bool(_KEY.match(self.lines[0]))


def divide(file: str, text: str) -> list[Part]:
    """The parts between `---` lines, but for those inside fenced code and comments.

    Raises DeckError where one of those is opened and never closed: it would
    swallow the slides below it.
    """
    divider = _Divider(file)
    for number, line in enumerate(text.split("\n"), start=1):
        divider.take(number, line)
    return divider.end()


class _Divider:
    """Takes one line after another, and knows whether it is inside a fence or a comment."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.parts: list[Part] = []
        self._start = 1
        self._lines: list[str] = []
        self._notes: list[str] = []
        self._fence, self._comment = "", ""
        self._in_comment, self._opened = False, 0

    def take(self, number: int, line: str) -> None:
        if self._fence:
            closing = line.strip()
            if len(closing) >= len(self._fence) and not closing.strip(self._fence[0]):
                self._fence = ""
        elif not self._in_comment and (opening := _FENCE.match(line)):
            self._fence, self._opened = opening[1], number
        elif self._in_comment or "<!--" in line:
            line = self._without_comments(number, line)
        elif _DIVIDER.fullmatch(line):
            self._end_part(number + 1)
            return
        self._lines.append(line)

    def end(self) -> list[Part]:
        if self._in_comment:
            raise self._never_closed("comment")
        if self._fence:
            raise self._never_closed("fenced block")
        self._end_part(0)
        return self.parts

    def _end_part(self, next_start: int) -> None:
        self.parts.append(Part(self._start, tuple(self._lines), tuple(self._notes)))
        self._start, self._lines, self._notes = next_start, [], []

    def _without_comments(self, number: int, line: str) -> str:
        """What is left of the line; a comment that ends in it becomes a note."""
        left = ""
        while True:
            if not self._in_comment:
                before, opening, line = line.partition("<!--")
                left += before
                if not opening:
                    return left
                self._in_comment, self._opened = True, number
            inside, closing, line = line.partition("-->")
            if "<!--" in inside:
                raise self._never_closed("comment")
            self._comment += inside
            if not closing:
                self._comment += "\n"
                return left
            if note := self._comment.strip():
                self._notes.append(note)
            self._in_comment, self._comment = False, ""

    def _never_closed(self, what: str) -> DeckError:
        return DeckError(self.file, self._opened, f"a {what} is opened and never closed.")
