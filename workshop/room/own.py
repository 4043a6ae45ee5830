"""Draw what is one delegate's own: their receipts, and what they said of themselves."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.template.loader import render_to_string

from questions.models import Delegate, Question, Response
from questions.receipts import Receipt, Status, status_of
from workshop.models import Workshop


def draw_own(code: str, delegate: UUID) -> str:
    """The frame with all that `delegate` sent to this workshop; blank when nothing yet."""
    return render_to_string("workshop/frames/own.html", own_context(code, delegate))


def own_context(code: str, delegate: UUID) -> dict[str, Any]:
    responses = Response.objects.filter(delegate=delegate, question__room=code).select_related(
        "question", "prompt", "theme"
    )
    by_question: dict[Question, list[Receipt]] = {}
    for response in responses.order_by("question__number", "id"):
        receipt = Receipt(status_of(response), response.key, response=response)
        by_question.setdefault(response.question, []).append(receipt)
    return {
        "workshop": Workshop.objects.get(code=code),
        "own": by_question,
        "delegate": Delegate.objects.filter(key=delegate, details_given=True).first(),
    }


def draw_receipt(code: str, receipt: Receipt) -> str:
    """The fragment that tells one phone what became of what it sent."""
    if receipt.delegate is not None:
        workshop = Workshop.objects.get(code=code)
        context = {"workshop": workshop, "delegate": receipt.delegate}
        return render_to_string("workshop/frames/about_me.html", context)
    return render_to_string("questions/_receipt.html", {"receipt": receipt, "pushed": True})


def draw_refusal(reason: str, key: UUID | None) -> str:
    """The fragment for what was not stored, and why."""
    receipt = Receipt(Status.REFUSED, key, reason=reason)
    return render_to_string("questions/_receipt.html", {"receipt": receipt, "pushed": True})


def draw_not_stored() -> str:
    """The notice that the database would not take it now; the phone keeps it."""
    return render_to_string("workshop/frames/not_stored.html")
