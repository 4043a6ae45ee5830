"""The fast lane and the plain way send the same bytes."""

from __future__ import annotations

import asyncio
import socket
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import uvicorn

from workshop.live.framing import encode, fast_lane
from workshop.live.guarded import GuardedProtocol

HANDSHAKE = (
    "GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
)
TEXTS = ["", "x", "x" * 125, "x" * 126, "é" * 63, "x" * 65_535, "x" * 65_536, "日本" * 40_000]


async def bytes_of(texts: list[str], *, fast: bool) -> bytes:
    """All that a bare TCP client receives after its handshake, until the close frame."""

    async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
        await receive()
        await send({"type": "websocket.accept"})
        for text in texts:
            if not fast:
                await send({"type": "websocket.send", "text": text})
                continue
            lane = fast_lane(send)
            assert lane is not None
            while not lane.write(encode(text)):
                await asyncio.sleep(0.001)
        await send({"type": "websocket.close", "code": 1000})

    config = uvicorn.Config(
        application,
        lifespan="off",
        ws=GuardedProtocol,
        ws_per_message_deflate=False,
        log_level="error",
    )
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        serving = asyncio.create_task(server.serve(sockets=[listening]))
        reader, writer = await asyncio.open_connection(*listening.getsockname(), limit=2**20)
        writer.write(HANDSHAKE.encode())
        await reader.readuntil(b"\r\n\r\n")
        closing = b"\x88\x02\x03\xe8"
        received = await reader.readuntil(closing)
        writer.close()
        server.should_exit = True
        await serving
    return received


@pytest.mark.parametrize(
    "texts", [[text] for text in TEXTS] + [TEXTS], ids=lambda texts: str(sum(map(len, texts)))
)
def test_the_fast_lane_sends_what_the_server_would(texts: list[str]) -> None:
    async def both() -> tuple[bytes, bytes]:
        return await bytes_of(texts, fast=True), await bytes_of(texts, fast=False)

    with ThreadPoolExecutor(1) as thread:  # The browser tests' loop may be in this one.
        fast, plain = thread.submit(asyncio.run, both()).result(60)
    assert fast == plain
    assert len(plain) > sum(len(text) for text in texts)


def test_without_the_servers_own_protocol_there_is_no_fast_lane() -> None:
    async def send(message: dict[str, Any]) -> None:
        raise AssertionError(message)

    assert fast_lane(send) is None
