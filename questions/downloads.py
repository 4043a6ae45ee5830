"""A workshop's responses as files: CSV for spreadsheets, JSON for programs."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields

from django.utils import timezone

from questions.models import Response
from questions.receipts import Status, status_of


@dataclass(frozen=True)
class Row:
    """One response as it leaves the building.

    `delegate` is the same for all responses of one phone in one workshop, and
    cannot be turned back into the phone's cookie. Times are ISO 8601 with their
    offset. `response` is empty for one that its delegate withdrew. `rehearsal`
    marks what a simulated phone said.
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


def rows_of(room: str, with_rehearsal: bool = False) -> Iterator[Row]:
    """Every response stored in `room`, by question and then as they came.

    Those of simulated delegates only when asked for.
    """
    kinds = (False, True) if with_rehearsal else (False,)
    responses = (
        Response.objects.filter(question__room=room, delegate__is_rehearsal__in=kinds)
        .select_related("question", "prompt", "theme", "delegate")
        .order_by("question__number", "id")
    )
    for response in responses:
        yield _row(response)


def write_csv(room: str, with_rehearsal: bool = False) -> str:
    """All rows of `room` as CSV text, which starts with a byte-order mark.

    Every cell is quoted, so a response's own line breaks stay inside its cell;
    a cell that a spreadsheet would run as a formula gets a leading apostrophe.
    """
    out = io.StringIO(newline="")
    out.write("\ufeff")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow([field.name for field in fields(Row)])
    for row in rows_of(room, with_rehearsal):
        writer.writerow([_safe_cell(str(value)) for value in asdict(row).values()])
    return out.getvalue()


def write_json(room: str, with_rehearsal: bool = False) -> str:
    """All rows of `room` as a JSON array of objects, the text exactly as it was sent."""
    rows = [asdict(row) for row in rows_of(room, with_rehearsal)]
    return json.dumps(rows, ensure_ascii=False, indent=1)


def _row(response: Response) -> Row:
    status = status_of(response)
    changed_at = response.changed_at
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
        changed_at=timezone.localtime(changed_at).isoformat(timespec="seconds")
        if changed_at
        else "",
        delegate=_alias(response),
        sector=response.delegate.sector,
        table=response.delegate.table,
        response_id=str(response.key),
        rehearsal=response.delegate.is_rehearsal,
    )


def _alias(response: Response) -> str:
    seed = f"{response.question.room}/{response.delegate_id}".encode()
    return hashlib.sha256(seed).hexdigest()[:8]


def _safe_cell(value: str) -> str:
    start = value.lstrip(" \u00a0\n")[:1]
    return f"'{value}" if start and start in "=+-@\t\r＝＋－＠" else value
