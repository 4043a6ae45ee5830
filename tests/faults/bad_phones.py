"""Phones that mean harm, or are broken: each in a process of its own, as fast as it can be."""

from __future__ import annotations

import json
import multiprocessing
import os
import socket
import struct
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.synchronize import Event
from uuid import uuid4

TEXT, PING, PONG = 0x81, 0x89, 0x8A
BEGUN, GOING_ON = 0x01, 0x00  # A message of text that is not finished.

PAGE_RECONNECTS_SECONDS = 0.3


@dataclass(frozen=True)
class Address:
    """Where a phone connects, and as whom."""

    port: int
    code: str
    cookie: str


def connect(to: Address, receive_buffer_bytes: int = 0) -> socket.socket:
    """A phone's socket after its handshake."""
    raw = socket.socket()
    if receive_buffer_bytes:
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer_bytes)
    raw.settimeout(60)
    raw.connect(("127.0.0.1", to.port))
    host = f"127.0.0.1:{to.port}"
    raw.sendall(
        f"GET /ws/{to.code}/phone/ HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\n"
        "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        f"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nCookie: {to.cookie}\r\n\r\n".encode()
    )
    head = b""
    while b"\r\n\r\n" not in head:
        head += raw.recv(4096) or b"\r\n\r\n"
    assert head.startswith(b"HTTP/1.1 101"), head
    return raw


def frame(kind: int, payload: bytes = b"") -> bytes:
    """A client's frame (RFC 6455, 5.2), masked with zeros."""
    size = len(payload)
    length = bytes([0x80 | size]) if size < 126 else b"\xfe" + struct.pack("!H", size)
    return bytes([kind]) + length + bytes(4) + payload


def stop_reading(to: Address) -> None:
    """Respond for as long as the server lets it, and read no receipt."""
    deaf = [connect(to, receive_buffer_bytes=2048) for _ in range(10)]
    while True:
        for raw in deaf:
            with suppress(OSError):
                raw.setblocking(False)
                raw.send(response("x" * 550))
        time.sleep(0.02)


def response(text: str) -> bytes:
    said = {"action": "respond", "question": "early-intervention", "response": str(uuid4())}
    return frame(TEXT, json.dumps({**said, "text": f"{text} {uuid4()}"}).encode())


def send_garbage(to: Address) -> None:
    """Each kind of garbage on a socket of its own; cut off, it comes back as fast as a page."""
    kinds = [
        frame(TEXT, b"\xff\xfe"),
        frame(TEXT, b'{"action": "sing"}') * 1000,
        frame(TEXT, b"[" * 60_000) * 4,
        frame(TEXT) * 10_000,
        frame(PING) * 10_000,
        frame(PONG) * 10_000,
        frame(BEGUN) + frame(GOING_ON) * 10_000,
        os.urandom(60_000),
    ]
    open_ones: dict[int, socket.socket | None] = {}
    opens_at = [0.0] * len(kinds)
    while True:
        for number, garbage in enumerate(kinds):
            if not open_ones.get(number) and time.monotonic() >= opens_at[number]:
                open_ones[number] = connect(to)
                opens_at[number] = time.monotonic() + PAGE_RECONNECTS_SECONDS
            if raw := open_ones.get(number):
                open_ones[number] = _send_some(raw, garbage)
        time.sleep(0.001)


def _send_some(raw: socket.socket, garbage: bytes) -> socket.socket | None:
    """As much as it takes without waiting; None when it was cut off."""
    raw.setblocking(False)
    try:
        while True:
            raw.send(garbage)
    except BlockingIOError:
        return raw
    except OSError:
        raw.close()
        return None


def open_many(to: Address) -> None:
    """Two hundred pages of one phone in four seconds, and then another two hundred."""
    while True:
        kept = []
        for _ in range(200):
            kept.append(connect(to))
            time.sleep(0.02)


@contextmanager
def behaving(badly: Callable[[Address], None], to: Address) -> Iterator[None]:
    """Within the block there is a phone that does so."""
    context = multiprocessing.get_context("spawn")
    begins = context.Event()
    process = context.Process(target=_behave, args=(badly, to, begins), daemon=True)
    process.start()
    try:
        assert begins.wait(30)
        yield
        assert process.is_alive(), f"It did not behave badly to the end: {badly.__name__}"
    finally:
        process.kill()
        process.join(10)


def _behave(badly: Callable[[Address], None], to: Address, begins: Event) -> None:
    begins.set()
    badly(to)
