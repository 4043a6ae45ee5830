"""One kept HTTP connection, as light as a load client needs it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

import httptools

ANSWER_SECONDS = 120.0


@dataclass(frozen=True)
class Answer:
    """`body` as it came, still compressed; `wire_bytes` counts its headers too."""

    status: int
    headers: dict[str, str]
    body: bytes
    wire_bytes: int

    @property
    def cookie(self) -> str:
        """What to send back as the Cookie header; empty when none was given."""
        return self.headers.get("set-cookie", "").partition(";")[0]


class Connection(asyncio.Protocol):
    """Asks one thing at a time; the answers come in order."""

    def __init__(self, port: int) -> None:
        self.port = port
        self._parser = httptools.HttpResponseParser(self)
        self._transport: asyncio.Transport | None = None
        self._answer: asyncio.Future[Answer] | None = None
        self._headers: dict[str, str] = {}
        self._body: list[bytes] = []
        self._wire_bytes = 0

    async def ask(
        self,
        path: str,
        headers: Mapping[str, str] | None = None,
        *,
        method: str = "GET",
        body: bytes = b"",
    ) -> Answer:
        """Raises OSError when the server refuses or ends the connection."""
        if self._transport is None:
            loop = asyncio.get_running_loop()
            await loop.create_connection(lambda: self, "127.0.0.1", self.port)
        assert self._transport is not None
        self._answer = asyncio.get_running_loop().create_future()
        fields = {"Host": f"127.0.0.1:{self.port}", **(headers or {})}
        if body:
            fields["Content-Length"] = str(len(body))
        lines = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
        self._transport.write(f"{method} {path} HTTP/1.1\r\n{lines}\r\n".encode() + body)
        async with asyncio.timeout(ANSWER_SECONDS):
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
        self._headers[name.decode().lower()] = value.decode("latin-1")

    def on_body(self, body: bytes) -> None:
        self._body.append(body)

    def on_message_complete(self) -> None:
        assert self._answer is not None
        status = self._parser.get_status_code()
        answer = Answer(status, self._headers, b"".join(self._body), self._wire_bytes)
        self._headers, self._body, self._wire_bytes = {}, [], 0
        if not self._answer.done():
            self._answer.set_result(answer)
