"""Spaces that look like the space bar's, and are not: what a word processor leaves behind."""

from __future__ import annotations

import re

_ODD = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_UNSEEN = "\u200b\u2060\ufeff"
# What tells which kind of line it is: the marks of Markdown, or a head's key, and
# the spaces round them.
_START = re.compile(
    rf"[ \t{_ODD}{_UNSEEN}]*"
    rf"(?:(?:[-*+>]|#{{1,6}}|[0-9]{{1,9}}[.)])[ \t{_ODD}{_UNSEEN}]*|[A-Za-z_][\w-]*:[ \t{_ODD}])+"
)


def with_plain_spaces(line: str) -> str:
    """The line with ordinary spaces where its start is read for what kind of line it is."""
    start = None if line.isascii() else _START.match(line)
    if start is None:
        return line.lstrip(_UNSEEN)
    plain = re.sub(f"[{_ODD}]", " ", re.sub(f"[{_UNSEEN}]", "", start[0]))
    return plain + line[start.end() :]
