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


@pytest.mark.parametrize("typed", ["482916", "482 916", " 482-916 ", "482\u00a0916"])
def test_a_code_is_taken_with_or_without_its_space(workshop: Workshop, typed: str) -> None:
    assert Client().get("/", {"code": typed})["Location"] == f"/{ROOM}/"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("111111", "No workshop has the code 111 111; check the screen."),
        ("48291", "A join code is six digits, such as 482 916."),
        ("", "A join code is six digits, such as 482 916."),
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


def test_the_spaced_code_works_in_an_address_too(workshop: Workshop) -> None:
    assert Client().get("/482 916/").status_code == 200


def test_an_unknown_workshop_is_one_clear_sentence(workshop: Workshop) -> None:
    answer = Client().get("/999999/")
    assert answer.status_code == 404
    assert "No workshop has this join code" in answer.content.decode()
