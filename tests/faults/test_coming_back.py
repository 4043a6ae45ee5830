"""Phones whose network, sleep or server was interrupted are back within ten seconds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from time import monotonic

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Room, send
from tests.faults.crowd import FIRST_SECONDS, JITTER, MOST_SECONDS, crowd_of
from tests.faults.forwarder import Forwarder, forwarding
from tests.faults.stored import read_stored

BACK_SECONDS = 10
BACK_MS = BACK_SECONDS * 1000
PHONES = 300
ATTEMPTS = 5


@pytest.fixture
def network(room: Room) -> Iterator[Forwarder]:
    with forwarding(room.server.port) as forwarder:
        yield forwarder


def phone_on(network: Forwarder, room: Room, *, with_clock: bool = False) -> Page:
    """A phone in a real browser that reaches the server through `network` alone."""
    page = room.open("about:blank", PHONE)
    if with_clock:
        page.clock.install()
    page.goto(f"http://127.0.0.1:{network.port}/{room.server.code}/")
    expect(page.locator("#link-state")).to_have_attribute("data-state", "live")
    return page


def is_back(phone: Page, room: Room, text: str) -> None:
    """Within the time there is, it shows the slide, and its response is stored once."""
    began = monotonic()
    expect(phone.locator("#slide")).to_contain_text("Slide 35 of", timeout=BACK_MS)
    receipt = phone.locator("#mine-early-intervention .receipt")
    expect(receipt).to_contain_text("Received", timeout=BACK_MS)
    print(f"Back after {monotonic() - began:.1f} s")
    assert monotonic() - began < BACK_SECONDS
    assert list(read_stored(room.server).values()) == [text]
    expect(receipt).to_have_count(1)


@pytest.mark.parametrize("only_downward", [False, True], ids=["request lost", "receipt lost"])
def test_a_phone_moves_to_another_network_mid_send(
    room: Room,
    collecting: Page,
    jump: Callable[[Page, int], None],
    network: Forwarder,
    only_downward: bool,
) -> None:
    phone = phone_on(network, room)
    network.silence(only_downward=only_downward)
    send(phone, "Between two networks")
    if only_downward:
        expect(collecting.locator(".figures")).to_contain_text("1 response")
    jump(collecting, 35)
    is_back(phone, room, "Between two networks")


def test_a_phone_comes_out_of_a_tunnel(
    room: Room, collecting: Page, jump: Callable[[Page, int], None], network: Forwarder
) -> None:
    phone = phone_on(network, room)
    network.is_away = True
    network.silence()
    send(phone, "From the tunnel")
    expect(phone.locator("#link-state")).to_have_attribute("data-state", "lost", timeout=BACK_MS)
    expect(phone.locator("#mine-early-intervention .receipt")).to_contain_text("Kept on this phone")
    jump(collecting, 35)
    phone.wait_for_timeout(3000)  # By now it waits for a connection that will never open.
    network.is_away = False
    is_back(phone, room, "From the tunnel")


def test_a_phone_wakes_after_ten_minutes(
    room: Room, collecting: Page, jump: Callable[[Page, int], None], network: Forwarder
) -> None:
    """Its clock goes on by ten minutes, its timers fire once, and its network has forgotten it."""
    phone = phone_on(network, room, with_clock=True)
    network.silence()
    send(phone, "Before I fell asleep")
    jump(collecting, 35)
    phone.clock.fast_forward("10:00")
    is_back(phone, room, "Before I fell asleep")


def test_a_server_that_starts_again_has_all_three_hundred_back(
    room: Room, collecting: Page, jump: Callable[[Page, int], None]
) -> None:
    server = room.server
    carys = room.phone()
    expect(carys.locator("#link-state")).to_have_attribute("data-state", "live")
    tries: list[float] = []
    carys.on("websocket", lambda _: tries.append(monotonic()))
    with crowd_of(server, PHONES) as crowd:
        server.kill()
        crowd.respond("While nobody listened")
        end = monotonic() + 30
        while len(tries) < ATTEMPTS and monotonic() < end:
            carys.wait_for_timeout(50)
        server.start()
        back_at = monotonic()
        jump(collecting, 35)
        crowd.until_shown("Slide 35 of", BACK_SECONDS - (monotonic() - back_at))
        expect(carys.locator("#slide")).to_contain_text("Slide 35 of", timeout=BACK_MS)
        assert monotonic() - back_at < BACK_SECONDS
        crowd.until_all(lambda phone: not phone.outbox, BACK_SECONDS)
        came = [phone.connected_at[-1] - back_at for phone in crowd.phones]
        stored = read_stored(server)
    assert len(stored) == len(crowd.received) == PHONES
    keeps_to_the_rule(tries)
    in_each_tenth = Counter(int(seconds * 10) for seconds in came)
    print(f"All back after {max(came):.1f} s, at most {max(in_each_tenth.values())} in 0.1 s")
    assert max(in_each_tenth.values()) < PHONES / 5


def keeps_to_the_rule(tries: list[float]) -> None:
    """The page waits between its tries as the crowd's phones do, which are bare of hx-ws."""
    for number, (one, following) in enumerate(pairwise(tries[:ATTEMPTS]), start=2):
        waits = min(FIRST_SECONDS * 2.0 ** (number - 1), MOST_SECONDS)
        assert waits * (1 - JITTER) <= following - one <= waits * (1 + JITTER) + 0.5
