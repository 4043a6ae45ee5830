"""What went wrong, in one sentence."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if request.method in ("GET", "HEAD") and _is_page_but_for_slashes(request.path_info):
        request.path = request.path.rstrip("/")
        return redirect(request.get_full_path(force_append_slash=True))
    said = str(exception.args[0]) if exception.args and isinstance(exception.args[0], str) else ""
    sentence = said or "There is no such page here; the join code is on the screen."
    return render(request, "workshop/sorry.html", {"sentence": sentence}, status=404)


def _is_page_but_for_slashes(path: str) -> bool:
    """Whether a page is at `path` with one slash at its end: people type `/482916`."""
    right = path.rstrip("/") + "/"
    if right == path:
        return False
    try:
        resolve(right)
    except Resolver404:
        return False
    return True


def server_error(request: HttpRequest) -> HttpResponse:
    sentence = "Something went wrong here; what you sent and got a receipt for is safe."
    return render(request, "workshop/sorry.html", {"sentence": sentence}, status=500)
