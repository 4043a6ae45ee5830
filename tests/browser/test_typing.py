"""A pushed change never touches what a delegate is typing."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import Room

STATE = "field => [field.value, field.selectionStart, field.selectionEnd]"


def test_a_response_being_typed_survives_twenty_pushed_changes(
    room: Room, jump: Callable[[Page, int], None]
) -> None:
    console, carys = room.console(), room.phone()
    jump(console, 34)
    console.get_by_role("button", name="Collecting").click()
    box = carys.locator("#text-early-intervention")
    box.fill("We need one shared assessment")
    box.evaluate("field => { field.focus(); field.setSelectionRange(8, 11); field.marked = true; }")

    for change in range(20):
        slide = 30 if change % 2 == 0 else 34
        jump(console, slide)
        expect(carys.locator("#slide")).to_contain_text(f"Slide {slide} of")
        assert box.evaluate(STATE) == ["We need one shared assessment", 8, 11]

    assert box.evaluate("field => field.marked && document.activeElement === field")
    carys.keyboard.type("two")
    assert box.input_value() == "We need two shared assessment"


def test_a_response_being_typed_survives_its_question_closing_and_a_reload(
    room: Room, jump: Callable[[Page, int], None]
) -> None:
    console, dev = room.console(), room.phone()
    jump(console, 34)
    console.get_by_role("button", name="Collecting").click()
    box = dev.locator("#text-early-intervention")
    expect(box).to_be_visible()
    box.press_sequentially("Half a sentence")
    console.get_by_role("button", name="Closed").click()
    expect(dev.locator("#asked-early-intervention")).to_contain_text("is closed")
    expect(box).to_be_visible()
    dev.reload()
    expect(box).to_have_value("Half a sentence")
    dev.locator("#ask-early-intervention").get_by_role("button", name="Send").click()
    expect(dev.locator("#mine-early-intervention .receipt")).to_contain_text(
        "after the question closed"
    )


def test_a_response_being_changed_survives_a_lost_link(
    room: Room, jump: Callable[[Page, int], None]
) -> None:
    console, efa = room.console(), room.phone()
    jump(console, 34)
    console.get_by_role("button", name="Collecting").click()
    ask = efa.locator("#ask-early-intervention")
    ask.get_by_label("Your response", exact=True).fill("First words")
    ask.get_by_role("button", name="Send").click()
    ask.get_by_role("button", name="Change").click()
    edit = ask.locator(".response__edit")
    edit.fill("Second thoughts")
    room.server.stop()
    expect(efa.locator("#link-state")).to_have_attribute("data-state", "lost")
    room.server.start()
    expect(efa.locator("#link-state")).to_have_attribute("data-state", "live")
    efa.wait_for_timeout(500)
    expect(edit).to_have_value("Second thoughts")
    ask.get_by_role("button", name="Save").click()
    expect(ask.locator(".response__text")).to_have_text("Second thoughts")
    expect(ask.locator(".receipt")).to_contain_text("changed")
    ask.get_by_role("button", name="Withdraw").click()
    expect(ask.locator(".receipt")).to_contain_text("Withdrawn")
