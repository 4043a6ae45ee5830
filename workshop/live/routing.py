"""Which socket goes where."""

from __future__ import annotations

from channels.routing import URLRouter
from django.urls import path, register_converter

from workshop.join_code import JoinCodeConverter
from workshop.live.phone import phone
from workshop.live.watchers import console, screen

register_converter(JoinCodeConverter, "socket_code")

sockets = URLRouter(
    [
        path("ws/<socket_code:code>/phone/", phone),
        path("ws/<socket_code:code>/screen/", screen),
        path("ws/<socket_code:code>/console/", console),
    ]
)
