"""The presenter's keys, and pages that come back as they were."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import LAPTOP, Room, look_up


def test_a_clickers_keys_work_on_the_console_and_on_the_presenters_screen(room: Room) -> None:
    console = room.console()
    screen = console.context.new_page()
    screen.goto(f"{room.server.url}/{room.server.code}/screen/")
    place = screen.locator(".joinstrip__slide")
    for page in (console, screen):
        start = int(place.inner_text().split(" / ")[0])
        for key, step in (
            ("ArrowRight", 1),
            (" ", 2),
            ("PageDown", 3),
            ("ArrowLeft", 2),
            ("PageUp", 1),
        ):
            page.keyboard.press(key)
            expect(place).to_have_text(f"{start + step} / 35")


def test_the_keys_of_anybody_elses_screen_move_nothing(room: Room) -> None:
    screen = room.screen()
    assert screen.locator("[data-key]").count() == 0
    screen.keyboard.press("PageDown")
    screen.wait_for_timeout(500)
    expect(screen.locator(".joinstrip__slide")).to_have_text("1 / 35")


def test_fast_presses_are_all_counted(room: Room) -> None:
    console = room.console()
    for _ in range(8):
        console.keyboard.press("PageDown")
    expect(console.get_by_role("heading", name="Now · 9 of 35")).to_be_visible()


@pytest.mark.parametrize("how", ["reload", "restart"])
def test_every_page_comes_back_as_it_was(
    room: Room, jump: Callable[[Page, int], None], how: str
) -> None:
    console, screen, carys = room.console(), room.screen(), room.phone()
    jump(console, 31)
    console.get_by_role("button", name="Collecting").click()
    ask = carys.locator("#ask-childrens-trusts")
    ask.locator("textarea[name=text]").fill("Schools must be at the table")
    ask.get_by_role("button", name="Send").click()
    expect(ask.locator(".receipt")).to_contain_text("Received")
    if how == "restart":
        room.server.kill()
        room.server.start()
    else:
        for page in (console, screen, carys):
            page.reload()
    for page in (console, screen, carys):
        expect(page.locator("#link-state")).to_have_attribute("data-state", "live")
    expect(console.locator(".phases [aria-pressed=true]")).to_have_text("Collecting")
    expect(console.locator(".incoming .response__text")).to_have_text(
        "Schools must be at the table"
    )
    expect(screen.locator(".count")).to_have_text("1 response")
    expect(ask.locator(".response__text")).to_have_text("Schools must be at the table")
    expect(ask.locator(".receipt")).to_contain_text("Received")


def test_a_console_that_is_refused_says_so_and_shows_nothing(room: Room) -> None:
    # Chromium itself reports the refusal to its console.
    page = room.browser.new_page()
    answer = page.goto(f"{room.server.url}/{room.server.code}/console/")
    assert answer
    assert answer.status == 403
    expect(page.get_by_role("alert")).to_contain_text("This page is the presenter’s")
    page.close()


def test_two_consoles_drive_the_same_room(room: Room) -> None:
    console = room.console()
    other = room.open("/", LAPTOP)
    other.context.add_cookies(console.context.cookies())  # type: ignore[arg-type]
    other.goto(f"{room.server.url}/{room.server.code}/console/")
    other.keyboard.press("PageDown")
    expect(console.get_by_role("heading", name="Now · 2 of 35")).to_be_visible()
    console.keyboard.press("PageDown")
    expect(other.get_by_role("heading", name="Now · 3 of 35")).to_be_visible()


def test_after_a_jump_or_a_click_the_keys_are_the_clickers_again(
    room: Room, jump: Callable[[Page, int], None]
) -> None:
    console = room.console()
    jump(console, 5)
    console.keyboard.press("PageDown")
    expect(console.locator(".console__place > h2")).to_contain_text("Now · 6 of")
    jump(console, 34)
    console.get_by_role("button", name="Collecting").click()
    expect(console.locator("[data-key=next]")).to_have_text("Reveal the responses")
    look_up(console)
    console.keyboard.press(" ")
    expect(console.locator(".phases [aria-pressed=true]")).to_have_text("Revealed")


def test_a_question_that_was_left_open_is_said_on_every_other_slide(
    room: Room, jump: Callable[[Page, int], None]
) -> None:
    console = room.console()
    jump(console, 31)
    console.get_by_role("button", name="Collecting").click()
    expect(console.locator("[data-key=next]")).to_have_text("Reveal the responses")
    left_open = console.get_by_role("button", name="Children’s Trusts is still open")
    expect(left_open).to_have_count(0)
    jump(console, 5)
    left_open.click()
    expect(console.locator(".console__place > h2")).to_contain_text("Now · 31 of")
    console.get_by_role("button", name="Closed").click()
    jump(console, 5)
    expect(left_open).to_have_count(0)


def test_going_back_and_on_again_opens_no_other_question(
    room: Room, jump: Callable[[Page, int], None]
) -> None:
    console, carys = room.console(), room.phone()
    jump(console, 32)
    console.keyboard.press("PageDown")
    expect(console.locator(".phases [aria-pressed=true]")).to_have_text("Collecting")
    console.get_by_role("button", name="Revealed").click()
    expect(console.locator("[data-key=back]")).to_have_text("Back to slide 31")
    place = console.locator(".console__place > h2")
    console.keyboard.press("PageUp")
    expect(place).to_have_text("Now · 31 of 35")
    expect(console.locator("[data-key=next]")).to_have_text("Next slide nothing opens until 32")
    console.keyboard.press("PageDown")
    expect(place).to_have_text("Now · 32 of 35")
    expect(carys.locator("#asked-workforce")).to_have_attribute("data-stance", "revealed")
    expect(carys.locator("#asked-childrens-trusts")).to_have_attribute("data-stance", "waiting")


def test_one_key_undoes_the_last_press_whatever_it_was(
    room: Room, jump: Callable[[Page, int], None]
) -> None:
    console, carys = room.console(), room.phone()
    jump(console, 31)
    console.keyboard.press("PageDown")
    expect(carys.locator("#asked-childrens-trusts")).to_have_attribute("data-stance", "collecting")
    undo = console.locator("[data-key=undo]")
    expect(undo).to_have_text("Undo press open the question")
    console.keyboard.press("u")
    expect(carys.locator("#asked-childrens-trusts")).to_have_attribute("data-stance", "waiting")
    expect(undo).to_have_text("Undo press go to slide 31")
    look_up(console)
    console.keyboard.press("Control+z")
    expect(console.locator(".console__place > h2")).to_have_text("Now · 1 of 35")
