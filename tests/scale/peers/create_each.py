"""The plain way: one `acreate()` for each response, then its receipt."""

from __future__ import annotations

import json
import os
from uuid import uuid4

import django

django.setup()

from django.utils import timezone  # noqa: E402

from questions.models import Delegate, Question, Response  # noqa: E402
from tests.scale.peers.lifespan import Receive, Scope, Send, lifespan  # noqa: E402

RECEIPT_BYTES = int(os.environ["RECEIPT_BYTES"])


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "lifespan":
        await lifespan(scope, receive, send)
        return
    await receive()
    delegate = await Delegate.objects.acreate(key=uuid4(), room="482916", joined_at=timezone.now())
    question = await Question.objects.aget(key=os.environ["QUESTION"])
    await send({"type": "websocket.accept"})
    while (event := await receive())["type"] == "websocket.receive":
        message = json.loads(event["text"])
        response = await Response.objects.acreate(
            key=message["response"],
            question=question,
            delegate=delegate,
            text=message["text"],
            received_at=timezone.now(),
        )
        receipt = f'<li data-receipt="{response.key}" data-status="received">'
        await send({"type": "websocket.send", "text": receipt.ljust(RECEIPT_BYTES, "x")})
