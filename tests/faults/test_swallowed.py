"""Networks where sockets open and carry nothing: the page follows and responds all the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import LAPTOP, PHONE, PROJECTOR, Room, send
from tests.faults.forwarder import DOWN, UP, Forwarder, forwarding
from tests.faults.stored import read_stored

RECEIPT_MS = 12_000
SLOWLY_MS = 15_000
NOTE_STATES = """() => {
  const chip = document.getElementById("link-state");
  window.states = [chip.dataset.state];
  const note = () => window.states.push(chip.dataset.state);
  new MutationObserver(note).observe(chip, { attributes: true });
}"""

# From its start, and once it has been live; some only what is large.
FROM_THE_START = {"up": (UP,), "down": (DOWN,), "up and down": (UP, DOWN)}
LATER = {"later, up": (UP,), "later, up and down": (UP, DOWN), "later, what is large": (UP,)}
LARGE_BYTES = 150

Open = Callable[..., tuple[Forwarder, Page]]


@pytest.fixture
def open_behind(room: Room) -> Iterator[Open]:
    """A page that reaches the server through a network of its own, which swallows `directions`."""
    with ExitStack() as networks:

        def open_page(
            *directions: str,
            path: str = "",
            size: dict[str, int] = PHONE,
            presenter: Page | None = None,
        ) -> tuple[Forwarder, Page]:
            network = networks.enter_context(forwarding(room.server.port))
            network.swallow(*directions)
            page = room.open("about:blank", size)
            if presenter:
                page.context.add_cookies(presenter.context.cookies())  # type: ignore[arg-type]
            page.clock.install()
            page.goto(f"http://127.0.0.1:{network.port}/{room.server.code}/{path}")
            page.evaluate(NOTE_STATES)
            return network, page

        yield open_page


def test_phones_whose_sockets_carry_nothing_follow_and_respond(
    room: Room, collecting: Page, jump: Callable[[Page, int], None], open_behind: Open
) -> None:
    phones: dict[str, Page] = {}
    for name in LATER:
        network, phones[name] = open_behind()
        expect(phones[name].locator("#link-state")).to_have_text("Live")
        network.swallow(*LATER[name], over_bytes=LARGE_BYTES if "large" in name else -1)
    for name, directions in FROM_THE_START.items():
        network, phones[name] = open_behind(*directions)
    for name, phone in phones.items():
        send(phone, f"Swallowed {name}")
    for phone in phones.values():
        receipt = phone.locator("#mine-early-intervention .receipt")
        expect(receipt).to_contain_text("Received", timeout=RECEIPT_MS)
        expect(receipt).to_have_count(1)
    assert sorted(read_stored(room.server).values()) == sorted(f"Swallowed {n}" for n in phones)
    jump(collecting, 35)
    for name, phone in phones.items():
        expect(phone.locator("#slide")).to_contain_text("Slide 35 of")
        if name in FROM_THE_START:
            expect(phone.locator("#link-state")).to_have_text("Following slowly", timeout=SLOWLY_MS)
            assert "live" not in phone.evaluate("() => window.states")


def test_screen_console_and_board_whose_sockets_carry_nothing_follow_by_asking(
    collecting: Page, jump: Callable[[Page, int], None], open_behind: Open
) -> None:
    network, screen = open_behind(DOWN, path="screen/", size=PROJECTOR)
    _, console = open_behind(DOWN, path="console/", size=LAPTOP, presenter=collecting)
    _, board = open_behind(
        DOWN, path="board/early-intervention/", size=LAPTOP, presenter=collecting
    )
    pages = (screen, console, board)
    for page in pages:
        expect(page.locator("#link-state")).to_have_text("Following slowly", timeout=SLOWLY_MS)
    board.get_by_text("Key in a card, a table or a show of hands").click()
    board.get_by_label("Its words").fill("From a flip chart")
    board.get_by_role("button", name="Store it").click()
    expect(board.locator(".board__side")).to_contain_text("From a flip chart")
    expect(console.locator(".incoming")).to_contain_text("From a flip chart")
    jump(console, 6)
    expect(screen.locator(".joinstrip__slide")).to_contain_text("6 /")
    for page in pages:
        assert "live" not in page.evaluate("() => window.states")
    network.swallow()
    for _ in range(300):  # Its pauses, faster than they pass.
        if screen.locator("#link-state").get_attribute("data-state") == "live":
            break
        screen.clock.run_for(500)
        screen.wait_for_timeout(50)
    expect(screen.locator("#link-state")).to_have_text("Live")
