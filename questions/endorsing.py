"""How an endorsement becomes a row. Called by the recorder alone, in its transaction."""

from __future__ import annotations

from questions.asked import begin_turn
from questions.board import Standing
from questions.entries import Endorse
from questions.models import Endorsement, Question, Response
from questions.reading import read_board
from questions.receipts import Mark, Receipt, mark_received, mark_refused


def endorse(entry: Endorse) -> Receipt:
    """Give or take back an endorsement; an earlier change that comes late is passed over."""
    mark = Mark(f"endorse/{entry.key}", entry.revision)
    response = (
        Response.objects.select_related("question")
        .select_for_update(of=("question",))
        .filter(key=entry.key, question__room=entry.room)
        .first()
    )
    if response is None or not _is_shown(response):
        return mark_refused(mark, "This response is not shown any more.")
    if reason := _reason_against(entry, response):
        return mark_refused(mark, reason)
    before = Endorsement.objects.filter(response=response, delegate=entry.delegate).first()
    if before is None or before.revision < entry.revision:
        _store(entry, response, before)
    return mark_received(mark)


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


def _store(entry: Endorse, response: Response, before: Endorsement | None) -> None:
    question: Question = response.question
    begin_turn([question])
    endorsement = before or Endorsement(
        question=question, response=response, delegate_id=entry.delegate
    )
    endorsement.is_given, endorsement.revision = entry.is_given, entry.revision
    endorsement.turn = question.turn
    endorsement.save()
