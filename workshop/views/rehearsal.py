"""The console's buttons for a rehearsal: begin, stop, show or leave out, clear."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from questions.recorder import NotStored
from workshop.room.rehearsed import clear_rehearsal, show_rehearsal
from workshop.room.rehearsing import MOST_DELEGATES, AlreadyRehearsing, rehearsing
from workshop.views.console import done, presenter_only, say_sorry


@require_POST
@presenter_only
def start(request: HttpRequest, code: str) -> HttpResponse:
    """Let so many `delegates` come into the room for a minute."""
    given = request.POST.get("delegates", "")
    if not (given.isascii() and given.isdigit() and 1 <= int(given[:4]) <= MOST_DELEGATES):
        return say_sorry(request, code, f"A rehearsal here takes 1 to {MOST_DELEGATES} phones.")
    try:
        rehearsing.start(code, int(given))
    except AlreadyRehearsing:
        return say_sorry(request, code, "A rehearsal is running already; stop it first.")
    return done(request, code)


@require_POST
@presenter_only
def stop(request: HttpRequest, code: str) -> HttpResponse:
    """End this room's rehearsal early."""
    if rehearsing.is_running(code):
        rehearsing.stop()
    return done(request, code)


@require_POST
@presenter_only
def show(request: HttpRequest, code: str) -> HttpResponse:
    """Show and count what was rehearsed, or leave it out and say no more of it."""
    is_shown = request.POST.get("show") == "1"
    if not is_shown:
        rehearsing.forget(code)
    show_rehearsal(code, is_shown)
    return done(request, code)


@require_POST
@presenter_only
def clear(request: HttpRequest, code: str) -> HttpResponse:
    """Delete what simulated delegates left."""
    if rehearsing.is_running(code):
        return say_sorry(request, code, "A rehearsal is running; stop it first, then clear.")
    try:
        clear_rehearsal(code)
    except (NotStored, TimeoutError):
        sentence = "The database would not take it now, so nothing was cleared; try again."
        return say_sorry(request, code, sentence)
    rehearsing.forget(code)
    return done(request, code)
