"""Each thing that Markdown may have comes out right, or one sentence says what to write."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.workshop.test_deck_head import read
from workshop.deck.outline import DeckError, SlideOutline

HEAD = "---\ntitle: A talk\n---\n"


def slides(folder: Path, text: str) -> tuple[SlideOutline, ...]:
    for name in ("map.png", "my map.png"):
        (folder / name).write_bytes(b"PNG")
    return read(folder, HEAD + text).slides


@pytest.mark.parametrize(
    "code",
    [
        "Write `<!-- x -->` there",
        "Write ``<!-- ` -->`` there",
        "    <!-- x -->",
        "- a\n\n  ```html\n  <!-- x -->\n  ---\n  ```",
        "- ```\n  <!-- x\n  ```",
        "1. a\n   - b\n\n     ~~~\n     <!-- x -->\n     ~~~",
        "> ```\n> <!-- x -->\n> ```",
        r"\<!-- x -->",
    ],
)
def test_a_comment_in_code_is_shown_wherever_the_code_stands(tmp_path: Path, code: str) -> None:
    one, two = slides(tmp_path, f"# One\n\n{code}\n\n---\n\n# Two\n\n<!-- said -->\n")
    assert "&lt;!--" in one.content.lead + one.content.callout
    assert (one.notes, two.notes) == ("", "said")


def test_a_comment_before_or_in_a_head_is_a_note_of_its_slide(tmp_path: Path) -> None:
    text = "# One\n---\n<!-- a\nb -->\nlayout: section\n<!-- c -->\n---\n# Two\n\n<!-- d -->\n"
    two = slides(tmp_path, text)[1]
    assert (two.layout, two.title, two.notes) == ("section", "Two", "a\nb\n\nc\n\nd")
    deck = read(tmp_path, "<!-- top -->\n---\n<!-- head -->\ntitle: A\n---\n# One <!-- n -->\n")
    assert (deck.slides[0].title, deck.slides[0].notes) == ("One", "top\n\nhead\n\nn")


@pytest.mark.parametrize("space", ["\u00a0", "\u2003", "\u202f", "\u3000", " \u200b"])
def test_a_space_of_a_word_processor_is_a_space_after_a_mark(tmp_path: Path, space: str) -> None:
    text = f"\ufeff#{space}One\n\n##{space}Two\n\n-{space}a\n-{space}b\n\n>{space}c\n---{space}\n"
    one, two = slides(tmp_path, text + f"#{space}Two\n")
    assert (one.title, two.title) == ("One", "Two")
    assert one.content.groups[0].heading == "Two"
    assert one.content.groups[0].body == "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"
    assert one.content.callout == "<p>c</p>"


def test_a_blank_within_code_stays_as_it_is(tmp_path: Path) -> None:
    (one,) = slides(tmp_path, "# One\n\n```\n-\u00a0a\n```\n")
    assert "-\u00a0a" in one.content.lead


def test_underlined_headings_breaks_and_deep_lists_come_out(tmp_path: Path) -> None:
    deep = "".join(f"{'  ' * depth}- {depth}\n" for depth in range(14))
    (one,) = slides(tmp_path, f"One\n===\n\nTwo\n-----\n\na\\\nb  \nc\n\n{deep}")
    (group,) = one.content.groups
    assert (one.title, group.heading) == ("One", "Two")
    assert "a<br />\nb<br />\nc" in group.body
    assert "<li>13</li>" in group.body


def test_pictures_and_links_by_reference_are_taken(tmp_path: Path) -> None:
    text = "# One\n\n![The wards][map]\n\nSee [this][1] [sic]\n\n[map]: <my map.png>\n[1]: http://a.b/\n"
    (one,) = slides(tmp_path, text)
    assert one.content.picture
    assert one.content.picture.file == "my map.png"
    assert '<a href="http://a.b/">this</a> [sic]' in one.content.lead


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("| a | b |\n|---|---|\n| 1 | 2 |\n", 6, "no tables: write a list"),
        ("a\n\n- x\n\n  a | b\n  --|--\n", 10, "no tables: write a list"),
        ("![The wards](my map.png)\n", 6, "goes between “<” and “>”"),
        ("a\n![The wards](my map.png)\n", 7, "goes between “<” and “>”"),
        ("![The wards](http://a.b/c.png)\n", 6, "a file beside the deck: save it there"),
        ("![The wards](//a.b/c.png)\n", 6, "a file beside the deck: save it there"),
        ("![The wards](data:image/png;base64,AA)\n", 6, "a file beside the deck: save it there"),
        ("![The wards](file:///c.png)\n", 6, "write ![What it shows](picture.png)"),
        ("![The wards](..\\map.png)\n", 6, "not in the deck's folder"),
        ("![The wards][map]\n", 6, "write ![What it shows](picture.png)"),
        ("See [this][1]\n", 6, "this link's address is not on this slide"),
        ("[Note]: important\n", 6, "is a link's address, and is not shown"),
        ("a[^1]\n\n[^1]: b\n", 8, "no footnotes"),
        ("a[^1]\n\n[^1]: b c\n", 6, "no footnotes"),
        ("##Two\n", 6, "put a space after the “#”"),
        ("a\n\n***\n\nb\n", 8, "“---” alone, at the very left"),
        ("a\n ---\nb\n", 6, "“---” alone, at the very left"),
        ("- a\n  ```\n  b\n\n---\n# Two\n", 7, "fenced block is opened and never closed"),
        ("- a\n\n  <!-- b\n\n---\n# Two\n", 8, "comment is opened and never closed"),
    ],
)
def test_what_a_slide_has_not_is_said_with_what_to_write(
    tmp_path: Path, text: str, line: int, words: str
) -> None:
    with pytest.raises(DeckError) as error:
        slides(tmp_path, f"# One\n\n{text}")
    assert words in error.value.problem
    assert error.value.line == line


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("#Two\n", "a title needs a space after its “#”"),
        ("\nlayout: list\n---\n", "if it is a head, start it right below its “---”"),
    ],
)
def test_a_slide_without_a_title_is_told_what_may_be_the_matter(
    tmp_path: Path, text: str, words: str
) -> None:
    with pytest.raises(DeckError, match=words):
        slides(tmp_path, f"# One\n---\n{text}")
