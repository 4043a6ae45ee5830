"""Insert many rows with one prepared statement, passing over those that are there already.

It takes no more statement for a thousand rows than for one, makes no model of
them and reads nothing back, so that a full hall is stored in a few milliseconds.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import DateTimeField, Field, ForeignKey, Model, UUIDField


def insert_new(
    model: type[Model], columns: tuple[str, ...], rows: Sequence[Sequence[Any]], unique: str
) -> int:
    """Insert `rows`, each with the values of `columns` in their order; how many were new.

    One whose `unique` column is in the table already is passed over. A row that
    breaks any other rule of the table raises IntegrityError or DataError.
    """
    if not rows:
        return 0
    prepared = list(zip(*rows, strict=True))
    for place, name in enumerate(columns):
        if prepare := _preparing(model, name):
            prepared[place] = tuple(map(prepare, prepared[place]))
    with connection.cursor() as cursor:
        cursor.executemany(_statement(model, columns, unique), list(zip(*prepared, strict=True)))
        inserted: int = cursor.rowcount
    return inserted


@lru_cache
def _statement(model: type[Model], columns: tuple[str, ...], unique: str) -> str:
    quote = connection.ops.quote_name
    return (
        f"INSERT INTO {quote(model._meta.db_table)} ({', '.join(map(quote, columns))}) "
        f"VALUES ({', '.join(['%s'] * len(columns))}) ON CONFLICT ({quote(unique)}) DO NOTHING"
    )


def _preparing(model: type[Model], column: str) -> Callable[[Any], Any] | None:
    """What makes a value of `column` one that the driver takes; None where any is."""
    field = _field(model, column)
    if isinstance(field, UUIDField) and not connection.features.has_native_uuid_field:
        return lambda key: key and key.hex
    if isinstance(field, DateTimeField):
        # Of a batch all have the same time, or none.
        return lru_cache(maxsize=2)(connection.ops.adapt_datetimefield_value)
    return None


@lru_cache
def _field(model: type[Model], column: str) -> Field[Any, Any]:
    field = next(f for f in model._meta.concrete_fields if f.attname == column)
    return field.target_field if isinstance(field, ForeignKey) else field
