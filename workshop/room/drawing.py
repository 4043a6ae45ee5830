"""Draw what a room shows: the same templates for a page load and for a pushed frame.

Nothing here is personal: a frame is drawn once, and sent to all who watch.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.template.loader import render_to_string

from questions.board import Board, Standing
from questions.clock import steady_now
from questions.models import Phase, Question, Step
from questions.phases import ORDER
from questions.reading import read_board
from questions.shown import looked_responses
from questions.tally import Tally, tally_question
from workshop.room.board_view import board_context, proposals_of
from workshop.room.displays import display_context
from workshop.room.facing import face
from workshop.room.joining import joining
from workshop.room.moves import back_label, next_label, next_note, view_of
from workshop.room.offering import display_of, offers, why_not_live, why_not_ranking
from workshop.room.presence import phones_connected
from workshop.room.presses import Undoable, press_to_undo
from workshop.room.rehearsed import read_rehearsed
from workshop.room.rehearsing import rehearsing
from workshop.room.state import Room, read_room
from workshop.room.troubles import troubles

# `phone`, `screen`, `console`, or `board/` and a question's key.
View = str

MOST_INCOMING = 60


def draw_frame(view: View, code: str) -> str:
    """The frame that brings every open page of `view` up to date. Raises NoSuchRoom."""
    template = f"workshop/frames/{view.partition('/')[0]}.html"
    return render_to_string(template, context_for(view, read_room(code)))


def context_for(view: View, room: Room) -> dict[str, Any]:
    """What the templates of `view` need to draw `room`."""
    kind, _, key = view.partition("/")
    context = {
        "room": room,
        "workshop": room.workshop,
        "slide": room.slide,
        "now": steady_now(),
    }
    if kind == "board":
        return context | _for_board(room, key)
    return context | _EXTRAS[kind](room)


def _for_phone(room: Room) -> dict[str, Any]:
    earlier = room.previous_slide
    return {
        "earlier_live": earlier.position if earlier else None,
        "facing": [face(asked, room.workshop.shows_rehearsal) for asked in room.asked],
    }


def _for_screen(room: Room) -> dict[str, Any]:
    context: dict[str, Any] = {
        "joining": joining(room.workshop.spaced_code),
        "sees": view_of(room),
    }
    question = room.question
    if question and question.has_been_opened and question.phase != Phase.WAITING:
        context |= {"question": question} | _figures(room, question)
        if question.is_on_screen:
            context |= display_context(question, context["tally"], room.workshop.shows_rehearsal)
    return context


def _for_console(room: Room) -> dict[str, Any]:
    context: dict[str, Any] = {
        "joining": joining(room.workshop.spaced_code),
        "next_label": next_label(room),
        "back_label": back_label(room),
        "next_note": next_note(room),
        "sees": view_of(room),
        "next_slide": room.next_slide,
        "press": press_to_undo(room.workshop),
        "left_open": any(a.question.is_open and not a.is_here for a in room.asked),
        "phones": phones_connected(room.code),
        "phases": ORDER,
        "troubles": troubles(),
        "rehearsed": read_rehearsed(room.code),
        "rehearsing": rehearsing.of(room.code),
    }
    if room.question:
        context |= {"question": room.question} | _figures(room, room.question)
        context |= _incoming(room, room.question, context["tally"])
        context["undoes_step"] = _undoes_step(context["board"], room.question, context["press"])
    return context


def _incoming(room: Room, question: Question, tally: Tally) -> dict[str, Any]:
    """What the console lists: first what waits to be looked at, then the newest."""
    with_rehearsal = room.workshop.shows_rehearsal
    board = read_board(question)
    looked = looked_responses(question, with_rehearsal)[::-1]
    offered = offers(question, board, tally)
    return {
        "board": board,
        "display": display_of(question, board, tally),
        "offers": offered,
        "reasons": list(dict.fromkeys(offer.why_not for offer in offered if offer.why_not)),
        "why_not_live": why_not_live(question),
        "why_not_ranking": why_not_ranking(question),
        "held": [one for one in looked if one.standing == Standing.HELD],
        "incoming": [one for one in looked if one.standing == Standing.SHOWN][:MOST_INCOMING],
        "proposals": proposals_of(question, board, with_rehearsal),
    }


def _undoes_step(board: Board, question: Question, press: Undoable | None) -> bool:
    """Whether Ctrl Z on the console undoes a step at the board: one that came after `press`."""
    if board.undoable is None:
        return False
    step = Step.objects.get(question=question, number=board.undoable.number)
    return press is None or press.at < step.at


def _for_board(room: Room, key: str) -> dict[str, Any]:
    """The board of one question, whether or not the room is at it."""
    question = room.find_question(key)
    if question is None:
        return {"questions": [asked.question for asked in room.asked]}
    figures = _figures(room, question)
    tally: Tally = figures["tally"]
    return (
        {"question": question, "questions": [asked.question for asked in room.asked]}
        | figures
        | board_context(room, question, tally, room.workshop.shows_rehearsal)
    )


def _figures(room: Room, question: Question) -> dict[str, Any]:
    """The tally, with what was rehearsed where the room shows that, and how much that is."""
    tally = tally_question(question)
    if not room.workshop.shows_rehearsal:
        return {"tally": tally}
    both = tally_question(question, with_rehearsal=True)
    return {"tally": both, "rehearsed_responses": both.responses - tally.responses}


_EXTRAS: dict[str, Callable[[Room], dict[str, Any]]] = {
    "phone": _for_phone,
    "screen": _for_screen,
    "console": _for_console,
}
