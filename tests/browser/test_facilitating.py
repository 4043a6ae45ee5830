"""Amina presents, two helpers group, Carys, Dev and Efa respond: from words to agreed actions."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import httpx
from playwright.sync_api import Page, expect

from tests.browser.conftest import LAPTOP, Room, look_up
from tests.live import LiveServer

QUESTIONS = {
    "childrens-trusts": 31,
    "workforce": 32,
    "managing-change": 33,
    "early-intervention": 34,
}
WORDS = {
    "Carys": "Pool the budgets and publish one plan",
    "Dev": "Listen to parents before anything is decided",
    "Efa": "Pool the budgets, and publish one plan!",
}


def helper(room: Room, console: Page, name: str, question: str) -> Page:
    """The board, opened on another laptop by the link that the console makes."""
    console.get_by_text("Helpers", exact=True).click()
    console.get_by_label("Name", exact=True).fill(name)
    with console.context.expect_page() as opened:
        console.get_by_role("button", name="Make a link").click()
    link = str(opened.value.locator(".listed__url").text_content())
    opened.value.close()
    console.get_by_text("Helpers", exact=True).click()
    parts = urlsplit(link)
    board = room.open(f"{parts.path}?{parts.query}", LAPTOP)
    board.goto(f"{room.server.url}/{room.server.code}/board/{question}/")
    expect(board.locator("#link-state")).to_have_text("Live")
    return board


def press_next(console: Page, label: str) -> None:
    expect(console.locator("[data-key=next]")).to_have_text(label)
    look_up(console)
    console.keyboard.press("PageDown")


def respond(phone: Page, question: str, text: str) -> None:
    form = phone.locator(f"#ask-{question} form.respond").first
    form.locator("textarea").fill(text)
    form.get_by_role("button", name="Send", exact=True).click()
    expect(phone.locator(f"#mine-{question} .receipt").last).to_contain_text("Received")


def tile(board: Page, text: str) -> str:
    found = board.locator(".tile", has_text=text).first.get_attribute("data-tile")
    assert found
    return found


def last_step(board: Page, words: str) -> None:
    expect(board.locator(".board__last")).to_contain_text(words)


def column(board: Page, name: str) -> str:
    return f'.column:has(.column__name:has-text("{name}"))'


def carry(room: Room, console: Page, pages: dict[str, Page], question: str) -> None:
    """One question from waiting to its agreed actions, by clicker, phones and helpers."""
    screen, one, two = pages["screen"], pages["Helper 1"], pages["Helper 2"]
    phones = {name: pages[name] for name in WORDS}
    console.get_by_label("Jump to a slide").select_option(str(QUESTIONS[question]))
    for board in (one, two):
        board.goto(f"{room.server.url}/{room.server.code}/board/{question}/")

    press_next(console, "Open the question")
    for name, phone in phones.items():
        respond(phone, question, WORDS[name])
    expect(screen.locator(".count")).to_have_text("3 responses")
    expect(screen.get_by_text("Listen to parents")).to_have_count(0)

    press_next(console, "Reveal the responses")
    expect(screen.locator(".card")).to_have_count(3)

    # One helper takes the suggestion that two say the same, by pointer; the other groups by key.
    same = one.locator(".suggested", has_text="nearly the same")
    same.locator("[name=name]").fill("One pooled plan")
    same.get_by_role("button", name="Group the 2").click()
    last_step(two, "Helper 1: group 2 responses under “One pooled plan”")
    expect(two.locator(f"{column(two, 'One pooled plan')} .tile")).to_have_count(2)
    two.locator(".tile", has_text="Listen to parents").locator("input").focus()
    two.keyboard.press("1")
    last_step(one, "Helper 2: move 1 response to")
    expect(one.locator(".column--ungrouped .tile")).to_have_count(0)

    # Carys reads what others said, and endorses Dev's.
    carys = phones["Carys"]
    carys.locator(f"#asked-{question} .ask__read").click()
    said = carys.locator(f"#said-{question}")
    said.locator("li", has_text="Listen to parents").get_by_role("button").click()
    expect(said.get_by_role("button", name="Endorsed ✓")).to_have_count(1)
    console.get_by_role("button", name="Themes", exact=True).click()
    theme = screen.locator(".theme", has_text="Listen to parents")
    expect(theme.locator(".theme__figures")).to_have_text("said by 1 · endorsed by 1")
    said.get_by_role("button", name="Close").click()

    press_next(console, "Let the room prioritise")
    expect(screen.locator(".deciding")).to_contain_text("What matters most?")
    for phone in phones.values():
        dots = phone.locator(f"#dots-{question}")
        more = dots.get_by_role("button", name="One dot more on One pooled plan")
        for _ in range(3):
            more.click()
        expect(more).to_be_disabled()  # At most three on one theme.
        expect(dots.locator("[data-left]")).to_have_text("2 left.")
        expect(dots.locator("[data-said]")).to_have_text("Your dots are stored.")
    expect(screen.locator(".rank")).to_have_count(0)
    console.get_by_role("button", name="Show the ranking").click()
    expect(screen.locator(".rank").first).to_contain_text("One pooled plan")
    expect(screen.locator(".rank").first).to_contain_text("9 dots, 3 phones")

    press_next(console, "Agree what to do")
    dev = phones["Dev"]
    dev.locator(f"#what-{question}").fill("Publish one plan for each district")
    dev.locator(f"#who-{question}").fill("The Trust board")
    dev.locator(f"#by-{question}").fill("March")
    dev.get_by_role("button", name="Propose", exact=True).click()
    form = dev.locator(f'form[data-propose="{question}"]')
    expect(form.locator("[data-said]")).to_have_text("Proposed; the presenter has it.")
    expect(screen.get_by_text("Publish one plan for each district")).to_have_count(0)
    console.get_by_role("button", name="Accept").click()
    expect(screen.locator(".action")).to_contain_text(["Publish one plan for each district"])
    two.get_by_text("Write down an action").click()
    agree = two.locator("#agree")
    agree.locator("[name=what]").fill("Ask parents every spring")
    agree.locator("[name=who]").fill("Districts")
    agree.locator("[name=theme]").select_option(index=1)
    agree.get_by_role("button", name="Agree it").click()
    expect(screen.locator(".action")).to_have_count(2)
    expect(carys.locator(f"#asked-{question} .agreed__action")).to_have_count(2)

    agreed = two.locator("[id^=board-action-]", has_text="Ask parents every spring")
    agreed.get_by_text("Change", exact=True).click()
    agreed.locator("[name=by_when]").fill("Easter")
    agreed.get_by_role("button", name="Change it").click()
    asked = screen.locator(".action", has_text="Ask parents every spring")
    expect(asked.locator(".action__who")).to_have_text("Districts · by Easter")

    press_next(console, "Close the question")
    expect(screen.locator(".results__number")).to_contain_text("closed")
    expect(screen.locator(".action")).to_have_count(2)
    figures = screen.locator(".figures")
    expect(figures).to_contain_text("3 responses = 3 shown + 0 held + 0 hidden + 0 withdrawn")


def test_four_questions_go_from_waiting_to_agreed_actions(room: Room, server: LiveServer) -> None:
    console = room.console()
    pages = {"screen": room.screen(), **{name: room.phone() for name in WORDS}}
    for name in ("Helper 1", "Helper 2"):
        pages[name] = helper(room, console, name, "childrens-trusts")
    for question in QUESTIONS:
        carry(room, console, pages, question)

    # Undo is there across helpers and across a restart, and after all was prioritised.
    one = pages["Helper 1"]
    last_step(one, "Helper 2: change action to “Ask parents every spring”")
    server.stop()
    server.start()
    expect(one.locator("#link-state")).to_have_text("Live", timeout=15_000)
    one.locator(".board__title").click()
    one.keyboard.press("Control+z")
    last = pages["screen"].locator(".action", has_text="Ask parents").locator(".action__who")
    expect(last).to_have_text("Districts")
    one.keyboard.press("Control+Shift+z")
    expect(last).to_have_text("Districts · by Easter")


def test_a_response_is_dragged_to_a_theme_hidden_and_brought_back(
    room: Room, collecting: Page
) -> None:
    phone = room.phone()
    respond(phone, "early-intervention", "Visit every family at home")
    collecting.get_by_role("button", name="Revealed", exact=True).click()
    screen, reader = room.screen(), room.phone()
    expect(screen.locator(".card")).to_have_count(1)
    reader.locator(".ask__read:visible").click()
    expect(reader.get_by_text("Visit every family at home")).to_be_visible()
    board = helper(room, collecting, "Helper 1", "early-intervention")
    board.locator(".tile").drag_to(board.locator(column(board, "Involve and support parents")))
    last_step(board, "move 1 response to “Involve and support parents”")
    expect(screen.locator(".card__theme")).to_contain_text("Involve and support parents")

    board.locator(".tile input").check()
    board.get_by_role("button", name="Spotlight", exact=True).click()
    expect(screen.locator(".spotlight__text")).to_have_text("Visit every family at home")
    board.locator(".tile input").check()
    board.get_by_role("button", name="Hide", exact=True).click()
    expect(screen.get_by_text("Visit every family at home")).to_have_count(0)
    expect(reader.get_by_text("Visit every family at home")).to_have_count(0)
    expect(screen.locator(".figures")).to_contain_text("+ 1 hidden")
    board.locator(".board__title").click()
    board.keyboard.press("Control+z")
    expect(screen.locator(".spotlight__text")).to_have_text("Visit every family at home")
    expect(reader.get_by_text("Visit every family at home")).to_be_visible()


def test_after_the_reveal_a_phone_is_shown_who_said_it_before_it_sends(
    room: Room, collecting: Page
) -> None:
    carys, dev = room.phone(), room.phone()
    respond(carys, "early-intervention", "Share one assessment across agencies")
    collecting.get_by_role("button", name="Revealed", exact=True).click()
    expect(dev.locator("#asked-early-intervention")).to_have_attribute("data-stance", "revealed")
    form = dev.locator("#ask-early-intervention form.respond")
    form.locator("textarea").fill("share one assessment across the agencies")
    form.get_by_role("button", name="Send", exact=True).click()
    expect(form.locator(".alike__words")).to_contain_text("1 says something like this")
    form.get_by_role("button", name="Endorse").click()
    expect(form.get_by_role("button", name="Endorsed ✓")).to_be_visible()
    expect(dev.locator("#mine-early-intervention .response")).to_have_count(0)
    form.get_by_role("button", name="Send mine too").click()
    expect(dev.locator("#mine-early-intervention .receipt")).to_contain_text("Received")


def test_what_may_identify_somebody_is_held_until_it_is_looked_at(
    room: Room, collecting: Page
) -> None:
    phone, screen = room.phone(), room.screen()
    respond(phone, "early-intervention", "Ring Amina on 07700 900123")
    held = collecting.locator(".incoming > li").first
    expect(held).to_contain_text("Held from the screen: looks like a phone number")
    collecting.get_by_role("button", name="Revealed", exact=True).click()
    expect(screen.locator(".figures")).to_contain_text("1 response = 0 shown + 1 held")
    held.get_by_text("Redact").click()
    held.locator("textarea").fill("Ring […]")
    held.get_by_role("button", name="Show this").click()
    expect(screen.locator(".card__text")).to_have_text("Ring […]")
    phone.get_by_role("link", name="What the organiser sees of you").click()
    expect(phone.locator(".exported")).to_contain_text("Ring Amina on 07700 900123")


def test_a_scribe_and_cards_are_kept_apart_in_the_figures(room: Room, collecting: Page) -> None:
    scribe = room.phone()
    form = scribe.locator("#ask-early-intervention form.respond")
    form.locator("textarea").fill("Our table wants one plan")
    form.get_by_text("Respond for your table").click()
    form.get_by_label("This is my table’s response").check()
    form.get_by_label("Table number").fill("4")
    form.get_by_label("How many people").fill("7")
    form.get_by_role("button", name="Send", exact=True).click()
    expect(scribe.locator("#mine-early-intervention .receipt")).to_contain_text("Received")
    board = helper(room, collecting, "Helper 1", "early-intervention")
    board.get_by_text("Key in a card, a table or a show of hands").click()
    keyed = board.locator("#keyin")
    keyed.get_by_label("Spoken").check()
    keyed.get_by_label("Its words").fill("More time to plan")
    keyed.get_by_label("People, or hands").fill("23")
    keyed.get_by_role("button", name="Store it").click()
    expect(board.locator(".board__main .figures")).to_contain_text(
        "0 responded · 1 table, for 7 people · 1 spoken, up to 23 hands"
    )
    expect(keyed.get_by_label("Its words")).to_have_value("")


def test_a_countdown_is_seen_by_all_and_cuts_nothing_off(room: Room, collecting: Page) -> None:
    phone, screen = room.phone(), room.screen()
    collecting.get_by_role("button", name="8", exact=True).click()
    counts = [page.locator(".countdown").first for page in (phone, screen, collecting)]
    for hours in (-1, 2):  # Somebody puts each laptop's and phone's clock right.
        for count in counts:
            expect(count).to_have_text(re.compile(r"^(8:00|[67]:\d\d)$"))
            moved = f"{{ const was = Date.now; Date.now = () => was() + {hours} * 3600000; }}"
            count.page.evaluate(f"() => {moved}")
    for count in counts:
        expect(count).not_to_have_text(str(count.text_content()))  # It counts on.
        expect(count).to_have_text(re.compile(r"^(8:00|[67]:\d\d)$"))
    collecting.get_by_role("button", name="1", exact=True).click()
    for page in (phone.locator("#asked-early-intervention"), screen.locator(".collecting")):
        expect(page.locator(".countdown")).to_have_text(re.compile(r"^(1:00|0:5\d)$"))
    httpx.post(  # As good as over.
        f"{room.server.url}/{room.server.code}/console/countdown/",
        data={"question": "early-intervention", "minutes": "0.02"},
        cookies={c["name"]: c["value"] for c in collecting.context.cookies()},
    )
    expect(screen.locator(".countdown")).to_have_text("time is up")
    respond(phone, "early-intervention", "Still in time")
    expect(screen.locator(".count")).to_have_text("1 response")
