"""The screen, watched: when did it count a response, and when did it show its words."""

from __future__ import annotations

import asyncio
from time import monotonic

from workshop.rehearsal.measuring import Measures
from workshop.rehearsal.page import ScreenFrame, read_screen_frame
from workshop.rehearsal.phone import BROKEN_LINK, FIRST_RETRY_SECONDS
from workshop.rehearsal.place import Place


async def watch_screen(place: Place, measures: Measures, tells_slides: bool) -> None:
    """Look at the screen until cancelled.

    It tells when the slide changes, unless whoever drives does: the screen may
    show the slide before for a moment.
    """
    while True:
        try:
            async with place.socket("screen", {}) as socket:
                async for message in socket:
                    if frame := read_screen_frame(str(message)):
                        if tells_slides:
                            measures.begin_slide(frame.position)
                        _look_at(frame, measures)
        except BROKEN_LINK:
            pass  # The server starts again, or has stopped: the phones say so.
        await asyncio.sleep(FIRST_RETRY_SECONDS)


def _look_at(frame: ScreenFrame, measures: Measures) -> None:
    if frame.question:
        measures.see_count(frame.question, frame.count)
    now = monotonic()
    for card in frame.cards - measures.carded.keys():
        measures.carded[card] = now
