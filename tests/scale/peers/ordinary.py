"""The ordinary Django path: session and user on page and socket, a consumer for each phone."""

from __future__ import annotations

from typing import Any

from django.core.asgi import get_asgi_application

pages = get_asgi_application()

from channels.auth import AuthMiddlewareStack  # noqa: E402
from channels.db import database_sync_to_async  # noqa: E402
from channels.generic.websocket import AsyncWebsocketConsumer  # noqa: E402
from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402
from channels.security.websocket import AllowedHostsOriginValidator  # noqa: E402
from django.urls import re_path  # noqa: E402

from tests.scale.peers.lifespan import lifespan  # noqa: E402
from workshop.room.drawing import draw_frame  # noqa: E402


class PhoneConsumer(AsyncWebsocketConsumer):
    async def connect(self) -> None:
        self.room = self.scope["url_route"]["kwargs"]["code"]
        await self.channel_layer.group_add(self.room, self.channel_name)
        await self.accept()
        await self.send(text_data=await database_sync_to_async(draw_frame)("phone", self.room))

    async def disconnect(self, code: int) -> None:
        await self.channel_layer.group_discard(self.room, self.channel_name)

    async def room_changed(self, event: dict[str, Any]) -> None:
        await self.send(text_data=await database_sync_to_async(draw_frame)("phone", self.room))


sockets = URLRouter([re_path(r"^ws/(?P<code>\d{6})/phone/$", PhoneConsumer.as_asgi())])
application = ProtocolTypeRouter(
    {
        "http": pages,
        "websocket": AllowedHostsOriginValidator(AuthMiddlewareStack(sockets)),
        "lifespan": lifespan,
    }
)
