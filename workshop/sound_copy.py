"""Whether a copy that comes from anywhere holds what this program can go on with."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db.models import Field

from workshop.backup import NoCopy

OURS = ("questions", "workshop")
# What SQLite says of a value, by what Django says of its field; all others are text.
STORED_AS = {
    "AutoField": "integer",
    "BigAutoField": "integer",
    "BigIntegerField": "integer",
    "BinaryField": "blob",
    "BooleanField": "integer",
    "IntegerField": "integer",
    "PositiveBigIntegerField": "integer",
    "PositiveIntegerField": "integer",
    "PositiveSmallIntegerField": "integer",
}


def make_harmless(copy: Path, name: Path) -> None:
    """Take the triggers out of `copy`, which was made of the file `name`, and look it through.

    A copy may be damaged, or mean harm, and still be a sound database: with a view
    for a table, or a number where a picture should be, of which `bytes` makes so
    many zeros. Raises NoCopy and sqlite3.Error.
    """
    with closing(sqlite3.connect(copy)) as database:
        listed = database.execute("SELECT type, name, sql FROM sqlite_master").fetchall()
        with database:
            for kind, each, _ in listed:
                if kind == "trigger":
                    database.execute(f"DROP TRIGGER {_quoted(each)}")
        if any(kind == "view" or _is_virtual(sql) for kind, _, sql in listed):
            raise NoCopy(f"{name} has views or virtual tables, which no copy of ours has.")
        tables = {each for kind, each, _ in listed if kind == "table"}
        for table, field in _fields(tables):
            if _has_another_kind(database, table, field):
                what = f"“{field.name}” in “{table}”"
                raise NoCopy(f"{name} is damaged: {what} holds something of another kind.")


def _is_virtual(sql: str | None) -> bool:
    return " ".join(str(sql).upper().split()).startswith("CREATE VIRTUAL")


def _fields(tables: set[str]) -> Iterator[tuple[str, Field[Any, Any]]]:
    for app in OURS:
        for model in apps.get_app_config(app).get_models():
            if model._meta.db_table in tables:
                yield from ((model._meta.db_table, each) for each in model._meta.local_fields)


def _has_another_kind(database: sqlite3.Connection, table: str, field: Field[Any, Any]) -> bool:
    known = {row[1] for row in database.execute(f"PRAGMA table_info({_quoted(table)})")}
    if field.column is None or field.column not in known:
        return False  # The copy is from an earlier version; the tables are brought up to date.
    column = _quoted(field.column)
    stored = [STORED_AS.get(_kind(field), "text"), *(["null"] if field.null else [])]
    wrong = f"typeof({column}) NOT IN ({', '.join('?' * len(stored))})"
    if _kind(field) == "JSONField":
        wrong += f" OR NOT json_valid({column})"
    rows = database.execute(f"SELECT 1 FROM {_quoted(table)} WHERE {wrong} LIMIT 1", stored)
    return rows.fetchone() is not None


def _kind(field: Field[Any, Any]) -> str:
    """Of a reference, that of what it refers to."""
    return getattr(field, "target_field", field).get_internal_type()


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
