"""Read a deck's file: whole, or one sentence that says file, line and what is wrong."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from pathlib import Path

from workshop.deck.head import Head
from workshop.deck.head_reader import read_head
from workshop.deck.heads import DECK_KEYS, SLIDE_KEYS, read_question, read_sectors, read_skip
from workshop.deck.markdown import SlideText
from workshop.deck.outline import Deck, DeckError, QuestionOutline, SlideOutline
from workshop.deck.parts import Part, divide

MOST_BYTES = 2 * 1024 * 1024  # A long talk has a hundredth of it.
LAYOUTS = (
    "cover",
    "section",
    "list",
    "outcomes",
    "columns",
    "timeline",
    "chart",
    "questions",
    "question",
    "closing",
)


def read_deck(file: Path) -> Deck:
    """The deck in `file`. Raises DeckError for the first thing that is wrong with it."""
    raw = _read_bytes(file)
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise DeckError(str(file), line, "the file is not UTF-8 text: save it as UTF-8.") from None
    before, *parts = divide(str(file), text)
    if before.text.strip() or not parts:
        raise DeckError(str(file), 1, "a deck starts with a head between two “---” lines.")
    head = read_head(str(file), parts[0], DECK_KEYS)
    title = head.text("title", 200)
    if not title:
        raise head.error("the deck has no “title”.")
    slides = _read_slides(file, parts[1:], (*before.notes, *parts[0].notes))
    if all(slide.skipped for slide in slides):
        raise DeckError(str(file), parts[0].line, "the deck has no slides to show.")
    digest = hashlib.sha256(raw).hexdigest()
    return Deck(title, str(file), digest, tuple(slides), read_sectors(head), raw)


def _read_bytes(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            raw = opened.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise DeckError(str(file), 1, "there is no such file.") from None
    except OSError as error:
        raise DeckError(str(file), 1, f"the file cannot be read: {error.strerror}.") from None
    if len(raw) > MOST_BYTES:
        limit = MOST_BYTES // 1024 // 1024
        problem = (
            f"the file is larger than {limit} MB, which is no deck's text; is it the right file?"
        )
        raise DeckError(str(file), 1, problem)
    return raw


def _read_slides(file: Path, parts: list[Part], notes: tuple[str, ...]) -> list[SlideOutline]:
    """One slide for each part that is not a head, with the head before it if it has one.

    `notes` stand above the first slide.
    """
    slides: list[SlideOutline] = []
    head: Part | None = None
    for part in parts:
        if head is None and part.is_head:
            head, notes = part, (*notes, *part.notes)
            continue
        if part.is_blank and head is None:
            if part is not parts[-1]:
                raise DeckError(str(file), part.line, "there is nothing between two “---” lines.")
            continue  # A last line “---” ends the last slide.
        slides.append(_read_slide(file, head, replace(part, notes=notes + part.notes), slides))
        head, notes = None, ()
    if head is not None:
        raise DeckError(str(file), head.line, "this head has no slide below it.")
    return slides


def _read_slide(
    file: Path, head_part: Part | None, part: Part, before: list[SlideOutline]
) -> SlideOutline:
    line = head_part.line if head_part else part.line
    head = (
        read_head(str(file), head_part, SLIDE_KEYS)
        if head_part
        else Head(str(file), {(): line}, {})
    )
    slide = SlideText(file, part)
    layout = _read_layout(head, is_first=not before)
    if not slide.title:
        raise DeckError(str(file), line, _why_no_title(part))
    return SlideOutline(
        line=line,
        layout=layout,
        title=slide.title,
        content=slide.content,
        notes=slide.notes,
        skipped=read_skip(head) and slide.picture is None,
        question=_read_question(head, slide, before) if layout == "question" else None,
    )


def _why_no_title(part: Part) -> str:
    if re.match(rf"\s*({'|'.join(SLIDE_KEYS)}):", part.text):
        return "this slide has no title; if it is a head, start it right below its “---”."
    if re.search(r"^#[^#\s]", part.text, re.MULTILINE):
        return "this slide has no title: a title needs a space after its “#”."
    return "this slide has no title: a line that starts with “# ”."


def _read_layout(head: Head, *, is_first: bool) -> str:
    layout = head.text("layout", 40) or ("cover" if is_first else "list")
    if layout not in LAYOUTS:
        known = ", ".join(LAYOUTS)
        raise head.error(f"there is no layout “{layout}”; there are {known}.", "layout")
    if "question" in head and layout != "question":
        raise head.error("a “question” needs “layout: question”.", "question")
    return layout


def _read_question(head: Head, slide: SlideText, before: list[SlideOutline]) -> QuestionOutline:
    """The slide's question, which no slide `before` it may have asked."""
    if len(slide.title) > 200:
        problem = "the title of a question is longer than 200 characters."
        raise DeckError(head.file, slide.title_line, problem)
    question = read_question(head, slide.title)
    if any(other.question and other.question.key == question.key for other in before):
        problem = f"two questions have the key “{question.key}”."
        raise head.error(problem, "question", "key")
    return question
