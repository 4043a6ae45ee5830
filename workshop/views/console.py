"""The console: the presenter's page, its controls and its downloads. For presenters alone."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.html import escape
from django.views.decorators.http import require_POST, require_safe

from questions.downloads import write_csv, write_json
from questions.phases import PhaseRefused
from questions.results import write_results
from questions.templatetags.words import isolated_quotes
from workshop.access import follow_console_link, give_console_cookie, may_present
from workshop.room.drawing import context_for, draw_frame
from workshop.room.elapsed import begin_now
from workshop.room.moves import (
    MoveRefused,
    go_on_from_here,
    jump_to,
    press_phase,
    step_back,
    step_forward,
)
from workshop.room.presses import NothingUndone, Pressed, undo_press
from workshop.room.state import NoSuchRoom
from workshop.views.phone import NO_SUCH_CODE, room_or_404

log = logging.getLogger(__name__)

WRITE_SECONDS = 15.0
MOST_DIGITS = 9

View = Callable[..., HttpResponse]


def presenter_only(view: View) -> View:
    """Refuse whoever did not come by a console link of this very workshop."""

    @wraps(view)
    def guarded(request: HttpRequest, code: str) -> HttpResponse:
        if not may_present(request.COOKIES, code):
            return refuse_visitor(request)
        return view(request, code)

    return guarded


def moves_the_room(view: View) -> View:
    """Say it in one sentence when the database does not take a move."""

    @wraps(view)
    def guarded(request: HttpRequest, code: str, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, code, **kwargs)
        except DatabaseError as error:
            log.error("A move was not stored: %s", error)
            sentence = "The database takes nothing just now, so nothing changed: try again soon."
            return say_sorry(request, code, sentence, status=503)

    return guarded


@require_safe
def console(request: HttpRequest, code: str) -> HttpResponse:
    """The console itself, and where its one-time link arrives."""
    if may_present(request.COOKIES, code):
        if "token" in request.GET:
            return redirect("console", code)
        return render(request, "workshop/console.html", context_for("console", room_or_404(code)))
    link = follow_console_link(code, request.GET.get("token", ""))
    if link is None:
        return refuse_visitor(request)
    response = redirect("console", code)
    give_console_cookie(request, response, code, link)
    return response


@require_safe
@presenter_only
def now(request: HttpRequest, code: str) -> HttpResponse:
    return frame_of("console", code)


@require_POST
@presenter_only
@moves_the_room
def step(request: HttpRequest, code: str) -> HttpResponse:
    """One step forward or back, as a clicker makes it.

    `since` is how many milliseconds ago the same button was pressed before on `page`,
    and `sees` what of the room that page showed.
    """
    ms = read_number(request.POST.get("since", ""))
    since = None if ms is None else timedelta(milliseconds=ms)
    given = request.POST
    pressed = Pressed(given.get("page", "")[:16], since, given.get("sees", ""))
    try:
        if given.get("direction") == "back":
            step_back(code, pressed)
        else:
            step_forward(code, pressed)
    except MoveRefused as refused:
        return say_sorry(request, code, str(refused))
    return done(request, code)


@require_POST
@presenter_only
@moves_the_room
def jump(request: HttpRequest, code: str) -> HttpResponse:
    """Go straight to the slide in `position`."""
    try:
        jump_to(code, int(request.POST.get("position", "")))
    except ValueError:
        return say_sorry(request, code, "A slide is chosen by its number.")
    except MoveRefused as refused:
        return say_sorry(request, code, str(refused))
    return done(request, code)


@require_POST
@presenter_only
@moves_the_room
def begin(request: HttpRequest, code: str) -> HttpResponse:
    """Count the workshop's time from now on."""
    begin_now(code)
    return done(request, code)


@require_POST
@presenter_only
@moves_the_room
def phase(request: HttpRequest, code: str) -> HttpResponse:
    """Put a question into a phase, forwards or back."""
    try:
        press_phase(code, request.POST.get("question", ""), request.POST.get("phase", ""))
    except PhaseRefused as refused:
        return say_sorry(request, code, str(refused))
    return done(request, code)


@require_POST
@presenter_only
@moves_the_room
def undo(request: HttpRequest, code: str) -> HttpResponse:
    """Undo the presenter's last press; with `seen` only if that was it."""
    try:
        undo_press(code, read_number(request.POST.get("seen", "")))
    except NothingUndone as sentence:
        return say_sorry(request, code, str(sentence))
    return done(request, code)


@require_POST
@presenter_only
@moves_the_room
def go_on(request: HttpRequest, code: str) -> HttpResponse:
    """Go on from this slide, and not back to where the room had been."""
    go_on_from_here(code)
    return done(request, code)


@require_safe
@presenter_only
def responses_csv(request: HttpRequest, code: str) -> HttpResponse:
    body = write_csv(code, _wants_rehearsal(request))
    return _file(body, "text/csv; charset=utf-8", f"responses-{code}.csv")


@require_safe
@presenter_only
def responses_json(request: HttpRequest, code: str) -> HttpResponse:
    body = write_json(code, _wants_rehearsal(request))
    return _file(body, "application/json", f"responses-{code}.json")


@require_safe
@presenter_only
def results_json(request: HttpRequest, code: str) -> HttpResponse:
    body = write_results(code, _wants_rehearsal(request))
    return _file(body, "application/json", f"results-{code}.json")


def _wants_rehearsal(request: HttpRequest) -> bool:
    """With `?rehearsal=1` a download has what simulated delegates said as well."""
    return request.GET.get("rehearsal") == "1"


def _file(body: str, content_type: str, name: str) -> HttpResponse:
    response = HttpResponse(body, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response


def read_number(text: str) -> int | None:
    """A whole number that a page of ours would send; None for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else None


def done(request: HttpRequest, code: str) -> HttpResponse:
    """Nothing to say to a page with a socket: what changed comes by it."""
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204)
    return redirect("console", code)


def say_sorry(request: HttpRequest, code: str, sentence: str, status: int = 422) -> HttpResponse:
    """One sentence: into the console's notice, or on a page of its own without htmx."""
    if request.headers.get("HX-Request"):
        return HttpResponse(escape(isolated_quotes(sentence)), status=status)
    context = {"sentence": sentence, "code": code}
    return render(request, "workshop/sorry.html", context, status=status)


def frame_of(view: str, code: str) -> HttpResponse:
    """The frame that a page's socket would send, for a page whose socket carries nothing."""
    try:
        return HttpResponse(draw_frame(view, code))
    except NoSuchRoom:
        raise Http404(NO_SUCH_CODE) from None


def refuse_visitor(request: HttpRequest) -> HttpResponse:
    sentence = (
        "This page is the presenter’s: open it by the console link that was shown at the start. "
        "Each link works once; “manage.py link” makes another."
    )
    if request.headers.get("HX-Request"):
        return HttpResponse(escape(sentence), status=403)
    return render(request, "workshop/sorry.html", {"sentence": sentence}, status=403)
