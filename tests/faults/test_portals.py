"""A captive portal answers for the server: nothing of that counts, and nothing is lost."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import LAPTOP, PHONE, Room, send
from tests.faults.forwarder import forwarding
from tests.faults.stored import read_stored

PAGE = (
    b'<!doctype html><p id="problem" hx-swap-oob="outerHTML">Log in to the Wi-Fi</p>'
    b'<hx-partial hx-target="#slide" hx-swap="innerHTML">Log in to the Wi-Fi</hx-partial>'
    b'<hx-partial hx-target="#about-me" hx-swap="innerHTML">Log in to the Wi-Fi</hx-partial>'
    b'<hx-partial hx-target="#console-live" hx-swap="innerHTML">Log in to the Wi-Fi</hx-partial>'
)


def answer(head: bytes) -> bytes:
    length = str(len(PAGE)).encode()
    return (
        b"HTTP/1.1 " + head + b"\r\nContent-Type: text/html\r\nContent-Length: " + length
        + b"\r\nConnection: close\r\n\r\n" + PAGE
    )  # fmt: skip


PORTALS = {
    "200": answer(b"200 OK"),
    "302": answer(b"302 Found\r\nLocation: /healthz"),
}


def test_a_portals_page_settles_nothing_and_is_shown_nowhere(room: Room, collecting: Page) -> None:
    with forwarding(room.server.port) as network:
        host = f"http://127.0.0.1:{network.port}"
        carys = room.open("about:blank", PHONE)
        carys.goto(f"{host}/{room.server.code}/")
        console = room.open("about:blank", LAPTOP)
        console.context.add_cookies(collecting.context.cookies())  # type: ignore[arg-type]
        console.goto(f"{host}/{room.server.code}/console/")
        for name, portal in PORTALS.items():
            for page in (carys, console):
                expect(page.locator("#link-state")).to_have_text("Live", timeout=15_000)
            network.answer_itself(portal)
            send(carys, f"Behind a portal that answers {name}")
            carys.get_by_label("I work in…").select_option("School")
            carys.get_by_role("button", name="Save").click()
            console.get_by_role("button", name="Revealed", exact=True).click()
            expect(carys.locator("#about-me")).to_contain_text("Not saved")
            expect(console.locator("#notice")).to_contain_text("nothing changed")
            for page in (carys, console):
                page.wait_for_event("request", lambda asked: "/now/" in asked.url)
                expect(page.locator("#link-state")).to_have_text("Reconnecting…")
                expect(page.get_by_text("Log in to the Wi-Fi")).to_have_count(0)
            expect(carys.get_by_label("I work in…")).to_have_value("School")
            receipt = carys.locator("#mine-early-intervention .receipt").last
            expect(receipt).to_have_text("Kept on this phone")
            network.answer_itself(b"")
            expect(receipt).to_contain_text("Received", timeout=15_000)
            expect(console.locator(".phases [aria-pressed=true]")).to_have_text("Collecting")
    assert sorted(read_stored(room.server).values()) == [
        f"Behind a portal that answers {name}" for name in PORTALS
    ]
