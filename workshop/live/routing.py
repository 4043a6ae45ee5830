"""Which socket goes where."""

from __future__ import annotations

from channels.routing import URLRouter
from django.urls import path, register_converter

from workshop.join_code import JoinCodeConverter
from workshop.live.phone import phone
from workshop.live.watchers import board, console, screen

register_converter(JoinCodeConverter, "socket_code")

open_sockets = {"phone": phone, "screen": screen}
presenter_sockets = {"console": console}

sockets = URLRouter(
    [
        path(f"ws/<socket_code:code>/{name}/", application)  # type: ignore[arg-type]
        for name, application in (open_sockets | presenter_sockets).items()
    ]
    + [path("ws/<socket_code:code>/board/<slug:key>/", board)]  # type: ignore[arg-type]
)
