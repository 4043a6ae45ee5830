"""Send a text that was encoded once, past the server's own framing.

A frame for a whole room is the same bytes for every phone. Handed to uvicorn as
text it is encoded and framed again for each; written here to the transport that
uvicorn keeps, it costs about two thirds. Where the server is another one, or has
negotiated an extension, there is no fast lane, and the plain way sends the same
bytes.
"""

from __future__ import annotations

import struct
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

Send = Callable[[dict[str, Any]], Awaitable[None]]

_FINAL_TEXT = 0x81  # RFC 6455, 5.2: the last fragment of a message, which is text.


@dataclass(frozen=True)
class Message:
    """A text message, and the whole of its WebSocket frame, unmasked as a server sends it."""

    text: str
    framed: bytes


def encode(text: str) -> Message:
    """Frame `text` as RFC 6455 has it, in one fragment."""
    payload = text.encode()
    size = len(payload)
    if size < 126:
        head = struct.pack("!BB", _FINAL_TEXT, size)
    elif size < 65536:
        head = struct.pack("!BBH", _FINAL_TEXT, 126, size)
    else:
        head = struct.pack("!BBQ", _FINAL_TEXT, 127, size)
    return Message(text, head + payload)


class FastLane:
    """The transport beneath one accepted socket."""

    def __init__(self, protocol: WebSocketsSansIOProtocol) -> None:
        self._protocol = protocol

    def write(self, message: Message) -> bool:
        """Write at once; False, and nothing written, where the page must be waited for."""
        protocol = self._protocol
        if (
            not protocol.writable.is_set()
            or protocol.close_sent
            or protocol.disconnected
            or protocol.transport.is_closing()
        ):
            return False
        protocol.transport.write(message.framed)
        return True

    def cut(self) -> None:
        """End the connection, with what a page that does not read was still to get."""
        self._protocol.transport.abort()


def fast_lane(send: Send) -> FastLane | None:
    """The fast lane of the socket that `send` belongs to, once it is accepted."""
    protocol = getattr(send, "__self__", None)
    if not isinstance(protocol, WebSocketsSansIOProtocol) or protocol.conn.extensions:
        return None
    return FastLane(protocol)
