"""One kept HTTP connection, as light as a load client needs it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

import httptools

KEPT_HEADERS = {b"set-cookie", b"content-encoding"}


@dataclass(frozen=True)
class Answer:
    """`body` as it came, still compressed; `wire_bytes` counts its headers too.

    Of the headers only those are kept that a phone acts on.
    """

    status: int
    headers: dict[bytes, bytes]
    body: bytes
    wire_bytes: int

    @property
    def cookie(self) -> str:
        """What to send back as the Cookie header; empty when none was given."""
        return self.headers.get(b"set-cookie", b"").partition(b";")[0].decode()


class Connection(asyncio.Protocol):
    """Asks one thing at a time; the answers come in order."""

    def __init__(self, port: int) -> None:
        self.port = port
        self._parser = httptools.HttpResponseParser(self)
        self._transport: asyncio.Transport | None = None
        self._answer: asyncio.Future[Answer] | None = None
        self._headers: dict[bytes, bytes] = {}
        self._body: list[bytes] = []
        self._wire_bytes = 0

    async def ask(
        self, path: str, headers: Sequence[str] = (), *, method: str = "GET", body: bytes = b""
    ) -> Answer:
        """Wait for the answer for as long as it takes; `headers` are whole lines.

        Raises OSError when the server refuses or ends the connection.
        """
        loop = asyncio.get_running_loop()
        if self._transport is None:
            await loop.create_connection(lambda: self, "127.0.0.1", self.port)
        assert self._transport is not None
        self._answer = loop.create_future()
        self._transport.write(_head(self.port, method, path, tuple(headers), len(body)) + body)
        return await self._answer

    def close(self) -> None:
        if self._transport is not None:
            self._transport.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)  # uvloop's is none by its class.

    def data_received(self, data: bytes) -> None:
        self._wire_bytes += len(data)
        self._parser.feed_data(data)

    def connection_lost(self, error: Exception | None) -> None:
        self._transport = None
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(error or ConnectionResetError("The server hung up."))

    # What the parser calls.
    def on_header(self, name: bytes, value: bytes) -> None:
        if (name := name.lower()) in KEPT_HEADERS:
            self._headers[name] = value

    def on_body(self, body: bytes) -> None:
        self._body.append(body)

    def on_message_complete(self) -> None:
        assert self._answer is not None
        status = self._parser.get_status_code()
        answer = Answer(status, self._headers, b"".join(self._body), self._wire_bytes)
        self._headers, self._body, self._wire_bytes = {}, [], 0
        if not self._answer.done():
            self._answer.set_result(answer)


@lru_cache(maxsize=256)
def _head(port: int, method: str, path: str, headers: tuple[str, ...], body_bytes: int) -> bytes:
    """The start of a request; a crowd asks for the same few things."""
    length = (f"Content-Length: {body_bytes}",) if body_bytes else ()
    lines = (f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{port}", *headers, *length, "", "")
    return "\r\n".join(lines).encode()
