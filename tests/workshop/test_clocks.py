"""What counts goes on evenly when the laptop's own clock is put right."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from questions.models import Question
from questions.phases import count_down, move_to_phase
from tests.people import ROOM
from workshop.models import Workshop
from workshop.room.drawing import draw_frame
from workshop.room.elapsed import TRYING_OUT
from workshop.room.moves import jump_to, step_back, step_forward

READERS = ("phone", "screen", "console")


@pytest.fixture
def counting(workshop: Workshop) -> str:
    jump_to(ROOM, 4)
    key = Question.objects.get().key
    move_to_phase(ROOM, key, "collecting")
    return key


def put_right(clock: pytest.MonkeyPatch, by: timedelta) -> None:
    """The laptop's time of day, which is not ours, from now on."""
    real = timezone.now
    clock.setattr(timezone, "now", lambda: real() + by)


def ends_of(view: str) -> set[str]:
    return set(re.findall(r'data-ends="(\d+)"', draw_frame(view, ROOM)))


@pytest.mark.parametrize("hours", [-1, 1])
def test_a_countdown_goes_on_as_it_was_when_the_laptops_clock_is_put_right(
    counting: str, client: Client, monkeypatch: pytest.MonkeyPatch, hours: int
) -> None:
    count_down(ROOM, counting, 8)
    before = {view: ends_of(view) for view in READERS}
    assert len(set.union(*before.values())) == 1
    clock = float(client.get("/clock").content)
    put_right(monkeypatch, timedelta(hours=hours))
    assert {view: ends_of(view) for view in READERS} == before
    (end,) = before["screen"]
    assert 0 <= int(end) - clock <= 8 * 60 + 1
    assert -1 < float(client.get("/clock").content) - clock < 60
    assert re.search(
        r"^Time left: [678]:\d\d$", client.get(f"/{ROOM}/screen.txt").content.decode(), re.M
    )
    count_down(ROOM, counting, 3)  # And one that begins after it.
    (end,) = ends_of("phone")
    assert 2 * 60 < int(end) - float(client.get("/clock").content) <= 3 * 60 + 1


def test_a_page_says_the_servers_clock_as_it_is_loaded(counting: str, amina: Client) -> None:
    for path in ("", "screen/", "console/", f"board/{counting}/"):
        page = amina.get(f"/{ROOM}/{path}").content.decode()
        found = re.search(r'data-now="([\d.]+)"', page)
        assert found, path
        assert abs(float(found[1]) - float(amina.get("/clock").content)) < 60


def begun() -> datetime | None:
    return Workshop.objects.get().begun_at


def test_the_time_counts_from_the_first_move_off_the_first_slide(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    jump_to(ROOM, 1)
    assert begun() is None
    step_forward(ROOM)
    first = begun()
    assert first
    step_forward(ROOM)
    assert begun() == first
    step_back(ROOM)
    step_back(ROOM)
    assert begun() is None  # The keys were tried out.
    step_forward(ROOM)
    first = begun()
    put_right(monkeypatch, TRYING_OUT)
    jump_to(ROOM, 1)
    assert begun() == first  # Well into it, a look at the first slide is one.


def test_the_running_time_is_the_rooms_and_not_a_pages(workshop: Workshop, amina: Client) -> None:
    assert "data-begun" not in draw_frame("console", ROOM)
    step_forward(ROOM)
    at = re.findall(r'data-begun="(\d+)"', draw_frame("console", ROOM))
    assert len(at) == 1
    assert at[0] in amina.get(f"/{ROOM}/console/").content.decode()
    Workshop.objects.update(begun_at=timezone.now() - timedelta(hours=2))
    (earlier,) = re.findall(r'data-begun="(\d+)"', draw_frame("console", ROOM))
    assert int(at[0]) - int(earlier) > 7000
    assert amina.post(f"/{ROOM}/console/begin/").status_code == 302
    (anew,) = re.findall(r'data-begun="(\d+)"', draw_frame("console", ROOM))
    assert int(anew) >= int(at[0])
