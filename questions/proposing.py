"""How a proposed action becomes a row. Called by the recorder alone, in its transaction."""

from __future__ import annotations

from datetime import datetime

from questions.asked import begin_turn
from questions.entries import Propose
from questions.locking import lock_question
from questions.models import Phase, Proposal
from questions.receipts import Mark, Receipt, mark_received, mark_refused
from questions.screening import Screening


def propose(entry: Propose, now: datetime) -> Receipt:
    """Store an action that a delegate proposes, under its key once."""
    mark = Mark(f"propose/{entry.key}")
    question = lock_question(entry.room, entry.question)
    if question is None:
        return mark_refused(mark, "There is no such question in this workshop.")
    if question.phase not in (Phase.COMMITTING, Phase.CLOSED):
        return mark_refused(mark, "Actions can be proposed once the room commits.")
    words = " \n ".join((entry.what, entry.who, entry.by_when))
    begin_turn([question])
    proposal, is_new = Proposal.objects.get_or_create(
        key=entry.key,
        defaults={
            "question": question,
            "delegate_id": entry.delegate,
            "theme": entry.theme,
            "what": entry.what,
            "who": entry.who,
            "by_when": entry.by_when,
            "held_for": Screening().held_for(entry.room, words),
            "received_at": now,
        },
    )
    if proposal.delegate_id != entry.delegate:
        return mark_refused(mark, "This proposal is not yours; nothing was stored.")
    if not is_new and _words_of(proposal) != _words_of(entry):
        return mark_refused(
            mark, "This proposal is already stored with different wording; that wording stands."
        )
    return mark_received(mark)


def _words_of(proposed: Propose | Proposal) -> tuple[str, str, str]:
    return proposed.what, proposed.who, proposed.by_when
