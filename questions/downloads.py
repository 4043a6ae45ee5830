"""A workshop's responses as files: CSV for spreadsheets, JSON for programs."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from questions.board import Board, Standing
from questions.models import Endorsement, Question, Response
from questions.reading import read_board
from questions.receipts import Status, status_of
from questions.spreadsheet_cells import safe_cell


@dataclass(frozen=True)
class Row:
    """One response as it leaves the building.

    `delegate` is the same for all responses of one phone in one workshop, and
    cannot be turned back into the phone's cookie; it starts with a letter, so that no
    spreadsheet takes it for a number, and is empty for what was keyed in.
    Times are ISO 8601 with their offset. `response` is empty for one that its
    delegate withdrew. `theme` is the one that the delegate chose, `grouped_under`
    the one that it stood under in the end. `standing` says whether it was shown,
    and `shown_as` in which words, where they were redacted. `speaks_for` is how
    many people are behind a table's response or a show of hands, and
    `speaks_for_table` that table. `rehearsal` marks what a simulated phone said.
    """

    workshop: str
    question_number: int
    question_title: str
    question: str
    prompt: str
    response: str
    theme: str
    status: str
    late: bool
    received_at: str
    changed_at: str
    delegate: str
    sector: str
    table: str
    response_id: str
    rehearsal: bool
    source: str
    speaks_for: str
    speaks_for_table: str
    standing: str
    held_for: str
    shown_as: str
    grouped_under: str
    endorsed_by: int


def rows_of(room: str, with_rehearsal: bool = False, delegate: UUID | None = None) -> Iterator[Row]:
    """Every response stored in `room`, by question and then as they came.

    Those of simulated delegates only when asked for; with `delegate` those of one.
    """
    responses = Response.objects.filter(question__room=room)
    if delegate:
        responses = responses.filter(delegate=delegate)
    elif not with_rehearsal:
        responses = responses.filter(Q(delegate=None) | Q(delegate__is_rehearsal=False))
    boards = {question.id: read_board(question) for question in Question.objects.filter(room=room)}
    endorsed = _count_endorsements(room, with_rehearsal)
    related = ("question", "prompt", "theme", "delegate")
    for response in responses.select_related(*related).order_by("question__number", "id"):
        yield _row(response, boards[response.question_id], endorsed[response.id])


def write_csv(room: str, with_rehearsal: bool = False) -> str:
    """All rows of `room` as CSV text, which starts with a byte-order mark.

    Every cell is quoted, so a response's own line breaks stay inside its cell;
    a cell that a spreadsheet would run or read otherwise gets a leading apostrophe.
    """
    out = io.StringIO(newline="")
    out.write("\ufeff")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow([field.name for field in fields(Row)])
    for row in rows_of(room, with_rehearsal):
        writer.writerow([safe_cell(value) for value in asdict(row).values()])
    return out.getvalue()


def write_json(room: str, with_rehearsal: bool = False) -> str:
    """All rows of `room` as a JSON array of objects, the text exactly as it was sent."""
    rows = [asdict(row) for row in rows_of(room, with_rehearsal)]
    return json.dumps(rows, ensure_ascii=False, indent=1)


def _row(response: Response, board: Board, endorsed_by: int) -> Row:
    status = status_of(response)
    own_theme = response.theme.key if response.theme else ""
    grouped_under = board.theme(board.theme_of(response.key, own_theme))
    standing = board.standing(response)
    is_redacted = standing == Standing.SHOWN and response.key in board.redacted
    delegate = response.delegate
    return Row(
        workshop=response.question.room,
        question_number=response.question.number,
        question_title=response.question.title,
        question=response.question.words,
        prompt=response.prompt.words if response.prompt else "",
        response="" if status == Status.WITHDRAWN else response.text,
        theme=response.theme.name if response.theme else "",
        status=status,
        late=response.late,
        received_at=timezone.localtime(response.received_at).isoformat(timespec="seconds"),
        changed_at=timezone.localtime(response.changed_at).isoformat(timespec="seconds")
        if response.changed_at
        else "",
        delegate=_alias(response) if delegate else "",
        sector=delegate.sector if delegate else "",
        table=delegate.table if delegate else "",
        response_id=str(response.key),
        rehearsal=delegate.is_rehearsal if delegate else False,
        source=response.source,
        speaks_for=str(response.speaks_for or ""),
        speaks_for_table=response.table,
        standing=standing,
        held_for=response.held_for,
        shown_as=board.shown_text(response.key, response.text) if is_redacted else "",
        grouped_under=grouped_under.name if grouped_under else "",
        endorsed_by=endorsed_by,
    )


def _count_endorsements(room: str, with_rehearsal: bool) -> Counter[int]:
    given = Endorsement.objects.filter(question__room=room, is_given=True)
    if not with_rehearsal:
        given = given.filter(delegate__is_rehearsal=False)
    return Counter(given.values_list("response", flat=True))


def _alias(response: Response) -> str:
    seed = f"{response.question.room}/{response.delegate_id}".encode()
    # A spreadsheet reads `437259e8` as a number, and `dec12` and `feb12` as dates.
    return "p" + hashlib.sha256(seed).hexdigest()[:8]
