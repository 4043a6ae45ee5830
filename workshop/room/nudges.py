"""Tell whoever shows a room that it changed, and whether somebody waits to see it.

A nudge carries no data beside.

A nudge may be lost, doubled or reordered without harm: those who receive one
read the database, and they look again from time to time without one.
"""

from __future__ import annotations

import asyncio
from typing import Any

from channels.layers import get_channel_layer

from questions.models import Response

_loop: asyncio.AbstractEventLoop | None = None


def group_of(room: str) -> str:
    """The channel-layer group that a room's hubs listen to."""
    return f"room.{room}"


def nudge_from(loop: asyncio.AbstractEventLoop | None) -> None:
    """Let nudges leave from `loop`, the one that serves; None when it stops."""
    global _loop
    _loop = loop


def nudge(room: str, *, is_urgent: bool) -> None:
    """Say that `room` changed; from any thread, after the commit that changed it."""
    loop = _loop
    if loop is None or loop.is_closed():
        return  # Nobody is served from this process: there is no one to tell.
    loop.call_soon_threadsafe(lambda: loop.create_task(_send(room, is_urgent)))


def nudge_on_change(sender: Any, *, room: str, **_: Any) -> None:
    """Receive `questions.signals.room_changed`. What a presenter does is seen at once."""
    nudge(room, is_urgent=sender is not Response)


async def _send(room: str, is_urgent: bool) -> None:
    layer = get_channel_layer()
    if layer is not None:
        message = {"type": "room.changed", "room": room, "is_urgent": is_urgent}
        await layer.group_send(group_of(room), message)
