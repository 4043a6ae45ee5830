"""Controls keep their places: nothing that comes, goes or changes its words moves another."""

from __future__ import annotations

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Room, send

QUESTION = "early-intervention"
END_OF_SPOTLIGHT = ".board__state .button--primary:enabled"
SIZES = [{"width": 1440, "height": 900}, {"width": 1366, "height": 768}]

# Every control that stands by itself, by what it is, with its box in whole pixels.
BOXES = """() => {
  const found = {};
  const lists = '.incoming, .queue__list, .tiles, .columns, [open] > :not(summary)';
  const controls = 'button, a[href], summary, select, input:not([type=hidden])';
  for (const one of document.querySelectorAll(controls)) {
    if (!one.checkVisibility() || one.closest(lists)) continue;
    const form = one.closest('form');
    const name = [form ? form.getAttribute('action') : one.getAttribute('href'), one.id, one.name,
      ['live', 'ranking', 'show'].includes(one.name) ? '' : one.value,
      one.dataset.key ?? '', one.closest('summary, .golive') ? one.textContent.trim() : ''];
    const box = one.getBoundingClientRect();
    const edges = [box.x, box.y, box.width, box.height];
    found[name.join(' ')] = edges.map(Math.round).join(' ');
  }
  return found;
}"""


class Places:
    """Where each control of a page was first seen; none may be seen elsewhere later."""

    def __init__(self, page: Page) -> None:
        self.page, self.first = page, dict[str, str]()

    def look(self, state: str) -> None:
        for name, box in self.page.evaluate(BOXES).items():
            assert self.first.setdefault(name, box) == box, f"{name} moved: {state}"


class Presenter:
    """Amina's hand, by the same requests as the buttons."""

    def __init__(self, room: Room, console: Page) -> None:
        self.room = room
        cookies = {str(c["name"]): str(c["value"]) for c in console.context.cookies()}
        self.client = httpx.Client(base_url=room.server.url, cookies=cookies)

    def press(self, what: str, **fields: str) -> None:
        fields = {"question": QUESTION} | fields
        answer = self.client.post(
            f"/{self.room.server.code}/{what}/", data=fields, headers={"HX-Request": "true"}
        )
        assert answer.status_code == 204, answer.text


def test_every_control_of_the_console_and_the_board_keeps_its_place(
    room: Room, collecting: Page
) -> None:
    amina, pages = Presenter(room, collecting), list[Places]()
    consoles, boards = list[Page](), list[Page]()
    for path, opened in (("console/", consoles), (f"board/{QUESTION}/", boards)):
        for size in SIZES:
            page = collecting.context.new_page()
            page.set_viewport_size(size)  # type: ignore[arg-type]
            page.goto(f"{room.server.url}/{room.server.code}/{path}")
            opened.append(page)
            pages.append(Places(page))
    console = consoles[0]

    def look(state: str, *seen: tuple[list[Page], str]) -> None:
        for kind, selector in seen:
            for page in kind:
                expect(page.locator(selector)).to_have_count(1)
        for places in pages:
            places.look(state)

    look("collecting", (consoles, "[aria-pressed=true][value=collecting]"))
    amina.press("console/countdown", minutes="8")
    look("a countdown", (consoles, ".countdown"))
    amina.press("console/countdown", minutes="0")
    carys = room.phone()
    for text in ("Schools must be at the table", "Ring 07700 900123"):
        send(carys, text)
    look("one is held", (consoles, ".tool--board:has-text('1 held')"))
    amina.press("console/in-view", live="1")
    look("live", (consoles, ".golive [aria-pressed=true]"))
    key = console.locator(".incoming .response:not(.response--held)").get_attribute("id")
    assert key
    step = {"response": key.removeprefix("incoming-")}
    amina.press(f"board/{QUESTION}/step", verb="spotlight", **step)
    look("a spotlight", (consoles, ".tool--spotlight:enabled"), (boards, END_OF_SPOTLIGHT))
    for page in (*consoles, *boards):
        page.locator("#notice").evaluate(
            "(n) => { n.textContent = 'Nothing changed. '.repeat(9); n.hidden = false; }"
        )
    look("a notice")
    for phase in ("waiting", "revealed", "prioritising", "committing", "closed"):
        amina.press("console/phase", phase=phase)
        look(phase, (consoles, f"[aria-pressed=true][value={phase}]"))
    amina.press("console/phase", phase="prioritising")
    amina.press("console/in-view", ranking="1")
    look("the ranking", (consoles, ".tool--ranking[aria-pressed=true]"))
    amina.press("console/phase", phase="collecting", question="workforce")
    look("another is still open", (consoles, ".leftopen button"))
    amina.press("console/rehearsal/show", show="1")
    look("the rehearsal", (consoles, ".rehearsal-mark"))
    for words in ("Reconnecting…", "Following slowly", "Connecting…"):
        for page in (*consoles, *boards):
            page.locator("#link-state").evaluate("(chip, words) => chip.textContent = words", words)
        look(words)
    amina.press("console/jump", position="5")
    look("a slide without a question", (consoles, "h2:text('Now · 5 of')"))


def test_a_press_hits_the_response_that_was_aimed_at(room: Room, collecting: Page) -> None:
    console = collecting
    carys = room.phone()
    send(carys, "First of all, time to plan")
    first = console.locator(".incoming .response", has_text="First of all")
    hide = first.get_by_role("button", name="Hide")
    hide.hover()
    before = hide.bounding_box()
    send(carys, "Then schools at the table")
    expect(console.locator(".incoming .response")).to_have_count(2)
    assert hide.bounding_box() == pytest.approx(before, abs=1)  # A list scrolls by whole pixels.
    console.mouse.down()
    console.mouse.up()
    expect(first).to_have_count(0)
    # The second press of a double press hits nothing.
    console.mouse.down()
    console.mouse.up()
    console.mouse.move(5, 5)
    expect(console.locator(".incoming .response", has_text="Then schools")).to_be_in_viewport()
    expect(console.locator(".figures")).to_contain_text("+ 1 hidden")


def test_show_live_alone_asks_first(room: Room, collecting: Page) -> None:
    screen, console = room.screen(), collecting
    send(room.phone(), "Time to plan together")
    expect(screen.locator(".count")).to_have_text("1 response")
    show = console.locator(".golive summary")
    at = show.bounding_box()
    show.dblclick()  # Asks, and no longer.
    expect(console.get_by_role("button", name="Show them live")).to_be_hidden()
    show.click()
    confirm = console.get_by_role("button", name="Show them live")
    box = confirm.bounding_box()
    assert at
    assert box
    assert box["y"] >= at["y"] + at["height"]
    send(room.phone(), "And a second response")  # What comes meanwhile leaves the question open.
    expect(console.locator(".incoming .response")).to_have_count(2)
    confirm.click()
    expect(screen.locator(".card")).to_have_count(2)
    live = console.locator(".golive button")
    assert live.bounding_box() == at
    live.click()  # Back at once, unasked.
    expect(screen.locator(".count")).to_have_text("2 responses")
    plain = room.open("/", size=SIZES[0], scripts=False)
    plain.context.add_cookies(console.context.cookies())  # type: ignore[arg-type]
    plain.goto(f"{room.server.url}/{room.server.code}/console/")
    plain.locator(".golive summary").click()
    plain.get_by_role("button", name="Show them live").click()
    expect(screen.locator(".card")).to_have_count(2)
