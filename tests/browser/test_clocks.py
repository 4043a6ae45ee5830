"""Phones whose clock was ahead and was put right, or with two pages: what is shown is stored."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PHONE, Room, send

DOTS = "SELECT dots FROM questions_allotment"
GIVEN = "SELECT is_given FROM questions_endorsement"
FORBID_STORAGE = """() => {
  for (const verb of ["getItem", "setItem", "removeItem", "key"])
    Storage.prototype[verb] = () => { throw new DOMException("Forbidden", "SecurityError"); };
}"""


def read(room: Room, query: str) -> list[object]:
    with closing(sqlite3.connect(room.server.data / "workshop.sqlite3")) as database:
        return [row[0] for row in database.execute(query)]


def set_clock(phone: Page, ahead: timedelta) -> None:
    phone.clock.set_system_time(datetime.now(UTC) + ahead)


def put(console: Page, phase: str) -> None:
    console.get_by_role("button", name=phase, exact=True).click()
    expect(console.locator(".phases [aria-pressed=true]")).to_have_text(phase)


def place_dot(phone: Page, theme: int) -> None:
    said = phone.locator("#dots-early-intervention [data-said]")
    phone.locator('#dots-early-intervention [data-dot="1"]').nth(theme).click()
    expect(said).to_have_text("Your dots are stored.")


@pytest.mark.parametrize("storage", ["kept", "forbidden"])
def test_dots_and_endorsements_of_a_clock_put_right_are_stored_where_they_say_so(
    room: Room, collecting: Page, storage: str
) -> None:
    dev = room.phone()
    send(dev, "Share one assessment")
    expect(dev.locator("#mine-early-intervention .receipt")).to_contain_text("Received")
    put(collecting, "Revealed")
    carys = room.open("about:blank", PHONE)
    carys.clock.install()
    if storage == "forbidden":
        carys.add_init_script(f"({FORBID_STORAGE})()")
    set_clock(carys, timedelta(hours=5))
    carys.goto(f"{room.server.url}/{room.server.code}/")
    carys.get_by_role("link", name="Read and endorse what others said").click()
    endorse = carys.locator("[data-endorse]")
    endorse.click()
    expect(endorse).to_have_text("Endorsed ✓")
    put(collecting, "Prioritising")
    place_dot(carys, 0)
    set_clock(carys, timedelta(0))
    carys.reload()
    expect(carys.locator("#dots-early-intervention [data-left]")).to_have_text("4 left.")
    place_dot(carys, 1)
    (dots,) = read(room, DOTS)
    assert str(dots).count(": 1") == 2
    carys.get_by_role("link", name="Read and endorse what others said").click()
    expect(endorse).to_have_text("Endorsed ✓")
    endorse.click()
    expect(endorse).to_have_text("Endorse")
    expect(endorse).to_have_attribute("aria-pressed", "false")
    until(carys, lambda: read(room, GIVEN) == [0])


def change(phone: Page, text: str) -> None:
    own = phone.locator("#mine-early-intervention .response")
    own.get_by_role("button", name="Change").click()
    own.locator("textarea").fill(text)
    own.get_by_role("button", name="Save").click()
    expect(own.locator(".receipt")).to_contain_text("changed")
    expect(own.locator(".response__text")).to_have_text(text)


def test_of_two_pages_of_one_phone_the_later_change_stands_whatever_either_has_seen(
    room: Room, collecting: Page
) -> None:
    first = room.phone()
    send(first, "As it was")
    receipt = first.locator("#mine-early-intervention .receipt")
    expect(receipt).to_contain_text("Received")
    second = first.context.new_page()
    second.goto(first.url)
    expect(second.locator("#mine-early-intervention .response__text")).to_have_text("As it was")
    change(first, "As the first page has it")
    change(second, "As the second page has it")
    assert read(room, "SELECT text FROM questions_response") == ["As the second page has it"]
    change(first, "As the first page has it, again")
    change(second, "The last word")
    assert read(room, "SELECT text FROM questions_response") == ["The last word"]


def begin(phone: Page, text: str) -> Locator:
    """Begin a change; the button that saves it."""
    own = phone.locator("#mine-early-intervention .response")
    own.get_by_role("button", name="Change").click()
    own.locator("textarea").fill(text)
    return own.get_by_role("button", name="Save")


def test_no_words_of_two_pages_of_one_phone_are_lost_or_said_to_stand_when_they_do_not(
    room: Room, collecting: Page
) -> None:
    first = room.phone()
    send(first, "As it was")
    own = "#mine-early-intervention .response"
    expect(first.locator(f"{own} .receipt")).to_contain_text("Received")
    second = first.context.new_page()
    second.goto(first.url)
    expect(second.locator(f"{own} .response__text")).to_have_text("As it was")

    # Both save at once: both come to show the one that stands.
    for save in [begin(first, "Of the first"), begin(second, "Of the second")]:
        save.click()
    for page in (second, first):
        expect(page.locator(f"{own} .receipt")).to_contain_text("changed")
        expect(page.locator(f"{own} .response__text")).to_have_text("Of the second")

    # The question closes under a change: what stands is shown, and the new words apart from it.
    save = begin(first, "Too late")
    put(collecting, "Closed")
    save.click()
    expect(first.locator(f"{own} .receipt")).to_contain_text("stands as it was received")
    expect(first.locator(f"{own} .response__text")).to_have_text("Of the second")
    expect(first.locator(f"{own} .response__refused")).to_have_text("Too late")
    first.get_by_role("button", name="Dismiss").click()
    expect(first.locator(f"{own} .response__refused")).to_have_count(0)
    expect(first.locator(f"{own} .response__text")).to_have_text("Of the second")

    # It is withdrawn in the second page under a change in the first: the words come back.
    put(collecting, "Collecting")
    save = begin(first, "Nearly lost")
    second.locator(own).get_by_role("button", name="Withdraw").click()
    expect(second.locator(f"{own} .receipt")).to_contain_text("Withdrawn")
    save.click()
    expect(first.locator(f"{own} .response__refused")).to_have_text("Nearly lost")
    first.get_by_role("button", name="Dismiss").click()
    expect(first.locator("#text-early-intervention")).to_have_value("Nearly lost")
    expect(first.locator(f"{own} .receipt")).to_contain_text("Withdrawn")


def until(page: Page, holds: Callable[[], bool]) -> None:
    for _ in range(100):
        if holds():
            return
        page.wait_for_timeout(50)
    assert holds()
