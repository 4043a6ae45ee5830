"""Console links and cookies, and what every answer says of itself."""

from __future__ import annotations

from datetime import timedelta

from django.templatetags.static import static
from django.test import Client
from django.utils import timezone

from tests.people import ROOM
from workshop.access import make_console_link
from workshop.models import ConsoleLink, Workshop


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


def test_a_helpers_cookie_opens_nothing_after_a_restore_also_beside_a_new_link(
    workshop: Workshop,
) -> None:
    helper = Client()
    helper.get(f"/{ROOM}/board/", {"token": make_console_link(workshop, "Bryn")})
    assert helper.get(f"/{ROOM}/board/", follow=True).status_code == 200
    lost = ConsoleLink.objects.get()
    number = lost.pk
    lost.delete()  # As a copy that was made before it does.
    token = make_console_link(workshop)
    ConsoleLink.objects.update(id=number)  # The restored counter gives its number again.
    Client().get(f"/{ROOM}/console/", {"token": token})
    for page in ("console", "board"):
        assert helper.get(f"/{ROOM}/{page}/", follow=True).status_code == 403


def test_another_sites_page_cannot_press_a_presenters_buttons(amina: Client) -> None:
    for headers in ({"origin": "https://elsewhere.example"}, {"sec-fetch-site": "cross-site"}):
        answer = amina.post(f"/{ROOM}/console/step/", {"direction": "next"}, headers=headers)
        assert answer.status_code == 403
    assert Workshop.objects.get().position == 1


def test_every_answer_carries_the_strict_policy(amina: Client) -> None:
    pages = ("/", f"/{ROOM}/", f"/{ROOM}/screen/", f"/{ROOM}/console/", "/nowhere", "/healthz")
    answers = [amina.get(path, follow=True) for path in (*pages, static("css/base.css"))]
    answers += [
        amina.get("/", headers={"host": "elsewhere.example"}),  # 400
        Client().get(f"/{ROOM}/console/"),  # 403
        amina.get(f"/{ROOM}/console/step/"),  # 405
        amina.get(f"/{ROOM}/responses.csv"),
    ]
    for answer in answers:
        policy = answer["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy


def test_cookies_cannot_be_read_by_scripts_or_sent_by_other_sites(amina: Client) -> None:
    amina.get(f"/{ROOM}/")
    assert len(amina.cookies) == 2
    for cookie in amina.cookies.values():
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"


def test_a_helpers_name_that_is_too_long_is_told_so(amina: Client) -> None:
    invite = f"/{ROOM}/console/helper/"
    assert "at most 40 characters" in amina.post(invite, {"name": "H" * 41}).content.decode()
    assert "Give the helper a name" in amina.post(invite, {"name": " "}).content.decode()
