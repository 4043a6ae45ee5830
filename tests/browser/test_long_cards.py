"""However long an action, a theme's quotation or its name: on the screen each card ends whole."""

from __future__ import annotations

import os

from playwright.sync_api import Page, expect

from tests.browser.conftest import PROJECTOR, Room
from tests.browser.test_clocks import put, read
from tests.browser.test_dots import KEY, say, step

SMALL = {"width": 1024, "height": 768}
WHAT = "Publish one plan for each district that says who visits, when and with what help, "
WHO = "The heads of the children's centres with the district board and its partners"
WHEN = "the end of March next year"
CUT = """() => {
  const list = document.querySelector("[data-wall-list]"), frame = list.getBoundingClientRect();
  const isIn = (box) => box.bottom <= frame.bottom + 1 && box.right <= frame.right + 1;
  const cards = [...list.children].filter((card) => !card.hidden);
  if (!cards.length) return ["no card"];
  const parts = ".action__who, .rank__figures, .theme__bars";
  return cards.flatMap((card) => [card, ...card.querySelectorAll(parts)])
    .filter((one) => !isIn(one.getBoundingClientRect()))
    .map((one) => `${one.className}: ${one.getBoundingClientRect().height} of ${frame.height}`);
}"""


def look(screen: Page, name: str) -> None:
    for size in (PROJECTOR, SMALL):
        screen.set_viewport_size(size)  # type: ignore[arg-type]
        screen.wait_for_function("() => document.fonts.ready")
        if folder := os.environ.get("SHOTS"):
            screen.screenshot(path=f"{folder}/{name}-{size['width']}.png")
        assert screen.evaluate(CUT) == [], (name, size)


def test_an_action_ends_whole_however_long_it_is(room: Room, collecting: Page) -> None:
    screen = room.screen()
    put(collecting, "Committing")
    agreed = 0
    for many in (1, 3, 5):
        while agreed < many:
            agreed += 1
            what = (f"{agreed}. " + WHAT * 4)[:300]
            step(collecting, room, "agree", what=what, who=WHO, by_when=WHEN)
        expect(screen.locator(".action")).to_have_count(many)
        look(screen, f"actions-{many}")


def test_a_theme_and_its_rank_end_whole_however_long_their_words_are(
    room: Room, collecting: Page
) -> None:
    dev, screen = room.phone(), room.screen()
    for number in range(5):
        say(dev, room, f"{number}. {WHAT * 7}", "")
    for number, key in enumerate(read(room, "SELECT key FROM questions_response")):
        step(collecting, room, "group", name=f"{number}. {WHAT}"[:80], responses=str(key))
    put(collecting, "Prioritising")
    placed = {f"dots-+{number}": "1" for number in range(1, 6)}
    form: dict[str, str | float | bool] = {"action": "prioritise", "question": KEY}
    form.update(placed)
    assert dev.request.post(f"{room.server.url}/{room.server.code}/respond/", form=form).ok
    collecting.get_by_role("button", name="Themes", exact=True).click()
    expect(screen.locator(".theme")).to_have_count(5)
    look(screen, "themes")
    put(collecting, "Committing")
    collecting.get_by_role("button", name="Ranking", exact=True).click()
    expect(screen.locator(".rank")).to_have_count(5)
    look(screen, "ranking")
    head = screen.locator(".results__head")
    title, words = head.locator("h1").bounding_box(), head.locator(".results__words").bounding_box()
    assert title and words
    assert abs(title["y"] - words["y"]) < title["height"], "the title begins where the words do"
