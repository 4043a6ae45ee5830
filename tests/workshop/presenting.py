"""Present as Amina does: one press, with a look at the screen before it."""

from __future__ import annotations

from django.utils import timezone

from questions.models import Question
from tests.people import ROOM
from workshop.models import Press, Workshop
from workshop.room.moves import go_on_from_here, jump_to, press_phase, step_back, step_forward
from workshop.room.presses import DOUBLE_PRESS, undo_press


def look_up() -> None:
    """Let the time pass in which a second press would be the same one, made twice."""
    earlier = timezone.now() - DOUBLE_PRESS
    Question.objects.filter(phase_at__gt=earlier).update(phase_at=earlier)
    Press.objects.filter(at__gt=earlier).update(at=earlier)
    Press.objects.filter(undone_at__gt=earlier).update(undone_at=earlier)


def press(what: str, question: str = "early-intervention") -> None:
    """`next`, `back`, `undo`, `go on`, a slide's number, or the name of a phase of `question`."""
    look_up()
    match what:
        case "next":
            step_forward(ROOM)
        case "back":
            step_back(ROOM)
        case "undo":
            undo_press(ROOM)
        case "go on":
            go_on_from_here(ROOM)
        case slide if slide.isdigit():
            jump_to(ROOM, int(slide))
        case phase:
            press_phase(ROOM, question, phase)


def place(question: str = "early-intervention") -> tuple[int, str]:
    """The slide that the room is on, and the phase of the question."""
    return Workshop.objects.get().position, Question.objects.get(key=question).phase
