"""The sockets of the screen and the console: they watch, and say nothing."""

from __future__ import annotations

from typing import Any

from workshop.access import cookies_of, may_present, role_of
from workshop.live.framing import Send
from workshop.live.hub import hub
from workshop.live.socket import Receive, accept, refuse
from workshop.off_loop import off_the_loop
from workshop.room.drawing import View


async def screen(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    """Serve one screen; anybody with the join code may look at it, as the room does."""
    await _watch("screen", scope, receive, send)


async def console(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    """Serve one console, to a presenter alone: anybody else is refused with 403."""
    code: str = scope["url_route"]["kwargs"]["code"]
    if not await off_the_loop(may_present, cookies_of(scope), code):
        await refuse(receive, send)
        return
    await _watch("console", scope, receive, send)


async def board(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    """Serve one board, to presenters and their helpers alone: others are refused with 403."""
    match = scope["url_route"]["kwargs"]
    if not await off_the_loop(role_of, cookies_of(scope), match["code"]):
        await refuse(receive, send)
        return
    await _watch(f"board/{match['key']}", scope, receive, send)


async def _watch(view: View, scope: dict[str, Any], receive: Receive, send: Send) -> None:
    code: str = scope["url_route"]["kwargs"]["code"]
    socket = await accept(receive, send)
    if socket is None:
        return
    hub.watch(code, view, socket)
    try:
        async for _ in socket.messages():
            pass
    finally:
        hub.unwatch(code, view, socket)
