"""The screen: what the projector shows."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from workshop.access import may_present
from workshop.room.drawing import context_for
from workshop.views.phone import room_or_404


@require_safe
def screen(request: HttpRequest, code: str) -> HttpResponse:
    """The room's screen. In a presenter's own browser it takes the clicker's keys too."""
    context = context_for("screen", room_or_404(code))
    context["presents"] = may_present(request.COOKIES, code)
    return render(request, "workshop/screen.html", context)
