"""A phone that comes without its cookie is told so, given another, and gets its words back."""

from __future__ import annotations

from django.test import Client

from questions.models import Response
from questions.phases import move_to_phase
from tests.people import ROOM
from workshop.models import Workshop

FORM = {
    "action": "respond",
    "question": "early-intervention",
    "prompt": "",
    "theme": "assessment",
    "text": "Share <one> assessment\nfor all",
}
SAID = "This browser keeps no cookies"


def test_without_javascript_the_words_come_back_and_can_be_sent_again(workshop: Workshop) -> None:
    move_to_phase(ROOM, "early-intervention", "collecting")
    phone = Client()
    answer = phone.post(f"/{ROOM}/respond/", FORM)
    assert answer.status_code == 422
    assert SAID in answer.text
    assert "Share &lt;one&gt; assessment\nfor all</textarea>" in answer.text
    for name in ("action", "question", "theme"):
        assert f'<input type="hidden" name="{name}" value="{FORM[name]}">' in answer.text
    assert not Response.objects.exists()
    assert phone.post(f"/{ROOM}/respond/", FORM).status_code == 303
    assert Response.objects.get().text == FORM["text"]


def test_a_page_is_told_by_a_fragment_and_a_poll_offers_the_cookie_again(
    workshop: Workshop,
) -> None:
    phone = Client(headers={"HX-Request": "true"})
    answer = phone.post(f"/{ROOM}/respond/", {"action": "introduce", "sector": "Health"})
    assert (answer.status_code, 'data-problem="no-cookie"' in answer.text) == (422, True)
    stranger = Client()
    assert 'data-problem="no-cookie"' in stranger.get(f"/{ROOM}/now/").text
    assert 'data-problem="no-cookie"' not in stranger.get(f"/{ROOM}/now/").text


def test_every_answer_can_be_told_from_a_portals(workshop: Workshop, amina: Client) -> None:
    for path in ("", "now/", "screen/now/", "console/", "console/now/", "nowhere/"):
        assert amina.get(f"/{ROOM}/{path}")["Workshop-Answer"] == "yes"
    for path in ("respond/", "alike/", "console/step/", "board/early-intervention/step/"):
        assert amina.post(f"/{ROOM}/{path}")["Workshop-Answer"] == "yes"
