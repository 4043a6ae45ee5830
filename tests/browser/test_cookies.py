"""Where a browser keeps no cookies the page says so, and keeps the words until it does."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PHONE, Room, send
from tests.conftest import ARGUMENTS
from tests.faults.forwarder import forwarding
from tests.faults.stored import read_stored

SAID = "This browser keeps no cookies for this page"


@pytest.fixture
def blocking(browser: Browser, room: Room, tmp_path: Path) -> Iterator[Page]:
    """A phone whose browser blocks all cookies, and with them what else a page might keep."""
    preferences = {"profile": {"default_content_setting_values": {"cookies": 2}}}
    (tmp_path / "profile/Default").mkdir(parents=True)
    (tmp_path / "profile/Default/Preferences").write_text(json.dumps(preferences))
    context = browser.browser_type.launch_persistent_context(
        tmp_path / "profile",
        executable_path=os.environ.get("CHROMIUM") or shutil.which("chromium"),
        args=ARGUMENTS,
        viewport=PHONE,  # type: ignore[arg-type]
    )
    phone = context.new_page()
    phone.goto(f"{room.server.url}/{room.server.code}/")
    yield phone
    context.close()


def test_where_cookies_are_blocked_the_page_says_so_and_keeps_the_words(
    room: Room, collecting: Page, blocking: Page
) -> None:
    expect(blocking.locator("#problem")).to_contain_text(SAID)
    expect(blocking.locator("#link-state")).to_have_text("Live")
    send(blocking, "I block all cookies")
    own = blocking.locator("#mine-early-intervention")
    expect(own.locator(".receipt")).to_have_text("Kept on this phone")
    blocking.wait_for_event("request", lambda asked: "/now/" in asked.url)
    expect(blocking.locator("#problem")).to_contain_text(SAID)
    expect(own.locator(".response__text")).to_have_text("I block all cookies")
    expect(own.locator(".receipt")).to_have_text("Kept on this phone")
    assert read_stored(room.server) == {}


def test_a_phone_whose_cookie_goes_midway_says_so_until_it_has_another_and_loses_nothing(
    room: Room, collecting: Page
) -> None:
    dev = room.phone()
    expect(dev.locator("#link-state")).to_have_text("Live")
    dev.context.route("**/now/", lambda route: route.abort())
    dev.context.clear_cookies()
    room.server.stop()
    room.server.start()
    send(dev, "After my cookies were cleared")
    expect(dev.locator("#problem")).to_contain_text(SAID, timeout=15_000)
    receipt = dev.locator("#mine-early-intervention .receipt")
    expect(receipt).to_have_text("Kept on this phone")
    dev.context.unroute("**/now/")
    expect(receipt).to_contain_text("Received", timeout=15_000)
    expect(dev.locator("#problem")).to_be_hidden()
    assert list(read_stored(room.server).values()) == ["After my cookies were cleared"]
    # The browser's own, of what was posted without a cookie.
    room.complaints = [said for said in room.complaints if "422" not in said]


def test_a_cookie_that_no_socket_brings_sends_the_words_by_post(
    room: Room, collecting: Page, jump: Callable[[Page, int], None]
) -> None:
    with forwarding(room.server.port) as network:
        network.drops_socket_cookies = True
        efa = room.open("about:blank", PHONE)
        efa.goto(f"http://127.0.0.1:{network.port}/{room.server.code}/")
        send(efa, "My sockets bring no cookie")
        receipt = efa.locator("#mine-early-intervention .receipt")
        expect(receipt).to_contain_text("Received", timeout=15_000)
        expect(efa.locator("#link-state")).to_have_text("Live", timeout=15_000)
        expect(efa.locator("#problem")).to_be_hidden()
        jump(collecting, 6)
        expect(efa.locator("#slide")).to_contain_text("Slide 6 of")
