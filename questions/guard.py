"""Keep apart what only looks the same: what is denied, other numbers, other agencies.

Two responses that differ in one of these are never suggested as the same, however
many words they share.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from questions.words import words_of

DENIALS = frozenset(
    """
    no not never nor neither none nobody nothing nowhere without cannot can't won't don't doesn't
    didn't isn't aren't wasn't weren't shouldn't wouldn't couldn't hasn't haven't hadn't dont cant
    wont isnt stop stopping stopped end ending abolish scrap avoid against lack lacking lacks fail
    fails failed failing refuse refuses unable unless hardly barely rarely
    """.split()
)
_LESS = frozenset(
    "less fewer reduce reduced reducing cut cuts cutting lower decrease smaller".split()
)
_MORE = frozenset(
    "more increase increased increasing extra additional greater raise bigger".split()
)
# What is spoken against when it stands right before a word.
_OPPOSED = frozenset("stop stopping abolish scrap less fewer against avoid end ending".split())

_NUMBER_WORDS = {
    word: str(number)
    for number, word in enumerate(
        """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
        fifteen sixteen seventeen eighteen nineteen twenty""".split()
    )
} | {"thirty": "30", "fifty": "50", "hundred": "100", "single": "1", "both": "2", "half": "1/2"}

# One name for each agency, and how people write it.
_AGENCIES = {
    "police": r"police|constabulary",
    "health": r"health(?! visit)|nhs|pcts?|primary care|sha|doctors? and nurses?",
    "gp": r"gps?|general practi\w+|doctors?",
    "health visitor": r"health visit\w+|hvs?",
    "midwife": r"midwi\w+",
    "camhs": r"camhs|mental health",
    "school": r"schools?|teachers?|heads?|headteachers?|governors?|academ\w+|colleges?",
    "nursery": r"nurser\w+|childminders?|early years",
    "childrens centre": r"child(?:ren)?'?s'? cent\w+|sure start",
    "yot": r"yots?|youth offending",
    "youth service": r"youth (?:service|work\w*)|connexions",
    "vcs": r"vcs|voluntary|charit\w+|third sector|community groups?|faith groups?",
    "social care": r"social (?:care|work\w*|services)",
    "housing": r"housing|landlords?",
    "probation": r"probation",
    "court": r"courts?|cafcass|judges?",
    "council": r"council\w*|local authorit\w+|las?|county|district",
    "government": r"government|whitehall|dcsf|ministers?|dfes",
    "inspector": r"ofsted|inspect\w+",
    "psychologist": r"(?:educational )?psychologists?|eps?",
    "parent": r"parents?|mothers?|fathers?|mums?|dads?|carers?",
    "job centre": r"job ?cent\w+",
}
_AGENCY = re.compile(
    "|".join(
        rf"(?P<{name.replace(' ', '_')}>\b(?:{written})\b)" for name, written in _AGENCIES.items()
    )
)


@dataclass(frozen=True)
class Claim:
    """What of a text must agree with another's, for the two to be the same."""

    is_denied: bool
    direction: int
    numbers: frozenset[str]
    agencies: frozenset[str]


@lru_cache(maxsize=8192)
def claim_of(text: str) -> Claim:
    """What `text` denies, which way it goes, and the numbers and agencies that it names."""
    words = words_of(text)
    numbers = {_NUMBER_WORDS.get(w, w) for w in words if w in _NUMBER_WORDS or w[0].isdigit()}
    folded = " ".join(words)
    return Claim(
        is_denied=any(word in DENIALS for word in words),
        direction=any(w in _MORE for w in words) - any(w in _LESS for w in words),
        numbers=frozenset(numbers),
        agencies=frozenset(str(match.lastgroup) for match in _AGENCY.finditer(folded)),
    )


def may_be_same(text: str, other: str) -> bool:
    """Whether nothing plain keeps the two apart."""
    return claim_of(text) == claim_of(other)


def opposed_words(text: str) -> frozenset[str]:
    """The words of `text` that it speaks against: "no more targets", "stop initiatives"."""
    words = words_of(text)
    found = set[str]()
    for place, word in enumerate(words):
        is_no_more = word == "no" and words[place + 1 : place + 2] in (("more",), ("further",))
        if word in _OPPOSED or is_no_more:
            start = place + 2 if is_no_more else place + 1
            found.update(words[start : start + 3])
    return frozenset(found)
