"""The presenter's last press is undone with one key, and every undo says whose step it undoes."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from questions.ledger import take_step
from questions.models import Question, Response
from tests.people import AMINA, CARYS, HELPER, ROOM, respond
from tests.workshop.presenting import look_up, place, press
from workshop.models import Workshop
from workshop.room.elapsed import begin_now
from workshop.room.moves import jump_to
from workshop.room.presses import NothingUndone, press_to_undo, undo_press

KEY = "early-intervention"


def undo_button(amina: Client, name: str) -> str:
    """What the console's undo button with the attribute `name` says."""
    page = amina.get(f"/{ROOM}/console/").content.decode()
    found = re.search(rf"<button[^>]*{name}[^>]*>(.*?)</button>", page, re.S)
    return " ".join(re.sub(r"<[^>]+>", "", found[1]).split()) if found else ""


def control(amina: Client, door: str, **form: str) -> None:
    look_up()
    answer = amina.post(f"/{ROOM}/console/{door}/", form, headers={"HX-Request": "true"})
    assert answer.status_code == 204, answer.content


@pytest.mark.parametrize(
    ("door", "form", "words"),
    [
        ("step", {"direction": "next"}, "open the question"),
        ("phase", {"question": KEY, "phase": "revealed"}, "reveal the responses"),
        ("jump", {"position": "5"}, "go to slide 5"),
        ("display", {"question": KEY, "display": "themes"}, "show Themes"),
        ("in-view", {"question": KEY, "live": "1"}, "show responses live"),
        ("countdown", {"question": KEY, "minutes": "3"}, "start the countdown"),
    ],
)
def test_every_control_of_the_console_is_undone_and_says_what_it_did(
    amina: Client, door: str, form: dict[str, str], words: str
) -> None:
    jump_to(ROOM, 4)
    if door == "countdown":
        press("collecting")
    if door == "display":
        press("revealed")
    before = Question.objects.values().get(), place()
    control(amina, door, **form)
    assert undo_button(amina, 'data-key="undo"') == f"Undo press {words}"
    control(amina, "undo")
    after = Question.objects.values().get(), place()
    for stand in (before[0], after[0]):
        del stand["opened_at"], stand["phase_at"]
    assert after == before


def test_responses_that_came_while_it_was_open_are_kept(workshop: Workshop) -> None:
    jump_to(ROOM, 4)
    press("next")
    respond(CARYS, "Ask the schools first")
    press("undo")
    assert place() == (4, "waiting")
    assert Response.objects.get().text == "Ask the schools first"


def test_a_key_that_is_pressed_twice_undoes_once(workshop: Workshop) -> None:
    jump_to(ROOM, 4)
    press("next")
    press("undo")
    undo_press(ROOM)
    assert place() == (4, "waiting")
    press("undo")
    assert place() == (1, "waiting")
    look_up()
    with pytest.raises(NothingUndone):
        undo_press(ROOM)


def test_another_consoles_press_is_not_undone_unseen(workshop: Workshop) -> None:
    jump_to(ROOM, 4)
    seen = press_to_undo(Workshop.objects.get())
    press("next")
    assert seen
    with pytest.raises(NothingUndone, match=r"open the question.*look"):
        undo_press(ROOM, seen.number)
    assert place() == (4, "collecting")


def test_nothing_is_offered_where_something_else_has_moved_the_room(workshop: Workshop) -> None:
    press("4")
    press("next")
    Question.objects.update(phase="closed")
    assert press_to_undo(Workshop.objects.get()) is None
    with pytest.raises(NothingUndone):
        undo_press(ROOM)
    assert place() == (4, "closed")


def test_undo_says_whose_step_it_is_about_to_undo(amina: Client) -> None:
    press("4")
    press("collecting")
    take_step(ROOM, KEY, "add", {"name": "Poverty"}, HELPER)
    assert undo_button(amina, 'value="undo"') == f"Undo {HELPER}: add theme “Poverty”"
    assert undo_button(amina, 'data-key="undo"') == "Undo press open the question"
    # Ctrl Z undoes the newer of the two, and the button that it presses says which.
    assert undo_button(amina, "data-undo").startswith(f"Undo {HELPER}")
    press("revealed")
    assert undo_button(amina, "data-undo") == "Undo press reveal the responses"
    take_step(ROOM, KEY, "add", {"name": "Schools and nurseries"}, AMINA)
    assert undo_button(amina, "data-undo").startswith(f"Undo {AMINA}")


def test_the_running_time_is_undone_with_the_press_unless_it_was_begun_anew(
    workshop: Workshop,
) -> None:
    press("next")
    begun = Workshop.objects.get().begun_at
    assert begun
    press("1")
    assert Workshop.objects.get().begun_at is None
    press("undo")
    assert Workshop.objects.get().begun_at == begun
    begin_now(ROOM)
    anew = Workshop.objects.get().begun_at
    press("undo")
    assert (place()[0], Workshop.objects.get().begun_at) == (1, anew)


def test_a_number_that_no_page_sends_is_none(amina: Client) -> None:
    press("4")
    for door in ("console/undo", f"board/{KEY}/undo"):
        answer = amina.post(f"/{ROOM}/{door}/", {"seen": "9" * 5000})
        assert answer.status_code in (302, 422)


def test_nothing_but_its_own_button_shows_responses_live(amina: Client) -> None:
    press("4")
    press("collecting")
    control(amina, "in-view", question=KEY, live="1")
    assert Question.objects.get().is_on_screen
    press("revealed")
    press("undo")
    assert not Question.objects.get().is_on_screen
    control(amina, "in-view", question=KEY, live="1")
    control(amina, "in-view", question=KEY, live="0")
    press("undo")
    assert not Question.objects.get().is_on_screen
    press("collecting")
    control(amina, "in-view", question=KEY, live="1")
    for phase in ("revealed", "collecting"):
        press(phase)
    assert not Question.objects.get().is_on_screen


def test_next_says_that_a_question_will_show_live(amina: Client) -> None:
    press("4")
    control(amina, "in-view", question=KEY, live="1")
    assert undo_button(amina, 'data-key="next"') == "Open the question responses show live"
    press("next")
    assert Question.objects.get().is_on_screen
