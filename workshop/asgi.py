"""The server's way in: pages, sockets, and what starts and stops with them."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "workshop.settings")

from django.core.asgi import get_asgi_application

pages = get_asgi_application()

from channels.routing import ProtocolTypeRouter  # noqa: E402
from channels.security.websocket import AllowedHostsOriginValidator  # noqa: E402

from questions.recorder import recorder  # noqa: E402
from workshop.live.hub import hub  # noqa: E402
from workshop.live.routing import sockets  # noqa: E402
from workshop.room.nudges import nudge_from  # noqa: E402
from workshop.static_files import StaticFiles  # noqa: E402


async def lifespan(
    scope: dict[str, Any],
    receive: Callable[[], Awaitable[dict[str, Any]]],
    send: Callable[[dict[str, Any]], Awaitable[None]],
) -> None:
    """Start the hub with the server; at its end write all that waits, then stop."""
    await receive()
    nudge_from(asyncio.get_running_loop())
    await hub.start()
    await send({"type": "lifespan.startup.complete"})
    await receive()
    nudge_from(None)
    is_stored = await asyncio.to_thread(recorder.drain)
    await hub.stop()
    if is_stored:
        await send({"type": "lifespan.shutdown.complete"})
    else:
        message = "The database did not take all that waited; phones keep it and send it again."
        await send({"type": "lifespan.shutdown.failed", "message": message})


application = ProtocolTypeRouter(
    {
        "http": StaticFiles(pages),
        "websocket": AllowedHostsOriginValidator(sockets),
        "lifespan": lifespan,
    }
)
