"""Where a delegate may say that they work: the deck sets the list."""

from __future__ import annotations

from questions.entries import Introduce, Refused
from workshop.models import Workshop


def check_sector(entry: Introduce) -> None:
    """Raises Refused for a sector that is not on the workshop's list."""
    sectors = Workshop.objects.values_list("sectors", flat=True).get(code=entry.room)
    if entry.sector and entry.sector not in sectors:
        raise Refused("That is not one of the choices here; nothing was stored.")
