"""The layers hold: imports go down, and never sideways between sockets and pages."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[2]

# Each module or package, and what it may not import.
FORBIDDEN = {
    "questions": ["workshop"],
    "questions.models": [
        "questions.board",
        "questions.recorder",
        "questions.reading",
        "questions.ledger",
        "questions.tally",
    ],
    "questions.board": ["questions."],
    "questions.folding": ["questions.reading", "questions.ledger", "questions.recorder"],
    "questions.reading": ["questions.ledger", "questions.recorder", "questions.tally"],
    "questions.shown": ["questions.recorder", "questions.ledger", "questions.downloads"],
    "questions.ledger": ["questions.recorder", "questions.writing", "questions.downloads"],
    "questions.signals": ["questions."],
    "questions.inserting": ["questions."],
    "questions.counting": ["questions.recorder", "questions.writing", "questions.tally"],
    "questions.tally": ["questions.recorder", "questions.writing", "questions.downloads"],
    "questions.downloads": ["questions.recorder", "questions.writing"],
    "questions.recorder": ["questions.downloads", "questions.tally"],
    "questions.refusals": ["questions.recorder"],
    "questions.trouble": ["questions."],
    "workshop.models": ["workshop."],
    "workshop.deck": ["workshop.room", "workshop.live", "workshop.views"],
    "workshop.access": ["workshop.room", "workshop.live", "workshop.views"],
    "workshop.room": ["workshop.live", "workshop.views", "workshop.urls"],
    "workshop.rehearsal": ["workshop.room", "workshop.live", "workshop.views", "workshop.urls"],
    "workshop.live": ["workshop.views", "workshop.urls"],
    "workshop.views": ["workshop.live", "workshop.asgi"],
}


def modules_of(name: str) -> list[Path]:
    path = TOP / name.replace(".", "/")
    return [path.with_suffix(".py")] if path.with_suffix(".py").exists() else [*path.rglob("*.py")]


def imports_of(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file} imports by a relative path"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize(("name", "forbidden"), FORBIDDEN.items())
def test_a_layer_imports_only_what_is_below_it(name: str, forbidden: list[str]) -> None:
    files = modules_of(name)
    assert files, f"{name} is gone: mend this test's table"
    for file in files:
        if "migrations" in file.parts:
            continue
        for imported in imports_of(file):
            assert not any(
                imported == bar.rstrip(".") or imported.startswith(bar.rstrip(".") + ".")
                for bar in forbidden
            ), f"{file.relative_to(TOP)} imports {imported}"


def test_the_recorder_alone_writes_responses() -> None:
    writers = {"create", "bulk_create", "update", "delete", "save", "get_or_create"}
    writing = {
        str(file.relative_to(TOP))
        for package in ("questions", "workshop")
        for file in (TOP / package).rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in writers
        and any(
            isinstance(part, ast.Name) and part.id in ("Response", "response")
            for part in ast.walk(node.func)
        )
    }
    assert writing == {"questions/writing.py"}


def test_nothing_else_inserts_rows_by_the_short_way() -> None:
    inserting = {
        str(file.relative_to(TOP))
        for package in ("questions", "workshop")
        for file in (TOP / package).rglob("*.py")
        if any(name.endswith(".insert_new") for name in imports_of(file))
    }
    assert inserting == {"questions/writing.py"}


def test_only_what_starts_a_rehearsal_knows_of_simulated_phones() -> None:
    knowing = {
        str(file.relative_to(TOP))
        for package in ("questions", "workshop")
        for file in (TOP / package).rglob("*.py")
        if any(name.startswith("workshop.rehearsal.") for name in imports_of(file))
        and "rehearsal" not in file.parts
    }
    assert knowing == {"workshop/management/commands/rehearse.py", "workshop/room/rehearsing.py"}
