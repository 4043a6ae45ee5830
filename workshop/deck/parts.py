"""Divide a deck's file into its head and its slides, each with the line it starts on."""

from __future__ import annotations

import re
from dataclasses import dataclass

from workshop.deck.code_lines import CodeLines
from workshop.deck.outline import DeckError
from workshop.deck.spaces import with_plain_spaces

_DIVIDER = re.compile(r"---\s*")
_KEY = re.compile(r"[A-Za-z_][\w-]*\s*:(\s|$)")
# Code within a line, which hides a comment's start, as a backslash before it does.
_HIDING = re.compile(r"(?<![`\\])(`+)(?!`).+?(?<!`)\1(?!`)|\\<!--")


@dataclass(frozen=True)
class Part:
    """The text between two dividers, without its comments, which are `notes`.

    `line` is that of its first line, from 1; a comment leaves empty lines behind.
    `comments` are the lines, from 0, on which nothing but comments stood.
    """

    line: int
    lines: tuple[str, ...]
    notes: tuple[str, ...] = ()
    comments: frozenset[int] = frozenset()

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def is_blank(self) -> bool:
        return not self.text.strip() and not self.notes

    @property
    def is_head(self) -> bool:
        """A slide's own head, in Slidev's manner: it starts with `key:` on its first line.

        Comments may stand before it.
        """
        first = next((n for n in range(len(self.lines)) if n not in self.comments), None)
        return first is not None and bool(_KEY.match(self.lines[first]))


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
    """Takes one line after another, and knows whether it is inside code or a comment."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.parts: list[Part] = []
        self._start = 1
        self._code = CodeLines()
        self._lines: list[str] = []
        self._notes: list[str] = []
        self._comments: set[int] = set()
        self._comment = ""
        self._in_comment, self._opened = False, 0

    def take(self, number: int, line: str) -> None:
        if not self._in_comment:
            if not self._code.in_fence:
                line = with_plain_spaces(line)
                if _DIVIDER.fullmatch(line):
                    self._end_part(number + 1)
                    return
                self._opened = number
            is_code = self._code.take(line)
            if self._code.broke_off:
                raise self._never_closed("fenced block")
        if self._in_comment or (not is_code and "<!--" in line):
            line = self._without_comments(number, line)
            if not line.strip():
                self._comments.add(len(self._lines))
        self._lines.append(line)

    def end(self) -> list[Part]:
        if self._in_comment:
            raise self._never_closed("comment")
        if self._code.in_fence:
            raise self._never_closed("fenced block")
        self._end_part(0)
        return self.parts

    def _end_part(self, next_start: int) -> None:
        comments = frozenset(self._comments)
        self.parts.append(Part(self._start, tuple(self._lines), tuple(self._notes), comments))
        self._start, self._lines, self._notes = next_start, [], []
        self._comments, self._code = set(), CodeLines()

    def _without_comments(self, number: int, line: str) -> str:
        """What is left of the line; a comment that ends in it becomes a note."""
        left = ""
        while True:
            if not self._in_comment:
                before, opening, line = _cut_at_comment(line)
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


def _cut_at_comment(line: str) -> tuple[str, bool, str]:
    """The line before its first comment, whether there is one, and the line after its start."""
    hidden = _HIDING.sub(lambda code: "x" * len(code[0]), line)
    at = hidden.find("<!--")
    return (line, False, "") if at < 0 else (line[:at], True, line[at + 4 :])
