"""Breakdowns, drill-down and the results file say what the responses say."""

from __future__ import annotations

import json
from uuid import UUID, uuid4

import pytest

from questions.behind import FIGURES, NoSuchFigure, figures_of, looked_behind, shown_behind
from questions.breakdown import NOT_SAID, compare
from questions.entries import Introduce
from questions.ledger import take_step
from questions.models import Question
from questions.recorder import recorder
from questions.results import write_results
from tests.people import AMINA, CARYS, DEV, ROOM, respond

KEY = "early-intervention"


def speak(sector: str, table: str, count: int, theme: str) -> None:
    for _ in range(count):
        delegate = uuid4()
        recorder.record(Introduce(ROOM, delegate, sector, table)).result(10)
        respond(delegate, "A plan", theme=theme)


def latest() -> Question:
    return Question.objects.get(room=ROOM, key=KEY)


def test_delegates_are_compared_by_sector_and_small_groups_are_out_of_sight(
    question: Question,
) -> None:
    speak("Health", "1", 7, "schools")
    speak("Police", "2", 2, "schools")
    speak("Schools", "2", 9, "schools")
    speak("", "3", 8, "assessment")
    comparison = compare(latest(), "sector")
    assert comparison.groups == ("Health", "Police", "Schools", NOT_SAID)
    lines = {line.name: (line.said_by, line.cells) for line in comparison.lines}
    # Two of the police are too few, and so are none; seven of health go with them.
    assert lines["Schools"] == (18, (None, None, 9, None))
    assert lines["Shared assessment"] == (8, (None, None, None, None))
    assert comparison.responded == 26
    assert compare(latest(), "table").groups == ("1", "2", "3")


def test_all_bars_of_a_comparison_are_on_one_scale_without_what_is_not_grouped(
    question: Question,
) -> None:
    for sector in ("Health", "Police"):
        speak(sector, "1", 6, "schools")
        speak(sector, "1", 11, "")
    comparison = compare(latest(), "sector")
    assert [line.key for line in comparison.lines] == ["schools", ""]
    assert comparison.lines[1].cells == (11, 11)
    assert (comparison.most, comparison.has_bars) == (6, True)


def test_every_figure_has_exactly_its_responses_behind_it(question: Question) -> None:
    respond(CARYS, "Share one assessment now", theme="assessment")
    respond(DEV, "Share one assessment early", theme="schools")
    respond(DEV, "Ring 07700 900123")
    figures = {f.path: f.responses for _, listed in figures_of(latest()) for f in listed}
    assert figures["theme/assessment"] == figures["theme/schools"] == figures["held"] == 1
    assert figures["phrase/share-one-assess"] == figures["source/phone"] == 2
    for path, count in figures.items():
        assert len(looked_behind(latest(), path)[1]) == count
        if path in FIGURES:
            with pytest.raises(NoSuchFigure):
                shown_behind(latest(), path)


def test_the_results_have_figures_actions_and_every_step_but_no_delegate(
    question: Question,
) -> None:
    key = respond(CARYS, "Share one assessment", theme="schools").key
    assert isinstance(key, UUID)
    take_step(ROOM, KEY, "move", {"responses": [key], "theme": "assessment"}, AMINA)
    take_step(ROOM, KEY, "agree", {"what": "Agree one form", "theme": "assessment"}, AMINA)
    text = write_results(ROOM)
    (results,) = json.loads(text)
    assert results["figures"]["shown"] == 1
    assert results["actions"] == [
        {"what": "Agree one form", "who": "", "by_when": "", "theme": "Shared assessment"}
    ]
    assert [step["by"] for step in results["steps"]] == [AMINA, AMINA]
    assert CARYS.hex not in text and str(CARYS) not in text
