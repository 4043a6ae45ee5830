"""The power goes, thirty times, in a storm of responses: a receipt means stored.

SIGKILL ends the server between any two instructions. What the disk itself does
with a lost supply is SQLite's `synchronous=FULL`, which no test here can try.
"""

from __future__ import annotations

import random
from time import monotonic

from playwright.sync_api import Page, expect

from tests.browser.conftest import Room, send
from tests.faults.crowd import crowd_of
from tests.faults.stored import read_stored

CUTS = 30
WIRE_PHONES = 30
BROWSER_PHONES = 3
MOST_SECONDS_OF_STORM = 2.5
ALL_ARRIVED_SECONDS = 30
RECEIVED = '[data-receipt][data-status="received"]'
WITHOUT_RECEIPT = '.receipt:not([data-status="received"])'


class BrowserPhone:
    """A phone in a real browser: it responds at random moments, and its page does the rest."""

    def __init__(self, page: Page, number: int) -> None:
        self.page, self.number = page, number
        self.sent: list[str] = []
        self.ask = page.locator("#ask-early-intervention")

    def respond(self) -> None:
        self.sent.append(f"Browser {self.number}, number {len(self.sent)}")
        send(self.page, self.sent[-1])

    def received(self) -> set[str]:
        """The responses that the page shows with a receipt."""
        found: list[str] = self.ask.locator(RECEIVED).evaluate_all(
            "items => items.map(item => item.dataset.receipt)"
        )
        return set(found)

    def outbox(self) -> list[str]:
        kept: list[str] = self.page.evaluate(
            "Object.keys(localStorage).filter(place => place.startsWith('outbox/'))"
        )
        return kept


def test_thirty_power_cuts_in_a_storm_lose_nothing_and_double_nothing(
    room: Room, collecting: Page
) -> None:
    seed = random.SystemRandom().randrange(10_000)
    print(f"Seed {seed}")
    cuts = random.Random(seed)
    server = room.server
    browsers = [BrowserPhone(room.phone(), number) for number in range(BROWSER_PHONES)]
    for one in browsers:
        expect(one.page.locator("#link-state")).to_have_attribute("data-state", "live")
    with crowd_of(server, WIRE_PHONES) as crowd:
        with crowd.storm():
            for _ in range(CUTS):
                end = monotonic() + cuts.uniform(0, MOST_SECONDS_OF_STORM)
                while monotonic() < end:
                    cuts.choice(browsers).respond()
                    cuts.choice(browsers).page.wait_for_timeout(cuts.uniform(0, 300))
                server.kill()
                with_receipt = set(crowd.received).union(*(b.received() for b in browsers))
                server.start()
                missing = with_receipt - read_stored(server).keys()
                assert not missing, f"{len(missing)} had a receipt and are not stored"
        crowd.until_all(lambda phone: not phone.outbox, ALL_ARRIVED_SECONDS)
        for one in browsers:
            waiting = one.ask.locator(WITHOUT_RECEIPT)
            expect(waiting).to_have_count(0, timeout=ALL_ARRIVED_SECONDS * 1000)
            assert one.outbox() == []
        stored = read_stored(server)
        sent_in_browsers = {text for one in browsers for text in one.sent}
        print(f"{len(stored)} responses, of them {len(sent_in_browsers)} from browsers")
        assert [refusal for phone in crowd.phones for refusal in phone.refused] == []
        assert set(stored.values()) == set(crowd.received.values()) | sent_in_browsers
        assert len(stored) == len(crowd.received) + len(sent_in_browsers)
