"""The files hold exactly what was said, and are safe to open."""

from __future__ import annotations

import csv
import io
import json

import pytest

from questions.downloads import write_csv, write_json
from questions.models import Question
from tests.people import CARYS, DEV, ROOM, respond, withdraw


def read_csv(text: str) -> list[dict[str, str]]:
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:], newline="")))


def test_the_csv_holds_one_row_a_response_with_the_questions_words(question: Question) -> None:
    respond(CARYS, "Line one\nline “two”, and a ; or two", theme="schools")
    respond(DEV, "Another")
    rows = read_csv(write_csv(ROOM))
    assert [row["response"] for row in rows] == ["Line one\nline “two”, and a ; or two", "Another"]
    assert rows[0]["question"] == "How can we be sure?"
    assert rows[0]["theme"] == "Schools"
    assert rows[0]["delegate"] != rows[1]["delegate"]


@pytest.mark.parametrize("start", ["=1+1", "+44", "-x", "@SUM(A1)", " =1+1", "\t=1", "＝1+1"])
def test_a_cell_that_a_spreadsheet_would_run_is_made_safe(question: Question, start: str) -> None:
    respond(CARYS, start)
    assert read_csv(write_csv(ROOM))[0]["response"] == f"'{start}"
    assert json.loads(write_json(ROOM))[0]["response"] == start


def test_no_row_can_be_turned_back_into_a_phones_cookie(question: Question) -> None:
    respond(CARYS, "Anonymous")
    assert str(CARYS) not in write_csv(ROOM)
    assert CARYS.hex not in write_csv(ROOM)


def test_a_withdrawn_response_is_counted_but_its_words_stay_home(question: Question) -> None:
    key = respond(CARYS, "I named a child here").key
    assert key
    withdraw(CARYS, key)
    (row,) = read_csv(write_csv(ROOM))
    assert (row["status"], row["response"]) == ("withdrawn", "")
    assert "named a child" not in write_json(ROOM)
