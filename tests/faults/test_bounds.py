"""What one socket, and one phone, may take: never more, whoever is behind it."""

from __future__ import annotations

import asyncio
import re
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from tests.faults.bad_phones import PING, TEXT, Address, connect, frame
from tests.live import LiveServer
from workshop.live.open_pages import MOST_PAGES
from workshop.live.pace import MOST_AT_ONCE, SECONDS_EACH
from workshop.live.socket import MOST_WAITING_BYTES, Socket

REFUSED = re.compile(b'data-reason="This action is not known here')
CLOSED_FOR_TOO_MANY = b"\x88\x02" + (4429).to_bytes(2)


@pytest.fixture
def carys(server: LiveServer) -> Address:
    page = httpx.get(f"{server.url}/{server.code}/")
    cookie = "; ".join(f"{name}={value}" for name, value in page.cookies.items())
    return Address(server.port, server.code, cookie)


def read_until(raw: socket.socket, found: re.Pattern[bytes], times: int) -> None:
    read = b""
    while len(found.findall(read)) < times:
        more = raw.recv(65_536)
        assert more, "It was closed"
        read += more


def test_a_flood_of_messages_is_slowed_and_each_is_answered(carys: Address) -> None:
    beyond = 10
    with connect(carys) as raw:
        began = time.monotonic()
        raw.sendall(frame(TEXT, b'{"action": "sing"}') * (MOST_AT_ONCE + beyond))
        read_until(raw, REFUSED, MOST_AT_ONCE + beyond)
        assert time.monotonic() - began > (beyond - 2) * SECONDS_EACH


def test_little_waits_for_a_page_that_reads_nothing_of_what_it_asks_for() -> None:
    most = MOST_WAITING_BYTES // 16_000 + 3  # One is being sent, the last one was too many.
    taken = 0

    async def receive() -> dict[str, Any]:
        nonlocal taken
        taken += 1
        await asyncio.sleep(0)  # Let the sending start.
        if taken > most:
            return {"type": "websocket.disconnect"}
        return {"type": "websocket.receive", "text": " " * 16_000}

    async def send(message: dict[str, Any]) -> None:
        await asyncio.Event().wait()

    async def ask() -> None:
        async for _ in Socket(receive, send).messages():
            pass

    with ThreadPoolExecutor(1) as thread:  # The browser tests' loop may be in this one.
        thread.submit(asyncio.run, ask()).result(30)
    assert taken <= most


def test_a_flood_of_pings_is_cut_off(carys: Address) -> None:
    with connect(carys) as raw, pytest.raises(ConnectionError):
        raw.sendall(frame(PING) * 1_000_000)


def test_of_too_many_pages_of_one_phone_the_oldest_ends(carys: Address) -> None:
    pages = [connect(carys) for _ in range(MOST_PAGES + 1)]
    read_until(pages[0], re.compile(re.escape(CLOSED_FOR_TOO_MANY)), 1)
    pages[1].sendall(frame(TEXT, b'{"action": "sing"}'))
    read_until(pages[1], REFUSED, 1)
    for page in pages:
        page.close()


def test_a_server_that_may_open_few_files_takes_what_the_system_allows(server: LiveServer) -> None:
    resource = pytest.importorskip("resource")
    if not hasattr(resource, "prlimit"):
        pytest.skip("Only Linux tells of another process's limits.")
    server.stop()
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (256, hard))
    try:
        server.start()
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    assert server.process
    now, most = resource.prlimit(server.process.pid, resource.RLIMIT_NOFILE)
    assert now == min(most, 65_536) > 256
