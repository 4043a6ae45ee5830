"""Whatever is done, in whatever order: figures add up, and undo gives back the very board."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID, uuid4

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from questions.board import Board
from questions.counting import count_question
from questions.entries import Endorse, KeyIn
from questions.ledger import redo, take_step, undo
from questions.models import Delegate, Endorsement, Question, Response, Step
from questions.reading import read_board, read_question
from questions.recorder import recorder
from questions.shown import looked_responses, shown_responses
from questions.steps import StepRefused
from questions.tally import tally_question
from tests.people import AMINA, CARYS, DEV, EFA, HELPER, ROOM, change, respond, withdraw

KEY = "early-intervention"
DELEGATES = (CARYS, DEV, EFA)
TEXTS = ("Share one assessment", "Ring 07700 900123", "this is bullshit", "More time", "A plan")
THEMES = ("assessment", "schools", "+1", "+2", "+3", "")
VERBS = (
    *("move", "group", "split", "add", "rename", "merge", "hide", "restore", "redact"),
    *("spotlight", "quote", "dismiss", "agree", "amend", "drop", "restart", "undo", "redo"),
)

# What facilitators do: a verb, and numbers that choose what it is done to.
Deed = tuple[str, int, int, str]
DEEDS = st.tuples(
    st.sampled_from(VERBS), st.integers(0, 9), st.integers(0, 9), st.sampled_from((AMINA, HELPER))
)
SAYINGS = st.tuples(
    st.sampled_from(("respond", "change", "withdraw", "endorse", "key in", "table")),
    *(st.integers(0, 9) for _ in range(2)),
)
MANY = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def begin() -> Question:
    """A question of its own for each example."""
    Question.objects.filter(room=ROOM).update(room=uuid4().hex[:16])
    question = Question.objects.create(
        room=ROOM, key=KEY, number=4, title="Early", words="How?", phase="revealed"
    )
    Question.objects.filter(pk=question.pk).update(is_revealed=True, opened_at="2008-09-05T10:00Z")
    question.themes.create(key="assessment", number=1, name="Shared assessment")
    question.themes.create(key="schools", number=2, name="Schools")
    return latest()


def latest() -> Question:
    return Question.objects.get(room=ROOM, key=KEY)


def do(deed: Deed, keys: list[UUID]) -> bool:
    """Do what can be done; False where it was refused."""
    verb, first, second, by = deed
    try:
        if verb == "undo":
            undo(ROOM, KEY, by)
        elif verb == "redo":
            redo(ROOM, KEY, by)
        else:
            key = str(keys[first % len(keys)])
            said = {
                "response": key,
                "responses": [key, str(keys[second % len(keys)])],
                "theme": THEMES[first % len(THEMES)],
                "into": THEMES[second % len(THEMES)],
                "name": f"Theme {second}",
                "text": f"Shown {second}",
                "others": [THEMES[second % len(THEMES)]],
                "what": f"Do {second}",
                "action": str(first),
            }
            take_step(ROOM, KEY, verb, said, by)
    except StepRefused:
        return False
    return True


def bare(board: Board) -> Board:
    """A board without how many steps it took to get there."""
    return replace(board, last=0, shown_since=0, undoable=None, redoable=None)


@MANY
@given(st.lists(DEEDS, max_size=14))
def test_undoing_every_step_gives_back_each_board_on_the_way(
    question: Question, deeds: list[Deed]
) -> None:
    begin()
    keys = [k for text in TEXTS if (k := respond(CARYS, text).key)]
    boards = [bare(read_board(latest()))]
    for deed in deeds:
        if deed[0] not in ("undo", "redo") and do(deed, keys):
            boards.append(bare(read_board(latest())))
    for board in reversed(boards[:-1]):
        undo(ROOM, KEY, HELPER)
        assert bare(read_board(latest())) == board
    for board in boards[1:]:
        redo(ROOM, KEY, AMINA)
        assert bare(read_board(latest())) == board
    numbers = list(Step.objects.filter(question=latest()).values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1)), "nothing was ever taken out of the ledger"


def say(saying: tuple[str, int, int], keys: list[UUID]) -> None:
    what, first, second = saying
    delegate, text = DELEGATES[first % 3], TEXTS[second % len(TEXTS)]
    match what:
        case "respond" | "table" | "key in":
            keys.append(store(what, delegate, text, THEMES[first % 2], second))
        case _ if not keys:
            return
        case "change":
            change(delegate, keys[second % len(keys)], f"{text} again", first + 1)
        case "withdraw":
            withdraw(delegate, keys[second % len(keys)])
        case "endorse":
            entry = Endorse(ROOM, delegate, keys[second % len(keys)], bool(first % 3), first)
            recorder.record(entry).result(10)


def store(what: str, delegate: UUID, text: str, theme: str, number: int) -> UUID:
    key = uuid4()
    if what == "key in":
        source = ("paper", "spoken", "table")[number % 3]
        recorder.record(KeyIn(ROOM, key, KEY, "", theme, text, source, "7", number + 1)).result(10)
    else:
        more = {"table": str(number), "people": number + 1} if what == "table" else {}
        respond(delegate, text, theme=theme, key=key, **more)  # type: ignore[arg-type]
    return key


@MANY
@given(st.lists(st.one_of(SAYINGS, DEEDS), max_size=18))
def test_the_footer_always_adds_up(
    question: Question, happenings: list[tuple[str, int, int] | Deed]
) -> None:
    begin()
    keys: list[UUID] = []
    for happening in happenings:
        if len(happening) == 3:
            say(happening, keys)
        elif keys:
            do(happening, keys)
        check_figures(latest())


def check_figures(question: Question) -> None:
    """The tally beside what is found by looking at every row."""
    tally = tally_question(question)
    rows = list(Response.objects.filter(question=question))
    board = read_board(question)
    standings = [board.standing(row) for row in rows]
    assert tally.responses == len(rows)
    assert tally.responses == tally.shown + tally.held + tally.hidden + tally.withdrawn
    for name in ("shown", "held", "hidden", "withdrawn"):
        assert getattr(tally, name) == standings.count(name)  # type: ignore[arg-type]
    assert sum(theme.responses for theme in tally.themes) == tally.shown
    assert tally.joined == Delegate.objects.filter(room=ROOM).count()
    own = {r.delegate_id for r in rows if r.source == "phone" and not r.is_withdrawn}
    assert tally.responded == len(own)
    shown = shown_responses(question)
    assert len(shown) == tally.shown
    assert len(looked_responses(question)) == tally.responses - tally.withdrawn
    by_key = {row.key: row for row in rows}
    for theme in tally.themes:
        under = [by_key[one.key] for one in shown if one.theme == theme.key]
        assert theme.responses == len(under)
        said = {row.delegate_id for row in under if row.source == "phone"}
        assert theme.said_by == len(said)
        given = Endorsement.objects.filter(response__in=under, is_given=True)
        assert theme.endorsed_by == given.values("delegate").distinct().count()
        assert theme.beside.cards == sum(row.source == "paper" for row in under)
        assert theme.beside.spoken == sum(row.source == "spoken" for row in under)
        tables = {row.table for row in under if row.source == "table"}
        assert theme.beside.tables == len(tables)


def test_a_drawing_that_comes_late_does_not_show_what_was_redacted_meanwhile(
    question: Question,
) -> None:
    """Two threads draw: the slower has read the board as it was before the redaction."""
    begin()
    key = str(respond(CARYS, "Ring 07700 900123").key)
    before = read_question(latest())
    take_step(ROOM, KEY, "redact", {"response": key, "text": "Ring […]"}, AMINA)
    respond(DEV, "More time")
    assert [one.text for one in shown_responses(latest())] == ["Ring […]", "More time"]
    with count_question(latest()) as (_, counting):
        stood_at = counting.bring_up_to_date(before, {})
    assert stood_at is read_question(latest())
    assert [one.text for one in shown_responses(latest())] == ["Ring […]", "More time"]
