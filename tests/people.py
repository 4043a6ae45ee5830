"""The people of every test: Amina presents, Bryn organises, the others are delegates."""

from __future__ import annotations

from uuid import UUID, uuid4

from questions.entries import Change, Respond, Withdraw
from questions.receipts import Receipt
from questions.recorder import recorder

ROOM = "482916"
AMINA, HELPER = "Presenter", "Helper 1"
CARYS, DEV, EFA = (UUID(int=number) for number in (0xCA, 0xDE, 0xEF))


def respond(
    delegate: UUID,
    text: str,
    *,
    theme: str = "",
    key: UUID | None = None,
    question: str = "early-intervention",
    prompt: str = "",
    table: str = "",
    people: int | None = None,
) -> Receipt:
    """Respond as a phone does, through the recorder, and wait for the receipt."""
    entry = Respond(ROOM, delegate, key or uuid4(), question, prompt, theme, text, table, people)
    return recorder.record(entry).result(10)


def change(delegate: UUID, key: UUID, text: str, revision: int, theme: str = "") -> Receipt:
    return recorder.record(Change(ROOM, delegate, key, theme, text, revision)).result(10)


def withdraw(delegate: UUID, key: UUID) -> Receipt:
    return recorder.record(Withdraw(ROOM, delegate, key)).result(10)
