"""What in a question looks alike: responses that say the same, and the theme that one looks like.

Offline and explained. These are suggestions: a missing one costs nothing, a wrong
one costs trust, so the thresholds were set for few wrong ones (docs/suggestions.md).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import nlargest
from math import log
from uuid import UUID

from rapidfuzz import fuzz

from questions.guard import may_be_same, opposed_words
from questions.words import STOP_WORDS, stem_of, stems_of, words_of

# How like two responses must be, of 100, in the order of their stems or in any order.
SAME_SCORE = 82.0
# The least part of the longer one's stems that both must have to be compared at all.
SHARED_STEMS = 0.5
FEWEST_STEMS = 2
# How much a theme must explain of a response, and by how much more than the next theme.
THEME_SCORE = 0.19
THEME_LEAD = 1.25
NAME_WEIGHT = 1.0
MEMBERS_WEIGHT = 1.0
# A stem of so few members counts less: it may be one person's way of putting things.
MEMBERS_TO_TRUST = 2.0
MOST_REASONS = 4


@dataclass(frozen=True)
class Twin:
    """A response that says nearly the same; `score` is from 0 to 100."""

    key: UUID
    score: float


@dataclass(frozen=True)
class ThemeWords:
    """A theme as it stands: its key, its name, and the responses under it."""

    key: str
    name: str
    members: frozenset[UUID]


@dataclass(frozen=True)
class LooksLike:
    """A response looks like a theme, because of these of its own words."""

    theme: str
    because: tuple[str, ...]


@dataclass(frozen=True)
class SameAs:
    """A response says nearly what others say; `theme` is where they stand, blank for nowhere."""

    twins: tuple[UUID, ...]
    theme: str


Suggestion = LooksLike | SameAs


class Likeness:
    """The responses of one question by what they say; whoever shares it among threads locks it."""

    def __init__(self) -> None:
        self._texts: dict[UUID, str] = {}
        self._stems: dict[UUID, frozenset[str]] = {}
        self._having: defaultdict[str, set[UUID]] = defaultdict(set)
        self._twins: defaultdict[UUID, dict[UUID, float]] = defaultdict(dict)

    def __contains__(self, key: UUID) -> bool:
        return key in self._texts

    def put(self, key: UUID, text: str) -> None:
        """Take a response in, in place of what stood under its key."""
        self.drop(key)
        found = self._find_alike(text)
        self._texts[key], self._stems[key] = text, frozenset(stems_of(text))
        for stem in self._stems[key]:
            self._having[stem].add(key)
        for other, score in found.items():
            self._twins[key][other] = self._twins[other][key] = score

    def drop(self, key: UUID) -> None:
        """Forget a response, if it is there."""
        if self._texts.pop(key, None) is None:
            return
        for stem in self._stems.pop(key):
            self._having[stem].discard(key)
        for other in self._twins.pop(key, {}):
            del self._twins[other][key]

    def twins_of(self, key: UUID) -> tuple[Twin, ...]:
        """Those that say nearly the same, the likest first."""
        return _in_order(self._twins.get(key, {}))

    def alike(self, text: str) -> tuple[Twin, ...]:
        """Those that say nearly what `text` says, the likest first."""
        return _in_order(self._find_alike(text))

    def suggest(
        self,
        themes: Sequence[ThemeWords],
        ungrouped: Iterable[UUID],
        dismissed: Container[tuple[UUID, str]] = (),
    ) -> dict[UUID, Suggestion]:
        """At most one suggestion for each of `ungrouped`: what it is the same as, or looks like.

        `dismissed` has a response's key with a theme's, or with another response's as
        text: what was dismissed does not come back.
        """
        theme_of = {member: theme.key for theme in themes for member in theme.members}
        weighing = _Weighing(themes, self._stems, self._having)
        found: dict[UUID, Suggestion] = {}
        for key in ungrouped:
            suggestion = self._same_as(key, theme_of, dismissed) or self._looks_like(
                key, weighing, dismissed
            )
            if suggestion:
                found[key] = suggestion
        return found

    def _find_alike(self, text: str) -> dict[UUID, float]:
        stems = stems_of(text)
        if len(set(stems)) < FEWEST_STEMS:
            return {}
        shared = Counter[UUID]()
        for stem in set(stems):
            shared.update(self._having.get(stem, ()))
        ordered, alike = " ".join(stems), {}
        for key, count in shared.items():
            if count < SHARED_STEMS * max(len(self._stems[key]), len(set(stems))):
                continue
            score = _score(ordered, " ".join(stems_of(self._texts[key])))
            if score >= SAME_SCORE and may_be_same(text, self._texts[key]):
                alike[key] = score
        return alike

    def _same_as(
        self, key: UUID, theme_of: dict[UUID, str], dismissed: Container[tuple[UUID, str]]
    ) -> SameAs | None:
        if not self._twins.get(key):
            return None
        twins = [t.key for t in self.twins_of(key) if not _is_dismissed(key, t.key, dismissed)]
        themes = Counter(theme_of[twin] for twin in twins if twin in theme_of)
        for theme, _ in themes.most_common(1):
            if (key, theme) not in dismissed:
                return SameAs(tuple(t for t in twins if theme_of.get(t) == theme), theme)
            return None
        return SameAs(tuple(twins), "") if twins else None

    def _looks_like(
        self, key: UUID, weighing: _Weighing, dismissed: Container[tuple[UUID, str]]
    ) -> LooksLike | None:
        text = self._texts[key]
        scores = weighing.score(self._stems[key])
        best = nlargest(2, scores.items(), key=lambda item: item[1])
        if not best or best[0][1] < THEME_SCORE:
            return None
        if len(best) > 1 and best[0][1] < THEME_LEAD * best[1][1]:
            return None
        theme = best[0][0]
        because = _reasons(text, weighing.weights_of(theme))
        if (key, theme) in dismissed or not because:
            return None
        return LooksLike(theme, because)


class _Weighing:
    """How much each stem speaks for each theme: by its name, and by what stands under it."""

    def __init__(
        self,
        themes: Sequence[ThemeWords],
        stems: dict[UUID, frozenset[str]],
        having: dict[str, set[UUID]],
    ) -> None:
        self._all, self._having = len(stems), having
        self._by_theme: dict[str, dict[str, float]] = {}
        self._by_stem: defaultdict[str, list[tuple[str, float]]] = defaultdict(list)
        in_names = Counter(stem for theme in themes for stem in set(stems_of(theme.name)))
        for theme in themes:
            weights = dict(self._weigh(theme, stems, in_names, len(themes)))
            self._by_theme[theme.key] = weights
            for stem, weight in weights.items():
                self._by_stem[stem].append((theme.key, weight))

    def _weigh(
        self,
        theme: ThemeWords,
        stems: dict[UUID, frozenset[str]],
        in_names: Counter[str],
        themes: int,
    ) -> Iterator[tuple[str, float]]:
        name = set(stems_of(theme.name))
        members = Counter[str]()
        count = 0
        for member in theme.members:
            if member in stems:
                members.update(stems[member])
                count += 1
        for stem in name | members.keys():
            by_name = NAME_WEIGHT * (stem in name) / in_names[stem] if stem in name else 0.0
            with_it = members[stem]
            # Of all who say it, how many stand here: nothing for a stem that one alone has.
            share = with_it / (len(self._having.get(stem, ())) + MEMBERS_TO_TRUST)
            yield stem, by_name + MEMBERS_WEIGHT * share * (with_it > 1)

    def rarity(self, stem: str) -> float:
        """Inverse document frequency, smoothed, from 0 for what all say to 1."""
        count = len(self._having.get(stem, ()))
        return log((self._all + 1) / (count + 1)) / log(self._all + 2) + 0.1

    def score(self, stems: frozenset[str]) -> dict[str, float]:
        """How much of a response each theme explains: its stems' weights by their rarity."""
        total = 0.0
        scores: defaultdict[str, float] = defaultdict(float)
        for stem in stems:
            rarity = self.rarity(stem)
            total += rarity
            for theme, weight in self._by_stem.get(stem, ()):
                scores[theme] += rarity * weight
        # Of a long response a theme need not explain all.
        return {theme: score / (total + 1.0) for theme, score in scores.items()} if total else {}

    def weights_of(self, theme: str) -> dict[str, float]:
        return self._by_theme[theme]


def _score(stems: str, other: str) -> float:
    return max(fuzz.ratio(stems, other), fuzz.token_sort_ratio(stems, other))


def _in_order(scores: dict[UUID, float]) -> tuple[Twin, ...]:
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0].int))
    return tuple(Twin(key, score) for key, score in ranked)


def _is_dismissed(key: UUID, twin: UUID, dismissed: Container[tuple[UUID, str]]) -> bool:
    return (key, str(twin)) in dismissed or (twin, str(key)) in dismissed


def _reasons(text: str, weights: dict[str, float]) -> tuple[str, ...]:
    """The words that speak for a theme, the weightiest first; not those that it speaks against."""
    opposed = opposed_words(text)
    words = {
        stem_of(word): word
        for word in reversed(words_of(text))
        if word not in STOP_WORDS and word not in opposed
    }
    speaking = [
        (weights[stem], word) for stem, word in words.items() if weights.get(stem, 0) > 0.05
    ]
    return tuple(word for _, word in nlargest(MOST_REASONS, speaking, key=lambda one: one[0]))
