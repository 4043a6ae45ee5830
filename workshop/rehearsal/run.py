"""One rehearsal, from the look at where it may run to what it found."""

from __future__ import annotations

import asyncio
from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial

from questions.models import Delegate, Response
from workshop.models import Workshop
from workshop.rehearsal.crowd import Crowd, Tell
from workshop.rehearsal.driving import Deck, drive, keeping_place, read_deck
from workshop.rehearsal.ending import ending_early
from workshop.rehearsal.measuring import Measures
from workshop.rehearsal.open_files import allow_open_files
from workshop.rehearsal.place import CannotRehearse, Place
from workshop.rehearsal.presenter import Presenter
from workshop.rehearsal.result import Result, find_result

# People take their time over a question, but most have responded by then.
LONGEST_PACE_SECONDS = 45.0
# Nobody waits for the last moments of a question to begin.
DRIVEN_PACE = 0.8


@dataclass(frozen=True)
class Plan:
    """`ends_with_input`: it ends early when standard input does, which its parent holds."""

    place: Place
    delegates: int
    seconds: float
    drives: bool
    ends_with_input: bool


def rehearse(workshop: Workshop, plan: Plan, tell: Tell) -> Result:
    """Rehearse `workshop`, which is running. Raises CannotRehearse, with the reason.

    Ctrl-C and SIGTERM end it early; what it has is then the result.
    """
    allow_open_files(plan.delegates)
    delegates = Delegate.objects.filter(room=workshop.code, is_rehearsal=False)
    if plan.drives and delegates.exists():
        raise CannotRehearse(
            "Real delegates have joined this workshop, so its slides are not driven: "
            "drive them yourself, without --drive, or start a fresh one with “live --new”."
        )
    deck, measures = read_deck(workshop), Measures()
    crowd = Crowd(plan.place, plan.delegates, plan.seconds, _pace(plan, deck), measures)
    with Presenter(workshop, plan.place) as presenter:
        if not Response.objects.filter(delegate__in=delegates).exists():
            presenter.show_rehearsal()
        driving = partial(drive, presenter, deck, plan.seconds, measures) if plan.drives else None
        with (
            keeping_place(workshop, presenter) if plan.drives else nullcontext(),
            asyncio.Runner() as runner,
            ending_early(runner.get_loop(), crowd.stop, plan.ends_with_input),
        ):
            runner.run(crowd.run(tell, driving))
    return find_result(workshop.code, crowd.delegates, plan.delegates, measures)


def _pace(plan: Plan, deck: Deck) -> float:
    if plan.drives:
        return deck.collecting_seconds(plan.seconds) * DRIVEN_PACE
    return min(LONGEST_PACE_SECONDS, plan.seconds / 3)
