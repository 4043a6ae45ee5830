"""What the presenter lets the screen show of a question, for how long, and who helps."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from questions.entries import Screen
from questions.models import HeldWords
from questions.phases import PhaseRefused, count_down
from questions.recorder import NotStored, recorder
from questions.screening import words_of_room
from questions.visible import is_blank
from workshop.access import MAX_HELPER_CHARACTERS, PRESENTER, make_console_link
from workshop.models import PressKind
from workshop.room.displays import DisplayRefused, set_in_view, show_on_screen
from workshop.room.joining import link_to
from workshop.room.presses import press
from workshop.views.console import WRITE_SECONDS, done, moves_the_room, presenter_only, say_sorry
from workshop.views.phone import room_or_404

MAX_WORDS_CHARACTERS = 20_000


@require_POST
@presenter_only
@moves_the_room
def display(request: HttpRequest, code: str) -> HttpResponse:
    """Show one view of a question on the screen; with `figure` the responses behind it."""
    given = request.POST
    try:
        with press(code, PressKind.OTHER):
            show_on_screen(
                code, given.get("question", ""), given.get("display", ""), given.get("figure", "")
            )
    except DisplayRefused as refused:
        return say_sorry(request, code, str(refused))
    return done(request, code)


@require_POST
@presenter_only
@moves_the_room
def in_view(request: HttpRequest, code: str) -> HttpResponse:
    """Let the screen show responses while they come, or the ranking while dots move."""
    given = request.POST
    wanted = {what: given[what] == "1" for what in ("live", "ranking") if what in given}
    try:
        if wanted.get("live") is False:  # Nothing to undo: to show them again asks again.
            set_in_view(code, given.get("question", ""), **wanted)
        else:
            with press(code, PressKind.OTHER):
                set_in_view(code, given.get("question", ""), **wanted)
    except DisplayRefused as refused:
        return say_sorry(request, code, str(refused))
    return done(request, code)


@require_POST
@presenter_only
@moves_the_room
def countdown(request: HttpRequest, code: str) -> HttpResponse:
    """Begin a countdown of so many `minutes`; none takes it back."""
    try:
        minutes = float(request.POST.get("minutes") or 0)
        with press(code, PressKind.OTHER):
            count_down(code, request.POST.get("question", ""), minutes)
    except ValueError:
        return say_sorry(request, code, "A countdown is given in minutes.")
    except PhaseRefused as refused:
        return say_sorry(request, code, str(refused))
    return done(request, code)


@require_POST
@presenter_only
@moves_the_room
def invite(request: HttpRequest, code: str) -> HttpResponse:
    """A one-time link to the board for a helper, to open on another laptop."""
    room = room_or_404(code)
    name = " ".join(request.POST.get("name", "").split())
    if len(name) > MAX_HELPER_CHARACTERS:
        sentence = f"A helper’s name has at most {MAX_HELPER_CHARACTERS} characters."
        return say_sorry(request, code, sentence)
    if is_blank(name) or name == PRESENTER:
        return say_sorry(request, code, "Give the helper a name, such as Helper 1.")
    path = f"{reverse('board-door', args=[code])}?token={make_console_link(room.workshop, name)}"
    context = {"workshop": room.workshop, "name": name, "link": link_to(path)}
    return render(request, "workshop/helper.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@presenter_only
@moves_the_room
def held_words(request: HttpRequest, code: str) -> HttpResponse:
    """The words that hold a response off the screen, to look at and change."""
    room = room_or_404(code)
    if request.method != "POST":
        context = {"workshop": room.workshop, "words": words_of_room(code)}
        return render(request, "workshop/held_words.html", context)
    words = request.POST.get("words", "").replace("\r\n", "\n")
    if len(words) > MAX_WORDS_CHARACTERS or "\x00" in words:
        return say_sorry(request, code, "This list is too long; nothing was changed.")
    HeldWords.objects.update_or_create(room=code, defaults={"words": words})
    try:
        recorder.record(Screen(code)).result(WRITE_SECONDS)
    except (NotStored, TimeoutError):
        sentence = "The list is kept, but the database did not screen what was said; save it again."
        return say_sorry(request, code, sentence, status=503)
    return done(request, code)
