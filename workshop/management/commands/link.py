"""`manage.py link`: for a presenter whose browser is no longer let into the console."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError

from workshop.access import MAX_HELPER_CHARACTERS, make_console_link
from workshop.addresses import in_url, url_of
from workshop.join_code import read_join_code
from workshop.last_served import find_place
from workshop.listening import CannotServe
from workshop.models import Workshop


class Command(BaseCommand):
    help = "Print a new link to the console, or with --helper to the board; it works once."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--code", help="the join code; the live workshop when not given")
        parser.add_argument("--port", type=int, help="the port that it was started with last")
        parser.add_argument("--host", help="this computer's address")
        parser.add_argument("--helper", default="", metavar="NAME", help="who helps at the board")
        parser.add_argument("--data", metavar="DIR", help="the folder that `live` was given")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            workshop = find_workshop(options["code"])
            if workshop is None:
                sys.exit("There is no such workshop here; “manage.py live” starts one.")
            helper = options["helper"][:MAX_HELPER_CHARACTERS]
            page = "board" if helper else "console"
            path = f"/{workshop.code}/{page}/?token={make_console_link(workshop, helper)}"
        except DatabaseError:
            sys.exit("There is no workshop here yet; “manage.py live” starts one.")
        try:
            host, port = find_place(options["host"], options["port"])
        except CannotServe as sentence:
            sys.exit(str(sentence))
        print(url_of(in_url(host), port, path))


def find_workshop(code: str | None) -> Workshop | None:
    """The workshop with this join code, or the live one. Reads the database."""
    if code is None:
        return Workshop.objects.filter(is_live=True).last()
    return Workshop.objects.filter(code=read_join_code(code) or "").first()
