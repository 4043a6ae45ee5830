"""Every page in every window: nothing is cut off, out of reach, on top of another or too faint."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import measures
from tests.browser.wide import PARTS, PLAIN, QUESTION, WideRoom

LAPTOPS = ((1093, 500), (1024, 600), (1280, 720), (1366, 650), (800, 600), (640, 512))
SMALL = ((320, 256), (360, 740))
PHONES = ((360, 740), (320, 568))
SCREENS = ((1920, 1080), (1024, 768), (640, 512), (320, 256))
BOARD = f"board/{QUESTION}/"
PRESENTERS = ("console/", BOARD, BOARD + "behind/", BOARD + "ledger/", "console/held-words/")
DELEGATES = ("", "mine/", "mine/export/", f"said/{QUESTION}/", "screen/words/", "slides/3/")
OPEN_ALL = "() => document.querySelectorAll('details:not(.rehearse)').forEach((d) => d.open = true)"
IS_STILL = "() => document.documentElement.scrollHeight <= innerHeight"
LEAST, THUMB = 24, 44  # Pixels of a target: WCAG 2.2's, and what a thumb hits on a phone.


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    context.set_default_timeout(15_000)
    yield context.new_page()
    context.close()


def resize(page: Page, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")


def set_text_size(page: Page, percent: int) -> None:
    """The browser's own setting, as somebody sets it who needs large letters."""
    sizes = {"standard": 16 * percent // 100, "fixed": 13 * percent // 100}
    page.context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": sizes})


@pytest.mark.parametrize("phase", ["revealed", "committing"])
def test_presenter_and_helper_reach_everything_in_any_window(
    wide: WideRoom, page: Page, phase: str
) -> None:
    wide.go_to(QUESTION, "revealed")
    if phase == "committing":
        wide.decide()
    for path in PRESENTERS:
        wide.visit(page, path)
        page.evaluate(OPEN_ALL)
        for size in (*LAPTOPS, *SMALL):
            resize(page, size)
            where = f"{path} at {size}, {phase}"
            assert measures.wider_than_their_place(page) == [], where
            assert measures.on_each_other(page) == [], where
            assert measures.out_of_reach(page) == [], where
        assert measures.smaller_than(page, LEAST) == [], path


def test_the_consoles_panels_open_whole_in_any_window(wide: WideRoom, page: Page) -> None:
    wide.visit(page, "console/")
    for panel in ("Helpers", "Rehearse"):
        for size in (*LAPTOPS, *SMALL):
            resize(page, size)
            page.get_by_text(panel, exact=True).click()
            assert measures.wider_than_their_place(page) == [], f"{panel} at {size}"
            assert measures.out_of_reach(page, ".rehearse[open]") == [], f"{panel} at {size}"
            page.get_by_text(panel, exact=True).click()


def test_a_delegate_reads_and_presses_everything_also_at_twice_the_size(
    wide: WideRoom, page: Page
) -> None:
    for phase in ("collecting", "prioritising", "committing"):
        wide.go_to(QUESTION, phase)
        for path in DELEGATES if phase == "committing" else ("",):
            wide.visit(page, path, wide.delegates[0])
            page.evaluate(OPEN_ALL)
            for percent in (100, 200):
                set_text_size(page, percent)
                for size in PHONES:
                    resize(page, size)
                    where = f"{path or 'phone'} at {size}, text {percent} %, {phase}"
                    assert measures.wider_than_their_place(page) == [], where
                    assert measures.broken_words(page) == [], where
                    assert measures.on_each_other(page) == [], where
                    assert measures.out_of_reach(page) == [], where
                    assert measures.smaller_than(page, THUMB) == [], where
            set_text_size(page, 100)


def test_no_view_of_the_screen_is_wider_than_it(wide: WideRoom, page: Page) -> None:
    wide.go_to(QUESTION, "committing")
    wide.visit(page, "screen/")
    for display in ("wall", "themes", "phrases", "ranking", "sectors", "actions"):
        wide.show(display)
        expect(page.locator(f"[data-display={display}]")).to_be_visible()
        for size in SCREENS:
            resize(page, size)
            assert measures.wider_than_their_place(page) == [], f"{display} at {size}"


def test_the_console_shows_what_matters_without_scrolling(wide: WideRoom, page: Page) -> None:
    for question in (QUESTION, PARTS):
        wide.phase("closed", question)
    wide.go_to(PLAIN, "revealed")
    wide.visit(page, "console/")
    resize(page, (1093, 500))
    for control in page.locator(".console__controls .button:visible, .phases .button").all():
        expect(control).to_be_in_viewport(ratio=1)
    page.mouse.move(300, 400)
    page.mouse.wheel(0, 3000)
    expect(page.locator(".incoming > li").last).to_be_in_viewport()
    expect(page.locator("[data-key=next]")).to_be_in_viewport(ratio=1)
    for size in ((1366, 650), (1366, 768), (1440, 900), (1920, 1080)):
        resize(page, size)
        assert page.evaluate(IS_STILL), f"the page scrolls at {size}"
        edge = page.locator(".incoming").bounding_box()
        third = page.locator(".incoming > li").nth(2).bounding_box()
        assert edge and third
        assert third["y"] + third["height"] <= edge["y"] + edge["height"], size


def test_words_borders_and_focus_stand_out_by_day_and_by_night(
    wide: WideRoom, browser: Browser
) -> None:
    wide.go_to(QUESTION, "committing")
    delegate = wide.delegates[0]
    for scheme, who, paths in (
        ("light", None, (*PRESENTERS, "screen/")),  # Theirs do not follow the system.
        ("light", delegate, (*DELEGATES, "../")),
        ("dark", delegate, (*DELEGATES, "../")),
    ):
        context = browser.new_context(color_scheme=scheme)  # type: ignore[arg-type]
        page = context.new_page()
        for path in paths:
            wide.visit(page, path, who)
            page.evaluate(OPEN_ALL)
            assert measures.too_faint(page) == [], f"{path or 'phone'}, {scheme}"
        context.close()


def test_the_screen_as_text_is_a_page_for_people_and_plain_for_programs(
    wide: WideRoom, page: Page
) -> None:
    wide.go_to(PLAIN, "revealed")
    wide.visit(page, "", wide.delegates[0])
    resize(page, PHONES[0])
    page.get_by_role("link", name="The screen as text").click()
    words = page.locator(".twin")
    expect(words).to_contain_text("Early help")
    assert float(words.evaluate("(e) => parseFloat(getComputedStyle(e).fontSize)")) >= 16
    plain = wide.amina.get(f"/{wide.server.code}/screen.txt")
    assert plain.headers["Content-Type"].startswith("text/plain")
    assert plain.text.split() == str(words.text_content()).split()
