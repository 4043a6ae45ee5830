"""A phone without a socket, and without JavaScript."""

from __future__ import annotations

from uuid import uuid4

from django.test import Client

from questions.models import Delegate, Response
from questions.phases import move_to_phase
from questions.recorder import recorder
from tests.people import ROOM
from workshop.room.moves import jump_to

FORM = {"action": "respond", "question": "early-intervention", "prompt": "", "theme": "assessment"}


def test_a_response_by_plain_form_is_stored_and_its_receipt_shown(carys: Client) -> None:
    move_to_phase(ROOM, "early-intervention", "collecting")
    answer = carys.post(f"/{ROOM}/respond/", FORM | {"text": "By form"}, follow=True)
    page = answer.content.decode()
    assert "By form" in page
    assert "Received" in page
    assert Response.objects.get().text == "By form"


def test_the_same_response_by_socket_and_by_post_is_stored_once(carys: Client) -> None:
    move_to_phase(ROOM, "early-intervention", "collecting")
    form = FORM | {"text": "Twice", "response": str(uuid4())}
    for _ in range(2):
        answer = carys.post(f"/{ROOM}/respond/", form, headers={"HX-Request": "true"})
        assert (
            f'data-receipt="{form["response"]}" data-status="received"' in answer.content.decode()
        )
    assert Response.objects.count() == 1


def test_refused_words_are_given_back_to_their_delegate(carys: Client) -> None:
    move_to_phase(ROOM, "early-intervention", "collecting")
    answer = carys.post(f"/{ROOM}/respond/", FORM | {"text": "long " * 200})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "longer than 600" in page
    assert "long long" in page


def test_a_phone_keeps_its_delegate_from_page_to_page(carys: Client) -> None:
    first = carys.cookies[f"delegate-{ROOM}"].value
    carys.get(f"/{ROOM}/")
    assert carys.cookies[f"delegate-{ROOM}"].value == first


def test_a_phone_that_polls_is_counted_as_joined_once(carys: Client, client: Client) -> None:
    jump_to(ROOM, 4)
    move_to_phase(ROOM, "early-intervention", "collecting")
    for _ in range(2):
        carys.get(f"/{ROOM}/now/")
        recorder.drain()
    assert Delegate.objects.count() == 1
    assert "0 of 1 phone has responded" in client.get(f"/{ROOM}/screen/now/").content.decode()
    Delegate.objects.all().delete()
    carys.get(f"/{ROOM}/now/")
    recorder.drain()
    assert not Delegate.objects.exists(), "what this process stored, it does not store at each poll"


def test_a_phone_looks_back_but_never_ahead(carys: Client) -> None:
    jump_to(ROOM, 2)
    assert "Slide 1" in carys.get(f"/{ROOM}/slides/1/").content.decode()
    assert carys.get(f"/{ROOM}/slides/4/").status_code == 404
    jump_to(ROOM, 5)
    assert carys.get(f"/{ROOM}/slides/4/").status_code == 200
    assert carys.get(f"/{ROOM}/slides/3/").status_code == 404, "a skipped slide has nothing to show"
    page = carys.get(f"/{ROOM}/slides/4/").content.decode()
    assert f"/{ROOM}/slides/2/" in page and f"/{ROOM}/slides/5/" in page


def test_a_question_is_not_in_the_page_before_it_opens(carys: Client) -> None:
    assert "How?" not in carys.get(f"/{ROOM}/").content.decode()
    move_to_phase(ROOM, "early-intervention", "collecting")
    assert "How?" in carys.get(f"/{ROOM}/").content.decode()
    assert "How?" in carys.get(f"/{ROOM}/now/").content.decode()


def test_the_page_is_the_same_for_every_phone(carys: Client) -> None:
    assert carys.get(f"/{ROOM}/").content == Client().get(f"/{ROOM}/").content


def test_what_a_delegate_says_of_themselves_is_kept_and_skippable(carys: Client) -> None:
    about = {"action": "introduce", "sector": "Health", "table": "7"}
    carys.post(f"/{ROOM}/respond/", about)
    delegate = Delegate.objects.get()
    assert (delegate.sector, delegate.table) == ("Health", "7")
    fragment = carys.post(
        f"/{ROOM}/respond/", about | {"skip": "1"}, headers={"HX-Request": "true"}
    ).content.decode()
    delegate.refresh_from_db()
    assert (delegate.sector, delegate.table, delegate.details_given) == ("", "", True)
    assert 'hx-target="#about-me"' in fragment


def test_a_sector_that_the_deck_does_not_list_is_refused(carys: Client) -> None:
    about = {"action": "introduce", "sector": "=The Moon", "table": "7"}
    answer = carys.post(f"/{ROOM}/respond/", about)
    assert answer.status_code == 422
    assert "not one of the choices" in answer.content.decode()
    assert not Delegate.objects.filter(details_given=True).exists()
