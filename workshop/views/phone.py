"""A delegate's pages: follow, look back, respond, and see one's own."""

from __future__ import annotations

from dataclasses import asdict

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from questions.downloads import rows_of
from questions.entries import Introduce, Join, Refused, UnknownPhone
from questions.messages import read_entry
from questions.receipts import Receipt, Status
from questions.recorder import NotStored, recorder
from questions.writing import is_known
from workshop.access import give_delegate_cookie, read_delegate
from workshop.off_loop import off_the_loop
from workshop.room.drawing import draw_frame
from workshop.room.mould import draw_receipt
from workshop.room.own import (
    draw_about_me,
    draw_mark,
    draw_no_cookie,
    draw_not_stored,
    draw_own,
    draw_refusal,
    own_context,
    own_of,
)
from workshop.room.phone_page import phone_pages
from workshop.room.sectors import check_sector
from workshop.room.state import NoSuchRoom, Room, read_room

WRITE_SECONDS = 15.0
# The fields that a delegate writes in, and what they are called where they are given back.
WORDS = {"text": "Your words", "what": "What to do", "who": "Who will do it", "by_when": "By when"}
NO_SUCH_CODE = "No workshop has this join code."


@require_safe
async def phone(request: HttpRequest, code: str) -> HttpResponse:
    """The page that follows the room. The same for every phone, but for its cookie."""
    page = phone_pages.ready(code)
    if page is None:
        try:
            page = await off_the_loop(phone_pages.draw, code)
        except NoSuchRoom:
            raise Http404(NO_SUCH_CODE) from None
    body, encoding = page.encoded_for(request.headers.get("Accept-Encoding", ""))
    headers = {"Vary": "Accept-Encoding"} | ({"Content-Encoding": encoding} if encoding else {})
    response = HttpResponse(body, headers=headers)
    give_delegate_cookie(request, response, code)
    return response


@require_safe
def now(request: HttpRequest, code: str) -> HttpResponse:
    """The frame that the phone's socket would send, for a phone that has no socket."""
    try:
        frame = draw_frame("phone", code)
    except NoSuchRoom:
        raise Http404 from None
    delegate = read_delegate(request.COOKIES, code)
    if delegate and not is_known(delegate):
        recorder.record(Join(code, delegate))  # Not to wait for: the next poll tries again.
    own = draw_own(code, own_of(delegate)) if delegate else draw_no_cookie()
    response = HttpResponse(frame + own)
    give_delegate_cookie(request, response, code)
    return response


@require_safe
def look_back(request: HttpRequest, code: str, position: int) -> HttpResponse:
    """A slide that the room has been on; one that is still to come is not shown."""
    room = room_or_404(code)
    slide = room.reached(position)
    if slide is None:
        raise Http404("The workshop has not reached this slide yet.")
    context = {"room": room, "workshop": room.workshop, "slide": slide} | _neighbours(
        room, position
    )
    if request.headers.get("HX-Request"):
        return render(request, "workshop/_look_back.html", context)
    response = render(request, "workshop/look_back.html", context)
    give_delegate_cookie(request, response, code)
    return response


@require_safe
def mine(request: HttpRequest, code: str) -> HttpResponse:
    """What this phone sent, with its receipts, for a page without JavaScript."""
    room_or_404(code)
    delegate = read_delegate(request.COOKIES, code)
    if delegate is None:
        return redirect("phone", code)
    return render(request, "workshop/mine.html", own_context(code, own_of(delegate)))


@require_safe
def export(request: HttpRequest, code: str) -> HttpResponse:
    """What the organiser sees: this phone's own rows, exactly as they are exported."""
    room = room_or_404(code)
    delegate = read_delegate(request.COOKIES, code)
    if delegate is None:
        return redirect("phone", code)
    rows = [asdict(row) for row in rows_of(code, delegate=delegate)]
    context = {"workshop": room.workshop, "rows": rows}
    return render(request, "workshop/export.html", context)


@require_POST
def respond(request: HttpRequest, code: str) -> HttpResponse:
    """Take a response by plain POST: from a phone without a socket, or without JavaScript."""
    room_or_404(code)
    wants_fragment = bool(request.headers.get("HX-Request"))
    delegate = read_delegate(request.COOKIES, code)
    try:
        entry = read_entry(code, delegate, request.POST.dict())
        if isinstance(entry, Introduce):
            check_sector(entry)
        receipt = recorder.record(entry).result(WRITE_SECONDS)
    except UnknownPhone:
        return _ask_for_cookies(request, code, wants_fragment)
    except Refused as refused:
        receipt = Receipt(Status.REFUSED, refused.key, reason=refused.reason)
    except (NotStored, TimeoutError):
        return _not_stored(request, code, wants_fragment)
    if wants_fragment:
        if receipt.mark:
            return HttpResponse(draw_mark(receipt))
        if receipt.status == Status.REFUSED and receipt.response is None:
            return HttpResponse(draw_refusal(receipt.reason, receipt.key))
        if receipt.delegate:
            return HttpResponse(draw_about_me(code, receipt.delegate))
        return HttpResponse(draw_receipt(receipt))
    if receipt.status == Status.REFUSED:
        return _sorry(request, code, receipt.reason, status=422)
    return HttpResponseRedirect(reverse("mine", args=[code]), status=303)


def room_or_404(code: str) -> Room:
    try:
        return read_room(code)
    except NoSuchRoom:
        raise Http404(NO_SUCH_CODE) from None


def _not_stored(request: HttpRequest, code: str, wants_fragment: bool) -> HttpResponse:
    if wants_fragment:
        return HttpResponse(draw_not_stored(), status=503)
    sentence = "Your response could not be stored just now; please send it again in a moment."
    return _sorry(request, code, sentence, status=503)


def _ask_for_cookies(request: HttpRequest, code: str, wants_fragment: bool) -> HttpResponse:
    """Say what is the matter, and offer the cookie again: it may be that it was only cleared."""
    if wants_fragment:
        response = HttpResponse(draw_no_cookie(), status=422)
    else:
        response = _sorry(request, code, render_to_string("workshop/_no_cookie.html"), status=422)
    give_delegate_cookie(request, response, code)
    return response


def _sorry(request: HttpRequest, code: str, sentence: str, status: int) -> HttpResponse:
    """Say why, and give the delegate's words back to them, to copy or to send again."""
    fields = [(name, WORDS.get(name, ""), value) for name, value in request.POST.items() if value]
    context = {"sentence": sentence, "code": code, "fields": fields}
    return render(request, "workshop/sorry.html", context, status=status)


def _neighbours(room: Room, position: int) -> dict[str, int | None]:
    """The slides to either side that may be looked at."""
    seen = [s.position for s in room.slides if room.reached(s.position)]
    return {
        "earlier": max((p for p in seen if p < position), default=None),
        "later": min((p for p in seen if p > position), default=None),
    }
