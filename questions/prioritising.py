"""How a delegate's dots become a row. Called by the recorder alone, in its transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

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
    stands = before.dots if before else {}
    dots = {theme: number for theme, number in entry.dots if number and board.theme(theme)}
    kept = _not_asked_for(entry, board, stands)
    dots |= kept
    if reason := _reason_against(question, board, dots, stands, kept):
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


def _not_asked_for(entry: Prioritise, board: Board, stands: Mapping[str, int]) -> dict[str, int]:
    """The dots on themes that were not in a form without JavaScript, which stay where they are."""
    if entry.revision is not None:
        return {}
    asked = {board.root(theme) for theme, _ in entry.dots}
    return {t: n for t, n in stands.items() if board.theme(t) and board.root(t) not in asked}


def _reason_against(
    question: Question,
    board: Board,
    dots: Mapping[str, int],
    stands: Mapping[str, int],
    kept: Mapping[str, int],
) -> str:
    """Beyond the budget, or too many on one theme.

    Where two themes were merged, more may stand on the one; they can only become fewer.
    """
    if sum(dots.values()) > question.dot_budget:
        away = f", {sum(kept.values())} of them on themes that are not in the list now"
        in_all = f"{question.dot_budget} dots in all{away if kept else ''}"
        return f"You have {in_all}; nothing was changed."
    before, most = _sum_by_root(board, stands), question.most_dots_on_one
    for root, number in _sum_by_root(board, dots).items():
        if number > max(most, before[root]):
            return f"At most {most} dots go on one theme; nothing was changed."
    return ""


def _sum_by_root(board: Board, dots: Mapping[str, int]) -> Counter[str]:
    sums: Counter[str] = Counter()
    for theme, number in dots.items():
        sums[board.root(theme)] += number
    return sums
