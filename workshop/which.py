"""Which workshop `live` goes on with, and how to go back to another."""

from __future__ import annotations

from pathlib import Path

from questions.models import Response
from workshop.deck.loader import go_back_to, open_workshop
from workshop.deck.themes import Say
from workshop.join_code import read_join_code
from workshop.listening import CannotServe
from workshop.models import Workshop


def choose_workshop(code: str, deck_file: Path | None, *, new: bool, say: Say) -> Workshop:
    """The workshop to serve, which `say` is told of. Raises CannotServe and DeckError."""
    last = Workshop.objects.order_by("is_live", "pk").last()
    earlier = Workshop.objects.count()
    if code:
        if deck_file or new:
            raise CannotServe(
                "--code goes on with a workshop as it stands: leave --deck and --new out."
            )
        workshop = _find(code)
        go_back_to(workshop)
    else:
        workshop = open_workshop(deck_file, new=new, say=say)
    is_new = Workshop.objects.count() > earlier
    say(_say_new(workshop, new, last, earlier) if is_new else _say_old(workshop))
    return workshop


def _find(code: str) -> Workshop:
    found = Workshop.objects.filter(code=read_join_code(code) or "").first()
    if found is None:
        codes = ", ".join(each.spaced_code for each in Workshop.objects.order_by("-pk")[:9])
        raise CannotServe(
            f"There is no workshop with the code {code} here; there is: {codes or 'none'}."
        )
    return found


def _say_old(workshop: Workshop) -> str:
    given = Response.objects.filter(question__room=workshop.code)
    count = given.exclude(delegate__is_rehearsal=True).count()
    return (
        f"Going on with {_name(workshop)}: {count:,} {'response' if count == 1 else 'responses'}."
    )


def _say_new(workshop: Workshop, asked_for: bool, last: Workshop | None, earlier: int) -> str:
    if last is None:
        return f"A new workshop: {_name(workshop)}."
    why = "" if asked_for else " (this deck is new here)"
    kept, to = (
        ("The earlier one is kept", "it")
        if earlier == 1
        else (f"The {earlier} earlier ones are kept", "the last")
    )
    back = f"live --code {last.spaced_code} goes back to {to}"
    return f"A new workshop{why}: {_name(workshop)}. {kept}: {back}."


def _name(workshop: Workshop) -> str:
    """For a presenter who wants to know that it is the right one."""
    return f"{workshop.title}, code {workshop.spaced_code}"
