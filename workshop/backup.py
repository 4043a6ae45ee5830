"""Copy the whole database to one file while it is written to, or from such a file.

A copy is an ordinary SQLite database with the key that signs cookies in a table
of its own, so that phones and the console are known again wherever it is put
back. Whoever has a copy can read every response and present: keep it as you
keep the laptop.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

DATABASE = "workshop.sqlite3"
KEY_FILE = "secret.key"
BUSY_SECONDS = 10.0
OUR_TABLES = {"workshop_workshop", "questions_response", "django_migrations"}


class NoCopy(Exception):
    """Why a copy could not be made or cannot be used, in one sentence."""


@dataclass(frozen=True)
class Contents:
    """What a database holds, for people who want to know whether it is the right one."""

    workshops: int
    responses: int

    def __str__(self) -> str:
        workshops = "1 workshop" if self.workshops == 1 else f"{self.workshops} workshops"
        responses = "1 response" if self.responses == 1 else f"{self.responses} responses"
        return f"{workshops} and {responses}"


def make_backup(data: Path, target: Path) -> Contents:
    """Copy the database of the folder `data` to `target`, sound and whole or not at all.

    Raises NoCopy. The copy is written beside `target` under another name, so
    that what has the final name is never half of one.
    """
    if not (data / DATABASE).is_file():
        raise NoCopy(f"There is no database in {data} yet; “manage.py live” makes one.")
    with half_written(target) as half:
        copy_database(data / DATABASE, half, key=(data / KEY_FILE).read_text().strip())
        return read_contents(half)


@contextmanager
def half_written(target: Path) -> Iterator[Path]:
    """A name beside `target` to write to, which becomes `target` at the end of the block.

    What fails leaves nothing behind; OSError and sqlite3.Error are raised as NoCopy.
    """
    half = target.with_name(f".{target.name}.{os.getpid()}.half")
    try:
        # Made by us first, and for us alone: SQLite keeps the mode of a file that is there.
        os.close(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
        yield half
        _sync(half)
        half.replace(target)
        _sync_folder(target.parent)
    except (OSError, sqlite3.Error) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise NoCopy(f"No copy was made in {target.parent}: {reason}.") from error
    finally:
        for leftover in (half, Path(f"{half}-journal")):
            try:
                leftover.unlink(missing_ok=True)
            except OSError:
                pass  # The stick is gone, and the half copy with it.


def copy_database(source: Path, target: Path, key: str = "") -> None:
    """Copy `source` as it stands now to the empty file `target`, with `key` in it.

    One step of SQLite's online backup: it sees one moment, and in WAL mode keeps
    no writer waiting. Raises sqlite3.Error.
    """
    with closing(open_to_read(source)) as here, closing(sqlite3.connect(target)) as there:
        here.backup(there, pages=-1)
        # One file, without -wal and -shm beside it, also where it cannot be written to.
        there.execute("PRAGMA journal_mode=DELETE")
        with there:
            if key:
                there.execute("CREATE TABLE IF NOT EXISTS backup_key (secret TEXT NOT NULL)")
                there.execute("DELETE FROM backup_key")
                there.execute("INSERT INTO backup_key VALUES (?)", (key,))


def take_key_out(copy: Path) -> object:
    """The key that `copy` carries, which is removed from it; None when it has none.

    In a damaged copy it may be anything. Raises sqlite3.Error.
    """
    with closing(sqlite3.connect(copy)) as database:
        if "backup_key" not in _tables(database):
            return None
        rows = database.execute("SELECT secret FROM backup_key LIMIT 2").fetchall()
        with database:
            database.execute("DROP TABLE backup_key")
    return rows[0][0] if len(rows) == 1 else ""


def read_contents(file: Path) -> Contents:
    """What the workshop database `file` holds. Raises NoCopy when it is not sound, or not one."""
    try:
        with closing(open_to_read(file)) as database:
            (said,) = database.execute("PRAGMA integrity_check(1)").fetchone()
            if said != "ok":
                raise NoCopy(f"{file} is damaged: {said.splitlines()[-1]}")
            if not _tables(database) >= OUR_TABLES:
                raise NoCopy(f"{file} is not a workshop database.")
            (workshops,) = database.execute("SELECT count(*) FROM workshop_workshop").fetchone()
            (responses,) = database.execute("SELECT count(*) FROM questions_response").fetchone()
            return Contents(workshops, responses)
    except sqlite3.Error as error:
        raise NoCopy(f"{file} is not a sound database: {error}.") from error


def open_to_read(file: Path) -> sqlite3.Connection:
    """Open a database that is there; nothing is made where there is none."""
    return sqlite3.connect(
        f"{file.absolute().as_uri()}?mode=ro",
        uri=True,
        timeout=BUSY_SECONDS,
        check_same_thread=False,
    )


def _tables(database: sqlite3.Connection) -> set[str]:
    return {
        name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    }


def _sync(file: Path) -> None:
    descriptor = os.open(file, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sync_folder(folder: Path) -> None:
    """Make the new name last as well, where a folder can be synced: not on Windows."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError:
        pass  # Some file systems of sticks have nothing to sync there.
    finally:
        os.close(descriptor)
