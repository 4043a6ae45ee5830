"""Every sentence with figures on the screen is true, and is English, for none, one and many."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from questions.entries import Join, Prioritise
from questions.ledger import take_step
from questions.models import Question
from questions.phases import move_to_phase
from questions.recorder import recorder
from questions.rehearsal import make_rehearsal_key
from tests.people import AMINA, CARYS, DEV, EFA, ROOM, respond, withdraw
from workshop.models import Workshop
from workshop.room.displays import show_on_screen

KEY = "early-intervention"


@pytest.fixture
def asked(workshop: Workshop) -> Question:
    Workshop.objects.update(position=4, furthest=4)
    question = Question.objects.get(room=ROOM)
    question.themes.create(key="schools", number=2, name="Schools")
    return move_to_phase(ROOM, KEY, "collecting")


def screen(client: Client) -> str:
    """The words of the screen, on one line."""
    page = client.get(f"/{ROOM}/screen/").content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def show(client: Client, display: str) -> str:
    show_on_screen(ROOM, KEY, display)
    return screen(client)


def test_while_collecting_responses_and_phones_are_counted_for_what_they_are(
    asked: Question, client: Client
) -> None:
    assert "0 responses no phone has joined yet" in screen(client)
    respond(CARYS, "One plan")
    assert "1 response 1 of 1 phone has responded" in screen(client)
    respond(DEV, "Ring 07700 900123")  # It is held, and received all the same.
    gone = respond(EFA, "Two plans").key
    assert gone
    withdraw(EFA, gone)
    respond(CARYS, "From us all", table="7", people=6)
    assert "3 responses 2 of 3 phones have responded · 1 table, for 6 people" in screen(client)
    twin = client.get(f"/{ROOM}/screen.txt").content.decode()
    assert "3 responses: 2 of 3 phones have responded · 1 table, for 6 people." in twin


def test_what_is_not_grouped_is_no_theme_and_where_there_is_none_is_not_mentioned(
    asked: Question, client: Client
) -> None:
    respond(CARYS, "One plan", theme="schools")
    move_to_phase(ROOM, KEY, "revealed")
    for display in ("wall", "themes"):
        assert "ot yet grouped" not in show(client, display)
    key = respond(DEV, "Two plans").key
    assert "Not yet grouped: 1 response 1 more theme: no response stands under it." in show(
        client, "wall"
    )
    assert "Not yet grouped: said by 1 · endorsed by 0" in show(client, "themes")
    take_step(ROOM, KEY, "move", {"responses": [key], "theme": "schools"}, AMINA)
    assert "Not yet grouped" not in show(client, "themes")


@pytest.mark.parametrize(
    ("some", "joined", "words"),
    [
        (0, 1, "0 of 1 phone has"),
        (1, 1, "1 of 1 phone has"),
        (0, 3, "0 of 3 phones have"),
        (1, 3, "1 of 3 phones has"),
        (2, 3, "2 of 3 phones have"),
    ],
)
def test_a_verb_agrees_with_how_many_phones_have(
    asked: Question, client: Client, some: int, joined: int, words: str
) -> None:
    for delegate in (CARYS, DEV, EFA)[:joined]:
        recorder.record(Join(ROOM, delegate)).result(10)
    for delegate in (CARYS, DEV, EFA)[:some]:
        respond(delegate, "One plan", theme="schools")
    assert f"{words} responded" in screen(client)
    move_to_phase(ROOM, KEY, "prioritising")
    for delegate in (CARYS, DEV, EFA)[:some]:
        recorder.record(Prioritise(ROOM, delegate, KEY, (("schools", 1),), 1)).result(10)
    show_on_screen(ROOM, KEY, "ranking")
    assert f"{words} placed dots" in screen(client)
    assert f"{words} placed dots." in client.get(f"/{ROOM}/screen.txt").content.decode()


def test_themes_are_more_only_where_some_stand_before_them(asked: Question, client: Client) -> None:
    take_step(ROOM, KEY, "add", {"name": "Visits at home"}, AMINA)
    move_to_phase(ROOM, KEY, "revealed")
    none = "No responses yet. 3 themes: no response stands under them."
    assert none in show(client, "themes")
    respond(CARYS, "One plan", theme="schools")
    assert "2 more themes: no response stands under them." in show(client, "themes")


def test_a_rehearsal_is_named_on_the_screen_as_text_too(asked: Question, client: Client) -> None:
    respond(CARYS, "One plan")
    respond(make_rehearsal_key(), "A rehearsed plan")
    move_to_phase(ROOM, KEY, "revealed")

    def twin() -> str:
        return client.get(f"/{ROOM}/screen.txt").content.decode()

    assert "ehearsal" not in twin()
    Workshop.objects.update(shows_rehearsal=True)
    assert "Slide 4 of 5 · Rehearsal" in twin()
    assert "of which 0 late, of which 1 rehearsal" in twin()
