"""What Markdown elsewhere may have and a slide has not: refused, so that no words are lost."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from markdown_it.token import Token

Refusal = tuple[int, str]

FOOTNOTE = "there are no footnotes: put the words on the slide, or in its notes."
# Left as text, each is something that was meant to be more than text.
_LEFT_AS_TEXT = (
    (
        re.compile(r"!\[[^\]]*\]\([^)<>]*\s"),
        "a name with spaces in it goes between “<” and “>”: ![…](<my picture.png>).",
    ),
    (
        re.compile(r"!\[[^\]]*\][(\[]"),
        "this is not a picture that a slide can have: write ![What it shows](picture.png).",
    ),
    (re.compile(r"\[\^[^\]\s]+\]"), FOOTNOTE),
    (
        re.compile(r"\[[^\[\]]+\]\[[^\[\]]+\]"),
        "this link's address is not on this slide; each slide has its own.",
    ),
    (re.compile(r"^#{2,6}[^#\s]", re.MULTILINE), "put a space after the “#”."),
)


def find_refused(block: Sequence[Token], lines: Sequence[str]) -> Refusal | None:
    """The first thing in `block` that a slide has not: its line, from 0, and what to do."""
    for token in block:
        at = token.map[0] if token.map else 0
        if token.type == "table_open":
            return at, "there are no tables: write a list, or make it a picture."
        if token.type == "hr" or (token.type == "heading_open" and _is_divider(token, lines)):
            return at, "slides are divided by a line of “---” alone, at the very left."
        if token.type == "inline" and (problem := _find_left_as_text(token)):
            return at + problem[0], problem[1]
    return None


def find_unused(references: Mapping[str, Any], tokens: Sequence[Token]) -> Refusal | None:
    """A line like “[Note]: words” that Markdown takes for a link's address, and hides."""
    used = {child.meta.get("label") for child in _inline(tokens)}
    for label, reference in references.items():
        if label.startswith("^"):
            return reference["map"][0], FOOTNOTE
        if label not in used:
            return reference["map"][0], (
                "a line that starts with “[…]:” is a link's address, and is not shown: "
                r"write “\[” if it is text."
            )
    return None


def _is_divider(heading: Token, lines: Sequence[str]) -> bool:
    """Whether its second line was meant to divide slides, and is indented."""
    end = heading.map[1] if heading.map else 0
    return heading.markup == "-" and lines[end - 1].strip() == "---"


def _find_left_as_text(inline: Token) -> Refusal | None:
    text = "".join(
        child.content if child.type == "text" else "\n" if "break" in child.type else "\0"
        for child in inline.children or []
    )
    for pattern, problem in _LEFT_AS_TEXT:
        if found := pattern.search(text):
            return text[: found.start()].count("\n"), problem
    return None


def _inline(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        yield from token.children or []
