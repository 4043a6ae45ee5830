"""What went wrong, in one sentence."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if request.method in ("GET", "HEAD") and _lacks_its_last_slash(request.path_info):
        return redirect(request.get_full_path(force_append_slash=True))
    said = str(exception.args[0]) if exception.args and isinstance(exception.args[0], str) else ""
    sentence = said or "There is no such page here; the join code is on the screen."
    return render(request, "workshop/sorry.html", {"sentence": sentence}, status=404)


def _lacks_its_last_slash(path: str) -> bool:
    """Whether a page is at `path` with a slash behind it: people type `/482916`."""
    if path.endswith("/"):
        return False
    try:
        resolve(f"{path}/")
    except Resolver404:
        return False
    return True


def server_error(request: HttpRequest) -> HttpResponse:
    sentence = "Something went wrong here; what you sent and got a receipt for is safe."
    return render(request, "workshop/sorry.html", {"sentence": sentence}, status=500)
