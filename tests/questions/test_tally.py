"""Figures that add up."""

from __future__ import annotations

import random
from uuid import UUID, uuid4

from django.db.models import Count, Q

from questions.models import Delegate, Question, Response
from questions.phases import move_to_phase
from questions.rehearsal import make_rehearsal_key
from questions.tally import tally_question
from tests.people import CARYS, DEV, EFA, ROOM, change, respond, withdraw


def test_the_figures_of_a_question_add_up(question: Question) -> None:
    respond(CARYS, "One", theme="assessment")
    respond(CARYS, "Two", theme="assessment")
    respond(DEV, "Three")
    gone = respond(EFA, "Four", theme="schools").key
    assert gone
    withdraw(EFA, gone)
    move_to_phase(ROOM, question.key, "closed")
    respond(DEV, "Five", theme="schools")

    tally = tally_question(question)

    assert (tally.joined, tally.responded) == (3, 2)
    assert (tally.responses, tally.shown, tally.withdrawn, tally.late) == (5, 4, 1, 1)
    assert tally.responses == tally.shown + tally.withdrawn
    assert {bar.name: bar.responses for bar in tally.themes} == {
        "Shared assessment": 2,
        "Schools": 1,
        "Not yet grouped": 1,
    }
    assert sum(bar.responses for bar in tally.themes) == tally.shown


def test_bars_come_most_first_and_what_is_not_grouped_is_apart_and_on_no_scale(
    question: Question,
) -> None:
    respond(CARYS, "One", theme="schools")
    assert tally_question(question).ungrouped is None
    for text in ("Two", "Three"):
        respond(DEV, text)
    question.refresh_from_db()
    tally = tally_question(question)
    assert [bar.name for bar in tally.said] == ["Schools"]
    assert tally.ungrouped and tally.ungrouped.responses == 2
    assert (tally.unsaid, tally.most_responses, tally.most_delegates) == (1, 1, 1)


def test_what_was_received_counts_what_is_held_and_not_what_was_withdrawn(
    question: Question,
) -> None:
    respond(CARYS, "Ring 07700 900123")
    respond(DEV, "One")
    gone = respond(EFA, "Two").key
    assert gone
    withdraw(EFA, gone)
    tally = tally_question(question)
    assert (tally.received, tally.shown, tally.responded, tally.joined) == (2, 1, 2, 3)


def test_a_question_without_responses_has_figures_of_nought(question: Question) -> None:
    tally = tally_question(question)
    assert (tally.joined, tally.responses, tally.shown, tally.received) == (0, 0, 0, 0)
    assert (tally.most_responses, tally.most_delegates, tally.most_dots) == (1, 1, 1)


def count_plainly(question: Question, with_rehearsal: bool) -> tuple[int, ...]:
    """The same figures by counting every row."""
    kinds = (False, True) if with_rehearsal else (False,)
    kept = Q(withdrawn_at__isnull=True)
    rows = Response.objects.filter(question=question, delegate__is_rehearsal__in=kinds)
    counts = rows.aggregate(
        responded=Count("delegate", filter=kept, distinct=True),
        responses=Count("id"),
        shown=Count("id", filter=kept),
        withdrawn=Count("id", filter=~kept),
        late=Count("id", filter=Q(late=True)),
    )
    joined = Delegate.objects.filter(room=ROOM, is_rehearsal__in=kinds).count()
    by_theme = [rows.filter(kept, theme=theme).count() for theme in question.themes.all()]
    return joined, *counts.values(), *by_theme, rows.filter(kept, theme=None).count()


def figures_of(question: Question, with_rehearsal: bool) -> tuple[int, ...]:
    tally = tally_question(question, with_rehearsal)
    figures = (tally.joined, tally.responded, tally.responses)
    more = (tally.shown, tally.withdrawn, tally.late)
    return *figures, *more, *(bar.responses for bar in tally.themes)


def test_what_is_counted_step_by_step_is_what_is_there(question: Question) -> None:
    chance = random.Random(2008)
    delegates = [*(uuid4() for _ in range(6)), *(make_rehearsal_key() for _ in range(4))]
    sent: list[tuple[UUID, UUID]] = []
    for step in range(1, 150):
        match chance.choice(["respond"] * 4 + ["again", "change", "change", "withdraw", "phase"]):
            case "phase":
                phase = chance.choice(["collecting", "collecting", "revealed", "closed"])
                move_to_phase(ROOM, question.key, phase)
            case "respond":
                whose, key = chance.choice(delegates), uuid4()
                respond(whose, f"{step}", key=key, theme=chance.choice(["", "schools", "no such"]))
                sent.append((whose, key))
            case action if sent:
                whose, key = chance.choice(sent)
                if action == "again":
                    respond(whose, f"{step}", key=key)
                elif action == "change":
                    change(whose, key, f"{step}", step, theme=chance.choice(["", "assessment"]))
                else:
                    withdraw(whose, key)
        question.refresh_from_db()
        for with_rehearsal in (False, True):
            expected = count_plainly(question, with_rehearsal)
            assert figures_of(question, with_rehearsal) == expected, f"after step {step}"


def test_what_a_rehearsal_said_is_in_no_figure_unless_asked_for(question: Question) -> None:
    respond(CARYS, "Real")
    respond(make_rehearsal_key(), "Simulated")
    assert (tally_question(question).joined, tally_question(question).responses) == (1, 1)
    both = tally_question(question, with_rehearsal=True)
    assert (both.joined, both.responses, both.responded) == (2, 2, 2)
