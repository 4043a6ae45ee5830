"""With the system's own colours (Windows' contrast themes) what matters can still be told apart."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.wide import QUESTION, WideRoom

LOOK = """(e) => {
  const s = getComputedStyle(e);
  return [s.backgroundColor, s.color, s.borderTopColor, s.borderTopStyle, s.outlineStyle].join();
}"""
GROUND = "(e) => getComputedStyle(e).backgroundColor"
FILL = "(e) => getComputedStyle(e).fill"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 1366, "height": 768}, forced_colors="active", color_scheme="dark"
    )
    context.set_default_timeout(15_000)
    yield context.new_page()
    context.close()


def look(part: Locator) -> str:
    return str(part.first.evaluate(LOOK))


def test_pressed_chosen_current_and_disabled_are_told_apart(wide: WideRoom, page: Page) -> None:
    wide.go_to(QUESTION, "revealed")
    wide.visit(page, "console/")
    plain = look(page.locator(".phases [aria-pressed=false]"))
    assert look(page.locator(".phases [aria-pressed=true]")) != plain
    assert look(page.locator("[data-redo]:disabled")) != plain
    assert look(page.locator("[data-key=next]")) != look(page.locator("[data-key=back]"))

    wide.visit(page, f"board/{QUESTION}/")
    others = page.locator(".board__questions a:not([aria-current])")
    assert look(page.locator(".board__questions [aria-current]")) != look(others)
    tile = page.locator(".tile").first
    plain = look(tile)
    tile.locator("input").check()
    page.locator("[data-choose-none]").focus()
    assert look(tile) != plain
    tile.locator("input").focus()
    assert tile.evaluate("(e) => getComputedStyle(e).outlineStyle") == "solid"

    wide.visit(page, "", wide.delegates[3])
    page.locator(f"#asked-{QUESTION} .ask__read").click()
    endorse = page.locator(".said__endorse[aria-pressed=true]")
    expect(endorse.first).to_be_visible()
    assert look(endorse) != look(page.locator(".said__endorse[aria-pressed=false]"))


def test_bars_and_the_code_to_scan_keep_their_shape(wide: WideRoom, page: Page) -> None:
    wide.decide()
    wide.phase("closed")
    wide.visit(page, "screen/")
    for display, whole, part in (
        ("wall", ".bar__track", ".bar__fill"),
        ("themes", ".theme__bars", ".theme__said"),
        ("ranking", ".rank__track", ".bar__fill"),
        ("sectors", ".compare__bar", ".bar__fill"),
    ):
        wide.show(display)
        drawn = page.locator(f"[data-display={display}] {whole}").first
        expect(drawn).to_be_visible()
        assert drawn.evaluate(GROUND) != drawn.locator(part).evaluate(FILL), display
        assert drawn.evaluate("(e) => getComputedStyle(e).borderTopStyle") == "solid", display
    code = page.locator(".qr").first
    assert code.evaluate(GROUND) == "rgb(255, 255, 255)"
    stroke = code.locator(".qr__dark").evaluate("(e) => getComputedStyle(e).stroke")
    assert stroke == "rgb(0, 0, 0)"
