"""A key for a theme that has none of its own, made of its name and of nothing else."""

from __future__ import annotations

import hashlib
import re
import unicodedata

MAX_CHARACTERS = 60
_MARK_CHARACTERS = 8
# A name of which the key leaves out nothing that tells it from another: words of
# small and large letters and digits, with a dash, a comma or an “&” between them.
_WORD = r"[A-Za-z0-9'’]+"
_PLAIN = re.compile(rf"{_WORD}(?:(?: | & |, | ?[-–—] ?){_WORD})*")


def key_of(name: str) -> str:
    """A key of at most 60 small letters, digits and hyphens, the same wherever the name stands.

    A plain name gives a plain key. Any other (`C++`, `Écoles`, `学校`, a name too long
    for a key) ends in a mark of its own, eight hex digits, that only this name gives.
    """
    key = _hyphenated(name)
    if _PLAIN.fullmatch(" ".join(name.split())) and key and len(key) <= MAX_CHARACTERS:
        return key
    name = normal_name(name)
    mark = hashlib.sha256(name.encode()).hexdigest()[:_MARK_CHARACTERS]
    room = MAX_CHARACTERS - _MARK_CHARACTERS - 1
    return f"{_hyphenated(_without_accents(name))[:room].strip('-') or 'theme'}-{mark}"


def normal_name(name: str) -> str:
    """The name as compared with others: however its case, spaces and accents are written."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def _hyphenated(name: str) -> str:
    plain = name.lower().replace("’", "").replace("'", "")
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def _without_accents(name: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
