"""A receipt without storing: what the same server and sockets cost by themselves."""

from __future__ import annotations

import os

from tests.scale.peers.lifespan import Receive, Scope, Send, lifespan

RECEIPT = '<li data-status="received">'.ljust(int(os.environ["RECEIPT_BYTES"]), "x")


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "lifespan":
        await lifespan(scope, receive, send)
        return
    await receive()
    await send({"type": "websocket.accept"})
    while (await receive())["type"] == "websocket.receive":
        await send({"type": "websocket.send", "text": RECEIPT})
