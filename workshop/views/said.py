"""What others said, on a phone: to read and endorse once it is revealed."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from questions.models import MAX_TEXT_CHARACTERS
from questions.suggesting import alike_in
from questions.visible import is_blank
from workshop.access import read_delegate
from workshop.room.said_page import NotRevealed, find_revealed, said_pages
from workshop.room.state import NoSuchRoom, read_room
from workshop.views.phone import NO_SUCH_CODE


@require_safe
def said(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """Every response that is shown, by theme; for a page without JavaScript as well."""
    try:
        listed = said_pages.draw(code, key)
    except NoSuchRoom:
        raise Http404(NO_SUCH_CODE) from None
    except NotRevealed:
        raise Http404("The presenter has not revealed these responses.") from None
    if request.headers.get("HX-Request"):
        return HttpResponse(listed)
    room = read_room(code)
    context = {"workshop": room.workshop, "question": room.find_question(key), "listed": listed}
    return render(request, "workshop/said.html", context)


@require_POST
def alike(request: HttpRequest, code: str) -> HttpResponse:
    """What others said that is nearly what this delegate is about to send; stores nothing.

    Blank where there is none, or where responses are not revealed.
    """
    text = request.POST.get("text", "").strip()
    if is_blank(text) or len(text) > MAX_TEXT_CHARACTERS:
        return HttpResponse()
    try:
        workshop, question = find_revealed(code, request.POST.get("question", ""))
    except (NoSuchRoom, NotRevealed):
        return HttpResponse()
    found = alike_in(
        question, text, workshop.shows_rehearsal, but_not_of=read_delegate(request.COOKIES, code)
    )
    if not found:
        return HttpResponse()
    context = {"workshop": workshop, "question": question, "alike": found}
    return render(request, "questions/_alike.html", context)
