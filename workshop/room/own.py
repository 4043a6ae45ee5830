"""Draw what is one delegate's own: their receipts, and what they said of themselves."""

from __future__ import annotations

import json
from dataclasses import asdict
from itertools import groupby
from typing import Any
from uuid import UUID

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from questions.models import Delegate, Question, Response
from questions.own import MOST_OWN, Marks, Own, read_own
from questions.receipts import Receipt, Status, receipt_for
from workshop.models import Workshop
from workshop.room.mould import draw_receipt


def own_of(delegate: UUID) -> Own:
    """What `delegate` has said so far, read from the database."""
    return read_own([delegate]).get(delegate, Own())


def draw_own(code: str, own: Own) -> str:
    """The frame with all that one delegate sent to this workshop; blank when nothing yet."""
    return render_to_string("workshop/frames/own.html", own_context(code, own)) if own else ""


def own_context(code: str, own: Own) -> dict[str, Any]:
    by_question: list[tuple[Question, list[str]]] = [
        (question, [_draw_in_list(response) for response in responses])
        for question, responses in groupby(own.responses, lambda response: response.question)
    ]
    return {
        "workshop": Workshop.objects.get(code=code),
        "own": by_question,
        "delegate": own.delegate,
        "marks": own.marks,
        "marks_json": _encode(own.marks),
        "most_own": MOST_OWN,
    }


def _encode(marks: Marks) -> str:
    """What the phone paints its buttons and dots by."""
    endorsed = [str(key) for key in marks.endorsed]
    return json.dumps({"endorsed": endorsed, "dots": marks.dots, "last": marks.last})


def _draw_in_list(response: Response) -> SafeString:
    return mark_safe(draw_receipt(receipt_for(response), pushed=False))  # It is drawn by templates.


def draw_about_me(code: str, delegate: Delegate) -> str:
    """The frame with what one delegate said of themselves. Reads the database."""
    context = {"workshop": Workshop.objects.get(code=code), "delegate": delegate}
    return render_to_string("workshop/frames/about_me.html", context)


def draw_mark(receipt: Receipt) -> str:
    """The fragment that tells a phone that an endorsement, its dots or a proposal is stored."""
    stored = json.dumps(asdict(receipt.mark.stored)) if receipt.mark and receipt.mark.stored else ""
    return render_to_string("workshop/frames/mark.html", {"receipt": receipt, "stored": stored})


def draw_refusal(reason: str, key: UUID | None) -> str:
    """The fragment for what was not stored, and why."""
    return draw_receipt(Receipt(Status.REFUSED, key, reason=reason))


def draw_no_cookie() -> str:
    """The notice that this phone's browser keeps no cookie; what it sent stays with it."""
    return render_to_string("workshop/frames/no_cookie.html")


def draw_not_stored() -> str:
    """The notice that the database would not take it now; the phone keeps it."""
    return render_to_string("workshop/frames/not_stored.html")
