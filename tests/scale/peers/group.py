"""Channels as its tutorial has it: a consumer for each phone, all in one group."""

from __future__ import annotations

from typing import Any

import django

django.setup()

from channels.generic.websocket import AsyncWebsocketConsumer  # noqa: E402
from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402
from django.urls import path  # noqa: E402

from tests.scale.peers.lifespan import lifespan  # noqa: E402
from tests.scale.peers.slides import draw_slide  # noqa: E402


class Follower(AsyncWebsocketConsumer):
    async def connect(self) -> None:
        await self.channel_layer.group_add("room", self.channel_name)
        await self.accept()

    async def disconnect(self, code: int) -> None:
        await self.channel_layer.group_discard("room", self.channel_name)

    async def receive(self, text_data: str) -> None:
        slide = draw_slide(int(text_data)).decode()
        await self.channel_layer.group_send("room", {"type": "slide.changed", "slide": slide})

    async def slide_changed(self, event: dict[str, Any]) -> None:
        await self.send(text_data=event["slide"])


application = ProtocolTypeRouter(
    {"websocket": URLRouter([path("", Follower.as_asgi())]), "lifespan": lifespan}
)
