"""The console's button for a rehearsal, in a real browser."""

from __future__ import annotations

import re
import sqlite3
import time
from contextlib import closing

from playwright.sync_api import Page, expect

from tests.browser.conftest import Room

ENDS_MS = 40_000
ENDED = re.compile("No phone responded|0 lost, 0 doubled")


def begin(console: Page, delegates: int) -> None:
    """Press the button, for fewer phones than it has by itself."""
    console.get_by_text("Rehearse", exact=True).click()
    fewer = f"form => form.elements.delegates.value = {delegates}"
    console.locator("#console-rehearse form").first.evaluate(fewer)
    console.get_by_role("button", name="Rehearse with 30 phones").click()
    console.get_by_text("Rehearse", exact=True).click()


def test_the_button_fills_the_room_and_one_click_empties_it(collecting: Page, room: Room) -> None:
    console, screen = collecting, room.screen()
    told = console.locator("#console-rehearsal")
    expect(told).to_be_hidden()
    begin(console, 6)
    expect(told).to_contain_text("6 of 6 phones connected")
    expect(screen.get_by_text("Rehearsal", exact=True)).to_be_visible()
    expect(console.locator(".incoming .response__text").first).to_be_visible(timeout=ENDS_MS)
    expect(console.locator(".figures__rehearsed")).to_contain_text("rehearsal")
    expect(screen.locator(".count b")).not_to_have_text("0")

    told.get_by_role("button", name="Stop").click()
    expect(told).to_contain_text("0 lost, 0 doubled", timeout=ENDS_MS)
    expect(told.get_by_role("button", name="Stop")).to_have_count(0)

    told.get_by_role("button", name="Leave out").click()
    expect(screen.locator(".count b")).to_have_text("0")
    expect(screen.get_by_text("Rehearsal", exact=True)).to_have_count(0)
    expect(console.get_by_text("No responses yet.")).to_be_visible()
    expect(told).to_be_hidden()

    console.get_by_text("Rehearse", exact=True).click()
    console.locator("#console-rehearse").get_by_role("button", name="Show").click()
    expect(told).to_contain_text("The screen and the figures include it.")
    told.get_by_role("button", name="Clear").click()
    expect(told).to_be_hidden()
    expect(console.locator("#console-rehearse")).not_to_contain_text("simulated delegates and what")


def test_a_rehearsal_that_is_shown_to_real_delegates_is_warned_of(
    collecting: Page, room: Room
) -> None:
    console = collecting
    begin(console, 2)
    told = console.locator("#console-rehearsal")
    expect(told).to_contain_text("2 of 2 phones connected")
    room.phone()
    expect(told).to_contain_text("Real delegates are in the room")
    told.get_by_role("button", name="Stop").click()
    expect(told).to_contain_text(ENDED, timeout=ENDS_MS)


def test_one_rehearsal_runs_at_a_time_and_takes_no_more_than_it_may(room: Room) -> None:
    console = room.console()
    begin(console, 1)
    expect(console.locator("#console-rehearsal")).to_contain_text("1 of 1 phones connected")
    door = f"{room.server.url}/{room.server.code}/console/rehearsal/"
    again = console.request.post(f"{door}start/", form={"delegates": "1"})
    assert again.status == 422
    assert "running already" in again.text()
    assert "stop it first" in console.request.post(f"{door}clear/").text()
    for wrong in ("", "0", "101", "many", "-1"):
        refused = console.request.post(f"{door}start/", form={"delegates": wrong})
        assert refused.status == 422
        assert "takes 1 to 100 phones" in refused.text()


def links(room: Room) -> int:
    """How many links to the console there are; a rehearsal has one of its own while it runs."""
    with closing(sqlite3.connect(room.server.data / "workshop.sqlite3")) as database:
        found: int = database.execute("SELECT count(*) FROM workshop_consolelink").fetchone()[0]
        return found


def test_a_rehearsal_ends_in_good_order_when_its_server_is_killed(room: Room) -> None:
    console = room.console()
    before = links(room)
    begin(console, 1)
    expect(console.locator("#console-rehearsal")).to_contain_text("1 of 1 phones connected")
    assert links(room) == before + 1
    room.server.kill()
    deadline = time.monotonic() + ENDS_MS / 1000
    while links(room) > before:
        assert time.monotonic() < deadline, "The rehearsal outlived its server"
        console.wait_for_timeout(200)
