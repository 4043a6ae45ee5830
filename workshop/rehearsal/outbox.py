"""What a simulated phone sent and has no receipt for: kept, and sent again under its key."""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic
from uuid import UUID

from workshop.rehearsal.measuring import Sent

RESEND_SECONDS = 8.0  # As in static/js/outbox.js.


@dataclass
class Kept:
    """One response. `sent_at` is None until it went out on the link that there is now."""

    sent: Sent
    message: str
    sent_at: float | None = None


class Outbox:
    """Everything that waits for its receipt, the oldest first."""

    def __init__(self) -> None:
        self._kept: dict[UUID, Kept] = {}

    def __bool__(self) -> bool:
        return bool(self._kept)

    def keep(self, sent: Sent, message: str) -> Kept:
        self._kept[sent.key] = kept = Kept(sent, message)
        return kept

    def settle(self, key: UUID) -> None:
        """A receipt came."""
        self._kept.pop(key, None)

    def lose_link(self) -> None:
        """Whatever went out may not have arrived: all of it goes out on the next link."""
        for kept in self._kept.values():
            kept.sent.was_cut, kept.sent_at = True, None

    def all(self) -> list[Kept]:
        return [*self._kept.values()]

    def overdue(self) -> list[Kept]:
        """What went out on this link so long ago that it is sent again."""
        now = monotonic()
        sent = [(kept, kept.sent_at) for kept in self._kept.values()]
        return [kept for kept, at in sent if at is not None and now - at >= RESEND_SECONDS]
