"""Who becomes a simulated delegate: nobody but who brings a sound pass."""

from __future__ import annotations

import time

import pytest
from django.core.signing import TimestampSigner, b62_encode
from django.test import Client

from questions.rehearsal import is_rehearsal_key
from tests.people import ROOM
from workshop.access import PASS_MINUTES, make_rehearsal_pass, read_delegate
from workshop.models import Workshop


class Earlier(TimestampSigner):
    """Signs as the server did when today's passes had just run out."""

    def timestamp(self) -> str:
        return b62_encode(int(time.time()) - PASS_MINUTES * 60 - 1)


def is_simulated(client: Client, given: str) -> bool:
    """Whether the phone that loads the page with this pass is a simulated delegate."""
    answer = client.get(f"/{ROOM}/", {"rehearsal": given} if given else {})
    assert answer.status_code == 200
    cookies = {name: morsel.value for name, morsel in client.cookies.items()}
    key = read_delegate(cookies, ROOM)
    assert key
    return is_rehearsal_key(key)


def test_a_sound_pass_makes_a_simulated_delegate(workshop: Workshop) -> None:
    assert is_simulated(Client(), make_rehearsal_pass(ROOM))


@pytest.mark.parametrize(
    "given",
    [
        "",
        ROOM,
        f"{ROOM}:1abcde:forged",
        make_rehearsal_pass("100000"),
        TimestampSigner(salt="delegate-482916").sign(ROOM),
        Earlier(salt="rehearsal").sign(ROOM),
    ],
    ids=["none", "bare", "forged", "another room's", "another salt's", "expired"],
)
def test_without_a_sound_pass_a_phone_is_an_ordinary_delegate(
    workshop: Workshop, given: str
) -> None:
    assert not is_simulated(Client(), given)


def test_a_pass_takes_nothing_from_a_delegate_who_is_here(carys: Client) -> None:
    assert not is_simulated(carys, make_rehearsal_pass(ROOM))
