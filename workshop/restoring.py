"""Put a copy in the place of the database, and keep aside what was there."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db.migrations.loader import MigrationLoader

from workshop.backup import (
    DATABASE,
    KEY_FILE,
    Contents,
    NoCopy,
    copy_database,
    half_written,
    open_to_read,
    read_contents,
    take_key_out,
)
from workshop.secret import is_secret, write_secret
from workshop.sound_copy import OURS, make_harmless


@dataclass(frozen=True)
class Restored:
    """`aside` is where the database that was there before is now; None where there was none."""

    contents: Contents
    aside: Path | None


def restore(copy: Path, data: Path) -> Restored:
    """Make the database in `copy` that of the folder `data`, which must be held.

    The copy is first made whole beside the present one, so that until then
    nothing has changed. Raises NoCopy.
    """
    if not copy.is_file():
        raise NoCopy(f"There is no file {copy}.")
    contents = read_contents(copy)
    ready = data / "restored.sqlite3"
    with half_written(ready) as half:
        copy_database(copy, half)
        _refuse_newer(half, copy)
        make_harmless(half, copy)
        key = _take_sound_key(half, copy)
    try:
        aside = _put_aside(data, with_key=bool(key))
        if key:
            write_secret(data / KEY_FILE, key)
        ready.replace(data / DATABASE)
    except OSError as error:
        raise NoCopy(
            f"The copy is ready in {ready}, but not in its place: {error.strerror}."
        ) from error
    return Restored(contents, aside)


def _put_aside(data: Path, with_key: bool) -> Path | None:
    """Move the present database to a folder of its own, with what of it is still in its -wal.

    The key goes along where another one takes its place. The main file goes
    first: a -wal must never meet a database that is not its own.
    """
    names = [f"{DATABASE}{ending}" for ending in ("", "-wal", "-shm")]
    present = [data / name for name in names if (data / name).exists()]
    if not present:
        if with_key:
            (data / KEY_FILE).unlink(missing_ok=True)  # It has signed nothing that is here.
        return None
    if with_key and (data / KEY_FILE).exists():
        present.append(data / KEY_FILE)
    aside = data / f"before-restore-{datetime.now():%Y%m%d-%H%M%S-%f}"
    aside.mkdir()
    for file in present:
        file.rename(aside / file.name)
    return aside


def _take_sound_key(half: Path, copy: Path) -> str:
    key = take_key_out(half)
    if key is not None and not is_secret(key):
        raise NoCopy(f"{copy} is damaged: the key that signs cookies is not whole in it.")
    return key if isinstance(key, str) else ""


def _refuse_newer(half: Path, copy: Path) -> None:
    """Raises NoCopy for a copy whose tables are those of a later version of this program."""
    known = MigrationLoader(None).disk_migrations
    with closing(open_to_read(half)) as database:
        made = set(database.execute("SELECT app, name FROM django_migrations"))
    if any(app in OURS and (app, name) not in known for app, name in made):
        raise NoCopy(f"{copy} is from a newer version of this program; restore it with that one.")
