"""Keep what each of the presenter's presses changed, so that one key undoes the last."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from questions.locking import tell_room
from questions.precedence import ahead_of_responses
from questions.question_states import is_same_state, read_states, restore_states
from workshop.models import Press, PressKind, Workshop
from workshop.room.press_words import words_of_press
from workshop.room.state import Room, read_room

# Two presses that are meant, with a look at the screen between, take longer.
DOUBLE_PRESS = timedelta(milliseconds=600)
_PLACE = ("position", "returning_to", "steps_from")


class NothingUndone(Exception):
    """Why the last press was not undone, in one sentence."""


@dataclass(frozen=True)
class Pressed:
    """Where and when a button was pressed, as its page has it.

    `page` is the page's own random name, `since` how long ago the same button was
    pressed before on it, and `sees` the `view_of` the room that it showed; blank and
    None where the page does not say.
    """

    page: str = ""
    since: timedelta | None = None
    sees: str = ""


@dataclass(frozen=True)
class Undoable:
    """The press that can be undone next; `words` go on after “Undo”."""

    number: int
    words: str
    at: datetime


@contextmanager
def press(code: str, kind: PressKind, pressed: Pressed | None = None) -> Iterator[Room]:
    """The room, locked, for what one press changes; that is kept in the same transaction.

    Two presenters' presses follow one another.
    """
    with ahead_of_responses():
        room = _take_room(code)
        before = _read(room.workshop)
        yield room
        after = _read(Workshop.objects.get(pk=room.workshop.pk))
        if before != after:
            Press.objects.create(
                workshop=room.workshop,
                kind=kind,
                page=pressed.page if pressed else "",
                before=_difference(before, after),
                after=_difference(after, before),
                at=timezone.now(),
            )


def press_to_undo(workshop: Workshop) -> Undoable | None:
    """The newest press that is not undone; None where something else has moved the room since."""
    newest = _newest_to_undo(workshop)
    if newest is None:
        return None
    return Undoable(newest.pk, words_of_press(newest.before, newest.after), newest.at)


def undo_press(code: str, seen: int | None = None) -> None:
    """Put back what the newest press changed; the room is told after the commit.

    `seen` is the number of the press that the presenter had in view: another
    console's newer one is not undone unseen. A key pressed twice undoes once.
    Raises NothingUndone.
    """
    with ahead_of_responses():
        workshop = _take_room(code).workshop
        last = workshop.presses.filter(undone_at__isnull=False).order_by("undone_at").last()
        if last and last.undone_at and _is_just_now(last.undone_at):
            return
        newest = _newest_to_undo(workshop)
        if newest is None:
            raise NothingUndone("There is nothing to undo here.")
        if seen not in (None, newest.pk):
            words = words_of_press(newest.before, newest.after)
            raise NothingUndone(
                f"Another console was used in the meantime (to {words}); "
                "look, and then undo if you still want to."
            )
        _put_back(workshop, newest)


def is_made_twice(
    room: Room, kind: PressKind, pressed: Pressed | None, *, moves_a_phase: bool
) -> bool:
    """Whether a press is the one before made twice, and one of both moves a phase.

    On a slow laptop two presses may arrive closer together, or further apart, than
    they were made, so the page's own time counts for two presses on one page.
    """
    newest = room.workshop.presses.filter(undone_at=None).last()
    if newest is None:
        return False
    if newest.kind == PressKind.OTHER:  # A phase's own button, and then a clicker.
        return kind == PressKind.NEXT and _is_just_now(newest.at) and newest.moved_a_phase
    if newest.kind != kind:
        return False
    if pressed and pressed.since is not None and newest.page == pressed.page:
        is_twice = pressed.since < DOUBLE_PRESS
    else:
        is_twice = _is_just_now(newest.at)
    return is_twice and (moves_a_phase or newest.moved_a_phase)


def _is_just_now(at: datetime) -> bool:
    # Not before zero: a laptop's clock may be set back, and the clicker must still work.
    return timedelta(0) <= timezone.now() - at < DOUBLE_PRESS


def _take_room(code: str) -> Room:
    Workshop.objects.select_for_update().filter(code=code).first()
    return read_room(code)


def _read(workshop: Workshop) -> dict[str, Any]:
    begun_at = workshop.begun_at and workshop.begun_at.isoformat()
    place = {name: getattr(workshop, name) for name in _PLACE}
    return place | {"begun_at": begun_at, "questions": read_states(workshop.code)}


def _difference(here: dict[str, Any], there: dict[str, Any]) -> dict[str, Any]:
    """What of `here` is otherwise `there`: the place as a whole, and each question as a whole."""
    found: dict[str, Any] = {}
    if any(here[name] != there[name] for name in _PLACE):
        found |= {name: here[name] for name in _PLACE}
    if here["begun_at"] != there["begun_at"]:
        found["begun_at"] = here["begun_at"]
    states, others = here["questions"], there["questions"]
    found["questions"] = {k: state for k, state in states.items() if state != others.get(k)}
    return found


def _newest_to_undo(workshop: Workshop) -> Press | None:
    newest = workshop.presses.filter(undone_at=None).last()
    return newest if newest and _stands_as_left(workshop, newest) else None


def _stands_as_left(workshop: Workshop, newest: Press) -> bool:
    """Whether what the press changed is still as it made it, and its earlier slide still there."""
    now, left = _read(workshop), newest.after
    slides = workshop.slides.filter(position=newest.before.get("position", workshop.position))
    return (
        all(now[name] == left[name] for name in _PLACE if name in left)
        and all(is_same_state(now["questions"].get(k, {}), s) for k, s in left["questions"].items())
        and slides.filter(skipped=False).exists()
    )


def _put_back(workshop: Workshop, newest: Press) -> None:
    before = newest.before
    place = {name: before[name] for name in _PLACE if name in before}
    # Somebody may have begun to count anew since: then their time stands.
    if "begun_at" in before and _read(workshop)["begun_at"] == newest.after["begun_at"]:
        place["begun_at"] = before["begun_at"] and datetime.fromisoformat(before["begun_at"])
    if place:
        Workshop.objects.filter(pk=workshop.pk).update(**place)
    restore_states(workshop.code, before["questions"])
    newest.undone_at = timezone.now()
    newest.save(update_fields=["undone_at"])
    tell_room(workshop.code)
