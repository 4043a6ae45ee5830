"""The words of a response, and their stems, as likeness and phrases compare them."""

from __future__ import annotations

import re
from functools import lru_cache

import snowballstemmer

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|\d+(?:[.,]\d+)*")
_APOSTROPHES = str.maketrans("’‘`´", "''''")
_stemmer = snowballstemmer.stemmer("english")

# Words that say little of what is spoken of; those that deny something are not among them.
STOP_WORDS = frozenset(
    """
    a about above across after again all along also am among an and any are around as at be
    because been before being below between both but by can could did do does doing don down
    during each else etc even ever every for from further get gets getting give go going got had
    has have having he her here hers him his how i if in into is it its it's just let like make
    makes making many may me might more most much must my now of off on once one only or other
    our ours out over own please put really same say see shall she should so some still such
    take than that that's the their theirs them then there these they thing things this those
    through to too under until up us per use used via within using very want was way we we're
    were what when where which while who whom whose why will with within would yes yet you your
    yours
    """.split()
)


@lru_cache(maxsize=8192)
def words_of(text: str) -> tuple[str, ...]:
    """The words and numbers of `text`, in lower case and in their order."""
    return tuple(_WORD.findall(text.casefold().translate(_APOSTROPHES)))


@lru_cache(maxsize=65536)
def stem_of(word: str) -> str:
    """The stem of one word, by Porter's English algorithm in its second edition (Snowball)."""
    stem: str = _stemmer.stemWord(word.removesuffix("'s"))
    return stem


@lru_cache(maxsize=8192)
def stems_of(text: str) -> tuple[str, ...]:
    """The stems of the words that say something, in their order."""
    return tuple(stem_of(word) for word in words_of(text) if word not in STOP_WORDS)
