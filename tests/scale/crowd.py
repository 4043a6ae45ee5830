"""The load: many phones' sockets in this one process, at as little cost as can be."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence

from picows import WSFrame, WSListener, WSMsgType, WSTransport, ws_connect

OPENING_AT_ONCE = 100
HANDSHAKE_SECONDS = 120.0
QUIET_SECONDS = 0.5


class NotAllGotIt(Exception):
    """Some phones did not get in time what all were to get."""


class Phone(WSListener):
    """One socket. `waits_for` is what it is still to see; `got_at` when it saw it.

    It `leaves` when it is we who close it.
    """

    def __init__(self, crowd: Crowd) -> None:
        self.crowd = crowd
        self.transport: WSTransport | None = None
        self.waits_for = b""
        self.got_at = 0.0
        self.leaves = False

    def on_ws_connected(self, transport: WSTransport) -> None:
        self.transport = transport

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        if frame.msg_type == WSMsgType.TEXT:
            self.crowd.take(self, frame.get_payload_as_bytes())
        elif frame.msg_type == WSMsgType.CLOSE:
            transport.disconnect()

    def on_ws_disconnected(self, transport: WSTransport) -> None:
        self.crowd.lose(self)

    def say(self, message: bytes) -> None:
        assert self.transport is not None
        self.transport.send(WSMsgType.TEXT, message)


class SocketIoPhone(Phone):
    """Speaks as much of Engine.IO 4 and Socket.IO 5 as it takes to listen and to ask."""

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        if frame.msg_type == WSMsgType.TEXT:
            payload = frame.get_payload_as_bytes()
            if payload.startswith(b"0"):
                transport.send(WSMsgType.TEXT, b"40")
            elif payload == b"2":
                transport.send(WSMsgType.TEXT, b"3")
        super().on_ws_frame(transport, frame)


class Crowd:
    """The phones of one server. `dropped` counts those that it lost without our closing them."""

    def __init__(
        self, name: str, port: int, path: str, make_phone: Callable[[Crowd], Phone] = Phone
    ) -> None:
        self.name, self.port, self.path, self.make_phone = name, port, path, make_phone
        self.phones: list[Phone] = []
        self.dropped = 0
        self.last_payload = b""
        self._heard_at = 0.0
        self._waiting = 0
        self._all_have = asyncio.Event()

    async def open(self, cookies: Sequence[str]) -> None:
        """Connect one phone for each cookie ("" for none), some at a time."""
        turn = asyncio.Semaphore(OPENING_AT_ONCE)

        async def open_in_turn(cookie: str) -> None:
            async with turn:
                await self.connect(self.make_phone(self), cookie)

        await asyncio.gather(*map(open_in_turn, cookies))

    async def connect(self, phone: Phone, cookie: str) -> None:
        """Open the socket of `phone`, from a page of the server's own host."""
        origin = f"http://127.0.0.1:{self.port}"
        headers = {"Origin": origin} | ({"Cookie": cookie} if cookie else {})
        await ws_connect(
            lambda: phone,
            f"ws://127.0.0.1:{self.port}{self.path}",
            extra_headers=headers,
            websocket_handshake_timeout=HANDSHAKE_SECONDS,
            read_buffer_init_size=4096,
        )
        self.phones.append(phone)

    def expect(self, marks: Sequence[bytes]) -> None:
        """Let each phone wait for its mark, some bytes of a message that is to come."""
        self._waiting = len(marks)
        self._all_have.clear()
        for phone, mark in zip(self.phones, marks, strict=True):
            phone.waits_for = mark

    async def all_have_it(self, seconds: float = 60.0) -> float:
        """Wait for the last phone; when it got what it waited for. Raises NotAllGotIt."""
        try:
            async with asyncio.timeout(seconds):
                await self._all_have.wait()
        except TimeoutError:
            raise NotAllGotIt(
                f"{self._waiting} of the {len(self.phones)} phones of {self.name} "
                f"did not get in {seconds:.0f} s what all were to get."
            ) from None
        return self._heard_at

    async def quiet(self) -> None:
        """Wait until nothing has come for a while: what belongs to connecting is over."""
        while time.perf_counter() - self._heard_at < QUIET_SECONDS:
            await asyncio.sleep(QUIET_SECONDS / 5)

    def close(self) -> None:
        phones, self.phones = self.phones, []
        for phone in phones:
            phone.leaves = True
            if phone.transport is not None:
                phone.transport.disconnect(graceful=False)

    def take(self, phone: Phone, payload: bytes) -> None:
        self._heard_at = time.perf_counter()
        if phone.waits_for and phone.waits_for in payload:
            phone.waits_for, phone.got_at = b"", self._heard_at
            self.last_payload = payload
            self._waiting -= 1
            if self._waiting == 0:
                self._all_have.set()

    def lose(self, phone: Phone) -> None:
        if not phone.leaves:
            self.dropped += 1
