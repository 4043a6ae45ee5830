"""A phone's socket: it follows the room, and sends what its delegate says."""

from __future__ import annotations

import asyncio
import json
from typing import Any
from uuid import UUID

from django.db import DatabaseError

from questions.entries import Introduce, Join, Refused, UnknownPhone
from questions.messages import read_entry
from questions.receipts import Receipt
from questions.recorder import NotStored, recorder
from workshop.access import cookies_of, read_delegate
from workshop.live.framing import Send
from workshop.live.hub import hub
from workshop.live.open_pages import OpenPages
from workshop.live.pace import MOST_AT_ONCE
from workshop.live.socket import MOST_MESSAGE_CHARACTERS, Receive, Socket, accept
from workshop.off_loop import off_the_loop
from workshop.room import presence
from workshop.room.mould import draw_receipt
from workshop.room.own import (
    draw_about_me,
    draw_mark,
    draw_no_cookie,
    draw_not_stored,
    draw_own,
    draw_refusal,
    own_of,
)
from workshop.room.sectors import check_sector

_open_pages = OpenPages()


async def phone(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    """Serve one phone from its handshake to its end."""
    code: str = scope["url_route"]["kwargs"]["code"]
    socket = await accept(receive, send)
    if socket is None:
        return
    delegate = read_delegate(cookies_of(scope), code)
    welcome: asyncio.Task[None] | None = None
    presence.arrive(code)
    hub.watch(code, "phone", socket)
    try:
        if delegate:
            _open_pages.open(delegate, socket)
            welcome = asyncio.create_task(_welcome(socket, code, delegate))
        else:
            socket.tell(draw_no_cookie())
        await Listener(socket, code, delegate, welcome).listen()
    finally:
        if welcome:
            welcome.cancel()
        presence.leave(code)
        hub.unwatch(code, "phone", socket)
        if delegate:
            _open_pages.close(delegate, socket)


async def _welcome(socket: Socket, code: str, delegate: UUID) -> None:
    """Count the phone in, and show it what it sent before."""
    try:
        own = (await recorder.receipt_for(Join(code, delegate))).own
    except NotStored:
        # Its first response will bring it in; it can follow meanwhile.
        try:
            own = await off_the_loop(own_of, delegate)
        except DatabaseError:
            return
    if own:
        socket.tell(await off_the_loop(draw_own, code, own))


class Listener:
    """Takes what one phone says, and tells it what became of each.

    The next is read while the receipts of those before are waited for: so what an
    outbox held is stored in one go, and a probe is answered at once. What a phone
    sent before is shown to it first.
    """

    __slots__ = ("_code", "_delegate", "_socket", "_unanswered", "_welcome")

    def __init__(
        self, socket: Socket, code: str, delegate: UUID | None, welcome: asyncio.Task[None] | None
    ) -> None:
        self._socket, self._code, self._delegate = socket, code, delegate
        self._welcome = welcome
        self._unanswered = 0

    async def listen(self) -> None:
        """Until the page goes away."""
        async for text in self._socket.messages():
            if self._welcome:
                await self._welcome
                self._welcome = None
            try:
                entry = read_entry(self._code, self._delegate, read_message(text))
                if isinstance(entry, Introduce):
                    await self._introduce(entry)
                    continue
            except UnknownPhone:
                self._socket.tell(draw_no_cookie())
                continue
            except Refused as refused:
                self._socket.tell(draw_refusal(refused.reason, refused.key))
                continue
            self._unanswered += 1
            receipt = recorder.receipt_for(entry)
            receipt.add_done_callback(self._answer)
            if self._unanswered >= MOST_AT_ONCE:
                # The recorder keeps their order: with the newest all have their answer.
                await asyncio.wait([receipt])

    def _answer(self, receipt: asyncio.Future[Receipt]) -> None:
        self._unanswered -= 1
        if receipt.exception():
            self._socket.tell(draw_not_stored())
            return
        outcome = receipt.result()
        self._socket.tell(draw_mark(outcome) if outcome.mark else draw_receipt(outcome))

    async def _introduce(self, entry: Introduce) -> None:
        await off_the_loop(check_sector, entry)
        try:
            delegate = (await recorder.receipt_for(entry)).delegate
        except NotStored:
            self._socket.tell(draw_not_stored())
            return
        assert delegate
        self._socket.tell(await off_the_loop(draw_about_me, self._code, delegate))


def read_message(text: str) -> dict[str, object]:
    """The JSON object in `text`. Raises Refused for anything else."""
    if len(text) > MOST_MESSAGE_CHARACTERS:
        raise Refused("This message is too long; nothing was stored.")
    try:
        message = json.loads(text)
    except (ValueError, RecursionError):
        raise Refused("This message is not readable; nothing was stored.") from None
    if not isinstance(message, dict):
        raise Refused("This message is not readable; nothing was stored.")
    return message
