"""Draw what a room shows: the same templates for a page load and for a pushed frame.

Nothing here is personal: a frame is drawn once, and sent to all who watch.
"""

from __future__ import annotations

from typing import Any, Literal

from django.db.models import QuerySet
from django.template.loader import render_to_string

from questions.models import Phase, Question, Response
from questions.phases import ORDER
from questions.tally import tally_question
from workshop.room.joining import joining
from workshop.room.moves import next_label
from workshop.room.presence import phones_connected
from workshop.room.rehearsed import read_rehearsed
from workshop.room.rehearsing import rehearsing
from workshop.room.state import Room, read_room
from workshop.room.troubles import troubles

View = Literal["phone", "screen", "console"]

MOST_INCOMING = 60


def draw_frame(view: View, code: str) -> str:
    """The frame that brings every open page of `view` up to date. Raises NoSuchRoom."""
    return render_to_string(f"workshop/frames/{view}.html", context_for(view, read_room(code)))


def context_for(view: View, room: Room) -> dict[str, Any]:
    """What the templates of `view` need to draw `room`."""
    return {"room": room, "workshop": room.workshop, "slide": room.slide} | _EXTRAS[view](room)


def _for_phone(room: Room) -> dict[str, Any]:
    earlier = room.previous_slide
    return {"earlier_live": earlier.position if earlier else None}


def _for_screen(room: Room) -> dict[str, Any]:
    context: dict[str, Any] = {"joining": joining(room.workshop.spaced_code)}
    question = room.question
    if question and question.has_been_opened and question.phase != Phase.WAITING:
        context |= {"question": question} | _figures(room, question)
        if question.is_revealed:
            context["responses"] = _shown(room, question).order_by("-id")
    return context


def _for_console(room: Room) -> dict[str, Any]:
    context = _for_screen(room) | {
        "next_label": next_label(room),
        "next_slide": room.next_slide,
        "phones": phones_connected(room.code),
        "phases": ORDER,
        "troubles": troubles(),
        "rehearsed": read_rehearsed(room.code),
        "rehearsing": rehearsing.of(room.code),
        "left_open": [a for a in room.asked if a.question.is_open and not a.is_here],
    }
    if room.question:
        context |= {"question": room.question} | _figures(room, room.question)
        context["incoming"] = _shown(room, room.question).order_by("-id")[:MOST_INCOMING]
    return context


def _figures(room: Room, question: Question) -> dict[str, Any]:
    """The tally, with what was rehearsed where the room shows that, and how much that is."""
    tally = tally_question(question)
    if not room.workshop.shows_rehearsal:
        return {"tally": tally}
    both = tally_question(question, with_rehearsal=True)
    return {"tally": both, "rehearsed_responses": both.responses - tally.responses}


def _shown(room: Room, question: Question) -> QuerySet[Response]:
    shown = Response.objects.filter(question=question, withdrawn_at__isnull=True)
    if not room.workshop.shows_rehearsal:
        shown = shown.filter(delegate__is_rehearsal=False)
    return shown.select_related("theme", "prompt")


_EXTRAS = {"phone": _for_phone, "screen": _for_screen, "console": _for_console}
