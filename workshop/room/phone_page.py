"""The phone's page, drawn once for a room and not once for each phone.

A thousand phones may ask for it in the same second. Nothing in it is personal:
the cookie is set beside it, and what a phone sent before comes by its socket.
"""

from __future__ import annotations

import gzip
import threading
import time
from collections import Counter
from dataclasses import dataclass
from typing import Any

import brotli
from django.template.loader import render_to_string

from questions.models import Response
from workshop.room.drawing import context_for
from workshop.room.state import read_room

# Another process may have moved the room on; its socket tells a phone that within the second.
FRESH_SECONDS = 1.0
BROTLI_QUALITY = 5


@dataclass(frozen=True)
class Page:
    """The same HTML three times: as it is, and as it travels."""

    plain: bytes
    gzip: bytes
    brotli: bytes

    def encoded_for(self, accepted: str) -> tuple[bytes, str]:
        """The body for a browser with this Accept-Encoding, and its Content-Encoding."""
        if "br" in accepted.replace(",", " ").split():
            return self.brotli, "br"
        return (self.gzip, "gzip") if "gzip" in accepted else (self.plain, "")


class PhonePages:
    """The latest page of each room, as this process drew it."""

    def __init__(self) -> None:
        self._pages: dict[str, tuple[Page, float]] = {}
        self._changes: Counter[str] = Counter()
        self._drawing = threading.Lock()

    def ready(self, code: str) -> Page | None:
        """The page of the room, if one was drawn a moment ago; reads no database."""
        page, drawn_at = self._pages.get(code, (None, 0.0))
        return page if time.monotonic() - drawn_at < FRESH_SECONDS else None

    def draw(self, code: str) -> Page:
        """The page of the room, drawn by the first who asks. Raises NoSuchRoom."""
        with self._drawing:
            if page := self.ready(code):
                return page
            changes = self._changes[code]
            drawn = _draw(code)
            if self._changes[code] == changes:
                self._pages[code] = drawn, time.monotonic()
            return drawn

    def forget(self, code: str) -> None:
        """Draw the page anew for the next who asks."""
        self._changes[code] += 1
        self._pages.pop(code, None)


def _draw(code: str) -> Page:
    html = render_to_string("workshop/phone.html", context_for("phone", read_room(code))).encode()
    packed = brotli.compress(html, mode=brotli.MODE_TEXT, quality=BROTLI_QUALITY)
    return Page(html, gzip.compress(html, compresslevel=6), packed)


phone_pages = PhonePages()


def forget_on_change(sender: Any, *, room: str, **_: Any) -> None:
    """Receive `questions.signals.room_changed`. No response is on the phone's page."""
    if sender is not Response:
        phone_pages.forget(room)
