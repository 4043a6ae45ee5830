"""Which lines of a slide are code, at the top of the slide or inside a list or a quotation."""

from __future__ import annotations

import re

# What follows backticks may hold no backtick, or it is code within a line.
_FENCE = re.compile(r"(`{3,}(?=[^`]*$)|~{3,})")
_MARKER = re.compile(r"(?:[-*+]|[0-9]{1,9}[.)])(?: {1,4}(?! )|(?= {5})|$)|> ?")


class CodeLines:
    """Takes one line after another. `broke_off` is set where a fence's list ends before it."""

    def __init__(self) -> None:
        self.broke_off = False
        self._fence = ""
        self._items: list[int] = []  # The columns at which the text of open list items starts.
        self._after_blank = True

    @property
    def in_fence(self) -> bool:
        return bool(self._fence)

    def take(self, line: str) -> bool:
        """Whether `line` is code, or opens or closes some."""
        line = line.expandtabs(4)
        if self._fence:
            return self._take_fenced(line)
        text = line.lstrip()
        if not text:
            self._after_blank = True
            return False
        indent = len(line) - len(text)
        while self._items and indent < self._items[-1]:
            self._items.pop()
        if indent >= self._inner + 4 and self._after_blank:
            return True
        self._after_blank = False
        text = self._enter_items(text, indent)
        if opening := _FENCE.match(text):
            self._fence = opening[1]
        return self.in_fence

    @property
    def _inner(self) -> int:
        return self._items[-1] if self._items else 0

    def _enter_items(self, text: str, indent: int) -> str:
        """What is left of `text` after the marks of lists and quotations before it."""
        while marker := _MARKER.match(text):
            width = len(marker[0])
            if marker[0][0] != ">":
                self._items.append(indent + max(width, 2))
            indent, text = indent + width, text[width:]
            indent, text = indent + len(text) - len(text.lstrip()), text.lstrip()
        return text

    def _take_fenced(self, line: str) -> bool:
        closing = line.strip(" >")
        if len(closing) >= len(self._fence) and not closing.strip(self._fence[0]):
            self._fence = ""
            self._after_blank = False
        elif closing and len(line) - len(line.lstrip()) < self._inner:
            self.broke_off = True  # The list ended, and its code with it.
        return True
