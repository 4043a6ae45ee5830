"""Steps change the board and never a response; undo gives exactly the board before."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from questions.board import Board, Standing
from questions.ledger import redo, take_step, undo
from questions.models import Question, Response, Step, StepIsWritten
from questions.reading import read_board
from questions.steps import StepRefused
from questions.tally import tally_question
from tests.people import AMINA, CARYS, DEV, HELPER, ROOM, change, respond, withdraw

KEY = "early-intervention"


def step(verb: str, by: str = AMINA, **said: object) -> Step:
    return take_step(ROOM, KEY, verb, said, by)


def board_now() -> Board:
    return read_board(Question.objects.get(room=ROOM, key=KEY))


def bars() -> dict[str, int]:
    question = Question.objects.get(room=ROOM, key=KEY)
    return {bar.name: bar.responses for bar in tally_question(question).themes if bar.responses}


def key_of(text: str, theme: str = "") -> UUID:
    key = respond(CARYS, text, theme=theme).key
    assert key
    return key


def test_a_response_starts_under_its_delegates_own_theme_and_is_moved(question: Question) -> None:
    key = key_of("Share one assessment", theme="schools")
    assert bars() == {"Schools": 1}
    step("move", responses=[key], theme="assessment")
    assert bars() == {"Shared assessment": 1}
    assert Response.objects.get(key=key).theme == question.themes.get(key="schools")


def test_a_theme_is_added_renamed_merged_and_split(question: Question) -> None:
    one, two = key_of("One"), key_of("Two")
    step("group", name="Early years", responses=[one, two])
    assert bars() == {"Early years": 2}
    (added,) = [theme for theme in board_now().themes if not theme.is_suggested]
    step("rename", theme=added.key, name="Under fives")
    step("split", theme=added.key, name="Nurseries", responses=[two])
    assert bars() == {"Under fives": 1, "Nurseries": 1}
    step("merge", theme=added.key, into="schools")
    assert bars() == {"Schools": 1, "Nurseries": 1}


def test_undo_gives_the_board_before_and_redo_the_one_after(question: Question) -> None:
    key = key_of("Share one assessment")
    before = board_now()
    step("move", responses=[key], theme="schools")
    after = board_now()
    undo(ROOM, KEY, AMINA)
    assert same(board_now(), before)
    redo(ROOM, KEY, AMINA)
    assert same(board_now(), after)
    with pytest.raises(StepRefused, match="nothing to redo"):
        redo(ROOM, KEY, AMINA)


def same(board: Board, other: Board) -> bool:
    """The same but for how many steps it took."""
    forgotten = {"last": 0, "shown_since": 0, "undoable": None, "redoable": None}
    return replace(board, **forgotten) == replace(other, **forgotten)  # type: ignore[arg-type]


def test_what_is_done_after_an_undo_ends_what_could_be_redone(question: Question) -> None:
    step("add", name="Health")
    undo(ROOM, KEY, AMINA)
    step("add", name="Housing")
    assert board_now().redoable is None
    assert [theme.name for theme in board_now().themes][-1] == "Housing"


def test_what_another_helper_did_is_not_undone_unseen(question: Question) -> None:
    step("add", name="Health")
    seen = board_now().last
    step("add", by=HELPER, name="Housing")
    with pytest.raises(StepRefused, match=f"{HELPER} did something"):
        undo(ROOM, KEY, AMINA, seen)
    undo(ROOM, KEY, AMINA, seen + 1)
    assert [theme.name for theme in board_now().themes][-1] == "Health"


def test_a_step_is_never_changed_or_deleted(question: Question) -> None:
    written = step("add", name="Health")
    written.by = HELPER
    with pytest.raises(StepIsWritten):
        written.save()
    with pytest.raises(StepIsWritten):
        written.delete()
    undo(ROOM, KEY, HELPER)
    steps = Step.objects.filter(question=question)
    assert [(s.number, s.verb, s.by) for s in steps] == [(1, "add", AMINA), (2, "undo", HELPER)]


def test_hidden_and_redacted_words_are_not_shown_and_come_back_as_written(
    question: Question,
) -> None:
    key = key_of("Our manager at Dudley said no")
    step("redact", response=key, text="Our manager […] said no")
    assert board_now().shown_text(key, "raw") == "Our manager […] said no"
    step("hide", response=key)
    assert board_now().standing(Response.objects.get(key=key)) == Standing.HIDDEN
    step("restore", response=key)
    assert board_now().shown_text(key, "raw") == "raw"
    assert Response.objects.get(key=key).text == "Our manager at Dudley said no"


def test_what_a_delegate_changes_after_a_redaction_is_held_until_it_is_looked_at(
    question: Question,
) -> None:
    key = key_of("Our manager at Dudley said no")
    step("redact", response=key, text="Our manager […] said no")
    change(CARYS, key, "Our manager at Walsall said no", 1)
    assert board_now().standing(Response.objects.get(key=key)) == Standing.HELD
    step("restore", response=key, revision=1)
    assert board_now().standing(Response.objects.get(key=key)) == Standing.SHOWN


def test_only_the_wording_that_was_looked_at_is_released(question: Question) -> None:
    key = key_of("Write to me: a@example.org")
    stored = Response.objects.get(key=key)
    assert stored.held_for
    assert board_now().standing(stored) == Standing.HELD
    change(CARYS, key, "Write to me: b@example.org", 1)
    with pytest.raises(StepRefused, match="changed it in the meantime"):
        step("restore", response=key, revision=0)
    step("restore", response=key, revision=1)
    assert board_now().standing(Response.objects.get(key=key)) == Standing.SHOWN
    change(CARYS, key, "Write to me: c@example.org", 2)
    assert board_now().standing(Response.objects.get(key=key)) == Standing.HELD


def test_hiding_what_is_in_the_spotlight_takes_it_out_of_it(question: Question) -> None:
    key = key_of("Look at me")
    step("spotlight", response=key)
    assert board_now().spotlight == key
    step("hide", response=key)
    assert board_now().spotlight is None
    with pytest.raises(StepRefused, match="held or hidden"):
        step("spotlight", response=key)


def test_actions_are_agreed_changed_and_taken_back(question: Question) -> None:
    step("agree", theme="schools", what="Publish the plan", who="The Trust", by_when="March")
    (action,) = board_now().actions
    step("amend", action=action.number, theme="schools", what="Publish it", who="", by_when="May")
    assert [(a.what, a.by_when) for a in board_now().actions] == [("Publish it", "May")]
    step("drop", action=action.number)
    assert board_now().actions == ()
    undo(ROOM, KEY, AMINA)
    assert [a.what for a in board_now().actions] == ["Publish it"]


@pytest.mark.parametrize(
    ("verb", "said", "reason"),
    [
        ("explode", {}, "not known"),
        ("add", {"name": " "}, "needs some words"),
        ("add", {"name": "x" * 81}, "longer than 80"),
        ("add", {"name": "SCHOOLS"}, "already"),
        ("merge", {"theme": "schools", "into": "schools"}, "into itself"),
        ("merge", {"theme": "schools", "into": "gone"}, "no such theme"),
        ("move", {"responses": [], "theme": "schools"}, "Choose one"),
        ("move", {"responses": ["x"], "theme": "schools"}, "named by its key"),
        ("hide", {"response": str(DEV)}, "withdrawn"),
        ("agree", {"what": ""}, "needs some words"),
        ("drop", {"action": "7"}, "taken back already"),
        ("decline", {"proposal": str(DEV)}, "dealt with already"),
    ],
)
def test_what_cannot_be_done_is_refused_in_one_sentence(
    question: Question, verb: str, said: dict[str, object], reason: str
) -> None:
    with pytest.raises(StepRefused, match=reason):
        take_step(ROOM, KEY, verb, said, AMINA)
    assert not Step.objects.exists()


def test_a_withdrawn_response_cannot_be_moved(question: Question) -> None:
    key = key_of("Never mind")
    withdraw(CARYS, key)
    with pytest.raises(StepRefused, match="withdrawn"):
        step("move", responses=[key], theme="schools")
