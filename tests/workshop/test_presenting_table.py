"""The table of docs/presenting.md: how the slide was reached, its question's phase, the press."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from questions.models import Phase, Question
from questions.phases import ORDER
from questions.question_states import read_states
from tests.people import ROOM
from tests.workshop.presenting import place, press
from workshop.models import Slide, Workshop

# The question is on slide 4, between 2 and 5; slide 3 is skipped.
BEFORE, HERE, AFTER = 2, 4, 5

# How the slide is reached, from slide 1.
ARRIVES = {
    "by next": ["2", "next"],
    "by a jump ahead": ["4"],
    "by next, where the room had been": ["4", "2", "next"],
}
PASSES = {
    "by back": ["5", "back"],
    "by a jump back": ["5", "4"],
    "by next, on the way back": ["5", "1", "next", "next"],
    "by a jump ahead, short of where the room had been": ["5", "1", "4"],
}
PHASES = [str(phase) for phase in ORDER]


def start_anew() -> None:
    workshop = Workshop.objects.get()
    workshop.presses.all().delete()
    Workshop.objects.update(position=1, furthest=1, returning_to=None, steps_from="", begun_at=None)
    Question.objects.update(
        phase=Phase.WAITING, phase_at=None, phase_ends_at=None, opened_at=None, is_revealed=False
    )


def reach(how: list[str], phase: str) -> None:
    start_anew()
    Question.objects.update(phase=phase)
    for step in how:
        press(step)
    assert place() == (HERE, phase)


def after(phase: str) -> tuple[int, str]:
    """Where *next* leads from a phase of the question."""
    following = PHASES.index(phase) + 1
    return (HERE, PHASES[following]) if following < len(PHASES) else (AFTER, phase)


@pytest.mark.parametrize("how", ARRIVES.values(), ids=ARRIVES.keys())
def test_where_the_room_arrives_next_steps_the_question_on(
    workshop: Workshop, how: list[str]
) -> None:
    for phase in PHASES:
        reach(how, phase)
        press("next")
        assert place() == after(phase)


@pytest.mark.parametrize("how", PASSES.values(), ids=PASSES.keys())
def test_on_the_way_back_next_opens_nothing(workshop: Workshop, how: list[str]) -> None:
    for phase in PHASES:
        reach(how, phase)
        press("next")
        assert place() == (AFTER, phase)


@pytest.mark.parametrize("how", [*ARRIVES.values(), *PASSES.values()], ids=[*ARRIVES, *PASSES])
def test_back_goes_to_the_slide_before_and_touches_no_question(
    workshop: Workshop, how: list[str]
) -> None:
    for phase in PHASES:
        reach(how, phase)
        press("back")
        assert place() == (BEFORE, phase)


@pytest.mark.parametrize("how", [*ARRIVES.values(), *PASSES.values()], ids=[*ARRIVES, *PASSES])
def test_a_phase_that_was_pressed_is_where_next_and_back_step_from(
    workshop: Workshop, how: list[str]
) -> None:
    for phase in PHASES:
        reach(how, "waiting")
        press(phase)
        press("back")
        assert place() == (BEFORE, phase)
        press("undo")
        press("next")
        assert place() == after(phase)
        press("back")
        assert place() == (HERE, phase)


@pytest.mark.parametrize("how", ARRIVES.values(), ids=ARRIVES.keys())
def test_back_is_the_inverse_of_each_next_on_this_slide(workshop: Workshop, how: list[str]) -> None:
    reach(how, "waiting")
    for presses in range(1, len(PHASES)):
        for _ in range(presses):
            press("next")
        assert place() == (HERE, PHASES[presses])
        for _ in range(presses):
            press("back")
        assert place() == (HERE, "waiting")


def test_a_room_that_went_back_opens_no_other_question(workshop: Workshop) -> None:
    """Page Up on a revealed question, and Page Down on the slide before, which has one too."""
    other = Question.objects.create(room=ROOM, key="workforce", number=2, title="W", words="Who?")
    Slide.objects.filter(workshop=workshop, position=BEFORE).update(question=other)
    press("4")
    press("next")
    press("revealed")
    press("back")
    assert place() == (BEFORE, "revealed")
    press("next")
    assert place() == (HERE, "revealed")
    assert place("workforce") == (HERE, "waiting")
    press("next")
    assert place() == (HERE, "prioritising")


def test_a_presenter_who_wants_to_stay_goes_on_from_here(workshop: Workshop) -> None:
    press("5")
    press("back")
    press("go on")
    press("next")
    assert place() == (HERE, "collecting")
    press("back")
    assert place() == (HERE, "waiting")


PRESSES = st.lists(st.sampled_from(["next", "back", "1", "2", "4", "5", "go on", *PHASES]))


def stand() -> object:
    workshop = Workshop.objects.get()
    questions = {
        key: {name: value for name, value in facts.items() if name != "phase_at"}
        for key, facts in read_states(ROOM).items()
    }
    place = workshop.position, workshop.returning_to, workshop.steps_from, workshop.begun_at
    return *place, questions


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(presses=PRESSES)
def test_undoing_gives_back_each_earlier_moment(workshop: Workshop, presses: list[str]) -> None:
    start_anew()
    moments = [stand()]
    for one in presses:
        press(one)
        if stand() != moments[-1]:
            moments.append(stand())
    for moment in moments[-2::-1]:
        press("undo")
        assert stand() == moment


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(presses=PRESSES)
def test_a_room_on_its_way_back_changes_no_phase_by_next_or_back(
    workshop: Workshop, presses: list[str]
) -> None:
    start_anew()
    for one in presses:
        before = Workshop.objects.get()
        phase = place()[1]
        press(one)
        if one in ("next", "back") and before.returning_to and not before.steps_from:
            assert place()[1] == phase
