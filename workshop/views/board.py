"""The board, where facilitators group what was said. For presenters and their helpers alone."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from questions.behind import FIGURES, NoSuchFigure, figures_of, looked_behind
from questions.entries import Refused
from questions.ledger import redo, take_step, undo
from questions.messages import read_keyed_in
from questions.models import Question, Step
from questions.receipts import Status
from questions.recorder import NotStored, recorder
from questions.step_words import words_of_step
from questions.steps import StepRefused
from workshop.access import PRESENTER, follow_console_link, give_console_cookie, role_of
from workshop.room.drawing import context_for
from workshop.room.state import Room
from workshop.views.console import (
    WRITE_SECONDS,
    frame_of,
    moves_the_room,
    read_number,
    refuse_visitor,
    say_sorry,
)
from workshop.views.phone import room_or_404

View = Callable[..., HttpResponse]


def facilitator_only(view: View) -> View:
    """Refuse whoever did not come by a link of this very workshop; give the role as `by`."""

    @wraps(view)
    def guarded(request: HttpRequest, code: str, **kwargs: Any) -> HttpResponse:
        by = role_of(request.COOKIES, code)
        if not by:
            return refuse_visitor(request)
        return view(request, code, by=by, **kwargs)

    return guarded


@require_safe
def door(request: HttpRequest, code: str) -> HttpResponse:
    """Where a helper's one-time link arrives; then the board of the question at hand."""
    if not role_of(request.COOKIES, code):
        link = follow_console_link(code, request.GET.get("token", ""))
        if link is None:
            return refuse_visitor(request)
        response = redirect("board-door", code)
        give_console_cookie(request, response, code, link)
        return response
    room = room_or_404(code)
    asked = [a.question for a in room.asked]
    if not asked:
        raise Http404("This deck asks no question.")
    opened = [question for question in asked if question.has_been_opened]
    return redirect("board", code, (room.question or (opened or asked)[-1]).key)


@require_safe
@facilitator_only
def board(request: HttpRequest, code: str, key: str, by: str) -> HttpResponse:
    room = room_or_404(code)
    find_question(room, key)
    return render(request, "workshop/board.html", context_for(f"board/{key}", room) | {"by": by})


@require_safe
@facilitator_only
def now(request: HttpRequest, code: str, key: str, by: str) -> HttpResponse:
    return frame_of(f"board/{key}", code)


@require_POST
@facilitator_only
@moves_the_room
def step(request: HttpRequest, code: str, key: str, by: str) -> HttpResponse:
    """One step of the ledger: `verb`, and what it needs."""
    said = dict(request.POST.items()) | {
        "responses": request.POST.getlist("responses"),
        "others": request.POST.getlist("others"),
    }
    try:
        take_step(code, key, request.POST.get("verb", ""), said, by)
    except StepRefused as refused:
        return say_sorry(request, code, str(refused))
    return done_at_board(request, code, key)


@require_POST
@facilitator_only
@moves_the_room
def go_back(request: HttpRequest, code: str, key: str, by: str) -> HttpResponse:
    """Undo the newest step, or with `direction` redo do it again."""
    seen = read_number(request.POST.get("seen", ""))
    act = redo if request.POST.get("direction") == "redo" else undo
    try:
        act(code, key, by, seen)
    except StepRefused as refused:
        return say_sorry(request, code, str(refused))
    return done_at_board(request, code, key)


@require_safe
@facilitator_only
def ledger(request: HttpRequest, code: str, key: str, by: str) -> HttpResponse:
    """Every step so far, newest first."""
    room = room_or_404(code)
    question = find_question(room, key)
    steps = Step.objects.filter(question=question).order_by("-number")
    listed = [(step, words_of_step(step.verb, step.payload)) for step in steps]
    context = {"workshop": room.workshop, "question": question, "steps": listed}
    return render(request, "workshop/ledger.html", context)


@require_safe
@facilitator_only
def behind(request: HttpRequest, code: str, key: str, by: str) -> HttpResponse:
    """The responses behind a figure."""
    room = room_or_404(code)
    question = find_question(room, key)
    figure = request.GET.get("figure", "")
    try:
        title, looked = looked_behind(question, figure, room.workshop.shows_rehearsal)
    except NoSuchFigure:
        raise Http404("There is nothing behind this figure any more.") from None
    context = {
        "workshop": room.workshop,
        "question": question,
        "title": title,
        "looked": looked,
        "figure": figure,
        "can_show": figure not in FIGURES and by == PRESENTER,
        "figures": None if figure else figures_of(question, room.workshop.shows_rehearsal),
    }
    return render(request, "workshop/behind.html", context)


@require_POST
@facilitator_only
def key_in(request: HttpRequest, code: str, key: str, by: str) -> HttpResponse:
    """Store a flip-chart card, a table's sheet, or what was said aloud."""
    find_question(room_or_404(code), key)
    try:
        entry = read_keyed_in(code, request.POST.dict() | {"question": key})
        receipt = recorder.record(entry).result(WRITE_SECONDS)
    except Refused as refused:
        return say_sorry(request, code, refused.reason)
    except (NotStored, TimeoutError):
        sentence = "The database takes nothing just now: keep the card, and key it in again."
        return say_sorry(request, code, sentence, status=503)
    if receipt.status == Status.REFUSED:
        return say_sorry(request, code, receipt.reason)
    return done_at_board(request, code, key)


def done_at_board(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """Nothing to say to a page with a socket: what changed comes by it."""
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204)
    back = request.headers.get("Referer", "")
    home = request.build_absolute_uri(reverse("board-door", args=[code])).removesuffix("board/")
    return redirect(back if back.startswith(home) else reverse("board", args=[code, key]))


def find_question(room: Room, key: str) -> Question:
    question = room.find_question(key)
    if question is None:
        raise Http404("There is no such question in this workshop.")
    return question
