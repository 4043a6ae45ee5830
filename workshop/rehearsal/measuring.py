"""What a rehearsal measures while it runs. Times are of one monotonic clock, in seconds."""

from __future__ import annotations

from dataclasses import dataclass, field
from time import monotonic
from uuid import UUID, uuid4


@dataclass
class Sent:
    """One response, from the press of Send. `was_cut`: its phone had no link meanwhile."""

    question: str
    key: UUID = field(default_factory=uuid4)
    submitted_at: float = field(default_factory=monotonic)
    receipt_at: float | None = None
    status: str = ""
    was_cut: bool = False


@dataclass
class SlideChange:
    """A change of slide, for the phones that were connected; `waiting` have not shown it."""

    position: int
    began_at: float
    phones: int
    waiting: set[int]
    last_at: float


@dataclass
class Measures:
    """Filled by the phones, the watcher and whoever drives; all of them on one event loop."""

    sent: dict[UUID, Sent] = field(default_factory=dict)
    changes: list[SlideChange] = field(default_factory=list)
    came: set[int] = field(default_factory=set)
    losses: int = 0
    # What the screen showed: from when on it counted so many responses to a question,
    # and when the card of a response first stood there.
    counted: dict[str, list[tuple[int, float]]] = field(default_factory=dict)
    carded: dict[UUID, float] = field(default_factory=dict)
    _seen: dict[int, tuple[int, float]] = field(default_factory=dict)
    _connected: set[int] = field(default_factory=set)

    @property
    def connected(self) -> int:
        return len(self._connected)

    @property
    def receipts(self) -> int:
        return sum(1 for one in self.sent.values() if one.receipt_at is not None)

    def connect(self, phone: int) -> None:
        self.came.add(phone)
        self._connected.add(phone)

    def disconnect(self, phone: int) -> None:
        self._connected.discard(phone)
        self._seen.pop(phone, None)
        for change in self.changes[-2:]:
            change.waiting.discard(phone)

    def take_receipt(self, key: UUID, status: str) -> None:
        sent = self.sent.get(key)
        if sent and sent.receipt_at is None:
            sent.receipt_at, sent.status = monotonic(), status

    def begin_slide(self, position: int) -> None:
        """The room goes to `position` now: whoever drives says so, or else the screen."""
        if self.changes and self.changes[-1].position == position:
            return
        now = monotonic()
        # Where the screen says so, some phones may have been quicker.
        there = [at for seen, at in self._seen.values() if seen == position and now - at < 1]
        waiting = {phone for phone, (seen, _) in self._seen.items() if seen != position}
        first, last = min(there, default=now), max(there, default=now)
        phones = len(there) + len(waiting)
        self.changes.append(SlideChange(position, first, phones, waiting, last))

    def see_slide(self, phone: int, position: int) -> None:
        """`phone` shows `position` now."""
        if self._seen.get(phone, (0, 0.0))[0] == position:
            return
        now = monotonic()
        self._seen[phone] = (position, now)
        change = self.changes[-1] if self.changes else None
        if change and change.position == position and phone in change.waiting:
            change.waiting.discard(phone)
            change.last_at = now

    def see_count(self, question: str, count: int) -> None:
        """The screen counts `count` responses to `question` now."""
        seen = self.counted.setdefault(question, [])
        if not seen or count > seen[-1][0]:
            seen.append((count, monotonic()))
