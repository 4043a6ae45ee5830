"""Every slide, on every shape of screen and on a phone, is whole: nothing overflows."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import Room
from tests.browser.test_whole_workshop import LAST

SIZES = (
    {"width": 1920, "height": 1080},
    {"width": 1280, "height": 720},
    {"width": 1024, "height": 768},
)
# What stands outside the frame that it is in, by its words.
OUTSIDE = """() => [
    ...document.querySelectorAll('.stage, .results, .joinpanel, .collecting, .joinstrip')
  ].flatMap(frame => {
    const edge = frame.getBoundingClientRect();
    return [...frame.querySelectorAll('h1, h2, p, li, strong, svg, b')].filter(part => {
      const box = part.getBoundingClientRect();
      return box.width && (box.top < edge.top - 1 || box.bottom > edge.bottom + 1
        || box.left < edge.left - 1 || box.right > edge.right + 1);
    }).map(part => part.textContent.trim().slice(0, 60) || part.outerHTML.slice(0, 60));
  })"""
WIDER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
SMALLEST_PIXELS = 17  # Of a slide's own text, on the smallest screen.


def test_no_slide_overflows_on_any_screen_or_phone(
    room: Room, jump: Callable[[Page, int], None]
) -> None:
    console, carys = room.console(), room.phone()
    screens = [room.screen(size) for size in SIZES]
    for position in range(1, LAST + 1):
        if position == 22:
            continue
        jump(console, position)
        expect(carys.locator("#slide")).to_contain_text(f"Slide {position} of")
        assert carys.evaluate(WIDER) == 0, f"slide {position} is wider than the phone"
        for screen in screens:
            expect(screen.locator(".joinstrip__slide")).to_have_text(f"{position} / {LAST}")
            assert screen.evaluate(OUTSIDE) == [], f"slide {position} at {screen.viewport_size}"
            size = screen.evaluate(
                "() => parseFloat(getComputedStyle(document.querySelector('.slide')).fontSize)"
            )
            assert size >= SMALLEST_PIXELS, f"slide {position} at {screen.viewport_size}"


def test_the_wall_shows_every_long_response_whole_page_by_page(
    room: Room, jump: Callable[[Page, int], None]
) -> None:
    console = room.console()
    jump(console, 33)
    console.get_by_role("button", name="Collecting").click()
    phone = room.phone()
    ask = phone.locator("#ask-managing-change")
    themes = ask.locator("select option").count()
    texts = [f"{number} " + "responsibility and " * 31 for number in range(themes)]
    for number, text in enumerate(texts):
        ask.locator("textarea[name=text]").fill(text)
        ask.locator("select").select_option(index=number)
        ask.get_by_role("button", name="Send").click()
    expect(ask.locator(".receipt")).to_have_count(themes)
    for size in SIZES:
        screen = room.screen(size)
        console.get_by_role("button", name="Revealed").click()
        expect(screen.locator(".bars .bar")).to_have_count(themes - 1)  # One is not yet grouped.
        seen: set[str] = set()
        for _ in range(themes):
            screen.evaluate("() => document.dispatchEvent(new Event('wall:turn'))")
            assert screen.evaluate(OUTSIDE) == []
            seen |= set(screen.locator(".wall .card:visible .card__text").all_text_contents())
        assert seen == {text.strip() for text in texts}
        screen.close()
