"""Many phones, as bare as the wire, that keep an outbox by the page's own rules.

They connect again as hx-ws does (see its `reconnectDelay`, and the page's settings
in templates/workshop/_live_head.html), and send again as static/js/outbox.js does.
"""

from __future__ import annotations

import asyncio
import json
import random
import re
import threading
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from http.cookiejar import CookieJar, DefaultCookiePolicy
from time import monotonic
from typing import Any, TypeVar
from uuid import uuid4

import httpx
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from tests.live import LiveServer

T = TypeVar("T")

QUESTION = "early-intervention"
FIRST_SECONDS, MOST_SECONDS, JITTER = 0.3, 5.0, 0.3
RESEND_SECONDS, LOOK_SECONDS = 8.0, 2.0
RECEIPT = re.compile(r'data-receipt="([0-9a-f-]+)" data-status="(\w+)"')


def backoff_seconds(attempt: int) -> float:
    """How long hx-ws waits before its `attempt`th try, counted from 1."""
    wait_seconds = min(FIRST_SECONDS * 2.0 ** (attempt - 1), MOST_SECONDS)
    return wait_seconds * (1 + random.uniform(-JITTER, JITTER))


class WirePhone:
    """One phone: its outbox holds, by key, each text without a receipt."""

    def __init__(self, server: LiveServer, cookies: dict[str, str]) -> None:
        self.server, self.cookies = server, cookies
        self.outbox: dict[str, str] = {}
        self.received: dict[str, str] = {}
        self.refused: list[str] = []
        self.slide = ""
        self.slide_at = 0.0
        self.times_told_kept = 0
        self.attempts: list[float] = []
        self.connected_at: list[float] = []
        self._socket: ClientConnection | None = None
        self._sent_at: dict[str, float] = {}

    async def follow(self) -> None:
        """Stay connected for as long as it is not cancelled."""
        attempt = 0
        while True:
            self.attempts.append(monotonic())
            try:
                async with self._connect() as self._socket:
                    attempt = 0
                    self.connected_at.append(monotonic())
                    await self._serve(self._socket)
            except (OSError, WebSocketException, TimeoutError):
                pass  # Lost: as in a tunnel.
            finally:
                self._socket = None
            attempt += 1
            await asyncio.sleep(backoff_seconds(attempt))

    async def respond(self, text: str) -> None:
        self.outbox[str(uuid4())] = text
        await self._flush()

    def _connect(self) -> connect:
        return connect(
            f"ws://127.0.0.1:{self.server.port}/ws/{self.server.code}/phone/",
            additional_headers={"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())},
            origin=self.server.url,  # type: ignore[arg-type]
            compression=None,
            max_size=None,
            ping_interval=None,
            proxy=None,
        )

    async def _serve(self, socket: ClientConnection) -> None:
        self._sent_at.clear()
        resending = asyncio.create_task(self._send_again())
        try:
            async for message in socket:
                self._read(str(message))
        finally:
            resending.cancel()

    async def _send_again(self) -> None:
        while True:
            await self._flush()
            await asyncio.sleep(LOOK_SECONDS)

    async def _flush(self) -> None:
        now = monotonic()
        for key, text in list(self.outbox.items()):
            if self._socket is None:
                return
            if now - self._sent_at.get(key, -RESEND_SECONDS) < RESEND_SECONDS:
                continue
            self._sent_at[key] = now
            message = {"action": "respond", "question": QUESTION, "response": key, "text": text}
            try:
                await self._socket.send(json.dumps(message))
            except WebSocketException:
                return

    def _read(self, message: str) -> None:
        if 'hx-target="#slide"' in message:
            self.slide, self.slide_at = message, monotonic()
        if 'data-problem="not-stored"' in message:
            self.times_told_kept += 1
        for key, status in RECEIPT.findall(message):
            text = self.outbox.pop(key, None)
            if status == "refused":
                self.refused.append(message)
            elif text is not None:
                self.received[key] = text


class Crowd:
    """Phones in a thread of their own, so that a browser may be driven meanwhile."""

    def __init__(self, server: LiveServer, size: int) -> None:
        self.server = server
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self.phones = [WirePhone(server, jar) for jar in self._do(self._load_pages(size))]

    def join(self) -> None:
        """Connect them all."""
        for phone in self.phones:
            self._begin(phone.follow())

    def leave(self) -> None:
        self._do(_end_all_others())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    def respond(self, text: str) -> None:
        """Let each say `text`, with its own number behind it."""
        for number, phone in enumerate(self.phones):
            self._do(phone.respond(f"{text} {number}"))

    @contextmanager
    def storm(self) -> Iterator[None]:
        """Within the block they all respond, again and again, connected or not."""
        storms = [
            self._begin(self._respond_again_and_again(number, phone))
            for number, phone in enumerate(self.phones)
        ]
        try:
            yield
        finally:
            for one in storms:
                one.cancel()

    def until_all(self, are: Callable[[WirePhone], bool], seconds: float) -> None:
        """Wait until `are` is true of every phone; fails when that takes longer."""
        end = monotonic() + seconds
        while left := [phone for phone in self.phones if not are(phone)]:
            assert monotonic() < end, f"Not so of {len(left)} of {len(self.phones)} phones"
            threading.Event().wait(0.02)

    def until_shown(self, words: str, seconds: float = 30) -> None:
        """Wait until every phone's slide has these words."""
        self.until_all(lambda phone: words in phone.slide, seconds)

    @property
    def received(self) -> dict[str, str]:
        """Each response that has its receipt, by key."""
        return {key: text for phone in self.phones for key, text in dict(phone.received).items()}

    async def _respond_again_and_again(self, number: int, phone: WirePhone) -> None:
        said = 0
        while True:
            await asyncio.sleep(random.uniform(0.05, 0.35))
            said += 1
            await phone.respond(f"Phone {number}, {uuid4().hex[:8]}, number {said}")

    async def _load_pages(self, size: int) -> list[dict[str, str]]:
        """The cookies of `size` phones."""
        few = asyncio.Semaphore(20)

        async def load(client: httpx.AsyncClient) -> dict[str, str]:
            async with few:
                answer = await client.get(f"{self.server.url}/{self.server.code}/")
                return dict(answer.cookies)

        # Each is another phone: what one is given, the next must not send.
        forgetful = CookieJar(DefaultCookiePolicy(allowed_domains=[]))
        async with httpx.AsyncClient(timeout=30, cookies=forgetful) as client:
            return await asyncio.gather(*(load(client) for _ in range(size)))

    def _begin(self, work: Coroutine[Any, Any, T]) -> Future[T]:
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    def _do(self, work: Coroutine[Any, Any, T]) -> T:
        return self._begin(work).result(60)


async def _end_all_others() -> None:
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)


@contextmanager
def crowd_of(server: LiveServer, size: int) -> Iterator[Crowd]:
    """So many phones that have joined; they leave at the end of the block."""
    crowd = Crowd(server, size)
    crowd.join()
    try:
        crowd.until_all(lambda phone: bool(phone.slide), 30)
        yield crowd
    finally:
        crowd.leave()
