"""What goes over a socket, frame by frame (RFC 6455, 5.2), for a network that swallows some."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

PING, PONG = 0x9, 0xA


@dataclass(frozen=True)
class Frame:
    opcode: int
    payload_bytes: int
    raw: bytes


class Splitter:
    """Takes a stream apart into whole frames, after what comes before the first: the handshake."""

    def __init__(self) -> None:
        self._unread = b""
        self._is_open = False

    def split(self, data: bytes) -> Iterator[bytes | Frame]:
        """The handshake as it is, then each frame once it is there whole."""
        self._unread += data
        if not self._is_open:
            head, ending, rest = self._unread.partition(b"\r\n\r\n")
            if not ending:
                return
            self._is_open, self._unread = True, rest
            yield head + ending
        while (frame := self._first()) is not None:
            self._unread = self._unread[len(frame.raw) :]
            yield frame

    def _first(self) -> Frame | None:
        unread = self._unread
        if len(unread) < 2:
            return None
        size, start = unread[1] & 0x7F, 2
        if size >= 126:
            form, start = ("!H", 4) if size == 126 else ("!Q", 10)
            if len(unread) < start:
                return None
            (size,) = struct.unpack(form, unread[2:start])
        whole = start + (4 if unread[1] & 0x80 else 0) + size
        return Frame(unread[0] & 0x0F, size, unread[:whole]) if len(unread) >= whole else None


def pong_from_a_proxy(*, is_masked: bool) -> bytes:
    """An empty pong; towards a server it must be masked."""
    return bytes([0x80 | PONG, 0x80, 0, 0, 0, 0] if is_masked else [0x80 | PONG, 0])
