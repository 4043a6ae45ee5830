"""What in a question looks alike: responses that say the same, and the theme that one looks like.

Offline and explained. These are suggestions: a missing one costs nothing, a wrong
one costs trust, so the thresholds were set for few wrong ones (docs/suggestions.md).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from math import log, sqrt
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
THEME_SCORE = 0.16
THEME_LEAD = 1.7
NAME_WEIGHT = 1.0
MEMBERS_WEIGHT = 0.6
# A stem of so few members counts less: it may be one person's way of putting things.
MEMBERS_TO_TRUST = 3.0
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
            same = self._same_as(key, theme_of, dismissed)
            # A theme that it looks like says more than others of its kind that stand nowhere.
            is_grouped = same is not None and same.theme != ""
            suggestion = same if is_grouped else self._looks_like(key, weighing, dismissed) or same
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
        opposed = frozenset(stem_of(word) for word in opposed_words(text))
        scores = weighing.score(self._stems[key] - opposed)
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
    """How much each stem speaks for each theme: by its name, and by what stands under it.

    Both are vectors of stems, weighted by their rarity and of length 1; a response's
    score is its cosine with the one and with the other, added up with their weights.
    """

    def __init__(
        self,
        themes: Sequence[ThemeWords],
        stems: dict[UUID, frozenset[str]],
        having: dict[str, set[UUID]],
    ) -> None:
        self._all, self._having = len(stems), having
        self._rarities: dict[str, float] = {}
        self._by_theme: dict[str, dict[str, float]] = {}
        self._by_stem: defaultdict[str, list[tuple[str, float]]] = defaultdict(list)
        for theme in themes:
            self._by_theme[theme.key] = weights = self._weigh(theme, stems)
            for stem, weight in weights.items():
                self._by_stem[stem].append((theme.key, weight))

    def _weigh(self, theme: ThemeWords, stems: dict[UUID, frozenset[str]]) -> dict[str, float]:
        members = Counter[str]()
        count = 0
        for member in theme.members:
            if member in stems:
                members.update(stems[member])
                count += 1
        trust = MEMBERS_WEIGHT * count / (count + MEMBERS_TO_TRUST)
        by_name = self._unit(dict.fromkeys(stems_of(theme.name), 1))
        by_members = self._unit(members)
        return {
            stem: NAME_WEIGHT * by_name.get(stem, 0.0) + trust * by_members.get(stem, 0.0)
            for stem in by_name.keys() | by_members.keys()
        }

    def _unit(self, counts: Mapping[str, int]) -> dict[str, float]:
        weights = {stem: count * self._rarity(stem) for stem, count in counts.items()}
        length = sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        return {stem: weight / length for stem, weight in weights.items()}

    def _rarity(self, stem: str) -> float:
        """Inverse document frequency, smoothed so that what nobody says yet is not endless."""
        rarity = self._rarities.get(stem)
        if rarity is None:
            count = len(self._having.get(stem, ()))
            rarity = self._rarities[stem] = log((self._all + 1) / (count + 1)) + 1.0
        return rarity

    def score(self, stems: Iterable[str]) -> dict[str, float]:
        """How near a response with these stems is to each theme that shares one."""
        squares = 0.0
        scores: defaultdict[str, float] = defaultdict(float)
        for stem in stems:
            rarity = self._rarity(stem)
            squares += rarity * rarity
            for theme, weight in self._by_stem.get(stem, ()):
                scores[theme] += rarity * weight
        length = sqrt(squares)
        return {theme: score / length for theme, score in scores.items()}

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
