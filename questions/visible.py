"""What can be seen of somebody's words, and how they are shown to spoil nothing beside them.

Stored text is left as it was typed: this is for what is drawn of it, and for
telling whether there is anything in it to draw.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Letters and signs that draw nothing: Hangul fillers, the Braille blank, a musical rest without
# a mark, what stands for an object that did not come along; and what Unicode reserves as invisible.
_BLANKS = "\u115f\u1160\u3164\uffa0\u2800\U0001d159\ufffc"
_RESERVED = re.compile("[\u2065\ufff0-\ufff8\U000e0000-\U000e0fff]")
# Controls, formats, spaces and combining marks: nothing by themselves.
_UNSEEN = frozenset(("Cc", "Cf", "Zs", "Zl", "Zp", "Mn", "Mc", "Me"))

_WIDE_GAP = re.compile(rf"[\s{_BLANKS}]{{4,}}")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")

_ISOLATES, _END_ISOLATE = "\u2066\u2067\u2068", "\u2069"
_EMBEDDINGS, _END_EMBEDDING = "\u202a\u202b\u202d\u202e", "\u202c"
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")
_TURNS = frozenset(("R", "AL", "AN", "RLE", "RLO", "LRO", "RLI", "LRI", "FSI", "PDI", "PDF"))


def is_blank(text: str) -> bool:
    """Nothing of `text` would be seen. `static/js/blank.js` says the same of every character."""
    return all(_is_unseen(character) for character in text)


def _is_unseen(character: str) -> bool:
    if character in _BLANKS or unicodedata.category(character) in _UNSEEN:
        return True
    return _RESERVED.match(character) is not None


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """The words of `text` as they are shown: one blank line for many, no gap without end.

    What sets a direction ends with its line, so that it turns nothing that stands
    beside it; and a control character, which would be drawn as a box, is left out.
    """
    kept: list[str] = []
    for line in text.splitlines():
        if not is_blank(line):
            kept.append(_close(_CONTROLS.sub("", _WIDE_GAP.sub(" ", line)).strip()))
        elif kept and kept[-1]:
            kept.append("")
    return "\n".join(kept).strip("\n")


def isolate(text: str) -> str:
    """`text` for where no element can hold it apart: a title, an attribute, plain text.

    Each line is enclosed in isolates, if anything in it could turn what is beside it.
    """
    return "\n".join(
        f"\u2068{line}\u2069" if any(map(_may_turn, line)) else line
        for line in fold(text).split("\n")
    )


def _may_turn(character: str) -> bool:
    return unicodedata.bidirectional(character) in _TURNS


def _close(line: str) -> str:
    """Let each isolate and embedding of `line` end in it, and leave out ends of none."""
    if not _DIRECTION.search(line):
        return line
    kept: list[str] = []
    open_ones: list[str] = []  # The end of each, outermost first.
    for character in line:
        if character in _ISOLATES:
            open_ones.append(_END_ISOLATE)
        elif character in _EMBEDDINGS:
            open_ones.append(_END_EMBEDDING)
        elif character == _END_ISOLATE:
            if character not in open_ones:
                continue
            # An isolate's end ends the embeddings in it as well.
            while open_ones.pop() != _END_ISOLATE:
                pass
        elif character == _END_EMBEDDING:
            if not open_ones or open_ones[-1] != character:
                continue
            open_ones.pop()
        kept.append(character)
    return "".join((*kept, *reversed(open_ones)))
