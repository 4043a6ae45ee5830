"""The workshop's pages, with the phone's page as an ordinary project has it."""

from __future__ import annotations

from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from workshop.room.drawing import context_for
from workshop.room.state import read_room
from workshop.urls import urlpatterns as ours


def phone(request: HttpRequest, code: str) -> HttpResponse:
    """The same page, drawn for each phone, whose delegate is in a session in the database."""
    request.session.setdefault("delegate", str(uuid4()))
    return render(request, "workshop/phone.html", context_for("phone", read_room(code)))


urlpatterns = [path("<code:code>/", phone, name="phone"), *ours]
