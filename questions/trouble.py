"""What is wrong when nothing can be stored, in words for the person who can mend it."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from django.db import DatabaseError, DataError, IntegrityError

KEPT = "Phones keep their responses, and send them again by themselves."

# By SQLite's primary result codes: what is wrong, and what helps.
_BY_CODE = {
    sqlite3.SQLITE_FULL: (
        "the disk is full",
        "Free some space on this computer: empty the bin, or move large files away.",
    ),
    sqlite3.SQLITE_BUSY: (
        "another program holds it locked",
        "Close whatever else has workshop.sqlite3 open, such as a database browser.",
    ),
    sqlite3.SQLITE_READONLY: (
        "it may only be read",
        "Look whether the data folder may be written to, and whether the disk is sound.",
    ),
    sqlite3.SQLITE_IOERR: (
        "the disk refuses to write",
        "Look whether the disk has space and is sound.",
    ),
    sqlite3.SQLITE_CANTOPEN: (
        "it cannot be opened",
        "Look whether the data folder is where it was.",
    ),
}


@dataclass(frozen=True)
class Trouble:
    """Something that a presenter has to know while it is so, in whole sentences."""

    words: str
    since: datetime


def describe(error: BaseException) -> str:
    """Why `error` kept something from being stored, and what to do."""
    if isinstance(error, IntegrityError | DataError) or not isinstance(error, DatabaseError):
        return f"Something that a phone sent cannot be stored ({error}). {KEPT}"
    other = (str(error).partition("\n")[0] or "no reason given", "")
    reason, advice = _BY_CODE.get(_primary_code(error), other)
    return f"The database takes nothing just now ({reason}). {KEPT} {advice}".strip()


def spoils_connection(error: BaseException) -> bool:
    """Whether it is better to go on with a new connection.

    Not on a full disk: closing SQLite's last one would take -wal and -shm away, and
    there might be no room to open it again, even to read. Above all when it waited
    for a lock: the cursor that failed lives on in its traceback's cycle until some
    thread collects that, and that thread would wait until this one's next try ends.
    """
    return _primary_code(error) != sqlite3.SQLITE_FULL


def _primary_code(error: BaseException) -> int:
    """SQLite's, which is the lowest byte of what it says; 0 from another database."""
    code: int = getattr(error.__cause__, "sqlite_errorcode", 0)
    return code & 0xFF
