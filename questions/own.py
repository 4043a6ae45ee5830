"""What one delegate has said, and said of themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import F, Window
from django.db.models.functions import RowNumber

from questions.models import Allotment, Delegate, Endorsement, Proposal, Response

# Of one question. Nobody types more; a phone that does must not cost the others time.
MOST_OWN = 50


@dataclass(frozen=True)
class Marks:
    """What one delegate made of the responses: whose they endorsed, where their dots are.

    `endorsed` has keys of responses, `dots` by question's key and then theme's.
    `last` is the highest revision of all, also of what was taken back: a phone
    numbers its next change of mind above it.
    """

    endorsed: tuple[UUID, ...] = ()
    dots: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    proposals: tuple[Proposal, ...] = ()
    last: int = 0

    def __bool__(self) -> bool:
        return bool(self.last or self.proposals)


@dataclass(frozen=True)
class Own:
    """One delegate's newest responses, MOST_OWN to a question, by question and as they came.

    `delegate` is None for one who has said nothing of themselves.
    """

    responses: tuple[Response, ...] = ()
    delegate: Delegate | None = None
    marks: Marks = field(default_factory=lambda: Marks())

    def __bool__(self) -> bool:
        return bool(self.responses or self.delegate or self.marks)


def read_own(delegates: Collection[UUID]) -> dict[UUID, Own]:
    """What each of `delegates` has said so far, in a few queries for all; only who said any."""
    if not delegates:
        return {}
    responses: defaultdict[UUID, list[Response]] = defaultdict(list)
    age = Window(RowNumber(), [F("delegate"), F("question")], F("id").desc())
    for response in (
        Response.objects.filter(delegate__in=delegates)
        .annotate(age=age)
        .filter(age__lte=MOST_OWN)
        .select_related("question", "prompt", "theme")
        .order_by("question__number", "id")
    ):
        assert response.delegate_id
        responses[response.delegate_id].append(response)
    told = {d.key: d for d in Delegate.objects.filter(key__in=delegates, details_given=True)}
    marks = _read_marks(delegates)
    return {
        key: Own(tuple(responses.get(key, ())), told.get(key), marks.get(key, Marks()))
        for key in responses.keys() | told.keys() | marks.keys()
    }


def _read_marks(delegates: Collection[UUID]) -> dict[UUID, Marks]:
    endorsed: defaultdict[UUID, list[UUID]] = defaultdict(list)
    last: defaultdict[UUID, int] = defaultdict(int)
    minded = Endorsement.objects.filter(delegate__in=delegates).order_by("id")
    for delegate, response, is_given, revision in minded.values_list(
        "delegate", "response__key", "is_given", "revision"
    ):
        last[delegate] = max(last[delegate], revision)
        if is_given:
            endorsed[delegate].append(response)
    dots: defaultdict[UUID, dict[str, dict[str, int]]] = defaultdict(dict)
    placed = Allotment.objects.filter(delegate__in=delegates)
    for delegate, question, on, revision in placed.values_list(
        "delegate", "question__key", "dots", "revision"
    ):
        last[delegate] = max(last[delegate], revision)
        dots[delegate][question] = on
    proposals: defaultdict[UUID, list[Proposal]] = defaultdict(list)
    for proposal in Proposal.objects.filter(delegate__in=delegates).select_related("question"):
        proposals[proposal.delegate_id].append(proposal)
    return {
        key: Marks(tuple(endorsed[key]), dots[key], tuple(proposals[key]), last[key])
        for key in {*last, *proposals}
    }
