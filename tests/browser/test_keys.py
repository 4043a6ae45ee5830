"""Keys do what they are for, on any layout; and the rest of the time they are the clicker's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import CDPSession, Page, expect

from tests.browser.conftest import Room, look_up, send


def cdp(page: Page) -> CDPSession:
    return page.context.new_cdp_session(page)


def strike(page: Page, key: str, code: str, **more: Any) -> None:
    """One key of a layout that is not this browser's, as the operating system reports it."""
    session = cdp(page)
    text = {"text": key} if len(key) == 1 else {}
    session.send(
        "Input.dispatchKeyEvent", {"type": "keyDown", "key": key, "code": code} | text | more
    )
    session.send("Input.dispatchKeyEvent", {"type": "keyUp", "key": key, "code": code})


def on_slide(console: Page, position: int) -> None:
    expect(console.locator(".console__place > h2")).to_contain_text(f"Now · {position} of")


def test_the_list_of_slides_moves_the_room_only_when_it_is_told(
    room: Room, jump: Callable[[Page, int], None]
) -> None:
    console = room.console()
    jump(console, 5)
    slides = console.get_by_label("Jump to a slide")
    for keys in (["Home"], ["End"], ["ArrowDown", "ArrowDown"], ["2"]):
        slides.focus()
        for key in keys:
            console.keyboard.press(key)
        assert slides.input_value() != "5", keys
        console.keyboard.press("Escape")
        assert slides.input_value() == "5"
        expect(slides).not_to_be_focused()
    console.keyboard.press("PageDown")
    on_slide(console, 6)  # From 5: none of it had moved the room.
    slides.focus()
    console.keyboard.press("End")
    console.keyboard.press("PageDown")  # A clicker's, wherever the list stands.
    on_slide(console, 7)
    slides.focus()
    console.keyboard.press("Home")
    console.keyboard.press("Tab")
    expect(slides).to_have_value("7")
    slides.focus()
    console.keyboard.press("ArrowDown")
    console.keyboard.press("Enter")
    on_slide(console, 8)
    console.keyboard.press("PageDown")
    on_slide(console, 9)
    slides.click()  # Opens the list, which then has the keys.
    console.keyboard.press("Escape")
    console.keyboard.press("Home")
    console.keyboard.press("End")
    console.keyboard.press("PageDown")
    on_slide(console, 10)


def test_what_the_keyboard_is_in_has_its_keys_and_a_click_leaves_them_to_the_clicker(
    room: Room, jump: Callable[[Page, int], None]
) -> None:
    console = room.console()
    jump(console, 5)
    notes = console.locator(".console__notes")
    console.evaluate(
        "document.querySelector('.console__notes').append('Speak slowly. '.repeat(900))"
    )
    console.get_by_label("Jump to a slide").focus()
    console.keyboard.press("Tab")
    while not notes.evaluate("(n) => n === document.activeElement"):
        console.keyboard.press("Tab")
    for key in ("ArrowDown", " ", "PageDown", "End", "ArrowUp", "PageUp", "Home"):
        was = notes.evaluate("(n) => n.scrollTop")
        console.keyboard.press(key)
        console.wait_for_function(
            "(was) => document.querySelector('.console__notes').scrollTop !== was", arg=was
        )
    on_slide(console, 5)
    console.keyboard.press("Escape")
    console.keyboard.press("PageDown")
    on_slide(console, 6)
    console.evaluate(
        "document.querySelector('.console__notes').append('Speak slowly. '.repeat(900))"
    )
    notes.click()
    console.keyboard.press("PageDown")
    on_slide(console, 7)

    link = console.get_by_role("link", name="Open the screen")
    with console.context.expect_page() as opened:
        link.click()
    opened.value.close()
    console.bring_to_front()
    console.keyboard.press(" ")
    on_slide(console, 8)
    link.focus()
    with console.context.expect_page() as opened:
        console.keyboard.press("Enter")
    opened.value.close()
    console.bring_to_front()
    on_slide(console, 8)
    console.keyboard.press("PageDown")
    on_slide(console, 9)

    console.locator("summary", has_text="Helpers").focus()
    console.keyboard.press(" ")
    name = console.locator("#helper")
    name.focus()
    console.keyboard.press("End")
    console.keyboard.press("Backspace")
    expect(name).to_have_value("Helper ")
    console.keyboard.press("Escape")
    expect(name).to_be_hidden()
    for key, more in (
        ("ArrowRight", {"modifiers": 8}),  # Shift: for choosing text.
        ("ArrowRight", {"modifiers": 3}),  # AltGr, as Windows reports it: Ctrl and Alt.
        ("ArrowRight", {"autoRepeat": True}),
    ):
        strike(console, key, key, **more)
    console.keyboard.press("ArrowRight")
    on_slide(console, 10)


def test_letters_and_digits_work_on_any_layout(room: Room, collecting: Page) -> None:
    send(room.phone(), "Time to plan together")
    board = collecting.context.new_page()
    board.goto(f"{room.server.url}/{room.server.code}/board/early-intervention/")
    tile = board.locator(".tile input")
    themes = board.locator("#moving-theme")
    for key, code in (
        ("M", "KeyM"),  # Caps Lock.
        ("ь", "KeyM"),
        ("Ь", "KeyM"),
        ("μ", "KeyM"),
        ("ة", "KeyM"),
        ("צ", "KeyM"),
        ("m", "Semicolon"),  # A French M.
    ):
        tile.focus()
        strike(board, key, code)
        expect(themes).to_be_focused()
        board.locator("[data-choose-none]").click()
    for key, code in ((",", "KeyM"), ("é", "KeyM")):  # Where a French keyboard writes these.
        tile.focus()
        strike(board, key, code)
        expect(tile).to_be_focused()
    strike(board, "@", "Digit1", modifiers=3)
    expect(board.locator(".column--ungrouped .tile")).to_have_count(1)
    for key, code in (
        ("&", "Digit1"),
        ("ě", "Digit2"),
        ("١", "Digit1"),
        ("۲", "Digit2"),
        ("1", "Numpad1"),
        ("2", "Digit2"),
    ):
        number = "12"[code.endswith("2")]
        tile.focus()
        strike(board, key, code)
        expect(board.locator(f'[data-number="{number}"] .tile')).to_have_count(1)
    tile.focus()
    strike(board, "à", "Digit0")
    expect(board.locator(".column--ungrouped .tile")).to_have_count(1)


def test_enter_while_words_are_composed_sends_nothing(room: Room, collecting: Page) -> None:
    phone, board = room.phone(), collecting.context.new_page()
    send(phone, "Time to plan together")
    board.goto(f"{room.server.url}/{room.server.code}/board/early-intervention/")
    board.locator(".tile input").check()
    board.locator("#keyin summary").click()
    asked = []
    board.on("request", lambda request: asked.append(request.url))
    fields = [board.locator(name) for name in ("#moving-name", "#add-name", "#keyin [name=table]")]
    for field in fields:
        field.focus()
        compose = {"text": "かいぎ", "selectionStart": 3, "selectionEnd": 3}
        cdp(board).send("Input.imeSetComposition", compose)
        strike(board, "Enter", "Enter", windowsVirtualKeyCode=229)
        strike(board, "Enter", "Enter", windowsVirtualKeyCode=13, text="\r")
        cdp(board).send("Input.insertText", {"text": "会議"})
    expect(fields[0]).to_have_value("会議")
    assert [url for url in asked if "/step/" in url or "/key-in/" in url] == []
    fields[0].focus()
    board.keyboard.press("Enter")
    expect(board.locator(".column__name", has_text="会議")).to_have_count(1)


def test_a_key_has_one_name_on_every_layout(room: Room) -> None:
    names = room.console().evaluate(
        """async (strokes) => {
          const files = performance.getEntriesByType("resource").map((file) => file.name);
          const { nameOf, isPlain } = await import(files.find((name) => name.includes("/keyname")));
          return strokes.map(([key, code, more]) => {
            const stroke = new KeyboardEvent("keydown", { key, code, ...more });
            return isPlain(stroke) ? nameOf(stroke) : "not plain";
          });
        }""",
        [list(stroke) for stroke, _ in STROKES],
    )
    assert names == [name for _, name in STROKES]


STROKES: list[tuple[tuple[str, str, dict[str, Any]], str]] = [
    (("ท", "KeyM", {}), "m"),
    (("צ", "KeyM", {}), "m"),
    (("Ｍ", "KeyM", {}), "m"),
    (("m", "", {}), "m"),
    (("ö", "KeyM", {}), "ö"),
    (("１", "Digit1", {}), "1"),
    (("٣", "Numpad3", {}), "3"),
    (("!", "Digit1", {"shiftKey": True}), "!"),
    (("1", "Digit1", {"shiftKey": True}), "1"),
    (("Dead", "Digit2", {}), "2"),
    (("End", "Numpad1", {}), "End"),
    (("m", "KeyM", {"isComposing": True}), ""),
    (("Process", "KeyM", {}), ""),
    (("Enter", "Enter", {"keyCode": 229}), ""),
    (("@", "Digit2", {"modifierAltGraph": True}), "not plain"),
    (("m", "KeyM", {"metaKey": True}), "not plain"),
]


def test_a_second_enter_after_a_button_that_went_away_does_not_move_the_room(
    room: Room, collecting: Page
) -> None:
    console, carys = collecting, room.phone()
    send(carys, "Time to plan")
    hide = console.locator(".incoming .response").get_by_role("button", name="Hide")
    hide.focus()
    hide.press("Enter")
    expect(console.locator(".incoming .response")).to_have_count(0)
    look_up(console)
    for key in ("Enter", " "):
        console.keyboard.press(key)
    console.get_by_role("button", name="3", exact=True).click()
    stop = console.locator("[name=minutes][value='0']")
    expect(stop).to_be_enabled()
    stop.focus()
    stop.press(" ")
    expect(stop).to_be_disabled()
    console.keyboard.press("Enter")
    # Another key is the clicker's again; what it does comes after all that went before.
    console.keyboard.press("u")
    expect(stop).to_be_enabled()
    expect(console.locator(".phases [aria-pressed=true]")).to_have_text("Collecting")
