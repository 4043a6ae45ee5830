"""Wherever somebody's words stand, they have a direction of their own and turn nothing beside them.

Every name and response here is in Hebrew, with marks that would reverse what
follows. Each page is read as it is sent, so a new place that forgets fails.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from uuid import uuid4

import pytest
from django.dispatch import Signal
from django.template import Template
from django.test import Client
from django.test.signals import template_rendered

from questions.entries import Introduce, Prioritise, Propose
from questions.ledger import take_step
from questions.models import Display, Phase, Question
from questions.phases import move_to_phase
from questions.recorder import recorder
from questions.visible import fold
from tests.people import AMINA, CARYS, ROOM, respond
from workshop.access import read_delegate
from workshop.models import Slide, Workshop
from workshop.room.displays import show_on_screen
from workshop.room.drawing import draw_frame
from workshop.settings import BASE_DIR

KEY = "early-intervention"
BEGIN, END = "\u05d0", "\u05ea"  # The letters alef and tav.
APART = re.compile("\u2068[^\u2069]*\u2069")
VOID = {"meta", "link", "input", "br", "img", "hr", "col"}
# Drawn elsewhere, and without anybody's words. A slide's own words are the deck's to lay out.
WITHOUT_WORDS = {
    "questions/_no_comparison.html",
    "questions/_no_phrases.html",
    "questions/_no_responses.html",
    "questions/_place_dots.html",
    "workshop/_no_cookie.html",
    "workshop/_rehearsal_buttons.html",
    "workshop/frames/mark.html",
    "workshop/frames/no_cookie.html",
    "workshop/frames/not_stored.html",
}
TEMPLATES = BASE_DIR / "templates"
TOLD = {"aria-label", "title", "alt", "placeholder", "label", "data-announce"}


def hard(name: str) -> str:
    """A name that reverses what is beside it, unless it is kept apart."""
    return f"{BEGIN} {name} \u2069\u202e{END}"


class Reader(HTMLParser):
    """Reads a page, and notes where words do not stand apart."""

    def __init__(self) -> None:
        super().__init__()
        self.stack: list[tuple[str, bool]] = []
        self.found: list[str] = []
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        is_apart = tag == "bdi" or named.get("dir") == "auto"
        if tag not in VOID:
            self.stack.append((tag, is_apart))
        kind = named.get("type", "text")
        is_typed = tag == "textarea" or (tag == "input" and kind == "text")
        if is_typed and not is_apart and named.get("inputmode") != "numeric":
            self.faults.append(f"no direction: {self.get_starttag_text()}")
        for name in TOLD & named.keys():
            self._expect_isolated(f"{tag} {name}", named[name])

    def handle_endtag(self, tag: str) -> None:
        opened = self.stack.pop()[0] if self.stack else "nothing"
        if opened != tag:
            self.faults.append(f"<{opened}> is closed by </{tag}>")

    def handle_data(self, data: str) -> None:
        text = data.strip()
        if BEGIN not in text:
            return
        tag, is_apart = self.stack[-1]
        self.found.append(text)
        if not is_apart or not text.startswith(BEGIN):
            self._expect_isolated(tag, text)
        elif tag in ("bdi", "option", "span") and fold(text) != text:
            self.faults.append(f"turns what is beside it: <{tag}> {text!r}")

    def _expect_isolated(self, where: str, text: str) -> None:
        if BEGIN in APART.sub("", text) or fold(text) != text:
            self.faults.append(f"not apart: {where} {text!r}")


def faults_of(page: str) -> list[str]:
    reader = Reader()
    reader.feed(page)
    reader.faults += [f"<{tag}> is not closed" for tag, _ in reader.stack]
    assert reader.found or BEGIN not in page
    return reader.faults


@pytest.fixture
def drawn() -> Iterator[set[str]]:
    """The names of the templates that were drawn."""
    names: set[str] = set()

    def note(sender: Template, **_: Any) -> None:
        names.add(str(sender.name))

    signal: Signal = template_rendered
    signal.connect(note)
    yield names
    signal.disconnect(note)


@pytest.fixture
def hard_room(workshop: Workshop, carys: Client) -> Question:
    """A room in which everything that anybody named or said is hard."""
    Workshop.objects.update(title=hard("workshop"), sectors=[hard("sector"), "Health"])
    Slide.objects.update(title=hard("slide"), content={"lead": "", "groups": []})
    question = Question.objects.get(room=ROOM)
    question.title, question.words, question.guidance = map(hard, ("title", "words", "guidance"))
    question.save()
    question.themes.update(name=hard("theme"), family=hard("family"))
    question.themes.create(key="schools", number=2, name=hard("schools"))
    question.prompts.create(key="issues", number=1, words=hard("prompt"))
    move_to_phase(ROOM, KEY, "collecting")
    me = read_delegate({name: cookie.value for name, cookie in carys.cookies.items()}, ROOM)
    assert me
    # A recorder that knew Carys already, in another test, would not add her again.
    for delegate in (me, uuid4(), uuid4()):
        recorder.record(Introduce(ROOM, delegate, hard("sector"), hard("7"))).result(10)
        keys = [
            respond(
                delegate,
                hard("share one assessment with schools"),
                theme="assessment",
                prompt="issues",
            ).key,
            respond(delegate, hard("share one assessment early"), prompt="issues").key,
            respond(delegate, f"{hard('Ring')} 07700 900123", prompt="issues").key,
        ]
        respond(delegate, hard("table"), table=hard("9"), people=4, prompt="issues")
        proposed = Propose(ROOM, delegate, uuid4(), KEY, "", *map(hard, ("what", "who", "when")))
        move_to_phase(ROOM, KEY, "prioritising")
        dots = Prioritise(ROOM, delegate, KEY, (("assessment", 2),), None)
        recorder.record(dots).result(10)
        move_to_phase(ROOM, KEY, "committing")
        recorder.record(proposed).result(10)
        move_to_phase(ROOM, KEY, "collecting")
    step("redact", response=keys[2], text=hard("redacted"))
    step("group", name=hard("added"), responses=[keys[1]])
    step("hide", response=respond(CARYS, hard("hidden"), prompt="issues").key)
    step("agree", what=hard("agreed"), who=hard("who"), by_when=hard("when"), theme="assessment")
    Workshop.objects.update(position=4, furthest=5)
    return question


def step(verb: str, **said: object) -> None:
    take_step(ROOM, KEY, verb, said, hard("helper") if verb == "agree" else AMINA)


def pages(amina: Client, carys: Client) -> Iterator[tuple[str, str]]:
    """Every page, by its address, in every phase and with every view on the screen."""
    for phase in Phase.values:
        move_to_phase(ROOM, KEY, phase)
        yield phase, carys.get(f"/{ROOM}/").content.decode()
        yield phase, carys.get(f"/{ROOM}/now/").content.decode()
        yield phase, amina.get(f"/{ROOM}/console/").content.decode()
        yield phase, amina.get(f"/{ROOM}/screen/").content.decode()
    move_to_phase(ROOM, KEY, "committing")
    for display in Display.values:
        show_on_screen(ROOM, KEY, display)
        yield display, amina.get(f"/{ROOM}/screen/").content.decode()
    move_to_phase(ROOM, KEY, "revealed")
    show_on_screen(ROOM, KEY, "wall", "theme/assessment")
    yield "behind on the screen", amina.get(f"/{ROOM}/screen/").content.decode()
    yield "words", carys.get(f"/{ROOM}/screen/words/").content.decode()
    for view in ("phone", "screen", "console", f"board/{KEY}"):
        yield f"frame of {view}", draw_frame(view, ROOM)
    for path in ("mine/", "mine/export/", f"said/{KEY}/", "slides/1/", "slides/4/"):
        yield path, carys.get(f"/{ROOM}/{path}").content.decode()
    alike = {"question": KEY, "text": hard("share one assessment with schools")}
    yield "alike", carys.post(f"/{ROOM}/alike/", alike).content.decode()
    board = f"/{ROOM}/board/{KEY}"
    for path in ("/", "/ledger/", "/behind/", "/behind/?figure=redacted", "/behind/?figure="):
        yield path, amina.get(f"{board}{path}").content.decode()
    yield (
        "twice",
        amina.post(f"{board}/step/", {"verb": "add", "name": hard("added")}).content.decode(),
    )
    helper = amina.post(f"/{ROOM}/console/helper/", {"name": hard("helper")})
    yield "helper", helper.content.decode()
    yield "held words", amina.get(f"/{ROOM}/console/held-words/").content.decode()
    yield "join", amina.get("/?code=1").content.decode()


def test_every_page_keeps_words_apart(
    hard_room: Question, amina: Client, carys: Client, drawn: set[str]
) -> None:
    response = respond(CARYS, hard("spotlight"), prompt="issues").key
    shown = {page: faults_of(text) for page, text in pages(amina, carys)}
    step("spotlight", response=response)
    shown["spotlight"] = faults_of(amina.get(f"/{ROOM}/screen/").content.decode())
    assert {page: faults for page, faults in shown.items() if faults} == {}

    every = {path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html")}
    undrawn = {name for name in every - drawn if not name.startswith("workshop/slides/")}
    assert undrawn <= WITHOUT_WORDS, "draw these too, and see that words stand apart"


def test_the_plain_text_twin_keeps_words_apart(hard_room: Question, carys: Client) -> None:
    move_to_phase(ROOM, KEY, "committing")
    for display in Display.values:
        show_on_screen(ROOM, KEY, display)
        text = carys.get(f"/{ROOM}/screen.txt").content.decode()
        assert BEGIN in text
        for line in text.splitlines():
            assert BEGIN not in APART.sub("", line), line
            assert fold(line) == line.strip(), line
