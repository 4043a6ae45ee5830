"""How each kind of entry becomes rows. Called by the recorder alone, in its transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from questions.asked import COLUMNS, Asked, begin_turn
from questions.endorsing import endorse
from questions.entries import (
    Change,
    ClearRehearsal,
    ConsoleEntry,
    Endorse,
    Entry,
    Introduce,
    Join,
    KeyIn,
    Prioritise,
    Propose,
    Respond,
    Screen,
    Withdraw,
)
from questions.inserting import insert_new
from questions.models import (
    Allotment,
    Delegate,
    Endorsement,
    Proposal,
    Question,
    Response,
    Theme,
)
from questions.own import Own, read_own
from questions.prioritising import prioritise
from questions.proposing import propose
from questions.receipts import Receipt, Status, receipt_for, receipt_for_change
from questions.rehearsal import is_rehearsal_key
from questions.screening import Screening

_DELEGATE_COLUMNS = (
    *("key", "room", "sector", "table"),
    *("details_given", "joined_at", "is_rehearsal"),
)
MOST_KNOWN = 100_000
_known: set[UUID] = set()  # Delegates that are in the database, as this process stored them.


def write_entries(entries: Sequence[Entry]) -> list[Receipt]:
    """Write all `entries`; a receipt for each, in their order.

    New responses go in before changes and withdrawals, which can only follow
    them: a response sent again after it was changed is a row that exists.
    """
    now = timezone.now()
    _add_delegates(entries, now)
    own = read_own({e.delegate for e in entries if isinstance(e, Join)})
    responded = _add_responses([e for e in entries if isinstance(e, Respond | KeyIn)], now)
    return [_write_entry(entry, own, responded, now) for entry in entries]


def _write_entry(
    entry: Entry, own: dict[UUID, Own], responded: dict[int, Receipt], now: datetime
) -> Receipt:
    match entry:
        case Join():
            return Receipt(Status.RECEIVED, own=own.get(entry.delegate))
        case Introduce():
            return _introduce(entry)
        case Respond() | KeyIn():
            return responded[id(entry)]
        case Change():
            return _change(entry, now)
        case Withdraw():
            return _withdraw(entry, now)
        case Endorse():
            return endorse(entry)
        case Prioritise():
            return prioritise(entry)
        case Propose():
            return propose(entry, now)
        case Screen():
            return _screen(entry)
        case ClearRehearsal():
            return _clear_rehearsal(entry)


def _add_delegates(entries: Iterable[Entry], now: datetime) -> None:
    """Bring in the delegates who may be new to the database."""
    rooms = {
        entry.delegate: entry.room
        for entry in entries
        if not isinstance(entry, ConsoleEntry)
        and (isinstance(entry, Join) or entry.delegate not in _known)
    }
    rows = [(key, room, "", "", False, now, is_rehearsal_key(key)) for key, room in rooms.items()]
    insert_new(Delegate, _DELEGATE_COLUMNS, rows, unique="key")
    transaction.on_commit(lambda: _remember(rooms))


def _remember(delegates: Iterable[UUID]) -> None:
    if len(_known) > MOST_KNOWN:
        _known.clear()
    _known.update(delegates)


def is_known(delegate: UUID) -> bool:
    """This process has stored the delegate. False for one that only another, or an earlier, did."""
    return delegate in _known


def forget_delegates() -> None:
    """Look again who is in the database: for when it was found that somebody is not."""
    _known.clear()


def _introduce(entry: Introduce) -> Receipt:
    Delegate.objects.filter(key=entry.delegate).update(
        sector=entry.sector, table=entry.table, details_given=True
    )
    return Receipt(Status.RECEIVED, delegate=Delegate.objects.get(key=entry.delegate))


def _add_responses(entries: Sequence[Respond | KeyIn], now: datetime) -> dict[int, Receipt]:
    """Store what is new. Where some was not, read all back: the rows say whose they are."""
    if not entries:
        return {}
    asked = Asked(entries)
    rows = [asked.row_for(entry, now) for entry in entries]
    made = [row[: len(COLUMNS)] for row in rows if row]
    if insert_new(Response, COLUMNS, made, unique="key") != len(made):
        return _read_back(entries, asked)
    return {
        id(entry): receipt_for(row) if row else _refuse(entry.key, asked.reason_against(entry))
        for entry, row in zip(entries, rows, strict=True)
    }


def _read_back(entries: Sequence[Respond | KeyIn], asked: Asked) -> dict[int, Receipt]:
    responses = Response.objects.filter(key__in=[entry.key for entry in entries])
    stored = {r.key: r for r in responses.select_related("question", "prompt", "theme")}
    return {id(entry): _receipt_as_stored(entry, stored, asked) for entry in entries}


def _receipt_as_stored(
    entry: Respond | KeyIn, stored: Mapping[UUID, Response], asked: Asked
) -> Receipt:
    response = stored.get(entry.key)
    if response is None:
        return _refuse(entry.key, asked.reason_against(entry))
    if response.delegate_id != (entry.delegate if isinstance(entry, Respond) else None):
        return _refuse(entry.key, "This response is not yours; nothing was stored.")
    return receipt_for(response)


def _change(entry: Change, now: datetime) -> Receipt:
    """A later revision replaces the text; an earlier one changes nothing, and is told so."""
    response = _own(entry.key, entry.delegate)
    if response is None:
        return _refuse(entry.key, "This response is not yours to change; nothing was stored.")
    if response.is_withdrawn:
        return receipt_for(response)
    if entry.revision <= response.revision:
        is_stored = (response.revision, response.text) == (entry.revision, entry.text)
        return receipt_for_change(response, entry.revision, is_taken=is_stored)
    if not response.question.is_open:
        reason = "The question has closed, so your response stands as it was received."
        return Receipt(Status.REFUSED, entry.key, reason=reason, response=response)
    response.text, response.revision, response.changed_at = entry.text, entry.revision, now
    response.held_for = Screening().held_for(entry.room, entry.text)
    response.theme = Theme.objects.filter(question=response.question_id, key=entry.theme).first()
    _take_turn(response)
    response.save(update_fields=["text", "held_for", "theme", "revision", "changed_at", "turn"])
    return receipt_for_change(response, entry.revision, is_taken=True)


def _withdraw(entry: Withdraw, now: datetime) -> Receipt:
    response = _own(entry.key, entry.delegate)
    if response is None:
        return _refuse(entry.key, "This response is not yours to withdraw; nothing was changed.")
    if not response.is_withdrawn:
        if not response.question.is_open:
            reason = "The question has closed, so your response stands as it was received."
            return Receipt(Status.REFUSED, entry.key, reason=reason, response=response)
        response.withdrawn_at = now
        _take_turn(response)
        response.save(update_fields=["withdrawn_at", "turn"])
    return receipt_for(response)


def _take_turn(response: Response) -> None:
    begin_turn([response.question])
    response.turn = response.question.turn


def _own(key: UUID, delegate: UUID) -> Response | None:
    # Of the two tables only these rows: a change waits for a phase that is being changed.
    responses = Response.objects.select_related("question", "prompt", "theme")
    own = responses.select_for_update(of=("self", "question"))
    return own.filter(key=key, delegate=delegate).first()


def _screen(entry: Screen) -> Receipt:
    """Screen again all that was said in a room, after the words that hold were changed."""
    screening = Screening()
    questions = {q.id: q for q in Question.objects.select_for_update().filter(room=entry.room)}
    begin_turn(questions.values())
    for response in Response.objects.filter(question__in=questions):
        held_for = screening.held_for(entry.room, response.text)
        if held_for != response.held_for:
            response.held_for, response.turn = held_for, questions[response.question_id].turn
            response.save(update_fields=["held_for", "turn"])
    return Receipt(Status.RECEIVED)


def _clear_rehearsal(entry: ClearRehearsal) -> Receipt:
    # The questions first, as everywhere: whoever responds to them meanwhile waits.
    Question.objects.filter(room=entry.room).update(clearings=F("clearings") + 1)
    simulated = Delegate.objects.filter(room=entry.room, is_rehearsal=True)
    for model in (Endorsement, Allotment, Proposal):
        model.objects.filter(delegate__in=simulated).delete()
    Endorsement.objects.filter(response__delegate__in=simulated).delete()
    Response.objects.filter(delegate__in=simulated).delete()
    simulated.delete()
    transaction.on_commit(forget_delegates)
    return Receipt(Status.RECEIVED)


def _refuse(key: UUID, reason: str) -> Receipt:
    return Receipt(Status.REFUSED, key, reason=reason)
