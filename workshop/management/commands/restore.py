"""`manage.py restore`: go on from a copy that `backup` or `live --backup` made."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from workshop.backup import NoCopy
from workshop.listening import CannotServe
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
        except (NoCopy, CannotServe) as sentence:
            sys.exit(str(sentence))
        print(f"Restored {restored.contents}; “manage.py live” goes on with them.")
        if restored.aside:
            print(f"What was there before is kept in {restored.aside}")
