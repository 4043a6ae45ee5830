"""Keep what each of the presenter's presses changed, so that one key undoes the last."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from questions.locking import tell_room
from questions.precedence import ahead_of_responses
from questions.stands import put_back, read_stands, same_stand
from workshop.models import Press, PressKind, Workshop
from workshop.room.press_words import words_of_press
from workshop.room.state import Room, read_room

# Two presses that are meant, with a look at the screen between, take longer.
DOUBLE_PRESS = timedelta(milliseconds=600)
_PLACE = ("position", "returning_to", "steps_from")


class NothingUndone(Exception):
    """Why the last press was not undone, in one sentence."""


@contextmanager
def press(code: str, kind: PressKind) -> Iterator[Room]:
    """The room, locked, for what one press changes; that is kept with the rest of the transaction.

    Two presenters' presses follow one another.
    """
    with ahead_of_responses():
        room = _take_room(code)
        before = _read(room.workshop)
        yield room
        after = _read(Workshop.objects.get(pk=room.workshop.pk))
        if before != after:
            was, now = _difference(before, after), _difference(after, before)
            words = words_of_press(was, now)[:200]
            Press.objects.create(
                workshop=room.workshop,
                kind=kind,
                words=words,
                before=was,
                after=now,
                at=timezone.now(),
            )


def press_to_undo(workshop: Workshop) -> Press | None:
    """The newest press that has not been undone; None where something else has moved the room."""
    newest = workshop.presses.filter(undone_at=None).last()
    return newest if newest and _stands_as_left(workshop, newest) else None


def undo_press(code: str, seen: int | None = None) -> None:
    """Put back what the newest press changed; the room is told after the commit.

    `seen` is the press that the presenter had in view: another console's newer one is
    not undone unseen. A key pressed twice undoes once. Raises NothingUndone.
    """
    with ahead_of_responses():
        workshop = _take_room(code).workshop
        last = workshop.presses.filter(undone_at__isnull=False).order_by("undone_at").last()
        if last and last.undone_at and _is_just_now(last.undone_at):
            return
        newest = press_to_undo(workshop)
        if newest is None:
            raise NothingUndone("There is nothing to undo here.")
        if seen not in (None, newest.pk):
            raise NothingUndone(
                f"Another console was used in the meantime (to {newest.words}); "
                "look, and then undo if you still want to."
            )
        _put_back(workshop, newest)


def is_made_twice(
    room: Room, kind: PressKind, since: timedelta | None, *, moves_a_phase: bool
) -> bool:
    """Whether a press is the one before made twice, and one of both moves a phase.

    `since` is how long ago the same button was pressed before, as the page has it:
    on a slow laptop two presses may arrive closer together, or further apart, than
    they were made. None where the page does not know.
    """
    newest = room.workshop.presses.last()
    if newest is None or newest.kind != kind:
        return False
    is_twice = _is_just_now(newest.at) if since is None else since < DOUBLE_PRESS
    return is_twice and (moves_a_phase or newest.moved_a_phase)


def _is_just_now(at: datetime) -> bool:
    # Not before zero: a laptop's clock may be set back, and the clicker must still work.
    return timedelta(0) <= timezone.now() - at < DOUBLE_PRESS


def _take_room(code: str) -> Room:
    Workshop.objects.select_for_update().filter(code=code).first()
    return read_room(code)


def _read(workshop: Workshop) -> dict[str, Any]:
    place = {name: getattr(workshop, name) for name in _PLACE}
    return place | {"questions": read_stands(workshop.code)}


def _difference(here: dict[str, Any], there: dict[str, Any]) -> dict[str, Any]:
    """What of `here` is otherwise `there`: the place as a whole, and each question as a whole."""
    found: dict[str, Any] = {}
    if any(here[name] != there[name] for name in _PLACE):
        found |= {name: here[name] for name in _PLACE}
    found["questions"] = {
        key: facts
        for key, facts in here["questions"].items()
        if facts != there["questions"].get(key)
    }
    return found


def _stands_as_left(workshop: Workshop, newest: Press) -> bool:
    """Whether what the press changed is still as it made it, and its earlier slide still there."""
    now = _read(workshop)
    return (
        all(now[name] == newest.after[name] for name in _PLACE if name in newest.after)
        and all(
            same_stand(now["questions"].get(key, {}), facts)
            for key, facts in newest.after["questions"].items()
        )
        and workshop.slides.filter(
            position=newest.before.get("position", workshop.position), skipped=False
        ).exists()
    )


def _put_back(workshop: Workshop, newest: Press) -> None:
    place = {name: newest.before[name] for name in _PLACE if name in newest.before}
    if place:
        Workshop.objects.filter(pk=workshop.pk).update(**place)
    put_back(workshop.code, newest.before["questions"])
    newest.undone_at = timezone.now()
    newest.save(update_fields=["undone_at"])
    tell_room(workshop.code)
