"""The pictures of a deck, as they are kept with its workshop."""

from __future__ import annotations

from pathlib import PurePosixPath

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from workshop.access import may_present
from workshop.deck.pictures import KINDS
from workshop.views.phone import room_or_404


@require_safe
def picture(request: HttpRequest, code: str, position: int) -> HttpResponse:
    """The picture of one slide; before the room reaches it, for the presenter alone."""
    room = room_or_404(code)
    slide = next((s for s in room.slides if s.position == position), None)
    named = slide.content.get("picture") if slide else None
    if slide is None or not named:
        raise Http404("This slide has no picture.")
    if position > room.workshop.furthest and not may_present(request.COOKIES, code):
        raise Http404("The workshop has not reached this slide yet.")
    kind = KINDS.get(PurePosixPath(named["file"]).suffix.lower())
    file = room.workshop.deck_files.filter(path=named["file"]).first()
    if file is None or kind is None:
        raise Http404("This slide’s picture is not kept with the workshop.")
    return HttpResponse(bytes(file.content), content_type=kind)
