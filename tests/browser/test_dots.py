"""Themes that are merged or leave the phones' list: the phone shows what is stored and counted."""

from __future__ import annotations

import json

from playwright.sync_api import Page, expect

from tests.browser.conftest import Room
from tests.browser.test_clocks import DOTS, put, read

KEY = "early-intervention"


def say(phone: Page, room: Room, text: str, theme: str) -> None:
    form: dict[str, str | float | bool] = {
        "action": "respond",
        "question": KEY,
        "prompt": "",
        "theme": theme,
        "text": text,
    }
    answer = phone.request.post(f"{room.server.url}/{room.server.code}/respond/", form=form)
    assert answer.ok


def step(console: Page, room: Room, verb: str, **fields: str) -> None:
    path = f"/{room.server.code}/board/{KEY}/step/"
    form: dict[str, str | float | bool] = {"verb": verb}
    form.update(fields)
    assert console.request.post(room.server.url + path, form=form).ok


def stored(room: Room) -> dict[str, int]:
    (dots,) = read(room, DOTS)
    placed: dict[str, int] = json.loads(str(dots))
    return placed


def test_dots_follow_a_merged_theme_and_none_is_lost_with_one_that_left_the_list(
    room: Room, collecting: Page
) -> None:
    carys, dev = room.phone(), room.phone()
    dots = carys.locator(f"#dots-{KEY}")
    themes = carys.locator(f"#ask-{KEY} [name=theme] option[value]:not([value=''])")
    one, two, three = [themes.nth(n).get_attribute("value") or "" for n in range(3)]
    for theme in (one, two, three):
        say(dev, room, f"On {theme}", theme)
    put(collecting, "Prioritising")

    def press(theme: str, by: int) -> None:
        dots.locator(f'[id="dot-{KEY}-{theme}"] [data-dot="{by}"]').click()
        expect(dots.locator("[data-said]")).to_have_text("Your dots are stored.")

    for theme in (one, one, one, two):
        press(theme, 1)
    step(collecting, room, "merge", theme=one, into=two)
    root = dots.locator(f'[name="dots-{two}"]')
    expect(root).to_have_value("4")
    expect(dots.locator("[data-left]")).to_have_text("1 left.")
    expect(dots.locator(f'[id="dot-{KEY}-{two}"] [data-dot="1"]')).to_be_disabled()
    press(three, 1)
    assert stored(room) == {one: 3, two: 1, three: 1}
    press(two, -1)
    assert stored(room) == {two: 3, three: 1}

    (response,) = read(room, f"SELECT key FROM questions_response WHERE text = 'On {three}'")
    step(collecting, room, "hide", response=str(response))
    away = dots.locator("[data-away]")
    expect(away).to_contain_text("1 on a theme that is not in the list now.")
    expect(dots.locator("[data-left]")).to_have_text("1 left.")
    press(two, -1)
    assert stored(room) == {two: 2, three: 1}
    away.get_by_role("button", name="Take back").click()
    expect(away).to_be_hidden()
    expect(dots.locator("[data-left]")).to_have_text("3 left.")
    expect(dots.locator("[data-said]")).to_have_text("Your dots are stored.")
    assert stored(room) == {two: 2}
