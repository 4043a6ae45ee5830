"""The server's own WebSocket protocol, which lets no peer flood it beneath the messages.

A page's messages are read one by one, but the protocol takes apart all that came
in one go, tens of thousands of empty frames; it answers pings whether or not the
peer reads, and keeps fragments until the last. No browser sends such things.
"""

from __future__ import annotations

from asyncio import BaseTransport
from typing import TYPE_CHECKING

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import Frame

from workshop.live.pace import Pace

if TYPE_CHECKING:
    from uvicorn._types import ASGIReceiveEvent

MOST_BYTES_AT_ONCE = 4096


class GuardedProtocol(WebSocketsSansIOProtocol):
    """Takes a little apart at a time, and cuts off who sends pings, pongs or fragments fast."""

    def connection_made(self, transport: BaseTransport) -> None:
        super().connection_made(transport)
        self._unread = b""
        self._pace = Pace()

    def data_received(self, data: bytes) -> None:
        self._unread += data
        self._take_apart()

    async def receive(self) -> ASGIReceiveEvent:
        message = await super().receive()
        if self._unread:
            self._take_apart()
        return message

    def _take_apart(self) -> None:
        """Read on, until there is a message that is to be dealt with first."""
        while self._unread and not self.read_paused and not self.transport.is_closing():
            part, self._unread = (
                self._unread[:MOST_BYTES_AT_ONCE],
                self._unread[MOST_BYTES_AT_ONCE:],
            )
            super().data_received(part)

    def handle_ping(self) -> None:
        self._count()
        super().handle_ping()

    def handle_pong(self, event: Frame) -> None:
        self._count()
        super().handle_pong(event)

    def handle_cont(self, event: Frame) -> None:
        self._count()
        super().handle_cont(event)

    def _count(self) -> None:
        if self._pace.step():
            self.transport.abort()
