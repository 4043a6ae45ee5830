"""A phone's socket: it follows the room, and sends what its delegate says."""

from __future__ import annotations

import asyncio
import json
import logging
from typing import Any
from uuid import UUID

from django.db import DatabaseError

from questions.entries import Introduce, Join, Refused, read_entry
from questions.recorder import NotStored, recorder
from workshop.access import cookies_of, read_delegate
from workshop.live.framing import Send
from workshop.live.hub import hub
from workshop.live.open_pages import OpenPages
from workshop.live.pace import MOST_AT_ONCE
from workshop.live.socket import TRY_AGAIN_LATER, Receive, Socket, accept
from workshop.off_loop import off_the_loop
from workshop.room import presence
from workshop.room.mould import draw_receipt
from workshop.room.own import draw_about_me, draw_not_stored, draw_own, draw_refusal, own_of
from workshop.room.sectors import check_sector

log = logging.getLogger(__name__)

MOST_MESSAGE_CHARACTERS = 16_000

_open_pages = OpenPages()


async def phone(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    """Serve one phone from its handshake to its end."""
    code: str = scope["url_route"]["kwargs"]["code"]
    socket = await accept(receive, send)
    if socket is None:
        return
    delegate = read_delegate(cookies_of(scope), code)
    presence.arrive(code)
    hub.watch(code, "phone", socket)
    try:
        if delegate:
            _open_pages.open(delegate, socket)
            await _welcome(socket, code, delegate)
        handling: set[asyncio.Task[None]] = set()
        async for text in socket.messages():
            task = asyncio.create_task(_handle(socket, code, delegate, text))
            handling.add(task)
            task.add_done_callback(handling.discard)
            if len(handling) >= MOST_AT_ONCE:
                await asyncio.wait(handling, return_when=asyncio.FIRST_COMPLETED)
    finally:
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


async def _handle(socket: Socket, code: str, delegate: UUID | None, text: str) -> None:
    """Answer one message, while the next are read: all that an outbox held is stored at once."""
    try:
        entry = read_entry(code, delegate, read_message(text))
        if isinstance(entry, Introduce):
            await off_the_loop(check_sector, entry)
        receipt = await recorder.receipt_for(entry)
    except Refused as refused:
        socket.tell(draw_refusal(refused.reason, refused.key))
    except NotStored:
        socket.tell(draw_not_stored())
    except Exception:
        # The task's outermost edge: the phone connects again, and sends it again.
        log.exception("A message in room %s was not dealt with", code)
        socket.end(TRY_AGAIN_LATER)
    else:
        if receipt.delegate:
            socket.tell(await off_the_loop(draw_about_me, code, receipt.delegate))
        else:
            socket.tell(draw_receipt(receipt))


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
