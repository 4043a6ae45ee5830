"""One connected page: what waits to be sent to it, and what it sends."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from http.cookies import SimpleCookie
from typing import Any

log = logging.getLogger(__name__)

Send = Callable[[dict[str, Any]], Awaitable[None]]
Receive = Callable[[], Awaitable[dict[str, Any]]]

MOST_WAITING = 64
STALL_SECONDS = 20.0

# Close codes: the pages reconnect after 1013, and not after 4404.
TRY_AGAIN_LATER = 1013
NO_SUCH_WORKSHOP = 4404


class Socket:
    """An accepted socket that never makes its sender wait.

    Of frames, which show a room whole, only the newest waits; fragments of its
    own wait in order, up to a bound. A page that stops reading is dropped: it
    connects again and gets the whole state.
    """

    def __init__(self, receive: Receive, send: Send) -> None:
        self._receive, self._send = receive, send
        self._frame: str | None = None
        self._own: deque[str] = deque()
        self._sending: asyncio.Task[None] | None = None
        self._is_closed = False
        self.seen: str | None = None

    def offer(self, frame: str) -> None:
        """Send `frame`, or let it take the place of one that still waits."""
        self.seen = self._frame = frame
        self._start_sending()

    def tell(self, fragment: str) -> None:
        """Send a fragment that is for this page alone."""
        if len(self._own) >= MOST_WAITING:
            self._drop()
            return
        self._own.append(fragment)
        self._start_sending()

    async def messages(self) -> AsyncIterator[str]:
        """The text messages that come, until the page goes away."""
        while not self._is_closed:
            event = await self._receive()
            if event["type"] == "websocket.disconnect":
                break
            yield event.get("text") or ""
        self._is_closed = True

    async def flush(self) -> None:
        """Wait until what was to be sent is sent."""
        while self._sending is not None:
            await asyncio.wait([self._sending])

    async def close(self, code: int) -> None:
        self._is_closed = True
        await self._send({"type": "websocket.close", "code": code})

    def _start_sending(self) -> None:
        if self._sending is None and not self._is_closed:
            self._sending = asyncio.get_running_loop().create_task(self._send_waiting())

    async def _send_waiting(self) -> None:
        try:
            while self._own or self._frame is not None:
                # The room first: a page must have its panels before its receipts.
                if self._frame is not None:
                    text, self._frame = self._frame, None
                else:
                    text = self._own.popleft()
                async with asyncio.timeout(STALL_SECONDS):
                    await self._send({"type": "websocket.send", "text": text})
        except TimeoutError:
            log.info("A page stopped reading; it is dropped, and will connect again")
            self._sending = None
            self._drop()
        except Exception as error:
            # The task's outermost edge: each server names a lost peer differently.
            log.debug("A page went away while it was sent to: %r", error)
            self._is_closed = True
        finally:
            self._sending = None

    def _drop(self) -> None:
        if not self._is_closed:
            self._is_closed = True
            self._sending = asyncio.get_running_loop().create_task(self._close_quietly())

    async def _close_quietly(self) -> None:
        try:
            await self._send({"type": "websocket.close", "code": TRY_AGAIN_LATER})
        except Exception as error:
            log.debug("A dropped page was gone already: %r", error)


async def accept(receive: Receive, send: Send) -> Socket | None:
    """Accept the socket that asks to connect; None when it is gone already."""
    event = await receive()
    if event["type"] != "websocket.connect":
        return None
    await send({"type": "websocket.accept"})
    return Socket(receive, send)


async def refuse(receive: Receive, send: Send) -> None:
    """Refuse the socket before it is accepted: its peer sees 403."""
    await receive()
    await send({"type": "websocket.close", "code": 1008})


def cookies_of(scope: dict[str, Any]) -> dict[str, str]:
    """The cookies of a socket's handshake."""
    jar: SimpleCookie = SimpleCookie()
    for name, value in scope["headers"]:
        if name == b"cookie":
            jar.load(value.decode("latin-1"))
    return {name: morsel.value for name, morsel in jar.items()}
