"""The screen: what the projector shows."""

from __future__ import annotations

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from workshop.access import may_present
from workshop.models import Workshop
from workshop.room.drawing import context_for
from workshop.room.slide_words import words_of
from workshop.views.console import frame_of
from workshop.views.phone import room_or_404


@require_safe
def screen(request: HttpRequest, code: str) -> HttpResponse:
    """The room's screen. In a presenter's own browser it takes the clicker's keys too."""
    context = context_for("screen", room_or_404(code))
    context["presents"] = may_present(request.COOKIES, code)
    return render(request, "workshop/screen.html", context)


@require_safe
def now(request: HttpRequest, code: str) -> HttpResponse:
    return frame_of("screen", code)


@require_safe
def as_text(request: HttpRequest, code: str) -> HttpResponse:
    """What the screen shows just now, as plain text, for programs."""
    words, _ = _words_on_screen(code)
    return HttpResponse(words, content_type="text/plain; charset=utf-8")


@require_safe
def as_words(request: HttpRequest, code: str) -> HttpResponse:
    """The same words as a page, since phones draw plain text too small to read."""
    words, workshop = _words_on_screen(code)
    context = {"words": words, "workshop": workshop}
    return render(request, "workshop/screen_words.html", context)


def _words_on_screen(code: str) -> tuple[str, Workshop]:
    context = context_for("screen", room_or_404(code))
    context["slide_text"] = words_of(context["slide"])
    text = render_to_string("workshop/screen.txt", context)
    lines = (line.strip() for line in text.splitlines())
    words = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"
    return words, context["workshop"]
