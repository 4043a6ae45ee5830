"""How long a workshop has been running, for its presenter."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from questions.locking import tell_room
from questions.precedence import ahead_of_responses
from workshop.models import Workshop

# So soon after the start, being back on the first slide means that the keys were tried out.
TRYING_OUT = timedelta(minutes=10)


def note_move(workshop: Workshop, position: int) -> None:
    """Before a move to `position`: the first off the first slide begins the workshop.

    Going back there soon afterwards takes that back. Saves nothing.
    """
    if position == workshop.position:
        return
    if workshop.begun_at is None:
        workshop.begun_at = timezone.now()
    elif position == _first_position(workshop) and _is_trying_out(workshop.begun_at):
        workshop.begun_at = None


@ahead_of_responses()
def begin_now(code: str) -> None:
    """Count the time from now on, at the presenter's word."""
    Workshop.objects.filter(code=code).update(begun_at=timezone.now())
    tell_room(code)


def _is_trying_out(begun_at: datetime) -> bool:
    # Not before zero: a laptop's clock may have been set back.
    return timedelta(0) <= timezone.now() - begun_at < TRYING_OUT


def _first_position(workshop: Workshop) -> int | None:
    shown = workshop.slides.filter(skipped=False).order_by("position")
    return shown.values_list("position", flat=True).first()
