"""Every view of the screen in every phase: it says what there is, or is not offered yet."""

from __future__ import annotations

from html import unescape

import pytest
from django.test import Client

from questions.entries import Prioritise
from questions.ledger import take_step
from questions.models import Display, Phase, Question
from questions.phases import move_to_phase
from questions.recorder import recorder
from tests.people import AMINA, CARYS, ROOM, respond
from workshop.models import Workshop
from workshop.room.moves import jump_to

KEY = "early-intervention"
PUT_DOTS, PROPOSE = "Put your 5 dots on the themes on your phone", "Propose an action on your phone"
BLIND = "The screen shows no responses before the reveal."
UNREVEALED = "The question closed without a reveal, so the screen shows no responses."
NO_RANKING_YET = "No ranking yet: dots are placed while the room prioritises."
NO_ACTIONS_YET = "No actions yet: they are agreed while the room commits."
OPEN_PHASES = ("revealed", "prioritising", "committing", "closed")

# What each view says of a question that was revealed: where nothing was said, and where something
# was, dots were placed and an action agreed. In capitals: refused, with this sentence.
REFUSED = "REFUSED "
NOTHING = {
    ("wall", "open"): "No responses yet.",
    ("wall", "closed"): "There are no responses.",
    ("themes", "open"): "No responses yet.",
    ("themes", "closed"): "There are no responses.",
    ("phrases", "open"): "No phrase has come up twice yet.",
    ("phrases", "closed"): "No phrase came up twice.",
    ("sectors", "open"): "Nothing can be compared yet:",
    ("sectors", "closed"): "There is nothing to compare:",
    ("ranking", "revealed"): REFUSED + NO_RANKING_YET,
    ("ranking", "prioritising"): PUT_DOTS,
    ("ranking", "committing"): REFUSED + "No ranking: nobody placed a dot.",
    ("ranking", "closed"): REFUSED + "No ranking: nobody placed a dot.",
    ("actions", "revealed"): REFUSED + NO_ACTIONS_YET,
    ("actions", "prioritising"): REFUSED + NO_ACTIONS_YET,
    ("actions", "committing"): PROPOSE,
    ("actions", "closed"): REFUSED + "No actions: none was agreed.",
}
SOMETHING = {
    ("wall", "any"): "Share one assessment",
    ("themes", "any"): "Shared assessment",
    ("phrases", "open"): "No phrase has come up twice yet.",
    ("phrases", "closed"): "No phrase came up twice.",
    ("sectors", "open"): "Nothing can be compared yet:",
    ("sectors", "closed"): "There is nothing to compare:",
    ("ranking", "revealed"): "3 dots from 1 of 1 phone",
    ("ranking", "prioritising"): PUT_DOTS,
    ("ranking", "committing"): "3 dots from 1 of 1 phone",
    ("ranking", "closed"): "3 dots from 1 of 1 phone",
    ("actions", "any"): "Publish one plan",
}
HISTORIES = {"nothing": NOTHING, "something": SOMETHING}


def expected(history: str, phase: str, display: str) -> str:
    table = HISTORIES[history]
    kinds = (phase, "closed" if phase == "closed" else "open", "any")
    return next(table[display, kind] for kind in kinds if (display, kind) in table)


@pytest.fixture
def room(workshop: Workshop) -> Workshop:
    Question.objects.update(dot_budget=5)
    jump_to(ROOM, 4)
    return workshop


def live_through(history: str) -> None:
    """Take the question as far as committing; what follows goes back from there, or on."""
    move_to_phase(ROOM, KEY, "collecting")
    if history == "something":
        respond(CARYS, "Share one assessment", theme="assessment")
    move_to_phase(ROOM, KEY, "prioritising")
    if history == "something":
        recorder.record(Prioritise(ROOM, CARYS, KEY, (("assessment", 3),), 1)).result(10)
    move_to_phase(ROOM, KEY, "committing")
    if history == "something":
        take_step(ROOM, KEY, "agree", {"what": "Publish one plan", "theme": "assessment"}, AMINA)


def seen(client: Client, path: str) -> str:
    return " ".join(unescape(client.get(f"/{ROOM}/{path}").content.decode()).split())


def press(amina: Client, what: str, **fields: str) -> str:
    """What the presenter is told; empty where it was done."""
    headers = {"HX-Request": "true"}
    answer = amina.post(f"/{ROOM}/console/{what}/", {"question": KEY} | fields, headers=headers)
    assert answer.status_code in (204, 422)
    return unescape(answer.content.decode())


def button(amina: Client, display: str) -> str:
    page = seen(amina, "console/")
    return next(b for b in page.split("<button") if f'name="display" value="{display}"' in b)


def check_instructions(client: Client, phase: str) -> None:
    """Nobody is told to do on a phone what no phone offers."""
    for path in ("screen/", "screen.txt"):
        words = seen(client, path)
        assert phase == "prioritising" or "dots on" not in words, path
        assert phase == "committing" or PROPOSE not in words, path
    assert (phase == "prioritising") == ("You have <b>5 dots</b>" in seen(client, ""))


@pytest.mark.parametrize("phase", OPEN_PHASES)
@pytest.mark.parametrize("history", HISTORIES)
def test_a_view_says_what_there_is_or_is_not_offered(
    room: Workshop, amina: Client, client: Client, history: str, phase: str
) -> None:
    live_through(history)
    move_to_phase(ROOM, KEY, phase)
    for display in Display.values:
        words = expected(history, phase, display)
        refusal = words.removeprefix(REFUSED) if words.startswith(REFUSED) else ""
        before = seen(client, "screen.txt")
        assert press(amina, "display", display=display) == refusal
        assert (" disabled" in button(amina, display)) == bool(refusal)
        assert refusal in button(amina, display)
        if refusal:
            assert seen(client, "screen.txt") == before
            assert refusal in seen(amina, "console/").replace(button(amina, display), "")
        else:
            assert words in seen(client, "screen/")
            assert words in seen(client, "screen.txt")
        check_instructions(client, phase)


@pytest.mark.parametrize("chosen", Display.values)
@pytest.mark.parametrize("history", HISTORIES)
def test_what_was_chosen_says_nothing_false_once_it_is_not_there(
    room: Workshop, client: Client, amina: Client, history: str, chosen: str
) -> None:
    live_through(history)
    for phase in Phase.values:
        move_to_phase(ROOM, KEY, phase)
        # As if it had been chosen while there was more, or before a step was undone.
        Question.objects.update(display=chosen)
        check_instructions(client, phase)
        seen(amina, "console/")


@pytest.mark.parametrize("history", HISTORIES)
def test_before_the_reveal_no_view_is_offered_and_the_screen_says_so(
    room: Workshop, amina: Client, client: Client, history: str
) -> None:
    live_through(history)
    for phase, sentence in (("waiting", BLIND), ("collecting", BLIND), ("closed", UNREVEALED)):
        move_to_phase(ROOM, KEY, "collecting")
        move_to_phase(ROOM, KEY, phase)
        for display in Display.values:
            assert press(amina, "display", display=display) == sentence
            assert " disabled" in button(amina, display)
        assert sentence in seen(amina, "console/")
        text = seen(client, "screen.txt")
        assert "Share one assessment" not in text + seen(client, "screen/")
        if phase == "closed":
            assert "The question is closed, and the responses were not revealed." in text
        check_instructions(client, phase)


def test_live_and_the_ranking_are_offered_where_they_do_something(
    room: Workshop, amina: Client
) -> None:
    live_through("something")
    live = {
        **dict.fromkeys(("waiting", "collecting"), ""),
        **dict.fromkeys(OPEN_PHASES[:3], "The responses are revealed already."),
        "closed": "The question is closed: no more responses come in.",
    }
    for phase in Phase.values:
        move_to_phase(ROOM, KEY, phase)
        ranking = press(amina, "in-view", ranking="1")
        assert bool(ranking) == (phase != "prioritising")
        assert press(amina, "in-view", live="1") == live[phase]
        assert press(amina, "in-view", live="0", ranking="0") == ""


def test_held_responses_are_not_said_to_be_none(room: Workshop, client: Client) -> None:
    move_to_phase(ROOM, KEY, "collecting")
    respond(CARYS, "Ring 07700 900123")
    move_to_phase(ROOM, KEY, "revealed")
    for path in ("screen/", "screen.txt"):
        assert "No response is in view." in seen(client, path)
        assert "No responses yet" not in seen(client, path)


def test_without_a_theme_nobody_is_told_to_put_dots_on_one(room: Workshop, client: Client) -> None:
    Question.objects.get().themes.all().delete()
    move_to_phase(ROOM, KEY, "prioritising")
    for path in ("", "screen/", "screen.txt"):
        assert "There is no theme to put dots on yet." in seen(client, path)
        assert "5 dots" not in seen(client, path)
