"""What a page is measured by, in the browser itself; each gives the faults that it finds."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

_MEASURES = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")


def wider_than_their_place(page: Page) -> list[str]:
    """What makes the page scroll sideways, or stands outside its own box."""
    return _measure(page, "widerThanTheirPlace")


def broken_words(page: Page) -> list[str]:
    """Our own words on buttons, receipts and labels that break inside a word."""
    return _measure(page, "brokenWords")


def out_of_reach(page: Page, within: str = "body") -> list[str]:
    """Controls and responses whose start or end stays covered when it is scrolled to."""
    return _measure(page, "outOfReach", within)


def on_each_other(page: Page) -> list[str]:
    return _measure(page, "onEachOther")


def smaller_than(page: Page, least: float) -> list[str]:
    """Targets of fewer than `least` pixels either way; links within a sentence are left out."""
    return _measure(page, "smallerThan", least)


def too_faint(page: Page) -> list[str]:
    """Text under 4.5:1 (large: 3:1), and borders of controls and rings of focus under 3:1."""
    return _measure(page, "tooFaint")


def _measure(page: Page, measure: str, given: str | float = "") -> list[str]:
    call = f"(given) => {{ {_MEASURES}\nreturn {measure}(given); }}"
    faults: list[str] = page.evaluate(call, given)
    return faults
