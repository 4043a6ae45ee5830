"""Draw many receipts that differ in little: the template once for each kind, then its gaps filled.

When a hall responds at once, all receipts of a question and theme are the same
but for the response's key and words, and the template is the dearest part of each.
"""

from __future__ import annotations

from functools import lru_cache
from uuid import UUID

from django.template.loader import render_to_string
from django.utils.html import escape

from questions.asked import NewResponse
from questions.models import Response
from questions.receipts import Receipt

_KEY = UUID(int=0)
_TEXT = "\ufdd0"  # A Unicode noncharacter, which no deck has.


class _Kind:
    """What of a receipt stays in its mould; two of one kind are drawn from the same."""

    def __init__(self, receipt: Receipt, response: Response | NewResponse) -> None:
        self.receipt, self.response = receipt, response
        self._same = (
            receipt.status,
            response.question.key,
            response.prompt and response.prompt.words,
            response.theme and (response.theme.key, response.theme.name),
            response.received_at.replace(second=0, microsecond=0),
        )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Kind) and self._same == other._same

    def __hash__(self) -> int:
        return hash(self._same)


def draw_receipt(receipt: Receipt) -> str:
    """The fragment of `receipt`, the same as its template draws it."""
    response = receipt.response
    if response is None or not _is_plain(response):
        return _draw(receipt)
    # The words last, so that nothing in them is taken for a gap.
    keyed = _mould(_Kind(receipt, response)).replace(str(_KEY), str(response.key))
    return keyed.replace(_TEXT, escape(response.text))


def _is_plain(response: Response | NewResponse) -> bool:
    """Neither changed nor withdrawn."""
    return response.changed_at is None and response.withdrawn_at is None


@lru_cache(maxsize=256)
def _mould(kind: _Kind) -> str:
    response = kind.response
    blank = Response(
        key=_KEY,
        question=response.question,
        prompt=response.prompt,
        theme=response.theme,
        text=_TEXT,
        received_at=response.received_at,
    )
    return _draw(Receipt(kind.receipt.status, _KEY, response=blank))


def _draw(receipt: Receipt) -> str:
    return render_to_string("questions/_receipt.html", {"receipt": receipt, "pushed": True})
