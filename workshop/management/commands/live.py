"""`manage.py live`: from nothing to a workshop that a room can join."""

from __future__ import annotations

import os
import socket
import sys
import threading
import webbrowser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from workshop.access import make_console_link
from workshop.addresses import (
    EVERY_INTERFACE,
    answer_to_new_addresses,
    hosts_to_show,
    in_url,
    is_only_here,
    url_of,
)
from workshop.collected_files import collect_static_files
from workshop.deck.kept import lacks_pictures
from workshop.deck.outline import DeckError
from workshop.last_served import remember_place
from workshop.listening import CannotServe, bind, read_port
from workshop.models import Workshop
from workshop.proving import prove_phone_page
from workshop.room.joining import serve_at
from workshop.second_copy import EVERY_SECONDS, check_backup, copying
from workshop.serving import ServerFailed, hold, run_server, stop_on_signals
from workshop.terminal_qr import draw_qr
from workshop.which import choose_workshop


class Command(BaseCommand):
    help = "Start a workshop on this computer, for everybody on its network."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", default="8000", help="8000 when not given")
        parser.add_argument("--host", default="0.0.0.0", help="the one address to listen on")
        parser.add_argument("--no-browser", action="store_true", help="do not open the console")
        parser.add_argument("--data", metavar="DIR", help="the folder to keep everything in")
        parser.add_argument("--deck", metavar="FILE", type=Path, help="another deck than the last")
        parser.add_argument("--backup", metavar="DIR", type=Path, help="a second copy, to a stick")
        parser.add_argument("--backup-every", metavar="SECONDS", type=float, default=EVERY_SECONDS)
        parser.add_argument(
            "--code", nargs="+", default=[], help="go on with the workshop of this join code"
        )
        parser.add_argument("--new", action="store_true", help="a fresh workshop of this deck")

    def handle(self, *args: Any, **options: Any) -> None:
        stop_on_signals()
        try:
            port = read_port(options["port"])
            with bind(options["host"], port) as sock, hold(settings.DATA_DIR):
                if settings.TIME_ZONE_GUESSED:
                    print(settings.TIME_ZONE_GUESSED)
                # All that may be refused goes before the database is changed.
                check_backup(options["backup"], options["backup_every"])
                host, port = sock.getsockname()[:2]  # What was typed may be a name, or port 0.
                remember_place(host, port)
                prepare_database()
                collect_static_files()
                code = " ".join(options["code"])
                workshop = choose_workshop(code, options["deck"], new=options["new"], say=print)
                if lacks_pictures(workshop):
                    print("Its pictures are not kept here: name the deck's file with --deck once.")
                # The application keeps this very list when it is imported.
                answer_to_new_addresses(settings.ALLOWED_HOSTS)
                if host not in EVERY_INTERFACE:
                    settings.ALLOWED_HOSTS.append(in_url(host))
                serve_at(host, port)
                opens_browser = not options["no_browser"] and has_display()
                welcome = Welcome(workshop, host, port, opens_browser)
                connection.close()
                with copying(options["backup"], options["backup_every"]):
                    run_server(sock, welcome.show, lambda: welcome.prove(sock))
            if sys.stdout.isatty():
                print()  # The terminal has put ^C at the start of this line.
            print("Stopped. Every response that was received is stored.")
        except (CannotServe, DeckError, ServerFailed) as sentence:
            sys.exit(str(sentence))
        except DatabaseError as error:
            sys.exit(f"The database in {settings.DATA_DIR} cannot be used: {error}.")
        except KeyboardInterrupt:
            print("Stopped before it had started.")


def prepare_database() -> None:
    """Bring the tables up to date. Raises CannotServe for a database that is damaged."""
    with connection.cursor() as cursor:
        (found,) = cursor.execute("PRAGMA quick_check(1)").fetchone()
    if found != "ok":
        raise CannotServe(
            f"The database in {settings.DATA_DIR} is damaged ({found.splitlines()[-1]}): "
            "“manage.py restore FILE” goes on from a copy, and keeps it aside."
        )
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        print("Preparing the database.", flush=True)
        call_command("migrate", interactive=False, verbosity=0)


class Welcome:
    """What to say, and to open, once phones can join."""

    def __init__(self, workshop: Workshop, host: str, port: int, opens_browser: bool) -> None:
        self.workshop, self.port, self.opens_browser = workshop, port, opens_browser
        self.here, self.there = hosts_to_show(host)
        self.opened, self.shown = console_path(workshop), console_path(workshop)
        self.doubt = ""

    def prove(self, sock: socket.socket) -> None:
        """Raises CannotServe."""
        self.doubt = prove_phone_page(sock, self.there, f"/{self.workshop.code}/")

    def show(self) -> None:
        code, join = self.workshop.code, url_of(self.there, self.port)
        print(f"\n{self.workshop.title}\n")
        print(f"  Join     {join}  code {self.workshop.spaced_code}")
        print(f"  Screen   {url_of(self.here, self.port, f'/{code}/screen/')}")
        print(f"  Console  {url_of(self.here, self.port, self.shown)}")
        print("           (works once, in any browser of this computer)\n")
        if is_only_here(self.there):
            print("Only this computer can join: no network was found, or --host keeps others out.")
        elif qr := draw_qr(f"{join}{code}/"):
            print(qr)
        if self.doubt:
            print(self.doubt)
        print("Press Ctrl-C to stop.", flush=True)
        if self.opens_browser:
            console = url_of(self.here, self.port, self.opened)
            threading.Thread(target=webbrowser.open, args=(console,), daemon=True).start()


def console_path(workshop: Workshop) -> str:
    return f"/{workshop.code}/console/?token={make_console_link(workshop)}"


def has_display() -> bool:
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
