"""What went wrong, in one sentence."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    said = str(exception.args[0]) if exception.args and isinstance(exception.args[0], str) else ""
    sentence = said or "There is no such page here; the join code is on the screen."
    return render(request, "workshop/sorry.html", {"sentence": sentence}, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    sentence = "Something went wrong here; what you sent and got a receipt for is safe."
    return render(request, "workshop/sorry.html", {"sentence": sentence}, status=500)
