"""The network between phones and the server, which a test can make as bad as a real one."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress


class Forwarder:
    """Hands TCP connections on to `to_port` from its own `port`, in a thread of its own.

    A connection that is silenced stays open at both ends for good, and nothing comes
    through any more: so it is for a phone that has left the network it had.
    """

    def __init__(self, to_port: int) -> None:
        self.to_port, self.port = to_port, 0
        self.is_away = False
        self._upward: list[asyncio.Event] = []  # While one is clear, its direction stands still.
        self._downward: list[asyncio.Event] = []
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._listen(), self._loop).result(10)

    def silence(self, *, only_downward: bool = False) -> None:
        """Let nothing through on the connections there are, or nothing of what is answered."""
        silenced = self._downward if only_downward else self._downward + self._upward

        def clear() -> None:
            for opened in silenced:
                opened.clear()

        self._loop.call_soon_threadsafe(clear)

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
            await asyncio.Event().wait()  # As where nobody answers: neither taken nor refused.
        far, to_far = await asyncio.open_connection("127.0.0.1", self.to_port)
        up, down = asyncio.Event(), asyncio.Event()
        up.set()
        down.set()
        self._upward.append(up)
        self._downward.append(down)
        await asyncio.gather(_pass_on(near, to_far, up), _pass_on(far, to_near, down))

    async def _end(self) -> None:
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)


async def _pass_on(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, is_open: asyncio.Event
) -> None:
    with suppress(OSError):
        while data := await reader.read(65_536):
            await is_open.wait()
            writer.write(data)
            await writer.drain()
        await is_open.wait()
        writer.close()


@contextmanager
def forwarding(to_port: int) -> Iterator[Forwarder]:
    forwarder = Forwarder(to_port)
    try:
        yield forwarder
    finally:
        forwarder.close()
