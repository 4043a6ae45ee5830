"""How a delegate's dots become a row. Called by the recorder alone, in its transaction."""

from __future__ import annotations

from questions.asked import begin_turn
from questions.board import Board
from questions.entries import Prioritise
from questions.locking import lock_question
from questions.models import Allotment, Phase, Question
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


def prioritise(entry: Prioritise) -> Receipt:
    """Put a delegate's dots where they are now; an earlier move that comes late is passed over."""
    question = lock_question(entry.room, entry.question)
    before = Allotment.objects.filter(question=question, delegate=entry.delegate).first()
    mark = _mark(entry, before)
    if question is None:
        return mark_refused(mark, "There is no such question in this workshop.")
    if question.phase != Phase.PRIORITISING:
        return mark_refused(mark, "Dots can be moved while the room prioritises.")
    board = read_board(question)
    dots = {theme: number for theme, number in entry.dots if board.theme(theme)}
    if reason := _reason_against(question, board, dots):
        return mark_refused(mark, reason)
    revision = revision_after(before.revision if before else None, entry.revision)
    if revision is not None:
        begin_turn([question])
        allotment = before or Allotment(question=question, delegate_id=entry.delegate)
        allotment.dots, allotment.revision, allotment.turn = dots, revision, question.turn
        allotment.save()
        return mark_received(_mark(entry, allotment))
    assert before
    is_stored = (before.revision, before.dots) == (entry.revision, dots)
    return mark_received(mark) if is_stored else mark_overtaken(mark)


def _mark(entry: Prioritise, stored: Allotment | None) -> Mark:
    about, revision = f"prioritise/{entry.question}", entry.revision or 0
    stands = Stored(stored.revision, dots=stored.dots) if stored else None
    return Mark(about, revision, stands)


def _reason_against(question: Question, board: Board, dots: dict[str, int]) -> str:
    """Beyond the budget, or too many on one theme, also where two were merged into one."""
    if sum(dots.values()) > question.dot_budget:
        return f"You have {question.dot_budget} dots in all; nothing was changed."
    on_one: dict[str, int] = {}
    for theme, number in dots.items():
        on_one[board.root(theme)] = on_one.get(board.root(theme), 0) + number
    if any(number > question.most_dots_on_one for number in on_one.values()):
        return f"At most {question.most_dots_on_one} dots go on one theme; nothing was changed."
    return ""
