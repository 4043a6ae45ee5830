"""The console is the presenter's alone: every route of it, page, download and control."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.people import ROOM
from workshop.access import console_cookie, make_console_link
from workshop.models import ConsoleLink, Workshop
from workshop.urls import presenter_urls, urlpatterns

OPEN_TO_ALL = {
    "join",
    "healthz",
    "readyz",
    "phone",
    "now",
    "mine",
    "respond",
    "look-back",
    "picture",
    "screen",
}
PROTECTED = [str(route.name) for route in presenter_urls]
POSTED = {"step", "jump", "phase"}


def request(client: Client, name: str) -> HttpResponse:
    ask = client.post if name in POSTED else client.get
    return ask(reverse(name, args=[ROOM]), {"position": "1"})  # type: ignore[return-value]


def test_every_route_is_either_protected_or_known_to_be_open() -> None:
    assert {str(route.name) for route in urlpatterns} == OPEN_TO_ALL | set(PROTECTED)


@pytest.mark.parametrize("name", PROTECTED)
def test_nobody_gets_in_without_the_console_cookie(carys: Client, name: str) -> None:
    assert request(carys, name).status_code == 403
    assert Workshop.objects.get().position == 1


@pytest.mark.parametrize("name", PROTECTED)
def test_a_forged_cookie_opens_nothing(carys: Client, name: str) -> None:
    carys.cookies[console_cookie(ROOM)] = "1:abc:def"
    assert request(carys, name).status_code == 403


@pytest.mark.parametrize("name", PROTECTED)
def test_a_delegates_cookie_is_no_console_cookie(carys: Client, name: str) -> None:
    carys.cookies[console_cookie(ROOM)] = carys.cookies[f"delegate-{ROOM}"].value
    assert request(carys, name).status_code == 403


@pytest.mark.parametrize("name", PROTECTED)
def test_another_workshops_presenter_stays_out(amina: Client, name: str) -> None:
    other = Workshop.objects.create(code="111222", title="Other", deck_file="other.md")
    bryn = Client()
    bryn.get("/111222/console/", {"token": make_console_link(other)})
    bryn.cookies[console_cookie(ROOM)] = bryn.cookies[console_cookie("111222")].value
    assert request(bryn, name).status_code == 403


@pytest.mark.parametrize("name", PROTECTED)
def test_the_presenter_gets_in(amina: Client, name: str) -> None:
    assert request(amina, name).status_code in (200, 302, 422)


def test_a_console_link_works_once(workshop: Workshop) -> None:
    token = make_console_link(workshop)
    first, second = (Client().get(f"/{ROOM}/console/", {"token": token}) for _ in range(2))
    assert first.status_code == 302
    assert "token" not in first["Location"]
    assert second.status_code == 403


def test_a_console_link_that_lay_about_for_a_day_is_dead(workshop: Workshop) -> None:
    token = make_console_link(workshop)
    ConsoleLink.objects.update(created_at=timezone.now() - timedelta(hours=25))
    assert Client().get(f"/{ROOM}/console/", {"token": token}).status_code == 403


def test_the_database_does_not_know_the_token(workshop: Workshop) -> None:
    token = make_console_link(workshop)
    assert token not in str(list(ConsoleLink.objects.values_list()))


def test_deleting_a_link_ends_what_its_cookie_opens(amina: Client) -> None:
    ConsoleLink.objects.all().delete()
    assert amina.get(f"/{ROOM}/console/").status_code == 403


def test_another_sites_page_cannot_press_a_presenters_buttons(amina: Client) -> None:
    for headers in ({"origin": "https://elsewhere.example"}, {"sec-fetch-site": "cross-site"}):
        answer = amina.post(f"/{ROOM}/console/step/", {"direction": "next"}, headers=headers)
        assert answer.status_code == 403
    assert Workshop.objects.get().position == 1


def test_every_answer_carries_the_strict_policy(amina: Client) -> None:
    for path in ("/", f"/{ROOM}/", f"/{ROOM}/screen/", f"/{ROOM}/console/", "/nowhere", "/healthz"):
        policy = amina.get(path, follow=True)["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy


def test_cookies_cannot_be_read_by_scripts_or_sent_by_other_sites(amina: Client) -> None:
    amina.get(f"/{ROOM}/")
    assert len(amina.cookies) == 2
    for cookie in amina.cookies.values():
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"
