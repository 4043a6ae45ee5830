"""How each kind of entry becomes rows. Called by the recorder alone, in its transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import F
from django.utils import timezone

from questions.entries import Change, Entry, Introduce, Join, Respond, Withdraw
from questions.inserting import insert_new
from questions.models import Delegate, Phase, Prompt, Question, Response, Theme
from questions.own import Own, read_own
from questions.receipts import Receipt, Status, receipt_for
from questions.rehearsal import is_rehearsal_key


def write_entries(entries: Sequence[Entry]) -> list[Receipt]:
    """Write all `entries`; a receipt for each, in their order.

    New responses go in before changes and withdrawals, which can only follow
    them: a response sent again after it was changed is a row that exists.
    """
    now = timezone.now()
    known = _add_delegates(entries, now)
    own = read_own({e.delegate for e in entries if isinstance(e, Join)} & known)
    responded = _add_responses([e for e in entries if isinstance(e, Respond)], now)
    return [_write_entry(entry, own, responded, now) for entry in entries]


def _write_entry(
    entry: Entry, own: dict[UUID, Own], responded: dict[int, Receipt], now: datetime
) -> Receipt:
    match entry:
        case Join():
            return Receipt(Status.RECEIVED, own=own.get(entry.delegate))
        case Introduce():
            return _introduce(entry)
        case Respond():
            return responded[id(entry)]
        case Change():
            return _change(entry, now)
        case Withdraw():
            return _withdraw(entry, now)


def _add_delegates(entries: Iterable[Entry], now: datetime) -> set[UUID]:
    """Bring in the delegates who are new to the database; returns who was there before."""
    rooms = {entry.delegate: entry.room for entry in entries}
    known = set(Delegate.objects.filter(key__in=rooms).values_list("key", flat=True))
    came = [
        Delegate(key=key, room=room, joined_at=now, is_rehearsal=is_rehearsal_key(key))
        for key, room in rooms.items()
        if key not in known
    ]
    insert_new(came, unique="key")
    return known


def _introduce(entry: Introduce) -> Receipt:
    Delegate.objects.filter(key=entry.delegate).update(
        sector=entry.sector, table=entry.table, details_given=True
    )
    return Receipt(Status.RECEIVED, delegate=Delegate.objects.get(key=entry.delegate))


def _add_responses(entries: Sequence[Respond], now: datetime) -> dict[int, Receipt]:
    """Store what is new. Where some was not, read all back: the rows say whose they are."""
    if not entries:
        return {}
    asked = _Asked(entries)
    made: dict[UUID, Response] = {}
    for entry in entries:
        if entry.key not in made and (row := asked.row_for(entry, now)):
            made[entry.key] = row
    _begin_turn(made.values())
    is_all_new = insert_new([*made.values()], unique="key") == len(made)
    stored = made if is_all_new else _read_back(entries)
    return {id(entry): _receipt_for_new(entry, stored, asked) for entry in entries}


def _begin_turn(responses: Iterable[Response]) -> None:
    """Give `responses` the next turn of their questions, which are locked until the commit.

    So turns are committed in their order, also where several processes write.
    """
    questions = {response.question for response in responses}
    if questions:
        ids = [question.id for question in questions]
        Question.objects.filter(id__in=ids).update(turn=F("turn") + 1)
    for question in questions:
        question.turn += 1
    for response in responses:
        response.turn = response.question.turn


def _read_back(entries: Sequence[Respond]) -> dict[UUID, Response]:
    keys = [entry.key for entry in entries]
    responses = Response.objects.filter(key__in=keys)
    return {r.key: r for r in responses.select_related("question", "prompt", "theme")}


def _receipt_for_new(entry: Respond, stored: dict[UUID, Response], asked: _Asked) -> Receipt:
    response = stored.get(entry.key)
    if response is None:
        return _refuse(entry.key, asked.reason_against(entry))
    if response.delegate_id != entry.delegate:
        return _refuse(entry.key, "This response is not yours; nothing was stored.")
    return receipt_for(response)


class _Asked:
    """The questions, prompts and themes that a batch of responses names."""

    def __init__(self, entries: Iterable[Respond]) -> None:
        rooms = {entry.room for entry in entries}
        keys = {entry.question for entry in entries}
        questions = Question.objects.select_for_update().order_by("id")
        self._questions = {
            (q.room, q.key): q for q in questions.filter(room__in=rooms, key__in=keys)
        }
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
    _begin_turn([response])
    response.save(update_fields=["text", "theme", "revision", "changed_at", "turn"])
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
        _begin_turn([response])
        response.save(update_fields=["withdrawn_at", "turn"])
    return receipt_for(response)


def _own(key: UUID, delegate: UUID) -> Response | None:
    # Of the two tables only these rows: a change waits for a phase that is being changed.
    responses = Response.objects.select_related("question", "prompt", "theme")
    own = responses.select_for_update(of=("self", "question"))
    return own.filter(key=key, delegate=delegate).first()


def _refuse(key: UUID, reason: str) -> Receipt:
    return Receipt(Status.REFUSED, key, reason=reason)
