"""Endorsements, dots and proposals: the newest counts, and each rule has its reason."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from questions.board import Board
from questions.entries import Endorse, Entry, Prioritise, Propose, Refused
from questions.ledger import take_step
from questions.messages import MAX_MARK_REVISION, read_entry
from questions.models import Allotment, Endorsement, Proposal, Question
from questions.own import read_own
from questions.phases import move_to_phase
from questions.reading import read_board
from questions.receipts import Mark, Receipt, Status, Stored
from questions.recorder import recorder
from questions.tally import tally_question
from tests.people import AMINA, CARYS, DEV, EFA, ROOM, respond

KEY = "early-intervention"


def record(entry: Entry) -> Receipt:
    return recorder.record(entry).result(10)


def latest() -> Question:
    return Question.objects.get(room=ROOM, key=KEY)


def board() -> Board:
    return read_board(latest())


def endorse(delegate: UUID, key: UUID, given: bool = True, revision: int | None = 1) -> Receipt:
    return record(Endorse(ROOM, delegate, key, given, revision))


def place(delegate: UUID, revision: int | None = 1, **dots: int) -> Receipt:
    return record(Prioritise(ROOM, delegate, KEY, tuple(dots.items()), revision))


def dots_on(name: str) -> tuple[int, int]:
    (theme,) = [theme for theme in tally_question(latest()).themes if theme.name == name]
    return theme.dots, theme.dotted_by


@pytest.fixture
def said(question: Question) -> UUID:
    """What Carys said, revealed."""
    key = respond(CARYS, "Share one assessment", theme="assessment").key
    assert key
    move_to_phase(ROOM, KEY, "revealed")
    return key


def test_the_newest_change_of_mind_counts_in_whatever_order_it_comes(said: UUID) -> None:
    endorse(DEV, said, True, 5)
    endorse(DEV, said, False, 4)
    assert Endorsement.objects.get().is_given
    endorse(DEV, said, False, 6)
    endorse(DEV, said, True, 5)
    assert not Endorsement.objects.get().is_given
    assert tally_question(latest()).themes[0].endorsed_by == 0


def test_a_change_of_mind_that_is_passed_over_is_not_called_stored(said: UUID) -> None:
    """As from a phone whose clock was ahead and was put right."""
    ahead, behind = 2_000_000_000_000, 1_700_000_000_000
    move_to_phase(ROOM, KEY, "prioritising")
    assert place(DEV, ahead, schools=2).mark == Mark(
        f"prioritise/{KEY}", ahead, Stored(ahead, dots={"schools": 2})
    )
    passed_over = place(DEV, behind, assessment=3)
    assert passed_over.status == Status.OVERTAKEN
    assert passed_over.mark and passed_over.mark.stored == Stored(ahead, dots={"schools": 2})
    assert place(DEV, ahead, schools=1).status == Status.OVERTAKEN  # Another page's.
    assert place(DEV, ahead, schools=2).status == Status.RECEIVED  # The same, sent twice.
    assert place(DEV, ahead + 1, assessment=3).status == Status.RECEIVED
    assert endorse(DEV, said, True, ahead).status == Status.RECEIVED
    taken_back = endorse(DEV, said, False, behind)
    assert taken_back.status == Status.OVERTAKEN
    assert taken_back.mark and taken_back.mark.stored == Stored(ahead, given=True)
    assert endorse(DEV, said, True, ahead).status == Status.RECEIVED


def test_what_is_refused_says_what_stands_all_the_same(said: UUID) -> None:
    move_to_phase(ROOM, KEY, "prioritising")
    place(DEV, 7, schools=1)
    refused = place(DEV, 8, schools=4)
    assert refused.status == Status.REFUSED
    assert refused.mark and refused.mark.stored == Stored(7, dots={"schools": 1})


def test_a_phone_learns_the_highest_revision_also_of_what_it_took_back(said: UUID) -> None:
    endorse(DEV, said, True, 2_000_000_000_000)
    endorse(DEV, said, False, 2_000_000_000_001)
    marks = read_own([DEV])[DEV].marks
    assert (marks.endorsed, marks.last) == ((), 2_000_000_000_001)


def test_a_form_without_a_number_counts_above_what_a_clock_ahead_left(said: UUID) -> None:
    move_to_phase(ROOM, KEY, "prioritising")
    for message in (
        {"action": "prioritise", "question": KEY, "dots-schools": "1"},
        {"action": "endorse", "response": str(said)},
    ):
        record(read_entry(ROOM, DEV, message | {"revision": MAX_MARK_REVISION - 1, "given": "0"}))
        assert record(read_entry(ROOM, DEV, message)).status == Status.RECEIVED
    assert Endorsement.objects.get().is_given
    assert Allotment.objects.get().revision == MAX_MARK_REVISION


def test_said_by_and_endorsed_by_are_two_figures(said: UUID) -> None:
    other = respond(DEV, "One assessment", theme="assessment").key
    assert other
    for delegate, key in ((DEV, said), (EFA, said), (EFA, other)):
        endorse(delegate, key)
    theme = tally_question(latest()).themes[0]
    assert (theme.said_by, theme.endorsed_by) == (2, 2)


def test_what_cannot_be_endorsed_is_refused_with_the_reason(said: UUID) -> None:
    held = respond(CARYS, "Ring 07700 900123").key
    assert held
    assert "own" in endorse(CARYS, said).reason
    assert "not shown" in endorse(DEV, held).reason
    assert "not shown" in endorse(DEV, uuid4()).reason
    move_to_phase(ROOM, KEY, "collecting")
    assert "revealed" in endorse(DEV, said).reason
    move_to_phase(ROOM, KEY, "closed")
    assert not Endorsement.objects.exists()


def test_dots_keep_to_the_budget_and_to_three_on_one(said: UUID) -> None:
    assert "while the room prioritises" in place(DEV, assessment=1).reason
    move_to_phase(ROOM, KEY, "prioritising")
    assert "5 dots in all" in place(DEV, assessment=3, schools=3).reason
    assert "At most 3" in place(DEV, assessment=4).reason
    assert place(DEV, assessment=3, schools=2).reason == ""
    place(DEV, revision=3, schools=1)
    place(DEV, revision=2, assessment=1)
    assert (dots_on("Shared assessment"), dots_on("Schools")) == ((0, 0), (1, 1))
    assert Allotment.objects.count() == 1
    assert read_own([DEV])[DEV].marks.dots == {KEY: {"schools": 1}}


def test_dots_go_along_when_themes_are_merged_and_part_again(said: UUID) -> None:
    move_to_phase(ROOM, KEY, "prioritising")
    place(DEV, assessment=3, schools=2)
    place(EFA, schools=1)
    take_step(ROOM, KEY, "merge", {"theme": "assessment", "into": "schools"}, AMINA)
    assert dots_on("Schools") == (6, 2)
    assert "At most 3" in place(EFA, revision=2, assessment=2, schools=2).reason


def test_a_proposal_is_nobodys_until_it_is_accepted(said: UUID) -> None:
    entry = Propose(ROOM, DEV, uuid4(), KEY, "schools", "Agree one form", "Heads", "May")
    assert "once the room commits" in record(entry).reason
    move_to_phase(ROOM, KEY, "committing")
    for _ in range(2):
        assert record(entry).reason == ""
    assert "not yours" in record(Propose(ROOM, EFA, entry.key, KEY, "", "Other", "", "")).reason
    assert "different wording" in record(replace(entry, what="Agree two forms")).reason
    assert (Proposal.objects.count(), board().actions) == (1, ())
    agreed = {"proposal": str(entry.key), "what": entry.what, "theme": "schools"}
    take_step(ROOM, KEY, "agree", agreed, AMINA)
    assert [action.what for action in board().actions] == ["Agree one form"]


def test_a_proposal_that_may_identify_somebody_says_so(said: UUID) -> None:
    move_to_phase(ROOM, KEY, "committing")
    record(Propose(ROOM, DEV, uuid4(), KEY, "", "Ring home", "07700 900123", ""))
    assert Proposal.objects.get().held_for == "phone"


@pytest.mark.parametrize(
    ("message", "word"),
    [
        ({"action": "endorse", "revision": 1}, "key"),
        ({"action": "endorse", "response": str(DEV), "revision": "soon"}, "revision"),
        ({"action": "prioritise", "dots": {"schools": -1}, "revision": 1}, "whole numbers"),
        ({"action": "prioritise", "dots": {"schools": 1.5}, "revision": 1}, "whole numbers"),
        ({"action": "propose", "what": " "}, "needs some words"),
        ({"action": "propose", "what": "x" * 301}, "longer than 300"),
        ({"action": "respond", "text": "We", "for_table": 1, "table": "4"}, "how many"),
        ({"action": "respond", "text": "We", "for_table": 1, "people": "many"}, "how many"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(
    message: dict[str, object], word: str
) -> None:
    with pytest.raises(Refused, match=word):
        read_entry(ROOM, CARYS, message)


def test_a_merger_beyond_the_most_on_one_can_only_go_down(said: UUID) -> None:
    move_to_phase(ROOM, KEY, "prioritising")
    Question.objects.update(dot_budget=6)
    place(DEV, assessment=3, schools=2)
    take_step(ROOM, KEY, "merge", {"theme": "assessment", "into": "schools"}, AMINA)
    assert "At most 3" in place(DEV, revision=2, schools=6).reason
    for revision, on_one in enumerate((5, 4), start=3):
        assert place(DEV, revision, schools=on_one).reason == ""
    assert "At most 3" in place(DEV, revision=5, schools=5).reason


def test_a_form_keeps_the_dots_on_themes_that_it_does_not_list(said: UUID) -> None:
    move_to_phase(ROOM, KEY, "prioritising")
    place(DEV, assessment=2, schools=1)
    form = {"action": "prioritise", "question": KEY, "dots-schools": "3"}
    assert record(read_entry(ROOM, DEV, form)).reason == ""
    assert Allotment.objects.get().dots == {"assessment": 2, "schools": 3}
    refused = record(read_entry(ROOM, DEV, form | {"dots-other": "1", "dots-schools": "4"}))
    assert "5 dots in all, 2 of them on themes that are not in the list now" in refused.reason
    form = {"action": "prioritise", "question": KEY, "dots-schools": "3", "dots-assessment": "0"}
    record(read_entry(ROOM, DEV, form))
    assert Allotment.objects.get().dots == {"schools": 3}
    take_step(ROOM, KEY, "merge", {"theme": "schools", "into": "assessment"}, AMINA)
    record(read_entry(ROOM, DEV, {**form, "dots-schools": "0"}))
    assert Allotment.objects.get().dots == {}
