"""What a phone is told of what it sent."""

from __future__ import annotations

from dataclasses import dataclass
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


@dataclass(frozen=True)
class Mark:
    """What a receipt is about where that is no response: an endorsement, dots, a proposal.

    `about` is the action with the key it concerns, such as `endorse/<response>`;
    `revision` is the phone's own number for this change of mind.
    """

    about: str
    revision: int = 0


@dataclass(frozen=True)
class Receipt:
    """The outcome of one entry, given after the commit.

    `response` is the row as stored, where there is one that is the delegate's
    own; `reason` is one sentence, for `refused` alone. `key` is None for what is
    not about a response. `delegate` is set by what concerns the phone itself.
    `own` is for one that joins: what it said before, if anything. `mark` is set
    where it is about what a delegate makes of the responses.
    """

    status: Status
    key: UUID | None = None
    reason: str = ""
    response: Response | NewResponse | None = None
    delegate: Delegate | None = None
    own: Own | None = None
    mark: Mark | None = None


def receipt_for(response: Response | NewResponse) -> Receipt:
    """The receipt for a stored response, as it stands."""
    return Receipt(status_of(response), response.key, response=response)


def status_of(response: Response | NewResponse) -> Status:
    if response.withdrawn_at is not None:
        return Status.WITHDRAWN
    return Status.LATE if response.late else Status.RECEIVED


def mark_received(mark: Mark) -> Receipt:
    return Receipt(Status.RECEIVED, mark=mark)


def mark_refused(mark: Mark, reason: str) -> Receipt:
    return Receipt(Status.REFUSED, reason=reason, mark=mark)
