"""A database that takes nothing: nobody gets a receipt, everybody is told, nothing is lost."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Room, send
from tests.faults.crowd import crowd_of
from tests.faults.disks import full, read_only, small_disk
from tests.faults.stored import read_stored
from tests.live import LiveServer

PHONES = 20
# SQLite waits 10 s for a lock before it gives up.
TOLD_MS = 25_000

Trouble = AbstractContextManager[None]


@pytest.fixture
def server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[LiveServer]:
    """With its data on a small disk of its own for the test that fills it."""
    disk = tmp_path / "disk"
    with small_disk(disk) if "full" in request.node.name else nullcontext(disk):
        server = LiveServer(disk / "data")
        server.start()
        yield server
        server.close()


@contextmanager
def locked(server: LiveServer) -> Iterator[None]:
    """Another program has the database to itself."""
    database = sqlite3.connect(server.data / "workshop.sqlite3", isolation_level=None)
    with closing(database):
        database.execute("BEGIN EXCLUSIVE")
        yield
        database.execute("ROLLBACK")


def goes_through(trouble: Trouble, words: str, room: Room, console: Page) -> None:
    """Send into `trouble`, and see that all are told, and that all arrives when it is over."""
    banner = console.locator("#console-troubles")
    carys = room.phone()
    expect(carys.locator("#link-state")).to_have_attribute("data-state", "live")
    receipt = carys.locator("#mine-early-intervention .receipt")
    with crowd_of(room.server, PHONES) as crowd:
        expect(banner).to_be_empty()
        with trouble:
            send(carys, "From a browser")
            crowd.respond("In trouble")
            expect(carys.locator("#problem")).to_contain_text("kept on this phone", timeout=TOLD_MS)
            expect(receipt).to_contain_text("Kept on this phone", timeout=TOLD_MS)
            expect(carys.get_by_role("button", name="Dismiss")).to_be_hidden()
            crowd.until_all(lambda phone: phone.times_told_kept > 0, TOLD_MS / 1000)
            expect(banner).to_contain_text(words, timeout=TOLD_MS)
            expect(banner).to_contain_text("Phones keep their responses")
            late = room.phone()  # The room is still followed, and joined.
            expect(late.locator("#slide")).to_contain_text("Slide 34 of")
            console.reload()
            expect(banner).to_contain_text(words)
            expect(receipt).not_to_contain_text("Received")
            assert crowd.received == {}
            assert read_stored(room.server) == {}
        expect(banner).to_be_empty(timeout=TOLD_MS)
        expect(receipt).to_contain_text("Received", timeout=TOLD_MS)
        crowd.until_all(lambda phone: not phone.outbox, TOLD_MS / 1000)
        sent = {"From a browser"} | {f"In trouble {number}" for number in range(PHONES)}
        assert set(read_stored(room.server).values()) == sent
        assert set(crowd.received.values()) == sent - {"From a browser"}
    expect(console.locator(".figures")).to_contain_text(f"{PHONES + 1} responses")


def test_a_full_disk_is_said_and_all_arrives_when_there_is_room(
    room: Room, collecting: Page
) -> None:
    trouble = full(room.server.data.parent, room.server)
    goes_through(trouble, "disk", room, collecting)


def test_a_locked_database_is_said_and_all_arrives_when_it_is_let_go(
    room: Room, collecting: Page
) -> None:
    goes_through(locked(room.server), "another program holds it locked", room, collecting)


def test_a_database_gone_read_only_is_said_and_all_arrives_when_it_is_not(
    room: Room, collecting: Page
) -> None:
    goes_through(read_only(room.server), "database takes nothing", room, collecting)
