"""The figures of docs/suggestions.md."""

from __future__ import annotations

from dataclasses import dataclass

from tests.questions.labelled.measuring import (
    Score,
    baseline_pairs,
    baseline_themes,
    best_threshold,
    our_pairs,
    our_themes,
    score_pairs,
    score_themes,
    total,
)
from tests.questions.labelled.reading import LabelledQuestion, read_labelled


@dataclass(frozen=True)
class Line:
    """One task, and how both did on the held-out part; `threshold` is the baseline's, as tuned."""

    task: str
    ours: Score
    baseline: Score
    threshold: float


def measure(part: bool = False) -> list[Line]:
    """All three tasks; on the held-out part, or with `part` on the tuning part itself."""
    questions = read_labelled()
    return [
        _measure_pairs(questions, part),
        _measure_themes(questions, part, is_warm=True),
        _measure_themes(questions, part, is_warm=False),
    ]


def _measure_pairs(questions: list[LabelledQuestion], part: bool) -> Line:
    def score(threshold: float, part: bool) -> Score:
        return total(score_pairs(q, part, baseline_pairs(q, threshold)) for q in questions)

    threshold = best_threshold(lambda t: score(t, True))
    ours = total(score_pairs(q, part, our_pairs(q)) for q in questions)
    return Line("says the same (pairs)", ours, score(threshold, part), threshold)


def _measure_themes(questions: list[LabelledQuestion], part: bool, is_warm: bool) -> Line:
    def score(threshold: float, part: bool) -> Score:
        choose = baseline_themes(threshold)
        return total(score_themes(q, part, is_warm, choose) for q in questions)

    threshold = best_threshold(lambda t: score(t, True))
    ours = total(score_themes(q, part, is_warm, our_themes) for q in questions)
    task = "looks like a theme, " + ("a third grouped" if is_warm else "nothing grouped")
    return Line(task, ours, score(threshold, part), threshold)


def draw(lines: list[Line]) -> str:
    """The figures as a Markdown table."""
    rows = ["| task | by | precision | recall | F0.5 |", "| --- | --- | --- | --- | --- |"]
    for line in lines:
        for name, s in (("ours", line.ours), ("TF-IDF", line.baseline)):
            precision = f"{s.precision:.2f} ({s.right} of {s.suggested})"
            rows.append(
                f"| {line.task} | {name} | {precision} | "
                f"{s.recall:.2f} ({s.right} of {s.wanted}) | {s.f_half:.2f} |"
            )
    return "\n".join(rows)
