"""Precision and recall of suggestions on the labelled responses, ours beside the baseline's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from uuid import UUID

from questions.likeness import Likeness, LooksLike, SameAs, Suggestion, ThemeWords
from tests.questions.labelled.baseline import TfIdf, cosine
from tests.questions.labelled.reading import Labelled, LabelledQuestion

Pair = frozenset[UUID]


@dataclass(frozen=True)
class Score:
    """`right` of what was `suggested`, where there were `wanted`."""

    right: int
    suggested: int
    wanted: int

    def __add__(self, other: Score) -> Score:
        return Score(
            self.right + other.right, self.suggested + other.suggested, self.wanted + other.wanted
        )

    @property
    def precision(self) -> float:
        return self.right / self.suggested if self.suggested else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f_half(self) -> float:
        """F with beta 0.5: a wrong suggestion costs more than one that is missing."""
        precision, recall = self.precision, self.recall
        bottom = 0.25 * precision + recall
        return 1.25 * precision * recall / bottom if bottom else 0.0


NOTHING = Score(0, 0, 0)


def score_pairs(question: LabelledQuestion, part: bool, found: set[Pair]) -> Score:
    """How many of the pairs found are labelled as the same, in one part of the question."""
    responses = [r for r in question.responses if r.is_for_tuning == part]
    wanted = {
        frozenset((one.key, other.key))
        for one, other in combinations(responses, 2)
        if one.same and one.same == other.same
    }
    keys = {r.key for r in responses}
    found = {pair for pair in found if pair <= keys}
    return Score(len(found & wanted), len(found), len(wanted))


def our_pairs(question: LabelledQuestion) -> set[Pair]:
    likeness = index(question)
    return {
        frozenset((r.key, twin.key))
        for r in question.responses
        for twin in likeness.twins_of(r.key)
    }


def baseline_pairs(question: LabelledQuestion, threshold: float) -> set[Pair]:
    tfidf = TfIdf(r.text for r in question.responses)
    vectors = {r.key: tfidf.vector(r.text) for r in question.responses}
    return {
        frozenset((one, other))
        for one, other in combinations(vectors, 2)
        if cosine(vectors[one], vectors[other]) >= threshold
    }


Choose = Callable[[LabelledQuestion, list[Labelled], list[Labelled]], dict[UUID, str]]


def score_themes(question: LabelledQuestion, part: bool, is_warm: bool, choose: Choose) -> Score:
    """How many of the themes chosen would be accepted, in one part of the question.

    Warm, the tuning part stands under its themes already; a response of that part
    is asked for with all the others of it there.
    """
    total = NOTHING
    for asked, members in _rounds(question, part, is_warm):
        chosen = choose(question, members, asked)
        right = sum(1 for r in asked if chosen.get(r.key) in r.themes)
        total += Score(right, len(chosen), sum(1 for r in asked if r.themes))
    return total


def _rounds(
    question: LabelledQuestion, part: bool, is_warm: bool
) -> Iterator[tuple[list[Labelled], list[Labelled]]]:
    asked = [r for r in question.responses if r.is_for_tuning == part]
    grouped = [r for r in question.responses if r.is_for_tuning and r.themes]
    if not is_warm:
        yield asked, []
    elif not part:
        yield asked, grouped
    else:
        for one in asked:
            yield [one], [r for r in grouped if r is not one]


def our_themes(
    question: LabelledQuestion, members: list[Labelled], asked: list[Labelled]
) -> dict[UUID, str]:
    themes = [
        ThemeWords(key, name, frozenset(r.key for r in members if r.themes[0] == key))
        for key, name in question.themes.items()
    ]
    found = index(question).suggest(themes, [r.key for r in asked])
    return {key: theme for key, suggestion in found.items() if (theme := _theme_in(suggestion))}


def _theme_in(suggestion: Suggestion) -> str:
    match suggestion:
        case LooksLike() | SameAs():
            return suggestion.theme


def baseline_themes(threshold: float) -> Choose:
    def choose(
        question: LabelledQuestion, members: list[Labelled], asked: list[Labelled]
    ) -> dict[UUID, str]:
        tfidf = TfIdf([*(r.text for r in question.responses), *question.themes.values()])
        themes = {
            key: tfidf.vector(name, *(r.text for r in members if r.themes[0] == key))
            for key, name in question.themes.items()
        }
        chosen = {}
        for response in asked:
            vector = tfidf.vector(response.text)
            score, theme = max((cosine(vector, other), key) for key, other in themes.items())
            if score >= threshold:
                chosen[response.key] = theme
        return chosen

    return choose


def best_threshold(score: Callable[[float], Score]) -> float:
    """The threshold that does best, by F with beta 0.5, on the tuning part."""
    return max((step / 100 for step in range(2, 100, 2)), key=lambda t: (score(t).f_half, t))


_indexes: dict[str, Likeness] = {}


def index(question: LabelledQuestion) -> Likeness:
    """All responses of the question, whether or not they are asked for."""
    if question.key not in _indexes:
        _indexes[question.key] = likeness = Likeness()
        for response in question.responses:
            likeness.put(response.key, response.text)
    return _indexes[question.key]


def total(scores: Iterable[Score]) -> Score:
    return sum(scores, NOTHING)
