"""A head is read as it was typed, or one sentence says what YAML would make of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from workshop.deck.outline import Deck, DeckError, QuestionOutline
from workshop.deck.reader import read_deck


def read(folder: Path, text: str) -> Deck:
    file = folder / "deck.md"
    file.write_text(text, encoding="utf-8", newline="")
    return read_deck(file)


def titled(folder: Path, typed: str) -> str:
    return read(folder, f"---\ntitle: {typed}\nspeaker: Amina\n---\n# One\n").title


def asked(folder: Path, lines: str) -> QuestionOutline:
    head = f"layout: question\nquestion:\n  key: q\n{lines}"
    question = read(folder, f"---\ntitle: A\n---\n# One\n---\n{head}---\n# Q\n").slides[1].question
    assert question
    return question


@pytest.mark.parametrize(
    "typed",
    [
        *("2008", "1.0", "0x1F", "1_000", "12:30", ".5e3", "2008-09-05", "2008-13-45"),
        *("No", "on", "YES", "null island", "=", "<<", "C#", "Why?", "a, b", "-1", "+1"),
        *("Ratio 3:1", "50% of us", "R&D", "5 A*–C", "What now!", "Écoles", "学校", "🙂"),
    ],
)
def test_a_text_is_what_was_typed(tmp_path: Path, typed: str) -> None:
    assert titled(tmp_path, typed) == typed
    lines = f"  words: {typed}\n  guidance: {typed}\n  themes:\n    - name: {typed}\n"
    question = asked(tmp_path, lines + f"      family: {typed}\n")
    (theme,) = question.themes
    assert {question.words, question.guidance, theme.name, theme.family} == {typed}


@pytest.mark.parametrize(
    ("typed", "line", "words"),
    [
        ("What is our #1 priority", 2, "“#1 priority” would be left out: put the whole text in q"),
        ("#1 priority", 2, "“#1 priority” would be left out"),
        ("A talk # by Amina", 2, "“# by Amina” would be left out"),
        ('"What is our" #1 priority', 2, "“#1 priority” would be left out"),
        ("What is our\n  #1 priority", 3, "“#1 priority” would be left out"),
        ("| #1\n  priority", 2, "“#1” would be left out"),
        ("\n  #1 priority", 3, "“#1 priority” would be left out"),
        ("What: a talk", 2, "put the whole text in quotes"),
        ("> 50 % of us", 2, "put the whole text in quotes"),
        ("[Draft] A talk", 2, "put the whole text in quotes"),
        ("[Draft]", 2, "put it in quotes"),
        ("{Draft}", 2, "put it in quotes"),
        ("- a talk", 2, "put the whole text in quotes"),
        ("? a talk", 2, "put the whole text in quotes"),
        ("'Children's Plan'", 2, "put the whole text in quotes"),
        ('"A" talk', 2, "put the whole text in quotes"),
        ('"A talk', 2, "a quotation mark at its start and one at its end"),
        ("@home", 2, "put the whole text in quotes"),
        ("`home`", 2, "put the whole text in quotes"),
        ("%home", 2, "put the whole text in quotes"),
        ("*home", 2, "“*” at the start of a text"),
        ("&Co and me", 2, "“&” at the start of a text"),
        ("! Home", 2, "“!” at the start of a text"),
        ("~", 2, "means nothing at all in YAML"),
        ("null", 2, "means nothing at all in YAML"),
        ("\tA talk", 2, "use spaces instead of the tab"),
        ("A talk\nby Amina", 3, "“key: value”"),
        ("A talk\n event: A day", 3, "not valid YAML"),
        ("A talk\n? [a]\n: b", 3, "“key: value”"),
    ],
)
def test_what_yaml_would_drop_or_change_is_refused(
    tmp_path: Path, typed: str, line: int, words: str
) -> None:
    with pytest.raises(DeckError) as error:
        titled(tmp_path, typed)
    assert words in error.value.problem
    assert error.value.line == line


@pytest.mark.parametrize(
    ("lines", "line", "words"),
    [
        ("  - Health #1\n", 4, "“#1” would be left out"),
        (" [Health #1,\n  School]\n", 3, "“#1,” would be left out"),
        (" #1\n  - Health\n", 3, "“#1” would be left out"),
        ("  - Health\n    #1\n", 5, "“#1” would be left out"),
        ("  - Health\n   - School\n", 5, "put it right below them"),
        ("  -Health\n  -School\n", 3, "with “- ” before it"),
        ("  - Health: NHS\n", 4, "put it in quotes"),
        ("  - *x\n", 4, "“*” at the start"),
        ("  - Health\n  - health\n", 5, "listed twice"),
    ],
)
def test_a_list_loses_nothing(tmp_path: Path, lines: str, line: int, words: str) -> None:
    first = "\n" if lines.startswith("  ") else ""
    with pytest.raises(DeckError) as error:
        read(tmp_path, f"---\ntitle: A\nsectors:{first}{lines}---\n# One\n")
    assert words in error.value.problem
    assert error.value.line == line


@pytest.mark.parametrize("theme", ["Early help: what works", "{Schools}"])
def test_a_theme_that_yaml_takes_apart_is_told_of_quotes(tmp_path: Path, theme: str) -> None:
    with pytest.raises(DeckError, match="put it in quotes"):
        asked(tmp_path, f"  words: W?\n  themes:\n    - {theme}\n")


def test_a_comment_on_its_own_line_or_after_a_closed_text_stays_one(tmp_path: Path) -> None:
    deck = read(
        tmp_path,
        '---\n# Ours\ntitle: "Our #1" # a comment\n# event: none\nsectors: # who comes\n'
        "  #- Police\n  - Health\n  # - School\n  - 'C #1'\n\n# the end\n---\n# One\n",
    )
    assert (deck.title, deck.sectors) == ("Our #1", ("Health", "C #1"))


def test_a_hash_in_quotes_and_in_a_block_of_text_is_text(tmp_path: Path) -> None:
    lines = '  words: "What is our\n    #1 priority?"\n  guidance: |\n    One\n    #2 # 3\n'
    question = asked(tmp_path, lines)
    assert (question.words, question.guidance) == ("What is our #1 priority?", "One #2 # 3")


def test_blanks_of_a_word_processor_are_blanks(tmp_path: Path) -> None:
    deck = read(
        tmp_path, "---\ntitle:\u00a0A talk\t\nsectors:\n\u00a0\u00a0-\u00a0Health\n---\n# One\n"
    )
    assert (deck.title, deck.sectors) == ("A talk", ("Health",))
    assert titled(tmp_path, "our\u00a0#1") == "our #1"


@pytest.mark.parametrize(("typed", "skipped"), [("true", True), ("Yes", True), ("off", False)])
def test_skip_is_true_or_false(tmp_path: Path, typed: str, skipped: bool) -> None:
    deck = read(tmp_path, f"---\ntitle: A\n---\n# One\n---\nskip: {typed}\n---\n# Two\n")
    assert deck.slides[1].skipped is skipped
