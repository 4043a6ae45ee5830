"""The way in: a join code, or straight in where one workshop is live."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from workshop.join_code import read_join_code
from workshop.models import Workshop


def join(request: HttpRequest) -> HttpResponse:
    """Ask for the join code, unless there is only one workshop to join."""
    typed = request.GET.get("code")
    if typed is None:
        live = Workshop.objects.filter(is_live=True)[:2]
        if len(live) == 1:
            return redirect("phone", live[0].code)
        return render(request, "workshop/join.html")
    code = read_join_code(typed)
    if code is None:
        return _ask_again(request, typed, "A join code is six digits, such as 482 916.")
    if not Workshop.objects.filter(code=code).exists():
        return _ask_again(
            request, typed, f"No workshop has the code {code[:3]} {code[3:]}; check the screen."
        )
    return redirect("phone", code)


def _ask_again(request: HttpRequest, typed: str, sentence: str) -> HttpResponse:
    context = {"typed": typed, "sentence": sentence}
    return render(request, "workshop/join.html", context, status=404)
