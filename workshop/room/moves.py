"""Move a room through its deck. The position is a row, so any screen can be reopened.

*Back* is the inverse of *next*: it takes back a phase that *next* moved on this
visit to the slide, and else goes to the slide before, which touches no question. A
room that went back returns with *next* and opens nothing, until it is where it had
been. docs/presenting.md has the whole table.
"""

from __future__ import annotations

from questions.locking import tell_room
from questions.models import Phase
from questions.phases import ORDER, move_to_phase, phase_after
from workshop.models import PressKind, Slide, Workshop
from workshop.room.elapsed import note_move
from workshop.room.press_words import OPENS
from workshop.room.presses import Pressed, is_made_twice, press
from workshop.room.state import Room


class MoveRefused(Exception):
    """A move that is not made, with the reason in one sentence."""


def next_label(room: Room) -> str:
    """What the next step will do, in words for its button; empty at the deck's end."""
    following = _phase_ahead(room)
    if following:
        return OPENS[following].capitalize()
    return "Next slide" if room.next_slide else ""


def next_note(room: Room) -> str:
    """What else the presenter should know of the next step; empty where there is nothing."""
    if only_passes(room):
        return f"nothing opens until {room.workshop.returning_to}"
    opens = _phase_ahead(room) == Phase.COLLECTING
    return "responses show live" if opens and room.question and room.question.shows_live else ""


def back_label(room: Room) -> str:
    """Where a step back will lead, as its button continues; empty at the deck's start."""
    before = _phase_behind(room)
    if before:
        return f"to {before.label}"
    return f"to slide {room.previous_slide.position}" if room.previous_slide else ""


def view_of(room: Room) -> str:
    """What a presenter sees before a press: if it is another now, a phase is not moved unseen."""
    phase = room.question.phase if room.question else ""
    return f"{room.slide.position} {phase} {'passes' if only_passes(room) else ''}".strip()


def only_passes(room: Room) -> bool:
    """Whether the room is on its way back to where it had been, so that *next* opens nothing."""
    return room.workshop.returning_to is not None and not room.workshop.steps_from


def step_forward(code: str, pressed: Pressed | None = None) -> None:
    """Take the question on the slide one phase on, or the room to the next slide.

    A thumb or a clicker that presses twice would reveal in the moment of opening: of
    two such presses one moves a phase, and the other does nothing. Raises MoveRefused
    where it would move a phase that the page did not show yet.
    """
    with press(code, PressKind.NEXT, pressed) as room:
        following = _phase_ahead(room)
        if is_made_twice(room, PressKind.NEXT, pressed, moves_a_phase=bool(following)):
            return
        _refuse_unseen(room, pressed, moves_a_phase=bool(following))
        if following and room.question:
            if not room.workshop.steps_from:  # The room began on this slide.
                _steps_from(room.workshop, room.question.phase)
            move_to_phase(code, room.question.key, following)
        elif room.next_slide:
            _go_to(room.workshop, room.next_slide)


def step_back(code: str, pressed: Pressed | None = None) -> None:
    """Take back the phase that *next* moved on this slide, or go to the slide before.

    Raises MoveRefused as `step_forward` does.
    """
    with press(code, PressKind.BACK, pressed) as room:
        before = _phase_behind(room)
        if is_made_twice(room, PressKind.BACK, pressed, moves_a_phase=bool(before)):
            return
        _refuse_unseen(room, pressed, moves_a_phase=bool(before))
        if before and room.question:
            move_to_phase(code, room.question.key, before)
        elif room.previous_slide:
            _go_to(room.workshop, room.previous_slide)


def jump_to(code: str, position: int) -> None:
    """Go to the slide at `position`. Raises MoveRefused for one that cannot be shown."""
    with press(code, PressKind.OTHER) as room:
        slide = next((slide for slide in room.slides if slide.position == position), None)
        if slide is None:
            raise MoveRefused(f"There is no slide {position} in this deck.")
        if slide.skipped:
            raise MoveRefused(f"Slide {position} has nothing to show, so it is skipped.")
        if slide.position == room.slide.position:
            tell_room(code)
        else:
            _go_to(room.workshop, slide)


def press_phase(code: str, key: str, phase: str) -> None:
    """Put a question into `phase`, from where *next* steps it on. Raises PhaseRefused."""
    with press(code, PressKind.OTHER) as room:
        question = move_to_phase(code, key, phase)
        if room.slide.question_id == question.pk:
            _steps_from(room.workshop, question.phase)


def go_on_from_here(code: str) -> None:
    """Forget where the room had been before it went back: *next* opens what is on the slide."""
    with press(code, PressKind.OTHER) as room:
        room.workshop.returning_to = None
        _steps_from(room.workshop, room.question.phase if room.question else "")


def _refuse_unseen(room: Room, pressed: Pressed | None, *, moves_a_phase: bool) -> None:
    if moves_a_phase and pressed and pressed.sees and pressed.sees != view_of(room):
        raise MoveRefused(
            "The room had moved on before your press came, so the question stays as it is: "
            "look, and press again."
        )


def _phase_ahead(room: Room) -> Phase | None:
    """The phase that *next* takes the slide's question to; None where it leads to a slide."""
    if room.question is None or only_passes(room):
        return None
    return phase_after(room.question.phase)


def _phase_behind(room: Room) -> Phase | None:
    """The phase that *back* takes the slide's question to; None where it leads to a slide."""
    workshop, question = room.workshop, room.question
    if question is None or not workshop.steps_from:
        return None
    stands = ORDER.index(Phase(question.phase))
    return ORDER[stands - 1] if stands > ORDER.index(Phase(workshop.steps_from)) else None


def _go_to(workshop: Workshop, slide: Slide) -> None:
    """Go to `slide`, keeping in mind where the room had been when it lies ahead."""
    note_move(workshop, slide.position)
    had_been = max(workshop.position, workshop.returning_to or 0)
    workshop.position = slide.position
    workshop.furthest = max(workshop.furthest, slide.position)
    workshop.returning_to = had_been if slide.position < had_been else None
    is_here_to_ask = slide.question is not None and workshop.returning_to is None
    workshop.steps_from = slide.question.phase if is_here_to_ask and slide.question else ""
    workshop.save(update_fields=["position", "furthest", "returning_to", "steps_from", "begun_at"])
    tell_room(workshop.code)


def _steps_from(workshop: Workshop, phase: str) -> None:
    workshop.steps_from = phase
    workshop.save(update_fields=["returning_to", "steps_from"])
    tell_room(workshop.code)
