"""One connected page: what waits to be sent to it, and what it sends."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

from workshop.live.framing import Message, Send, encode, fast_lane
from workshop.live.pace import Pace

log = logging.getLogger(__name__)

Receive = Callable[[], Awaitable[dict[str, Any]]]

MOST_WAITING = 64
MOST_WAITING_BYTES = 512 * 1024  # Besides one fragment, which may be larger.
MOST_MESSAGE_CHARACTERS = 16_000  # Spaces are sent back up to this; phones keep to it.
STALL_SECONDS = 20.0
CLOSE_SECONDS = 2.0

# Close codes: the pages reconnect after 1013, and not after the others.
TRY_AGAIN_LATER = 1013
NO_SUCH_WORKSHOP = 4404
TOO_MANY_PAGES = 4429


class Socket:
    """An accepted socket that never makes its sender wait.

    Of frames, which show a room whole, only the newest waits; fragments of its
    own wait in order, up to a bound. A page that stops reading is dropped: it
    connects again and gets the whole state.
    """

    __slots__ = (
        *("_receive", "_send", "_lane", "_frame", "_own"),
        *("_sending", "_is_closed", "_pace", "seen"),
    )

    def __init__(self, receive: Receive, send: Send) -> None:
        self._receive, self._send = receive, send
        self._lane = fast_lane(send)
        self._frame: Message | None = None
        self._own: deque[Message] | None = None  # Made when one waits: few pages ever need it.
        self._sending: asyncio.Task[None] | None = None
        self._is_closed = False
        self._pace = Pace()
        self.seen: Message | None = None

    def offer(self, frame: Message) -> None:
        """Send `frame`, or let it take the place of one that still waits."""
        self.seen = frame
        if self._sending is None and self._lane and self._lane.write(frame):
            return
        self._frame = frame
        self._start_sending()

    def tell(self, fragment: str) -> None:
        """Send a fragment that is for this page alone."""
        message = encode(fragment)
        if self._sending is None and self._lane and self._lane.write(message):
            return
        if self._own is None:
            self._own = deque()
        if self._own and self._is_too_much(message):
            self._drop()
            return
        self._own.append(message)
        self._start_sending()

    def _is_too_much(self, message: Message) -> bool:
        waiting = self._own or ()
        size = len(message.framed) + sum(len(one.framed) for one in waiting)
        return len(waiting) >= MOST_WAITING or size > MOST_WAITING_BYTES

    async def messages(self) -> AsyncIterator[str]:
        """The text messages that come, until the page goes away; a flood is slowed.

        One of nothing but the space bar's spaces asks whether this socket still holds,
        and is sent back as it came: what a proxy swallows of one size it may let
        through of another.
        """
        while not self._is_closed:
            event = await self._receive()
            if event["type"] == "websocket.disconnect":
                break
            text = event.get("text") or ""
            if text.strip(" "):
                yield text
            else:
                self.tell(text[:MOST_MESSAGE_CHARACTERS])
            # Not read meanwhile, what follows waits on its sender's side.
            if wait_seconds := self._pace.step():
                await asyncio.sleep(wait_seconds)
        self._is_closed = True

    def end(self, code: int) -> None:
        """Close with `code`, without making the caller wait for the page."""
        if not self._is_closed:
            self._is_closed = True
            previous, loop = self._sending, asyncio.get_running_loop()
            self._sending = loop.create_task(self._close(code, previous))

    def _drop(self) -> None:
        self.end(TRY_AGAIN_LATER)

    def _start_sending(self) -> None:
        if self._sending is None and not self._is_closed:
            self._sending = asyncio.get_running_loop().create_task(self._send_waiting())

    async def _send_waiting(self) -> None:
        try:
            while (message := self._take_waiting()) is not None:
                async with asyncio.timeout(STALL_SECONDS):
                    await self._send({"type": "websocket.send", "text": message.text})
        except TimeoutError:
            log.info("A page stopped reading; it is dropped, and will connect again")
            self._sending = None
            self._drop()
        except Exception as error:
            # The task's outermost edge: each server names a lost peer differently.
            log.debug("A page went away while it was sent to: %r", error)
            self._is_closed = True
            self._sending = None
        else:
            self._sending = None

    def _take_waiting(self) -> Message | None:
        # The room first: a page must have its panels before its receipts.
        if self._is_closed:
            return None
        if self._frame is not None:
            frame, self._frame = self._frame, None
            return frame
        return self._own.popleft() if self._own else None

    async def _close(self, code: int, previous: asyncio.Task[None] | None) -> None:
        """Close, in order if the page still reads, else by cutting the connection."""
        try:
            async with asyncio.timeout(CLOSE_SECONDS):
                if previous is not None:
                    await asyncio.wait([previous])
                await self._send({"type": "websocket.close", "code": code})
        except TimeoutError:
            if self._lane:
                self._lane.cut()
        except Exception as error:
            log.debug("A page that was to be closed was gone already: %r", error)


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
