"""Draw many receipts that differ in little: the template once for each kind, then its gaps filled.

When a hall responds at once, all receipts of a question and theme are the same
but for the response's key and words, and the template is the dearest part of each.
"""

from __future__ import annotations

from collections.abc import Hashable
from html import escape  # What Django's own calls, without its care for lazy strings.
from uuid import UUID

from django.template.loader import render_to_string

from questions.asked import NewResponse
from questions.models import Response
from questions.receipts import Receipt

_KEY = UUID(int=0)
_KEY_TEXT = str(_KEY)
_TEXT = "\ufdd0"  # A Unicode noncharacter, which no deck has.
MOST_MOULDS = 2000

# What of a receipt stays the same in its mould.
_Kind = tuple[Hashable, ...]
_moulds: dict[_Kind, str] = {}


def draw_receipt(receipt: Receipt, *, pushed: bool = True) -> str:
    """The fragment that tells one phone what became of its response, as its template has it.

    `pushed` by itself, to where it belongs on the page; else as a part of a list.
    """
    response = receipt.response
    if response is None or receipt.reason or response.changed_at or response.withdrawn_at:
        return _draw(receipt, pushed)
    kind = (pushed, *_kind_of(receipt, response))
    mould = _moulds.get(kind)
    if mould is None:
        if len(_moulds) >= MOST_MOULDS:
            _moulds.clear()
        mould = _moulds[kind] = _make_mould(receipt, response, pushed)
    # The words last, so that nothing in them is taken for a gap.
    return mould.replace(_KEY_TEXT, str(response.key)).replace(_TEXT, escape(response.text))


def _kind_of(receipt: Receipt, response: Response | NewResponse) -> _Kind:
    prompt, theme, received_at = response.prompt, response.theme, response.received_at
    return (
        receipt.status,
        response.question.key,
        prompt and (prompt.key, prompt.words),
        theme and theme.key,
        theme and theme.name,
        received_at.date(),
        received_at.hour,
        received_at.minute,
    )


def _make_mould(receipt: Receipt, response: Response | NewResponse, pushed: bool) -> str:
    blank = Response(
        key=_KEY,
        question=response.question,
        prompt=response.prompt,
        theme=response.theme,
        text=_TEXT,
        received_at=response.received_at,
    )
    return _draw(Receipt(receipt.status, _KEY, response=blank), pushed)


def _draw(receipt: Receipt, pushed: bool) -> str:
    return render_to_string("questions/_receipt.html", {"receipt": receipt, "pushed": pushed})
