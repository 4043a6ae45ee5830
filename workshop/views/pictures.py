"""The pictures of a deck, from the folder its file is in."""

from __future__ import annotations

from pathlib import Path

from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from workshop.access import may_present
from workshop.views.phone import room_or_404


@require_safe
def picture(request: HttpRequest, code: str, position: int) -> HttpResponseBase:
    """The picture of one slide; before the room reaches it, for the presenter alone."""
    room = room_or_404(code)
    slide = next((s for s in room.slides if s.position == position), None)
    named = slide.content.get("picture") if slide else None
    if slide is None or not named:
        raise Http404("This slide has no picture.")
    if position > room.workshop.furthest and not may_present(request.COOKIES, code):
        raise Http404("The workshop has not reached this slide yet.")
    file = Path(room.workshop.deck_file).parent / named["file"]
    try:
        return FileResponse(file.open("rb"))
    except OSError:
        raise Http404("The picture is no longer in the deck’s folder.") from None
