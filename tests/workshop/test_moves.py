"""Through the deck and its questions, forwards and back, from rows alone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from questions.models import Question
from tests.people import ROOM
from tests.workshop.presenting import look_up, place, press
from workshop.models import Workshop
from workshop.room.moves import (
    MoveRefused,
    jump_to,
    next_label,
    press_phase,
    step_back,
    step_forward,
    view_of,
)
from workshop.room.presses import undo_press
from workshop.room.state import read_room


def test_next_goes_through_the_deck_and_each_question_to_the_end(workshop: Workshop) -> None:
    seen = []
    for _ in range(10):
        seen.append((*place(), next_label(read_room(ROOM))))
        press("next")
    assert seen == [
        (1, "waiting", "Next slide"),
        (2, "waiting", "Next slide"),
        (4, "waiting", "Open the question"),
        (4, "collecting", "Reveal the responses"),
        (4, "revealed", "Let the room prioritise"),
        (4, "prioritising", "Agree what to do"),
        (4, "committing", "Close the question"),
        (4, "closed", "Next slide"),
        (5, "closed", ""),
        (5, "closed", ""),
    ]


def test_a_double_press_moves_a_question_by_one_phase(workshop: Workshop) -> None:
    jump_to(ROOM, 4)
    phases = ["waiting", "collecting", "revealed", "prioritising", "committing", "closed"]
    for phase in phases[1:]:
        press("next")
        step_forward(ROOM)
        assert place() == (4, phase)
    for phase in phases[-2::-1]:
        press("back")
        step_back(ROOM)
        assert place() == (4, phase)
    press("back")
    assert place() == (2, "waiting")


def test_a_double_press_that_brings_a_question_up_does_not_open_it(workshop: Workshop) -> None:
    jump_to(ROOM, 2)
    press("next")
    step_forward(ROOM)
    assert place() == (4, "waiting")
    press("next")
    assert place() == (4, "collecting")


def test_a_press_that_is_put_right_at_once_is_put_right(workshop: Workshop) -> None:
    jump_to(ROOM, 4)
    press("next")
    step_back(ROOM)
    assert place() == (4, "waiting")


def test_fast_presses_through_slides_are_all_counted(workshop: Workshop) -> None:
    step_forward(ROOM)
    step_forward(ROOM)
    assert place() == (4, "waiting")
    step_back(ROOM)
    step_back(ROOM)
    assert place() == (1, "waiting")


def test_a_clock_that_was_set_back_does_not_hold_up_the_presenter(workshop: Workshop) -> None:
    jump_to(ROOM, 4)
    step_forward(ROOM)
    Question.objects.update(phase_at=timezone.now() + timedelta(hours=1))
    Workshop.objects.get().presses.update(at=timezone.now() + timedelta(hours=1))
    step_forward(ROOM)
    assert place() == (4, "revealed")


def test_a_jump_to_a_slide_with_nothing_to_show_is_refused(workshop: Workshop) -> None:
    with pytest.raises(MoveRefused, match="skipped"):
        jump_to(ROOM, 3)
    with pytest.raises(MoveRefused, match="no slide 99"):
        jump_to(ROOM, 99)
    assert place()[0] == 1


def test_a_refused_control_says_why_on_the_console(amina: Client) -> None:
    answer = amina.post(f"/{ROOM}/console/jump/", {"position": "3"}, headers={"HX-Request": "true"})
    assert answer.status_code == 422
    assert "skipped" in answer.content.decode()
    assert "<html" not in answer.content.decode()


def test_looking_further_is_remembered_when_the_presenter_goes_back(workshop: Workshop) -> None:
    jump_to(ROOM, 5)
    jump_to(ROOM, 1)
    assert read_room(ROOM).reached(4)


def test_a_press_at_either_end_of_the_deck_changes_nothing(workshop: Workshop) -> None:
    press("back")
    assert place() == (1, "waiting")
    jump_to(ROOM, 5)
    look_up()
    press("next")
    assert place() == (5, "waiting")


def test_a_deck_that_begins_with_its_question_goes_back_as_it_came(workshop: Workshop) -> None:
    Workshop.objects.update(position=4)
    press("next")
    press("next")
    press("back")
    assert place() == (4, "collecting")
    press("back")
    assert place() == (4, "waiting")


def test_what_counts_is_when_presses_were_made_and_not_when_they_arrive(amina: Client) -> None:
    jump_to(ROOM, 4)
    step = f"/{ROOM}/console/step/"
    here = {"direction": "next", "page": "one"}
    amina.post(step, here)
    amina.post(step, here | {"since": "650"})  # Held up, and arrived at once.
    assert place() == (4, "revealed")
    look_up()
    amina.post(step, here | {"since": "90"})  # Made twice, and arrived apart.
    assert place() == (4, "revealed")
    amina.post(step, here | {"since": "٣"})  # No number: the server's clock decides.
    assert place() == (4, "prioritising")


def test_two_consoles_that_press_at_once_move_a_question_by_one_phase(amina: Client) -> None:
    jump_to(ROOM, 4)
    step = f"/{ROOM}/console/step/"
    for page in ("one", "two"):
        amina.post(step, {"direction": "next", "page": page, "since": "60000"})
    assert place() == (4, "collecting")


def test_a_phase_that_the_page_did_not_show_yet_is_not_moved(amina: Client) -> None:
    jump_to(ROOM, 4)
    step = f"/{ROOM}/console/step/"
    seen = {"page": "one", "direction": "next", "sees": view_of(read_room(ROOM))}
    amina.post(step, seen)
    # The server was held up, and the label was the old one.
    late = {"since": "1300"}
    answer = amina.post(step, seen | late, headers={"HX-Request": "true"})
    assert (answer.status_code, place()) == (422, (4, "collecting"))
    assert "look, and press again" in answer.content.decode()
    amina.post(step, seen | late | {"sees": view_of(read_room(ROOM))})
    assert place() == (4, "revealed")


def test_slides_are_counted_also_where_the_page_lags_behind(amina: Client) -> None:
    seen = {"page": "one", "sees": view_of(read_room(ROOM)), "direction": "next", "since": "90"}
    for _ in range(3):
        amina.post(f"/{ROOM}/console/step/", seen)
    assert place() == (4, "waiting")


def test_a_clicker_right_after_a_phases_button_moves_nothing(workshop: Workshop) -> None:
    jump_to(ROOM, 4)
    press_phase(ROOM, "early-intervention", "collecting")
    step_forward(ROOM)
    assert place() == (4, "collecting")


def test_next_counts_at_once_after_what_it_did_was_undone(workshop: Workshop) -> None:
    jump_to(ROOM, 4)
    step_forward(ROOM)
    undo_press(ROOM)
    step_forward(ROOM)
    assert place() == (4, "collecting")
