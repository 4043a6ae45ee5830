"""What YAML would leave out of a head as a comment, although it may be words."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import yaml

_CLOSED = (yaml.FlowSequenceEndToken, yaml.FlowMappingEndToken)
_ENDS = (yaml.KeyToken, yaml.BlockEndToken, yaml.StreamEndToken)


def find_lost_words(text: str, tokens: Sequence[yaml.Token]) -> tuple[int, str] | None:
    """The first line of `text`, from 0, that loses words to a “#”, and what to say of it.

    A comment on a line of its own loses none, nor does one after a closing quotation
    mark or bracket, or after the key of a list.
    """
    scalars = [token for token in tokens if isinstance(token, yaml.ScalarToken)]
    start, lines = 0, text.split("\n")
    for number, line in enumerate(lines):
        at = _find_comment(line, start, scalars)
        if at is not None and _loses_words(lines, number, at, start + at, tokens):
            lost = line[at:].strip()
            return number, (
                f"“#” starts a comment in YAML, so “{lost}” would be left out: put the whole text "
                "in quotes, or a comment on a line of its own, no further in than the line above."
            )
        start += len(line) + 1
    return None


def _find_comment(line: str, start: int, scalars: Sequence[yaml.ScalarToken]) -> int | None:
    """Where a comment starts in `line`: its first “#” that no text holds."""
    for at in (index for index, character in enumerate(line) if character == "#"):
        holding = [s for s in scalars if s.start_mark.index <= start + at < s.end_mark.index]
        if not holding:
            return at
        block = holding[0]
        if block.style in ("|", ">") and start <= block.start_mark.index:
            return at  # It stands behind the sign that opens a block of text.
    return None


def _loses_words(
    lines: Sequence[str], number: int, at: int, index: int, tokens: Sequence[yaml.Token]
) -> bool:
    """Whether the comment at column `at` of a line, `index` of the text, may be words."""
    before = list(itertools.takewhile(lambda token: token.start_mark.index < index, tokens))
    if not before:
        return False
    last = before[-1]
    is_text = isinstance(last, yaml.ScalarToken)
    is_plain = isinstance(last, yaml.ScalarToken) and not last.style
    is_tight = bool(lines[number][at + 1 : at + 2].strip())  # As in “#1”.
    after = tokens[len(before)] if len(before) < len(tokens) else None
    is_empty = isinstance(last, yaml.ValueToken) and isinstance(after, _ENDS)
    if lines[number][:at].strip():
        is_closed = isinstance(last, _CLOSED) or (is_text and not is_plain)
        goes_below = isinstance(last, yaml.ValueToken) and not is_empty
        return is_tight or not (is_closed or goes_below)
    if is_plain and last.end_mark.line == number - 1:  # It would go on with the text above.
        above = lines[number - 1]
        return at > len(above) - len(above.lstrip())
    return is_empty and is_tight
