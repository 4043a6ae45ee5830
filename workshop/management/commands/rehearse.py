"""`manage.py rehearse`: a room of simulated delegates, the evening before."""

from __future__ import annotations

import sys
from collections.abc import Callable
from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError

from questions.recorder import NotStored, recorder
from workshop.last_served import find_place
from workshop.listening import CannotServe
from workshop.management.commands.link import find_workshop
from workshop.models import Workshop
from workshop.rehearsal.place import CannotRehearse, Place
from workshop.rehearsal.progress import Ended, Progress, write_line
from workshop.rehearsal.run import Plan, rehearse
from workshop.rehearsal.table import draw_table, sum_up
from workshop.room.rehearsed import clear_rehearsal

MOST_DELEGATES = 20_000
MOST_MINUTES = 120
QUIET_SECONDS = 10.0


class Command(BaseCommand):
    help = "Fill the running workshop with simulated delegates, and measure how it goes."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--delegates", type=int, default=300, help="300 when not given")
        parser.add_argument("--minutes", type=float, default=2.0, help="2 when not given")
        parser.add_argument("--drive", action="store_true", help="move the slides as well")
        parser.add_argument("--clear", action="store_true", help="delete what rehearsals left")
        parser.add_argument("--code", help="the join code; the live workshop when not given")
        parser.add_argument("--port", type=int, help="the port that it was started with last")
        parser.add_argument("--host", help="the address it listens on")
        parser.add_argument("--data", metavar="DIR", help="the folder that `live` was given")
        parser.add_argument("--lines", action="store_true", help="for programs: a line a second")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            workshop = find_workshop(options["code"])
            if workshop is None:
                sys.exit("Start the workshop first: there is none here (“manage.py live”).")
            if options["clear"]:
                _clear(workshop)
            elif not _run(workshop, _read_plan(workshop, options), options["lines"]):
                sys.exit(1)
        except (CannotRehearse, CannotServe) as sentence:
            sys.exit(str(sentence))
        except DatabaseError:
            sys.exit("Start the workshop first: there is none here yet (“manage.py live”).")


def _read_plan(workshop: Workshop, options: dict[str, Any]) -> Plan:
    """Raises CannotRehearse for numbers that make no sense."""
    if not 1 <= options["delegates"] <= MOST_DELEGATES:
        raise CannotRehearse(f"--delegates is a number from 1 to {MOST_DELEGATES}.")
    if not 0 < options["minutes"] <= MOST_MINUTES:
        raise CannotRehearse(f"--minutes is a number above 0, and at most {MOST_MINUTES}.")
    host, port = find_place(options["host"], options["port"], here="127.0.0.1")
    place = Place(host, port, workshop.code)
    seconds = options["minutes"] * 60
    return Plan(place, options["delegates"], seconds, options["drive"], options["lines"])


def _run(workshop: Workshop, plan: Plan, as_lines: bool) -> bool:
    """Rehearse, tell how it goes, and end with the table; whether all was sound."""
    if as_lines:
        result = rehearse(workshop, plan, lambda progress: print(write_line(progress), flush=True))
        print(write_line(Ended(result.is_sound, sum_up(result))), flush=True)
        return result.is_sound
    minutes = f"{plan.seconds / 60:g} minute{'' if plan.seconds == 60 else 's'}"
    print(f"Rehearsing {workshop.title} with {plan.delegates:,} phones for {minutes}.")
    if not plan.drives:
        print("Open a question on the console; the phones respond to it.")
    result = rehearse(workshop, plan, _teller())
    print(f"\n{draw_table(result)}\n\n{sum_up(result)}")
    print("All of it is marked as a rehearsal; “manage.py rehearse --clear” deletes it.")
    return result.is_sound


def _clear(workshop: Workshop) -> None:
    try:
        cleared = clear_rehearsal(workshop.code)
    except (NotStored, TimeoutError):
        sys.exit("The database would not take it now, so nothing was cleared; try again.")
    finally:
        recorder.drain()
    print(f"Cleared: {cleared:,} simulated delegates, and all that they sent.")


def _teller() -> Callable[[Progress], None]:
    """Says how it goes: in place on a terminal, else now and then on a line of its own."""
    if sys.stdout.isatty():
        return lambda progress: print(f"\r  {_say(progress)}  ", end="", flush=True)
    told_at = -QUIET_SECONDS

    def tell(progress: Progress) -> None:
        nonlocal told_at
        if monotonic() - told_at >= QUIET_SECONDS:
            told_at = monotonic()
            print(f"  {_say(progress)}", flush=True)

    return tell


def _say(progress: Progress) -> str:
    left = f"{progress.left} left" if progress.left_seconds else "waiting for the last receipts"
    return (
        f"{progress.connected:,} of {progress.delegates:,} phones connected, "
        f"{progress.sent:,} sent, {progress.receipts:,} receipts, {left}"
    )
