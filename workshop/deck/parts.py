"""Divide a deck's file into its head and its slides, each with the line it starts on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_DIVIDER = re.compile(r"^---\s*$")
_FENCE = re.compile(r"^\s{0,3}(```+|~~~+)")
_KEY = re.compile(r"^[A-Za-z_][\w-]*\s*:(\s|$)")


@dataclass(frozen=True)
class Part:
    """The text between two dividers. `line` is that of its first line, from 1."""

    line: int
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def is_blank(self) -> bool:
        return not self.text.strip()

    @property
    def is_head(self) -> bool:
        """A slide's own head, in Slidev's manner: it starts with `key:` on its first line."""
        return bool(self.lines) and bool(_KEY.match(self.lines[0]))


def divide(text: str) -> list[Part]:
    """The parts between `---` lines, but for those inside fenced code and comments."""
    parts, start, lines = [], 1, list[str]()
    for number, (line, divides) in enumerate(_lines(text), start=1):
        if divides:
            parts.append(Part(start, tuple(lines)))
            start, lines = number + 1, []
        else:
            lines.append(line)
    return [*parts, Part(start, tuple(lines))]


def _lines(text: str) -> Iterator[tuple[str, bool]]:
    """Each line, and whether it divides slides."""
    fence, in_comment = "", False
    for line in text.split("\n"):
        opening = _FENCE.match(line)
        if fence:
            if opening and opening[1].startswith(fence):
                fence = ""
        elif in_comment:
            in_comment = "-->" not in line
        elif opening:
            fence = opening[1]
        elif "<!--" in line:
            in_comment = "-->" not in line.split("<!--", 1)[1]
        elif _DIVIDER.match(line):
            yield line, True
            continue
        yield line, False
