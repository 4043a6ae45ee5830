"""One phone behaves badly, and the others feel nothing."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from itertools import cycle
from time import monotonic

import httpx
import pytest

from tests.faults.bad_phones import Address, behaving, open_many, send_garbage, stop_reading
from tests.faults.crowd import Crowd, crowd_of
from tests.live import LiveServer

PHONES = 100
CHANGES = 6
ROUNDS = 5
BETWEEN_SECONDS = 0.25


@pytest.fixture
def presenter(server: LiveServer) -> Iterator[httpx.Client]:
    with server.amina() as client:
        press(client, server, "phase", question="early-intervention", phase="collecting")
        yield client


def press(presenter: httpx.Client, server: LiveServer, control: str, **fields: str) -> None:
    path = f"/{server.code}/console/{control}/"
    assert presenter.post(path, data=fields, headers={"HX-Request": "true"}).is_success


def slide_changes(presenter: httpx.Client, crowd: Crowd) -> list[float]:
    """The seconds from the presenter's press to each phone, for every change of one round."""
    taken = []
    for position, _ in zip(cycle((5, 6)), range(CHANGES), strict=False):
        wanted = f"Slide {position} of"
        time.sleep(BETWEEN_SECONDS)
        pressed = monotonic()
        press(presenter, crowd.server, "jump", position=str(position))
        crowd.until_shown(wanted)
        taken += [phone.slide_at - pressed for phone in crowd.phones]
    return taken


def p99(rounds: list[list[float]]) -> float:
    """The median of all rounds' 99th percentiles, in seconds."""
    return statistics.median(statistics.quantiles(taken, n=100)[98] for taken in rounds)


@pytest.mark.parametrize("badly", [stop_reading, send_garbage, open_many])
def test_the_others_feel_nothing(
    server: LiveServer, presenter: httpx.Client, badly: Callable[[Address], None]
) -> None:
    page = httpx.get(f"{server.url}/{server.code}/")
    cookie = "; ".join(f"{name}={value}" for name, value in page.cookies.items())
    bad = Address(server.port, server.code, cookie)
    calm: list[list[float]] = []
    disturbed: list[list[float]] = []
    with crowd_of(server, PHONES) as crowd:
        slide_changes(presenter, crowd)
        for _ in range(ROUNDS):
            calm.append(slide_changes(presenter, crowd))
            with behaving(badly, bad):
                disturbed.append(slide_changes(presenter, crowd))
        assert all(len(phone.connected_at) == 1 for phone in crowd.phones)
    print(f"{badly.__name__}: {p99(calm) * 1000:.0f} to {p99(disturbed) * 1000:.0f} ms")
    assert p99(disturbed) <= 2 * p99(calm)
