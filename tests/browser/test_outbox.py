"""A sent response stays on the phone until its receipt comes, whatever fails."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Room, send


@contextmanager
def full_disk(room: Room, what: str) -> Iterator[None]:
    """Let the server's database refuse `what`, such as `INSERT ON questions_response`."""
    with closing(sqlite3.connect(room.server.data / "workshop.sqlite3")) as database:
        database.execute(
            f"CREATE TRIGGER full BEFORE {what}"
            " BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END"
        )
        yield
        database.execute("DROP TRIGGER full")


def test_a_response_sent_to_a_dead_server_arrives_when_it_is_back(
    room: Room, collecting: Page
) -> None:
    carys = room.phone()
    expect(carys.locator("#link-state")).to_have_attribute("data-state", "live")
    room.server.kill()
    send(carys, "Into the dark")
    receipt = carys.locator("#mine-early-intervention .receipt")
    expect(receipt).to_have_text("Kept on this phone")
    assert carys.locator("#text-early-intervention").input_value() == ""
    room.server.start()
    expect(receipt).to_contain_text("Received")
    console = room.console()
    expect(console.locator(".incoming .response__text")).to_have_text("Into the dark")
    expect(console.locator(".figures")).to_contain_text("1 response")


def test_a_reload_in_the_dark_loses_nothing(room: Room, collecting: Page) -> None:
    dev = room.phone()
    # A tunnel: the page may be reloaded from the venue's network, the socket may not open.
    dev.route_web_socket("**/ws/**", lambda socket: socket.close(code=1006))
    dev.route("**/respond/", lambda route: route.abort())
    dev.reload()
    send(dev, "Written in a tunnel")
    expect(dev.locator(".receipt")).to_have_text("Kept on this phone")
    dev.reload()
    expect(dev.locator("#mine-early-intervention .response__text")).to_have_text(
        "Written in a tunnel"
    )
    dev.unroute("**/respond/")
    expect(dev.locator("#mine-early-intervention .receipt")).to_contain_text("Received")
    expect(collecting.locator(".incoming .response__text")).to_have_text("Written in a tunnel")


def test_where_sockets_are_blocked_a_phone_follows_and_responds(
    room: Room, collecting: Page, jump: Callable[[Page, int], None]
) -> None:
    efa = room.open("/", PHONE)
    efa.route_web_socket("**/ws/**", lambda socket: socket.close(code=1008))
    efa.reload()
    send(efa, "Without a socket")
    expect(efa.locator("#mine-early-intervention .receipt")).to_contain_text("Received")
    jump(collecting, 6)
    expect(efa.locator("#slide")).to_contain_text("Slide 6 of")


def test_without_javascript_the_form_posts_and_the_slide_is_there(
    room: Room, collecting: Page
) -> None:
    carys = room.phone(scripts=False)
    expect(carys.locator("#slide")).to_contain_text("Slide 34 of")
    send(carys, "With no script at all")
    expect(carys.get_by_text("With no script at all")).to_be_visible()
    expect(carys.locator(".receipt")).to_contain_text("Received")
    expect(collecting.locator(".incoming .response__text")).to_have_text("With no script at all")


def test_a_refused_response_says_why_and_gives_the_words_back(room: Room, collecting: Page) -> None:
    dev = room.phone()
    box = dev.locator("#text-early-intervention")
    box.evaluate("field => field.removeAttribute('maxlength')")
    send(dev, "long " * 150)
    receipt = dev.locator("#mine-early-intervention .receipt")
    expect(receipt).to_contain_text("Refused: The response is longer than 600")
    dev.get_by_role("button", name="Dismiss").click()
    expect(dev.locator("#mine-early-intervention .response")).to_have_count(0)
    expect(box).to_have_value(("long " * 150).strip())


def test_a_database_that_takes_nothing_is_said_and_the_notice_goes_when_it_heals(
    room: Room, collecting: Page
) -> None:
    efa = room.phone()
    expect(efa.locator("#link-state")).to_have_attribute("data-state", "live")
    with full_disk(room, "INSERT ON questions_response"):
        send(efa, "While the disk was full")
        expect(efa.locator("#problem")).to_contain_text("kept on this phone")
        receipt = efa.locator("#mine-early-intervention .receipt")
        expect(receipt).not_to_contain_text("Received")
    expect(receipt).to_contain_text("Received", timeout=15_000)
    expect(efa.locator("#problem")).to_be_hidden()


def test_what_a_delegate_says_of_themselves_is_said_not_to_be_saved(room: Room) -> None:
    dev = room.phone()
    expect(dev.locator("#link-state")).to_have_attribute("data-state", "live")
    dev.context.set_offline(True)
    dev.get_by_label("I work in…").select_option("School")
    dev.get_by_role("button", name="Save").click()
    expect(dev.locator("#about-me")).to_contain_text("Not saved")
    dev.context.set_offline(False)
    dev.get_by_role("button", name="Save").click()
    expect(dev.locator("#about-me")).to_contain_text("You said: School")
    dev.locator("#about-me summary").click()
    dev.get_by_label("I work in…").select_option("Health")
    with full_disk(room, "UPDATE ON questions_delegate"):
        dev.get_by_role("button", name="Save").click()
        expect(dev.get_by_text("Not saved")).to_be_visible()
    dev.get_by_role("button", name="Save").click()
    expect(dev.locator("#about-me")).to_contain_text("You said: Health")
    (complaint,) = room.complaints  # The browser's own, of the answer while the disk was full.
    assert "503" in complaint
    room.complaints.clear()
