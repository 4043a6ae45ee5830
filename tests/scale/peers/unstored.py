"""The phone's own socket without the recorder: all that is done for a response but storing it."""

from __future__ import annotations

import os
from uuid import uuid4

import django

django.setup()

from django.utils import timezone  # noqa: E402

from questions.asked import NewResponse  # noqa: E402
from questions.entries import Respond  # noqa: E402
from questions.messages import read_entry  # noqa: E402
from questions.models import Question  # noqa: E402
from questions.receipts import receipt_for  # noqa: E402
from tests.scale.peers.lifespan import Receive, Scope, Send, lifespan  # noqa: E402
from workshop.live.phone import read_message  # noqa: E402
from workshop.live.socket import accept  # noqa: E402
from workshop.room.mould import draw_receipt  # noqa: E402


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "lifespan":
        await lifespan(scope, receive, send)
        return
    question = await Question.objects.aget(key=os.environ["QUESTION"])
    socket = await accept(receive, send)
    assert socket
    delegate = uuid4()
    async for text in socket.messages():
        entry = read_entry(question.room, delegate, read_message(text))
        assert isinstance(entry, Respond)
        socket.tell(draw_receipt(receipt_for(_row(entry, question))))


def _row(entry: Respond, question: Question) -> NewResponse:
    now = timezone.now()
    ids = (entry.key, question.id, None, entry.delegate, None)
    said = (entry.text, "phone", "", None, "")
    return NewResponse(*ids, *said, 0, False, now, None, None, 0, question, None, None)
