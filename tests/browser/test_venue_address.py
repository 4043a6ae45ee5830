"""A venue's plain-HTTP address, where browsers withhold what they grant to localhost."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Room
from workshop.addresses import own_names


def open_at_the_venue(room: Room, *, scripts: bool = True) -> Page:
    return room.open(f"/{room.server.code}/", PHONE, scripts=scripts, host=own_names()[-1])


def test_a_phone_follows_and_responds_at_an_address_that_is_not_secure(
    room: Room, collecting: Page
) -> None:
    carys = open_at_the_venue(room)
    assert carys.evaluate("() => window.isSecureContext") is False
    ask = carys.locator("#ask-early-intervention")
    ask.locator("textarea[name=text]").fill("From the hall")
    ask.get_by_role("button", name="Send").click()
    expect(ask.locator(".receipt")).to_contain_text("Received")
    expect(carys.locator("#link-state")).to_have_attribute("data-state", "live")
    carys.get_by_label("I work in…").select_option("Health")
    carys.get_by_role("button", name="Save").click()
    expect(carys.locator("#about-me")).to_contain_text("You said: Health")


def test_the_plain_form_is_taken_at_an_address_that_is_not_secure(
    room: Room, collecting: Page
) -> None:
    dev = open_at_the_venue(room, scripts=False)
    ask = dev.locator("#ask-early-intervention")
    ask.locator("textarea[name=text]").fill("With no script, over plain HTTP")
    ask.get_by_role("button", name="Send").click()
    expect(dev.locator(".receipt")).to_contain_text("Received")
    expect(collecting.locator(".incoming .response__text")).to_have_text(
        "With no script, over plain HTTP"
    )
