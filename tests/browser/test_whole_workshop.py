"""Amina presents, a screen shows, and Carys, Dev and Efa take part: from slide 1 to the file."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import Link, Room, look_up

QUESTIONS = {
    "childrens-trusts": 31,
    "workforce": 32,
    "managing-change": 33,
    "early-intervention": 34,
}
LAST = 35


def next_step(console: Page, label: str) -> None:
    button = console.locator("[data-key=next]")
    expect(button).to_have_text(label)
    console.keyboard.press("PageDown")


def send(phone: Page, question: str, text: str, theme: int = 0, form: int = 0) -> str:
    """Respond as a delegate does; the name of the theme that was chosen."""
    box = phone.locator(f"#ask-{question} form.respond").nth(form)
    box.locator("textarea[name=text]").fill(text)
    if theme:
        box.locator("select").select_option(index=theme)
    chosen = str(box.locator("option:checked").text_content())
    box.get_by_role("button", name="Send").click()
    return chosen if theme else ""


def expect_received(phone: Page, question: str, count: int) -> None:
    received = phone.locator(f"#mine-{question} .receipt", has_text=re.compile("^Received"))
    expect(received).to_have_count(count)
    expect(phone.locator(f"#mine-{question} .response")).to_have_count(count)


def outbox(phone: Page) -> list[str]:
    keys = phone.evaluate("() => Object.keys(localStorage)")
    return [key for key in keys if key.startswith("outbox/")]


def shown_on_wall(screen: Page) -> list[str]:
    """Every response on the wall, also on the pages that it turns to."""
    texts: list[str] = screen.eval_on_selector_all(
        ".wall .card__text", "cards => cards.map(card => card.textContent)"
    )
    return texts


def shown_in_bars(screen: Page) -> dict[str, int]:
    bars: list[list[str]] = screen.eval_on_selector_all(
        ".bars .bar",
        "bars => bars.map(bar => [bar.querySelector('.bar__name').textContent,"
        " bar.querySelector('.bar__count').textContent])",
    )
    return {name: int(count) for name, count in bars}


def test_a_workshop_from_its_first_slide_to_its_file(room: Room) -> None:
    console, screen = room.console(), room.screen()
    carys, dev, efa = room.phone(), room.phone(), room.phone()
    expect(console.locator("#console-bar")).to_contain_text("3 phones connected")
    tunnel = Link(dev.context)
    dev.reload()
    said: list[dict[str, str]] = []

    position = 1
    while position < min(QUESTIONS.values()):
        expect(screen.locator(".joinstrip__slide")).to_have_text(f"{position} / {LAST}")
        expect(carys.locator("#slide")).to_contain_text(f"Slide {position} of {LAST}")
        next_step(console, "Next slide")
        position += 2 if position == 21 else 1  # Slide 22 has nothing to show.

    for question, slide in QUESTIONS.items():
        expect(screen.locator(".joinstrip__slide")).to_have_text(f"{slide} / {LAST}")
        look_up(console)
        next_step(console, "Open the question")
        here: list[dict[str, str]] = []

        def add(
            phone: Page, text: str, theme: int = 0, form: int = 0, question: str = question
        ) -> None:
            chosen = send(phone, question, text, theme, form)
            here.append({"response": text, "theme": chosen, "question": question})  # noqa: B023

        # Carys says two things; Dev is cut off as he sends; Efa reloads while hers is away.
        add(carys, f"=Share one assessment ({question})", theme=1)
        add(carys, f"Line one\nline two, “quoted” ({question})")
        tunnel.cut()
        expect(dev.locator("#link-state")).to_have_attribute("data-state", "lost")
        add(dev, f"Sent from a tunnel ({question})", theme=2)
        add(efa, f"Sent, and reloaded <b>at once</b> ({question})", theme=1)
        efa.reload()
        if question == "workforce":
            add(efa, "How the Government might help", theme=3, form=1)
        expect(dev.locator(f"#mine-{question} .receipt")).to_have_text("Kept on this phone")
        tunnel.mend()

        expect_received(carys, question, 2)
        expect_received(dev, question, 1)
        expect_received(efa, question, 2 if question == "workforce" else 1)
        for phone in (carys, dev, efa):
            assert outbox(phone) == []
        expect(screen.locator(".count")).to_have_text(re.compile(rf"^{len(here)} responses$"))
        assert shown_on_wall(screen) == []
        for row in here:
            assert row["response"] not in str(screen.content())

        look_up(console)
        next_step(console, "Reveal the responses")
        expect(screen.locator(".wall .card")).to_have_count(len(here))
        assert sorted(shown_on_wall(screen)) == sorted(row["response"] for row in here)
        bars = shown_in_bars(screen)
        themes = Counter(row["theme"] for row in here)
        ungrouped = themes.pop("")
        assert bars == themes
        apart = screen.locator(".bars__apart")
        expect(apart).to_have_text(re.compile(rf"^Not yet grouped: {ungrouped} responses?$"))
        figures = screen.locator("footer.figures")
        expect(figures).to_contain_text("3 joined")
        expect(figures).to_contain_text("3 responded")
        expect(figures).to_contain_text(f"= {len(here)} shown")
        for label in ("Let the room prioritise", "Agree what to do", "Close the question"):
            look_up(console)
            next_step(console, label)
        look_up(console)
        next_step(console, "Next slide")
        said += here

    expect(console.locator("[data-key=next]")).to_be_disabled()
    expect(screen.locator(".joinstrip__slide")).to_have_text(f"{LAST} / {LAST}")
    check_downloads(console, said)


def check_downloads(console: Page, said: list[dict[str, str]]) -> None:
    with console.expect_download() as download:
        console.get_by_role("link", name="JSON").click()
    exact = json.loads(Path(download.value.path()).read_text())
    assert sorted(row["response"] for row in exact) == sorted(row["response"] for row in said)
    assert {(row["response"], row["theme"]) for row in exact} == {
        (row["response"], row["theme"]) for row in said
    }
    with console.expect_download() as download:
        console.get_by_role("link", name="CSV").click()
    raw = Path(download.value.path()).read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    table = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    safe = [row["response"].replace("=Share", "'=Share") for row in said]
    assert sorted(row["response"] for row in table) == sorted(safe)
    assert all(row["question"] and row["status"] == "received" for row in table)
    assert len({row["delegate"] for row in table}) == 3
