"""What everybody would try first: cosine of plain TF-IDF vectors, words as they are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from math import log, sqrt

Vector = Mapping[str, float]


class TfIdf:
    """Term frequency times inverse document frequency, over the texts given."""

    def __init__(self, texts: Iterable[str]) -> None:
        documents = [set(_words(text)) for text in texts]
        counts = Counter(word for document in documents for word in document)
        self._idf = {word: log(len(documents) / n) + 1 for word, n in counts.items()}

    def vector(self, *texts: str) -> Vector:
        """The centroid of some texts' vectors, each of length 1."""
        total = Counter[str]()
        for text in texts:
            words = Counter(_words(text))
            weights = {word: n * self._idf.get(word, 1.0) for word, n in words.items()}
            length = sqrt(sum(w * w for w in weights.values())) or 1.0
            total.update({word: w / length for word, w in weights.items()})
        return total


def cosine(one: Vector, other: Vector) -> float:
    shared = sum(weight * other.get(word, 0.0) for word, weight in one.items())
    lengths = sqrt(sum(w * w for w in one.values())) * sqrt(sum(w * w for w in other.values()))
    return shared / lengths if lengths else 0.0


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())
