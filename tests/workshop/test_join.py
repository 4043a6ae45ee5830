"""Joining by code, or straight in."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.people import ROOM
from workshop.models import Workshop


def test_straight_in_where_one_workshop_is_live(workshop: Workshop) -> None:
    assert Client().get("/")["Location"] == f"/{ROOM}/"


def test_the_code_is_asked_for_where_two_are_live(workshop: Workshop) -> None:
    Workshop.objects.create(code="111222", title="Other", deck_name="other.md")
    assert "Join code" in Client().get("/").content.decode()


@pytest.mark.parametrize(
    "typed",
    [
        *("482916", "482 916", " 482-916 ", "482.916", "482_916", "4 8 2 9 1 6", "482 - 916"),
        *("482\u00a0916", "482\u2009916", "482\u3000916", "482\u200b916", "\u200e482916\u202c"),
        *("482–916", "482—916", "482‑916", "482−916", "482・916", "482·916", "482\n916\t"),
        *("４８２９１６", "４８２　９１６", "٤٨٢٩١٦", "۴۸۲ ۹۱۶", "४८२९१६", "𝟒𝟖𝟐𝟗𝟏𝟔"),
        *("code: 482 916", "Code 482916.", "“482 916”", "#482916", "482916, table 12", "(482 916)"),
        *("http://192.168.1.5:8000/482916/", "10.0.0.15:8000/482916", "10.0.0.15/482916/screen/"),
        *("http://10.0.0.15:8000/482%20916/", "http://hall.local/?code=482+916", "/482916"),
        *("482916/", "(482) 916", "482,916", "482916, 12"),
        *("10.0.0.15:8000 code 482 916", "join at 10.0.0.15, 482 916"),
    ],
)
def test_a_code_is_taken_however_it_is_typed_or_pasted(workshop: Workshop, typed: str) -> None:
    assert Client().get("/", {"code": typed})["Location"] == f"/{ROOM}/"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("111111", "No workshop has the code 111 111; check the screen."),
        ("48291", "A join code is six digits, such as 482 916."),
        ("", "A join code is six digits, such as 482 916."),
        ("4829167", "A join code is six digits, such as 482 916."),
        ("48２9１６ 1", "A join code is six digits, such as 482 916."),
        ("482916 or 111222", "A join code is six digits, such as 482 916."),
        ("http://10.0.0.15:8000/", "A join code is six digits, such as 482 916."),
        ("<script>", "A join code is six digits, such as 482 916."),
    ],
)
def test_a_wrong_code_gets_one_clear_sentence(
    workshop: Workshop, typed: str, sentence: str
) -> None:
    answer = Client().get("/", {"code": typed})
    assert answer.status_code == 404
    assert sentence in answer.content.decode()
    assert "<script>" not in answer.content.decode()


@pytest.mark.parametrize(
    "written",
    ["482916)", "482916,", "482916.", "482 916", "482-916", "482.916", "482–916", "４８２９１６"],
)
def test_the_code_works_in_an_address_however_it_is_written(
    workshop: Workshop, written: str
) -> None:
    carys = Client()
    assert carys.get(f"/{written}/").status_code == 200
    assert [name for name in carys.cookies if ROOM in name]


@pytest.mark.parametrize(
    ("typed", "page"),
    [
        ("/482916", "/482916/"),
        ("/482916/screen", "/482916/screen/"),
        ("/482916/console?token=a%2Fb&x=1", "/482916/console/?token=a%2Fb&x=1"),
        ("/482 916", "/482%20916/"),
        ("/482916//", "/482916/"),
        ("/482916/screen///?x=1", "/482916/screen/?x=1"),
        ("/482916.", "/482916./"),
        ("/４８２９１６", "/%EF%BC%94%EF%BC%98%EF%BC%92%EF%BC%99%EF%BC%91%EF%BC%96/"),
    ],
)
def test_an_address_without_its_last_slash_goes_to_its_page(
    workshop: Workshop, typed: str, page: str
) -> None:
    assert Client().get(typed)["Location"] == page
    assert Client().head(typed)["Location"] == page


@pytest.mark.parametrize(
    "path",
    [
        "/nowhere",
        "/nowhere//",
        "/482916/nowhere",
        "/48291",
        "/482916/screen.txt/",
        "/healthz/",
    ],
)
def test_what_is_no_page_stays_unknown(workshop: Workshop, path: str) -> None:
    assert Client().get(path).status_code == 404


def test_what_is_sent_without_the_last_slash_is_refused_and_not_sent_elsewhere(
    workshop: Workshop,
) -> None:
    assert Client().post("/482916/respond", {"text": "Kept"}).status_code == 404
    strange = {"Sec-Fetch-Site": "cross-site"}
    assert Client().post("/482916/respond", headers=strange).status_code == 403


def test_an_unknown_workshop_is_one_clear_sentence(workshop: Workshop) -> None:
    answer = Client().get("/999999/")
    assert answer.status_code == 404
    assert "No workshop has this join code" in answer.content.decode()
