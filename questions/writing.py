"""How each kind of entry becomes rows. Called by the recorder alone, in its transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from questions.entries import Change, Entry, Introduce, Join, Respond, Withdraw
from questions.models import Delegate, Phase, Prompt, Question, Response, Theme
from questions.receipts import Receipt, Status, receipt_for


def write_entries(entries: Sequence[Entry]) -> list[Receipt]:
    """Write all `entries`; a receipt for each, in their order.

    New responses go in before changes and withdrawals, which can only follow
    them: a response sent again after it was changed is a row that exists.
    """
    now = timezone.now()
    _add_delegates(entries, now)
    responded = _add_responses([e for e in entries if isinstance(e, Respond)], now)
    return [_write_entry(entry, responded, now) for entry in entries]


def _write_entry(entry: Entry, responded: dict[int, Receipt], now: datetime) -> Receipt:
    match entry:
        case Join():
            return Receipt(Status.RECEIVED)
        case Introduce():
            return _introduce(entry)
        case Respond():
            return responded[id(entry)]
        case Change():
            return _change(entry, now)
        case Withdraw():
            return _withdraw(entry, now)


def _add_delegates(entries: Iterable[Entry], now: datetime) -> None:
    rooms = {entry.delegate: entry.room for entry in entries}
    Delegate.objects.bulk_create(
        [Delegate(key=key, room=room, joined_at=now) for key, room in rooms.items()],
        ignore_conflicts=True,
    )


def _introduce(entry: Introduce) -> Receipt:
    Delegate.objects.filter(key=entry.delegate).update(
        sector=entry.sector, table=entry.table, details_given=True
    )
    return Receipt(Status.RECEIVED, delegate=Delegate.objects.get(key=entry.delegate))


def _add_responses(entries: Sequence[Respond], now: datetime) -> dict[int, Receipt]:
    """Store what is new, then read all back: the rows say whose they are."""
    if not entries:
        return {}
    asked = _Asked(entries)
    rows = [row for entry in entries if (row := asked.row_for(entry, now))]
    Response.objects.bulk_create(rows, ignore_conflicts=True)
    stored = {
        response.key: response
        for response in Response.objects.filter(
            key__in=[entry.key for entry in entries]
        ).select_related("question", "prompt", "theme")
    }
    return {id(entry): _receipt_for_new(entry, stored, asked) for entry in entries}


def _receipt_for_new(entry: Respond, stored: dict[UUID, Response], asked: _Asked) -> Receipt:
    response = stored.get(entry.key)
    if response is None:
        # SQLite leaves out in silence a row that breaks a rule of the table's own.
        reason = asked.reason_against(entry) or "The response breaks a rule; it was not stored."
        return _refuse(entry.key, reason)
    if response.delegate_id != entry.delegate:
        return _refuse(entry.key, "This response is not yours; nothing was stored.")
    return receipt_for(response)


class _Asked:
    """The questions, prompts and themes that a batch of responses names."""

    def __init__(self, entries: Iterable[Respond]) -> None:
        rooms = {entry.room for entry in entries}
        self._questions = {(q.room, q.key): q for q in Question.objects.filter(room__in=rooms)}
        ids = [question.id for question in self._questions.values()]
        self._prompts = {(p.question_id, p.key): p for p in Prompt.objects.filter(question__in=ids)}
        self._themes = {(t.question_id, t.key): t for t in Theme.objects.filter(question__in=ids)}

    def reason_against(self, entry: Respond) -> str:
        """Why `entry` cannot be stored, in one sentence; empty when it can."""
        question = self._questions.get((entry.room, entry.question))
        if question is None:
            return "There is no such question in this workshop; nothing was stored."
        if not question.has_been_opened:
            return "This question has not opened yet; nothing was stored."
        return ""

    def row_for(self, entry: Respond, now: datetime) -> Response | None:
        if self.reason_against(entry):
            return None
        question = self._questions[entry.room, entry.question]
        return Response(
            key=entry.key,
            question=question,
            delegate_id=entry.delegate,
            prompt=self._prompts.get((question.id, entry.prompt)),
            theme=self._themes.get((question.id, entry.theme)),
            text=entry.text,
            late=question.phase == Phase.CLOSED,
            received_at=now,
        )


def _change(entry: Change, now: datetime) -> Receipt:
    """A later revision replaces the text; an earlier or repeated one changes nothing."""
    response = _own(entry.key, entry.delegate)
    if response is None:
        return _refuse(entry.key, "This response is not yours to change; nothing was stored.")
    if response.is_withdrawn or entry.revision <= response.revision:
        return receipt_for(response)
    if not response.question.is_open:
        return _refuse(
            entry.key, "The question has closed, so your response stands as it was received."
        )
    response.text, response.revision, response.changed_at = entry.text, entry.revision, now
    response.theme = Theme.objects.filter(question=response.question_id, key=entry.theme).first()
    response.save(update_fields=["text", "theme", "revision", "changed_at"])
    return receipt_for(response)


def _withdraw(entry: Withdraw, now: datetime) -> Receipt:
    response = _own(entry.key, entry.delegate)
    if response is None:
        return _refuse(entry.key, "This response is not yours to withdraw; nothing was changed.")
    if not response.is_withdrawn:
        if not response.question.is_open:
            return _refuse(
                entry.key, "The question has closed, so your response stands as it was received."
            )
        response.withdrawn_at = now
        response.save(update_fields=["withdrawn_at"])
    return receipt_for(response)


def _own(key: UUID, delegate: UUID) -> Response | None:
    return (
        Response.objects.select_related("question", "prompt", "theme")
        .filter(key=key, delegate=delegate)
        .first()
    )


def _refuse(key: UUID, reason: str) -> Receipt:
    return Receipt(Status.REFUSED, key, reason=reason)
