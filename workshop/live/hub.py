"""One hub a process: it draws a room once for a view, and sends that to all who watch.

Nudges only say that something changed. A hub that misses one looks again every
few seconds, so what is on a screen is never wrong for longer than that.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections import defaultdict
from collections.abc import Coroutine
from typing import Any

from channels.layers import get_channel_layer
from django.conf import settings

from workshop.addresses import answer_to_new_addresses
from workshop.live.framing import Message, encode
from workshop.live.socket import NO_SUCH_WORKSHOP, Socket
from workshop.off_loop import off_the_loop
from workshop.room.drawing import View, draw_frame
from workshop.room.nudges import group_of
from workshop.room.state import NoSuchRoom

log = logging.getLogger(__name__)

SETTLE_SECONDS = 0.2
LOOK_AGAIN_SECONDS = 5.0
SENT_IN_A_ROW = 500


class RoomWatch:
    """The open pages of one room in this process, and the last frame of each view."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.sockets: dict[View, set[Socket]] = defaultdict(set)
        self.changed = asyncio.Event()
        self.changed_urgently = asyncio.Event()
        self._frames: dict[View, Message] = {}

    @property
    def is_watched(self) -> bool:
        return any(self.sockets.values())

    def welcome(self, view: View, socket: Socket) -> None:
        """Show a page that has just connected what the room last looked like."""
        self.sockets[view].add(socket)
        if view in self._frames:
            socket.offer(self._frames[view])
        self.changed.set()

    async def redraw(self) -> None:
        """Draw each view that is watched, and send what a page has not seen yet."""
        for view, sockets in list(self.sockets.items()):
            if not sockets:
                self._frames.pop(view, None)
                continue
            try:
                text = await off_the_loop(draw_frame, view, self.code)
            except NoSuchRoom:
                for socket in tuple(sockets):
                    socket.end(NO_SUCH_WORKSHOP)
                continue
            except Exception:
                # The outermost edge: one drawing that fails must not end the room's others.
                log.exception("Room %s could not be drawn, and stays as it is", self.code)
                continue
            await self._show(view, text)

    async def _show(self, view: View, text: str) -> None:
        frame = self._frames.get(view)
        if frame is None or frame.text != text:
            frame = self._frames[view] = encode(text)
        # Snapshot: a page may come or go while the others are sent to.
        unseen = [socket for socket in self.sockets[view] if socket.seen is not frame]
        for number, socket in enumerate(unseen, start=1):
            socket.offer(frame)
            if number % SENT_IN_A_ROW == 0:
                await asyncio.sleep(0)  # Let what was written leave, and others in.


class Hub:
    """Listens for nudges, and keeps every watched room drawn."""

    def __init__(self) -> None:
        self._rooms: dict[str, RoomWatch] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._channel = ""

    async def start(self) -> None:
        layer = get_channel_layer()
        self._channel = await layer.new_channel("hub")
        self._spawn(self._listen())

    async def stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def watch(self, code: str, view: View, socket: Socket) -> None:
        """Show `view` of the room to `socket` from now on; end it where there is no such room."""
        if code not in self._rooms:
            self._rooms[code] = RoomWatch(code)
            self._spawn(self._keep_drawn(self._rooms[code]))
        self._rooms[code].welcome(view, socket)

    def unwatch(self, code: str, view: View, socket: Socket) -> None:
        room = self._rooms.get(code)
        if room:
            room.sockets[view].discard(socket)
            room.changed.set()

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _listen(self) -> None:
        layer = get_channel_layer()
        while True:
            nudge = await layer.receive(self._channel)
            room = self._rooms.get(nudge["room"])
            if room:
                room.changed.set()
                if nudge["is_urgent"]:
                    room.changed_urgently.set()

    async def _keep_drawn(self, room: RoomWatch) -> None:
        """Redraw at once on a change, then at most every SETTLE_SECONDS, or on an urgent one."""
        while room.is_watched:
            try:
                await self._redraw_once_changed(room)
            except Exception:
                # The task's outermost edge: a room must not freeze for what passes, such
                # as a moment with no file descriptor left.
                log.exception("Room %s was not looked after, and is again", room.code)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(SETTLE_SECONDS):
                    await room.changed_urgently.wait()
        del self._rooms[room.code]
        await get_channel_layer().group_discard(group_of(room.code), self._channel)
        if room.code in self._rooms:
            # Somebody came back meanwhile; their own round subscribes again.
            self._rooms[room.code].changed.set()

    async def _redraw_once_changed(self, room: RoomWatch) -> None:
        # Each time round: a layer may forget a subscription.
        await get_channel_layer().group_add(group_of(room.code), self._channel)
        answer_to_new_addresses(settings.ALLOWED_HOSTS)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(LOOK_AGAIN_SECONDS):
                await room.changed.wait()
        room.changed.clear()
        room.changed_urgently.clear()
        await room.redraw()


hub = Hub()
