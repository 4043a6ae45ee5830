"""Key phrases: two to four words that come up in several responses, compared by their stems."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from questions.guard import DENIALS
from questions.words import STOP_WORDS, stem_of, words_of

MOST_WORDS = 4
FEWEST_RESPONSES = 2
# A longer phrase takes the place of a shorter one that it is nearly always a part of.
SWALLOWED_FROM = 0.75

Stems = tuple[str, ...]


@dataclass(frozen=True)
class Phrase:
    """A phrase as it is mostly written, and the responses that have it, in the order given."""

    words: str
    stems: Stems
    responses: tuple[UUID, ...]


def key_phrases(texts: Mapping[UUID, str], most: int) -> tuple[Phrase, ...]:
    """The phrases that most responses have: at most `most`, and each in two or more.

    Each response counts once. A phrase neither begins nor ends with a word that says
    little; what is denied ("not enough time") is another phrase.
    """
    having: defaultdict[Stems, list[UUID]] = defaultdict(list)
    written: defaultdict[Stems, Counter[str]] = defaultdict(Counter)
    for key, text in texts.items():
        for stems, words in _phrases_in(text):
            having[stems].append(key)
            written[stems][words] += 1
    common = {stems: keys for stems, keys in having.items() if len(keys) >= FEWEST_RESPONSES}
    swallowed = _swallowed(common)
    kept = [stems for stems in common if stems not in swallowed]
    ranked = sorted(kept, key=lambda stems: (-len(common[stems]), -len(stems), stems))
    return tuple(
        Phrase(_mostly(written[stems]), stems, tuple(common[stems])) for stems in ranked[:most]
    )


@lru_cache(maxsize=8192)
def _phrases_in(text: str) -> tuple[tuple[Stems, str], ...]:
    """Each phrase of a text once: its stems, and how it is written there."""
    return tuple(dict(_runs_of(words_of(text))).items())


def _runs_of(words: tuple[str, ...]) -> Iterator[tuple[Stems, str]]:
    for start in range(len(words)):
        if words[start] in STOP_WORDS:
            continue
        for end in range(start + 2, min(start + MOST_WORDS, len(words)) + 1):
            run = words[start:end]
            is_denied_before = start > 0 and words[start - 1] in DENIALS
            is_bare = run[-1] in STOP_WORDS or run[-1] in DENIALS
            if not (is_bare or is_denied_before or all(word[0].isdigit() for word in run)):
                yield tuple(map(stem_of, run)), " ".join(run)


def _swallowed(common: Mapping[Stems, list[UUID]]) -> set[Stems]:
    """The phrases that a longer one says, in nearly the same responses."""
    found: set[Stems] = set()
    for stems, keys in common.items():
        for size in range(2, len(stems)):
            # What is denied is not what is said.
            last = 0 if stems[0] in DENIALS else len(stems) - size
            for start in range(last + 1):
                part = stems[start : start + size]
                if len(keys) >= SWALLOWED_FROM * len(common.get(part, keys)):
                    found.add(part)
    return found


def _mostly(written: Counter[str]) -> str:
    return min(written, key=lambda words: (-written[words], words))
