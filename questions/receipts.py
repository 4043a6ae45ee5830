"""What a phone is told of what it sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID

from questions.asked import NewResponse
from questions.models import Delegate, Response
from questions.own import Own


class Status(StrEnum):
    RECEIVED = "received"
    LATE = "late"
    WITHDRAWN = "withdrawn"
    REFUSED = "refused"
    OVERTAKEN = "overtaken"


@dataclass(frozen=True)
class Stored:
    """What stands of one delegate: an endorsement, given or taken back, or dots by theme's key."""

    revision: int
    given: bool | None = None
    dots: Mapping[str, int] | None = None


@dataclass(frozen=True)
class Mark:
    """What a receipt is about where that is no response: an endorsement, dots, a proposal.

    `about` is the action with the key it concerns, such as `endorse/<response>`;
    `revision` is the phone's own number for this change of mind. `stored` is what
    the database has now, whatever became of this message; None where it has nothing.
    """

    about: str
    revision: int = 0
    stored: Stored | None = None


@dataclass(frozen=True)
class Receipt:
    """The outcome of one entry, given after the commit.

    `response` is the row as stored, where there is one that is the delegate's
    own; `reason` is one sentence, for `refused` alone. `key` is None for what is
    not about a response. `delegate` is set by what concerns the phone itself.
    `own` is for one that joins: what it said before, if anything. `mark` is set
    where it is about what a delegate makes of the responses. For a change, `taken`
    is its revision where it stands, `overtaken` where another does, as late or later.
    """

    status: Status
    key: UUID | None = None
    reason: str = ""
    response: Response | NewResponse | None = None
    delegate: Delegate | None = None
    own: Own | None = None
    mark: Mark | None = None
    taken: int | None = None
    overtaken: int | None = None


def receipt_for(response: Response | NewResponse) -> Receipt:
    """The receipt for a stored response, as it stands."""
    return Receipt(status_of(response), response.key, response=response)


def receipt_for_change(response: Response, revision: int, *, is_taken: bool) -> Receipt:
    receipt = receipt_for(response)
    return replace(receipt, taken=revision) if is_taken else replace(receipt, overtaken=revision)


def status_of(response: Response | NewResponse) -> Status:
    if response.withdrawn_at is not None:
        return Status.WITHDRAWN
    return Status.LATE if response.late else Status.RECEIVED


def revision_after(stored: int | None, given: int | None) -> int | None:
    """The revision to store a change of mind under, which came as `given`; None to pass it over."""
    if given is None:
        return (stored or 0) + 1
    return given if stored is None or stored < given else None


def mark_received(mark: Mark) -> Receipt:
    return Receipt(Status.RECEIVED, mark=mark)


def mark_overtaken(mark: Mark) -> Receipt:
    """For a change of mind that was passed over: another stands that is as late or later."""
    reason = "A later change from this phone stands."
    return Receipt(Status.OVERTAKEN, reason=reason, mark=mark)


def mark_refused(mark: Mark, reason: str) -> Receipt:
    return Receipt(Status.REFUSED, reason=reason, mark=mark)
