"""The network between phones and the server, which a test can make as bad as a real one."""

from __future__ import annotations

import asyncio
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from tests.faults.frames import PING, Splitter, pong_from_a_proxy

UP, DOWN = "up", "down"
_COOKIES = re.compile(rb"^cookie:.*\r\n", re.IGNORECASE | re.MULTILINE)


class Connection:
    """Each of its directions can stand still, and be swallowed where it is a socket."""

    def __init__(self, near: asyncio.StreamWriter, far: asyncio.StreamWriter) -> None:
        self.writers = {UP: far, DOWN: near}
        self.flows = {UP: asyncio.Event(), DOWN: asyncio.Event()}
        self.splitters = {UP: Splitter(), DOWN: Splitter()}
        self.is_socket: bool | None = None  # Until its first bytes are there.
        for flow in self.flows.values():
            flow.set()


class Forwarder:
    """Hands TCP connections on to `to_port` from its own `port`, in a thread of its own.

    A connection that is silenced stays open at both ends for good, and nothing comes
    through any more: so it is for a phone that has left the network it had. A socket
    that is swallowed opens, and its messages go nowhere: so it is behind some proxies,
    which answer pings themselves. With `portal` set, that is the answer to whatever is
    asked, and there are no sockets: so it is where the venue's Wi-Fi wants a click first.
    """

    def __init__(self, to_port: int) -> None:
        self.to_port, self.port = to_port, 0
        self.is_away = False
        self.portal = b""
        self.drops_socket_cookies = False  # As some in-app browsers do.
        self.swallowed: dict[str, int] = {}  # By direction: messages of more bytes than this.
        self._connections: list[Connection] = []
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._listen(), self._loop).result(10)

    def silence(self, *, only_downward: bool = False) -> None:
        """Let nothing through on the connections there are, or nothing of what is answered."""

        def clear() -> None:
            for connection in self._connections:
                for direction in (DOWN,) if only_downward else (DOWN, UP):
                    connection.flows[direction].clear()

        self._loop.call_soon_threadsafe(clear)

    def swallow(self, *directions: str, over_bytes: int = -1) -> None:
        """Swallow what goes in these directions over sockets, of those there are as well."""
        self.swallowed = dict.fromkeys(directions, over_bytes)

    def answer_itself(self, portal: bytes) -> None:
        """Be a captive portal from now on; with nothing, no more."""
        self.portal = portal
        self._loop.call_soon_threadsafe(self._cut_sockets)

    def close(self) -> None:
        asyncio.run_coroutine_threadsafe(self._end(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    async def _listen(self) -> None:
        server = await asyncio.start_server(self._forward, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]

    async def _forward(self, near: asyncio.StreamReader, to_near: asyncio.StreamWriter) -> None:
        if self.is_away:
            with suppress(asyncio.CancelledError):
                await asyncio.Event().wait()  # As where nobody answers: neither taken nor refused.
            return
        far, to_far = await asyncio.open_connection("127.0.0.1", self.to_port)
        connection = Connection(to_near, to_far)
        self._connections.append(connection)
        with suppress(asyncio.CancelledError):  # At its end, of which no stream is to complain.
            await asyncio.gather(
                self._pass_on(near, connection, UP), self._pass_on(far, connection, DOWN)
            )

    async def _pass_on(
        self, reader: asyncio.StreamReader, connection: Connection, direction: str
    ) -> None:
        writer, flow = connection.writers[direction], connection.flows[direction]
        with suppress(OSError):
            while data := await reader.read(65_536):
                await flow.wait()
                if connection.is_socket is None:
                    connection.is_socket = b"upgrade: websocket" in data.lower()
                if self.portal and direction == UP:
                    connection.writers[DOWN].write(self.portal)
                    connection.writers[DOWN].close()
                    break
                passed = self._let_through(data, connection, direction)
                writer.write(passed)
                await writer.drain()
            await flow.wait()
            writer.close()

    def _let_through(self, data: bytes, connection: Connection, direction: str) -> bytes:
        if not connection.is_socket:
            return data
        passed = b""
        for part in connection.splitters[direction].split(data):
            if isinstance(part, bytes):
                passed += _COOKIES.sub(b"", part) if self.drops_socket_cookies else part
            elif part.payload_bytes <= self.swallowed.get(direction, part.payload_bytes):
                passed += part.raw
            elif part.opcode == PING:
                back = DOWN if direction == UP else UP
                connection.writers[back].write(pong_from_a_proxy(is_masked=back == UP))
        return passed

    def _cut_sockets(self) -> None:
        for connection in self._connections:
            if connection.is_socket:
                connection.writers[DOWN].close()

    async def _end(self) -> None:
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)


@contextmanager
def forwarding(to_port: int) -> Iterator[Forwarder]:
    forwarder = Forwarder(to_port)
    try:
        yield forwarder
    finally:
        forwarder.close()
