"""The files hold exactly what was said, and are safe to open."""

from __future__ import annotations

import csv
import io
import json
from uuid import UUID

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


@pytest.mark.parametrize(
    "typed",
    [
        *("1/2", "3-4", "1E5", "437259e8", "007", "07700900123", "1.50", "1,000", "12:30", "5 pm"),
        *("2008-09-05", "1 May", "SEPT 2", "dec12", "50%", "£5", "(5)", "1 1/2", "true", "FALSE"),
        *("12345678901234567890", "٣", "1. Mai", "3 Dez", "5 März", "2 déc", "WAHR", "Vrai"),
    ],
)
def test_a_cell_that_a_spreadsheet_would_read_as_a_figure_stays_text(
    question: Question, typed: str
) -> None:
    respond(CARYS, typed)
    assert read_csv(write_csv(ROOM))[0]["response"] == f"'{typed}"
    assert json.loads(write_json(ROOM))[0]["response"] == typed


@pytest.mark.parametrize(
    "typed",
    [
        "7",
        "2026",
        "5 A*–C",
        "Table 5",
        "May 5 of us",
        "1-2-1 talks",
        "24/7 help",
        "Mayor",
        "10/10!",
    ],
)
def test_a_cell_that_a_spreadsheet_leaves_alone_is_left_alone(
    question: Question, typed: str
) -> None:
    respond(CARYS, typed)
    assert read_csv(write_csv(ROOM))[0]["response"] == typed


def test_themes_titles_and_tables_stay_as_they_are_written_too(question: Question) -> None:
    question.themes.create(key="2008", number=3, name="20.08")
    Question.objects.filter(pk=question.pk).update(title="1/2", words="=How?")
    respond(CARYS, "Said", theme="2008", table="07", people=6)
    (row,) = read_csv(write_csv(ROOM))
    assert (row["question_title"], row["question"]) == ("'1/2", "'=How?")
    assert (row["theme"], row["grouped_under"]) == ("'20.08", "'20.08")
    assert (row["speaks_for_table"], row["speaks_for"]) == ("'07", "6")
    assert (row["workshop"], row["late"], row["received_at"][:2]) == (ROOM, "False", "20")


def test_a_delegate_is_a_name_that_no_spreadsheet_takes_for_a_figure(question: Question) -> None:
    # By eight hex digits alone these were 96787320, 912806e8 and 56e40369.
    for number in (31, 15, 154):
        respond(UUID(int=number), "Said")
    table, listed = read_csv(write_csv(ROOM)), json.loads(write_json(ROOM))
    assert [row["delegate"] for row in table] == ["p96787320", "p912806e8", "p56e40369"]
    assert [row["delegate"] for row in listed] == [row["delegate"] for row in table]


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
