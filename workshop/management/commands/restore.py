"""`manage.py restore`: go on from a copy that `backup` or `live --backup` made."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, connection

from workshop.backup import NoCopy
from workshop.deck.kept import NotWrittenOut, write_out
from workshop.listening import CannotServe
from workshop.models import DeckFile, Workshop
from workshop.restoring import restore
from workshop.serving import hold


class Command(BaseCommand):
    help = "Put a backup in the database's place; what was there is kept aside."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="a file that “backup” made")
        parser.add_argument("--data", metavar="DIR", help="the folder that `live` is given")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with hold(settings.DATA_DIR):
                restored = restore(options["file"], settings.DATA_DIR)
                decks = write_decks(settings.DATA_DIR / "decks")
        except (NoCopy, CannotServe) as sentence:
            sys.exit(str(sentence))
        print(f"Restored {restored.contents}; “manage.py live” goes on with them.")
        if restored.aside:
            print(f"What was there before is kept in {restored.aside}")
        for deck in decks:
            print(deck)


def write_decks(folder: Path) -> list[str]:
    """Write each deck that the restored workshops keep into `folder`, and say where it is.

    A presenter's own deck can then be edited, and gone back to, on this computer as well.
    """
    try:
        if DeckFile._meta.db_table not in connection.introspection.table_names():
            return []  # The copy is from a version that kept no decks.
        by_deck = {each.deck_digest: each for each in Workshop.objects.order_by("is_live", "pk")}
        return [_write_deck(workshop, folder) for workshop in reversed(by_deck.values())]
    except DatabaseError as error:
        return [f"No deck was written out: {error}."]
    finally:
        connection.close()


def _write_deck(workshop: Workshop, folder: Path) -> str:
    name = workshop.code if workshop.code.isdecimal() else "deck"
    place = folder / name
    if place.exists():  # It may have been edited since.
        place = folder / f"{name}-{datetime.now():%Y%m%d-%H%M%S-%f}"
    try:
        file = write_out(workshop, place)
    except NotWrittenOut as problem:
        return f"The deck of {workshop} was not written out, but is in the database: {problem}"
    if file is None:
        return f"The deck of {workshop} is not in the copy; name its file with --deck to edit it."
    return f"The deck of {workshop} is in {file}; after editing it, name it with “live --deck”."
