"""Take hold of a question for a transaction that changes it, and tell its room afterwards."""

from __future__ import annotations

from django.db import transaction

from questions.models import Question
from questions.signals import room_changed


def lock_question(room: str, key: str) -> Question | None:
    """The question `key` of `room`, its row locked until the transaction ends; None without one."""
    return Question.objects.select_for_update().filter(room=room, key=key).first()


def tell_room(room: str) -> None:
    """After the commit, say that a console changed what `room` shows."""
    transaction.on_commit(lambda: room_changed.send(Question, room=room), robust=True)
