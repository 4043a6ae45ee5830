"""`manage.py backup`: a copy of everything, also while the workshop runs."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from workshop.backup import NoCopy, make_backup


class Command(BaseCommand):
    help = "Copy every workshop and response to one file, also while “live” runs."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "file", nargs="?", type=Path, help="where to; in the data folder when not given"
        )
        parser.add_argument("--data", metavar="DIR", help="the folder that `live` was given")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            target = place_for_a_backup(options["file"]).absolute()
            contents = make_backup(settings.DATA_DIR, target)
        except NoCopy as sentence:
            sys.exit(str(sentence))
        print(f"Copied {contents} to {target}")


def place_for_a_backup(named: Path | None) -> Path:
    """The file to copy to. Raises NoCopy for one that is there: nothing is written over."""
    folder = named or settings.DATA_DIR / "backups"
    if named is None:
        folder.mkdir(exist_ok=True)
    place: Path = folder / f"workshop-{datetime.now():%Y%m%d-%H%M%S}.sqlite3"
    if not folder.is_dir():
        place = folder
    if place.exists():
        raise NoCopy(f"{place} is there already; name another file, and nothing is written over.")
    return place
