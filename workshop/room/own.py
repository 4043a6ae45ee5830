"""Draw what is one delegate's own: their receipts, and what they said of themselves."""

from __future__ import annotations

from itertools import groupby
from typing import Any
from uuid import UUID

from django.template.loader import render_to_string

from questions.models import Question
from questions.own import Own, read_own
from questions.receipts import Receipt, Status, receipt_for
from workshop.models import Workshop
from workshop.room.mould import draw_from_mould


def own_of(delegate: UUID) -> Own:
    """What `delegate` has said so far, read from the database."""
    return read_own([delegate]).get(delegate, Own())


def draw_own(code: str, own: Own) -> str:
    """The frame with all that one delegate sent to this workshop; blank when nothing yet."""
    return render_to_string("workshop/frames/own.html", own_context(code, own)) if own else ""


def own_context(code: str, own: Own) -> dict[str, Any]:
    by_question: list[tuple[Question, list[Receipt]]] = [
        (question, [receipt_for(response) for response in responses])
        for question, responses in groupby(own.responses, lambda response: response.question)
    ]
    return {
        "workshop": Workshop.objects.get(code=code),
        "own": by_question,
        "delegate": own.delegate,
    }


def draw_receipt(code: str, receipt: Receipt) -> str:
    """The fragment that tells one phone what became of what it sent."""
    if receipt.delegate is not None:
        workshop = Workshop.objects.get(code=code)
        context = {"workshop": workshop, "delegate": receipt.delegate}
        return render_to_string("workshop/frames/about_me.html", context)
    return draw_from_mould(receipt)


def draw_refusal(reason: str, key: UUID | None) -> str:
    """The fragment for what was not stored, and why."""
    receipt = Receipt(Status.REFUSED, key, reason=reason)
    return render_to_string("questions/_receipt.html", {"receipt": receipt, "pushed": True})


def draw_not_stored() -> str:
    """The notice that the database would not take it now; the phone keeps it."""
    return render_to_string("workshop/frames/not_stored.html")
