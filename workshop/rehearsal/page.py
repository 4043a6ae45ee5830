"""What a simulated phone reads: the forms of its page, the room's frames, its receipts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from html.parser import HTMLParser
from uuid import UUID

_SLIDE = re.compile(r"Slide (\d+) of \d+")
_STANCE = re.compile(r'id="asked-([^"]+)" data-stance="(\w+)"')
_RECEIPT = re.compile(r'data-receipt="([0-9a-f-]{36})" data-status="(\w+)"')
_WALL_SLIDE = re.compile(r'joinstrip__slide"[^>]*>(\d+) /')
_COUNT = re.compile(r'data-counted="([^"]+)".*?class="count"><b>(\d+)</b>', re.S)
_CARD = re.compile(r'id="card-([0-9a-f-]{36})"')


@dataclass(frozen=True)
class Form:
    """A box to respond in: its question and prompt, and the themes it offers, by key."""

    question: str
    prompt: str
    themes: tuple[str, ...]


@dataclass(frozen=True)
class PhoneFrame:
    """The slide that a phone shows, and the stance of each question."""

    position: int
    stances: dict[str, str]


@dataclass(frozen=True)
class ScreenFrame:
    """What the screen shows: a slide; while a question collects, how many responses it
    counts; after the reveal, whose cards are there."""

    position: int
    question: str
    count: int
    cards: frozenset[UUID]


@lru_cache(maxsize=4)
def read_forms(page: str) -> tuple[Form, ...]:
    reader = _FormReader()
    reader.feed(page)
    return tuple(Form(question, prompt, tuple(t)) for question, prompt, t in reader.forms)


@lru_cache(maxsize=8)
def read_phone_frame(text: str) -> PhoneFrame | None:
    """The frame in `text`; None for a fragment that is this phone's own."""
    slide = _SLIDE.search(text)
    return PhoneFrame(int(slide[1]), dict(_STANCE.findall(text))) if slide else None


def read_receipts(text: str) -> list[tuple[UUID, str]]:
    """Each receipt in `text`: the response it is for, and its status."""
    return [(UUID(key), status) for key, status in _RECEIPT.findall(text)]


def read_screen_frame(text: str) -> ScreenFrame | None:
    slide, count = _WALL_SLIDE.search(text), _COUNT.search(text)
    if slide is None:
        return None
    question, counted = (count[1], int(count[2])) if count else ("", 0)
    cards = frozenset(map(UUID, _CARD.findall(text)))
    return ScreenFrame(int(slide[1]), question, counted, cards)


class _FormReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[tuple[str, str, list[str]]] = []
        self._is_inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag == "form" and named.get("data-question"):
            self.forms.append((named["data-question"] or "", named.get("data-prompt") or "", []))
            self._is_inside = True
        elif tag == "option" and self._is_inside and named.get("value"):
            self.forms[-1][2].append(named["value"] or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._is_inside = False
