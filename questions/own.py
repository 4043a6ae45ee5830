"""What one delegate has said, and said of themselves."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, Window
from django.db.models.functions import RowNumber

from questions.models import Delegate, Response

# Of one question. Nobody types more; a phone that does must not cost the others time.
MOST_OWN = 50


@dataclass(frozen=True)
class Own:
    """One delegate's newest responses, MOST_OWN to a question, by question and as they came.

    `delegate` is None for one who has said nothing of themselves.
    """

    responses: tuple[Response, ...] = ()
    delegate: Delegate | None = None

    def __bool__(self) -> bool:
        return bool(self.responses or self.delegate)


def read_own(delegates: Collection[UUID]) -> dict[UUID, Own]:
    """What each of `delegates` has said so far, in two queries for all; only who said any."""
    if not delegates:
        return {}
    responses: dict[UUID, list[Response]] = {}
    age = Window(RowNumber(), [F("delegate"), F("question")], F("id").desc())
    for response in (
        Response.objects.filter(delegate__in=delegates)
        .annotate(age=age)
        .filter(age__lte=MOST_OWN)
        .select_related("question", "prompt", "theme")
        .order_by("question__number", "id")
    ):
        responses.setdefault(response.delegate_id, []).append(response)
    told = {d.key: d for d in Delegate.objects.filter(key__in=delegates, details_given=True)}
    return {
        key: Own(tuple(responses.get(key, ())), told.get(key))
        for key in responses.keys() | told.keys()
    }
