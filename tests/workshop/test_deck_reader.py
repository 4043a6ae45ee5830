"""A deck is read whole, or one sentence says file, line and what is wrong."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import pytest

from workshop.deck.outline import Deck, DeckError
from workshop.deck.reader import LAYOUTS, read_deck
from workshop.models import Layout

HEAD = "---\ntitle: A talk\n---\n"


def read(folder: Path, text: str | bytes) -> Deck:
    file = folder / "deck.md"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_deck(file)


def test_slides_heads_notes_and_groups_are_read(tmp_path: Path) -> None:
    deck = read(
        tmp_path,
        HEAD
        + """
# First

Lead *words*

<!-- Say hello -->

---
layout: columns
---

# Second

## Left

- one

```figures
36 % | of some
2,907 | centres
```

## Right

> Called out
---

# Third

---
""",
    )
    first, second, third = deck.slides
    assert (first.layout, second.layout, third.layout) == ("cover", "columns", "list")
    assert first.content.lead == "<p>Lead <em>words</em></p>"
    assert first.notes == "Say hello"
    left, right = second.content.groups
    assert (left.heading, right.heading) == ("Left", "Right")
    assert [(f.value, f.unit, f.label) for f in left.figures] == [
        (36, "%", "of some"),
        (2907, "", "centres"),
    ]
    assert second.content.callout == "<p>Called out</p>"
    assert second.line == 12


def test_dividers_inside_code_and_notes_do_not_divide(tmp_path: Path) -> None:
    deck = read(tmp_path, HEAD + "# One\n\n```\n---\n```\n\n<!--\n---\nnote\n-->\n")
    assert len(deck.slides) == 1
    assert "note" in deck.slides[0].notes


def test_windows_line_ends_and_a_byte_order_mark_are_taken(tmp_path: Path) -> None:
    text = (HEAD + "# One\n\n---\n\n# Two\n").replace("\n", "\r\n").encode("utf-8-sig")
    assert [slide.title for slide in read(tmp_path, text).slides] == ["One", "Two"]


def test_html_in_a_deck_is_shown_and_never_run(tmp_path: Path) -> None:
    deck = read(tmp_path, HEAD + "# One\n\n<script>alert(1)</script>\n\n[x](javascript:alert(1))\n")
    assert "<script" not in deck.slides[0].content.lead
    assert "href" not in deck.slides[0].content.lead


def test_a_picture_ends_the_skipping_of_its_slide(tmp_path: Path) -> None:
    (tmp_path / "map.png").write_bytes(b"PNG")
    slide = "---\nlayout: chart\nskip: true\n---\n# Map\n"
    assert read(tmp_path, HEAD + "# One\n" + slide).slides[1].skipped
    shown = read(tmp_path, HEAD + "# One\n" + slide + "\n![The wards](map.png)\n").slides[1]
    assert not shown.skipped
    assert shown.content.picture
    assert (shown.content.picture.file, shown.content.picture.alt) == ("map.png", "The wards")


def test_a_picture_may_have_blanks_in_its_name(tmp_path: Path) -> None:
    (tmp_path / "my map.png").write_bytes(b"PNG")
    deck = read(tmp_path, HEAD + "# One\n\n![The wards](<my map.png>)\n")
    assert deck.slides[0].content.picture
    assert deck.slides[0].content.picture.file == "my map.png"


def test_several_notes_keep_their_lines_and_are_parted_by_a_blank_one(tmp_path: Path) -> None:
    text = "# One\n\n<!-- a\nb --> <!-- c -->\n\n<!-- -->\n\n<!--\n---\n## d\n-->\n"
    (slide,) = read(tmp_path, HEAD + text).slides
    assert slide.notes == "a\nb\n\nc\n\n---\n## d"
    assert (slide.content.lead, slide.content.groups) == ("", ())


def test_a_comment_in_code_is_code_and_no_note(tmp_path: Path) -> None:
    text = "# One\n\n```html\n<!-- shown\n```\n\n---\n\n# Two\n"
    one, two = read(tmp_path, HEAD + text).slides
    assert "&lt;!-- shown" in one.content.lead
    assert (one.notes, two.title, two.line) == ("", "Two", 11)


def test_a_theme_without_a_key_has_one_made_of_its_name(tmp_path: Path) -> None:
    head = "  key: q\n  words: W?\n  themes:\n    - Children’s Trusts & schools\n"
    question = read(tmp_path, HEAD + QUESTION + head + "---\n# Q\n").slides[1].question
    assert question
    assert [theme.key for theme in question.themes] == ["childrens-trusts-schools"]
    assert (question.title, question.words) == ("Q", "W?")


def test_content_can_be_stored_as_json(tmp_path: Path) -> None:
    deck = read(tmp_path, HEAD + "# One\n\n## Two\n\n```figures\n36 % | of some\n```\n")
    stored = json.loads(json.dumps(asdict(deck.slides[0].content), allow_nan=False))
    assert stored["groups"][0]["figures"] == [{"value": 36, "unit": "%", "label": "of some"}]


def test_a_deck_is_read_without_django() -> None:
    program = "import sys, workshop.deck.reader; sys.exit('django' in sys.modules)"
    top = Path(__file__).resolve().parents[2]
    assert subprocess.run([sys.executable, "-c", program], cwd=top).returncode == 0


def test_the_example_in_the_documentation_is_a_deck(tmp_path: Path) -> None:
    guide = (Path(__file__).resolve().parents[2] / "docs/deck-format.md").read_text()
    deck = read(tmp_path, guide.split("```markdown\n")[1].split("```\n")[0])
    assert [slide.layout for slide in deck.slides] == ["cover", "columns", "question"]
    assert deck.slides[1].notes == "Pause here: ask for a show of hands."


QUESTION = "# One\n---\nlayout: question\nquestion:\n"


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("# No head\n", 1, "starts with a head"),
        ("---\ntitle: [\n---\n# One\n", 2, "not valid YAML"),
        ("---\n- a\n---\n# One\n", 2, "key: value"),
        ("---\nspeaker: T\n---\n# One\n", 2, "no “title”"),
        ("---\ntitle: [2008]\n---\n# One\n", 2, "must be text"),
        ("---\ntitle: A\ntitel: B\n---\n# One\n", 3, "did you mean “title”?"),
        ("---\ntitle: A\nsectors: Health\n---\n# One\n", 3, "must be a list"),
        (HEAD, 2, "no slides"),
        (HEAD + "skip: true\n---\n# One\n", 2, "no slides to show"),
        (HEAD + "No title\n", 4, "no title"),
        (HEAD + "# One\n\n# Two\n", 6, "one title"),
        (HEAD + "# One\n\n### Deep\n", 6, "no deeper"),
        (HEAD + "# One\n---\n---\n# Two\n", 6, "nothing between"),
        (HEAD + "# One\n---\nlayout: grid\n---\n# Two\n", 6, "no layout “grid”"),
        (HEAD + "# One\n---\nlayout: list\n---\n", 6, "no title"),
        (HEAD + "# One\n---\nlayout: list\n", 6, "no slide below"),
        (HEAD + "# One\n---\nlayuot: list\n---\n# Two\n", 6, "did you mean “layout”?"),
        (HEAD + "# One\n---\nskip: perhaps\n---\n# Two\n", 6, "true or false"),
        (HEAD + "# One\n\n<!-- open\n", 6, "never closed"),
        (HEAD + "# One\n\n![map](no.png)\n", 6, "no picture “no.png”"),
        (HEAD + "# One\n\n![](no.png)\n", 6, "words for those"),
        (HEAD + "# One\n\n![map](../no.png)\n", 6, "not in the deck's folder"),
        (HEAD + "# One\n\nText ![map](no.png)\n", 6, "paragraph of its own"),
        (HEAD + "# One\n\n```figures\n36 %\n```\n", 7, "36 % | what it is of"),
        (HEAD + "# One\n---\nlayout: question\n---\n# Q\n", 6, "needs a “question:”"),
        (HEAD + QUESTION + "  key: q\n---\n# Q\n", 7, "no “words”"),
        (HEAD + QUESTION + "  key: Q 1\n  words: W?\n---\n# Q\n", 8, "small letters"),
        (HEAD + QUESTION + "  key: q\n  words: W?\n  hint: x\n---\n# Q\n", 10, "not known"),
        (
            HEAD + QUESTION + "  key: q\n  words: W?\n  themes: [One, one]\n---\n# Q\n",
            10,
            "two themes",
        ),
        (
            HEAD
            + QUESTION
            + "  key: q\n  words: W?\n---\n# Q\n---\nlayout: question\nquestion:\n"
            + "  key: q\n  words: W?\n---\n# R\n",
            15,
            "two questions have the key “q”",
        ),
        (HEAD.encode() + b"# One\n\nCaf\xe9\n", 6, "not UTF-8"),
        ("", 1, "starts with a head"),
        ("---\ntitle: A\ntitle: B\n---\n# One\n", 3, "“title” is said twice"),
        ("---\ntitle: A\nevent: \x07\n---\n# One\n", 3, "a character that YAML"),
        (f"---\ntitle: {'[' * 3000}\n---\n# One\n", 2, "nested too deeply"),
        ("---\ntitle: A\nsectors:\n  - Health\n  - No: 1\n---\n# One\n", 5, "must be text"),
        ("---\ntitle: A\nsectors:\n  - Health\n  - Health\n---\n# One\n", 5, "listed twice"),
        (HEAD + f"# {'t' * 301}\n", 4, "longer than 300"),
        (HEAD + "# One\n\n##\n", 6, "no words"),
        (HEAD + "# One\n\n- ## Two\n", 6, "in a list or a quotation"),
        (HEAD + "# One\n\n> Said\n>\n> ![map](no.png)\n", 8, "paragraph of its own"),
        (HEAD + f"# One\n\n![map]({'a' * 3000}.png)\n", 6, "not one that a file can have"),
        (HEAD + "# One\n\n![map](/etc/hostname)\n", 6, "not in the deck's folder"),
        (HEAD + "# One\n\n![map](deck.md)\n", 6, "not a PNG"),
        (HEAD + "# One\n\n```figures\n36 % | a\n140 % | b\n```\n", 8, "part of 100"),
        (HEAD + "# One\n\n```\n---\n# Two\n", 6, "fenced block is opened and never"),
        (HEAD + "# One\n\n<!-- open\n---\n# Two\n<!-- shut -->\n", 6, "never closed"),
        (HEAD + "# One\n---\nquestion:\n  key: q\n---\n# Q\n", 6, "needs “layout: question”"),
        (HEAD + QUESTION + f"  key: q\n  words: W?\n---\n# {'t' * 201}\n", 11, "200 characters"),
        (HEAD + QUESTION + f"  key: {'k' * 41}\n  words: W?\n---\n# Q\n", 8, "longer than 40"),
        (HEAD + QUESTION + "  words: W?\n---\n# Q\n", 7, "no “key”"),
        (
            HEAD + QUESTION + "  key: q\n  words: W?\n  prompts:\n"
            "    - {key: a, words: A}\n    - {key: a, words: B}\n---\n# Q\n",
            12,
            "two prompts",
        ),
        (
            HEAD + QUESTION + "  key: q\n  words: W?\n  themes:\n"
            "    - name: One\n      key: one\n    - name: Two\n      key: No Slug\n---\n# Q\n",
            14,
            "small letters",
        ),
    ],
)
def test_what_is_wrong_is_said_with_its_line(
    tmp_path: Path, text: str | bytes, line: int, words: str
) -> None:
    with pytest.raises(DeckError) as error:
        read(tmp_path, text)
    assert words in error.value.problem
    assert error.value.line == line
    assert str(error.value).startswith(f"{tmp_path / 'deck.md'}, line {line}: ")


def test_a_deck_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(DeckError, match="no such file"):
        read_deck(tmp_path / "nowhere.md")


def test_the_reader_knows_the_layouts_that_there_are() -> None:
    assert list(LAYOUTS) == Layout.values
