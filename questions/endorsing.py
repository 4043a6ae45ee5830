"""How an endorsement becomes a row. Called by the recorder alone, in its transaction."""

from __future__ import annotations

from questions.asked import begin_turn
from questions.board import Standing
from questions.entries import Endorse
from questions.models import Endorsement, Question, Response
from questions.reading import read_board
from questions.receipts import (
    Mark,
    Receipt,
    Stored,
    mark_overtaken,
    mark_received,
    mark_refused,
    revision_after,
)


def endorse(entry: Endorse) -> Receipt:
    """Give or take back an endorsement; an earlier change that comes late is passed over."""
    response = (
        Response.objects.select_related("question")
        .select_for_update(of=("question",))
        .filter(key=entry.key, question__room=entry.room)
        .first()
    )
    before = Endorsement.objects.filter(response=response, delegate=entry.delegate).first()
    mark = _mark(entry, before)
    if response is None or not _is_shown(response):
        return mark_refused(mark, "This response is not shown any more.")
    if reason := _reason_against(entry, response):
        return mark_refused(mark, reason)
    revision = revision_after(before.revision if before else None, entry.revision)
    if revision is not None:
        return mark_received(_mark(entry, _store(entry, response, before, revision)))
    assert before
    is_stored = (before.revision, before.is_given) == (entry.revision, entry.is_given)
    return mark_received(mark) if is_stored else mark_overtaken(mark)


def _mark(entry: Endorse, stored: Endorsement | None) -> Mark:
    about, revision = f"endorse/{entry.key}", entry.revision or 0
    stands = Stored(stored.revision, given=stored.is_given) if stored else None
    return Mark(about, revision, stands)


def _reason_against(entry: Endorse, response: Response) -> str:
    question = response.question
    if response.delegate_id == entry.delegate:
        return "This response is your own; it counts already."
    if not question.is_revealed:
        return "Responses can be endorsed once they are revealed."
    if not question.is_open:
        return "The question has closed, so endorsements stand as they are."
    return ""


def _is_shown(response: Response) -> bool:
    return read_board(response.question).standing(response) == Standing.SHOWN


def _store(
    entry: Endorse, response: Response, before: Endorsement | None, revision: int
) -> Endorsement:
    question: Question = response.question
    begin_turn([question])
    endorsement = before or Endorsement(
        question=question, response=response, delegate_id=entry.delegate
    )
    endorsement.is_given, endorsement.revision = entry.is_given, revision
    endorsement.turn = question.turn
    endorsement.save()
    return endorsement
