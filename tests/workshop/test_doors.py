"""The presenter's doors, pages, downloads and sockets alike, and all who may not come in."""

from __future__ import annotations

import asyncio
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from urllib.parse import urlsplit

import httpx
import pytest
from django.urls import reverse
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from tests.live import TOP, LiveServer, as_a_user_has_it
from workshop.access import console_cookie, delegate_cookie
from workshop.live.routing import open_sockets, presenter_sockets, sockets
from workshop.urls import facilitator_urls, presenter_urls, urlpatterns

OPEN_PAGES = {
    *("join", "healthz", "readyz", "clock", "phone", "now", "mine", "respond", "look-back"),
    *("picture", "screen", "screen-now", "screen-text", "screen-words", "said", "alike", "export"),
}
PAGES = [str(route.name) for route in presenter_urls]
BOARD_PAGES = [str(route.name) for route in facilitator_urls]
POSTED = {
    *("step", "begin", "jump", "phase", "display", "in-view", "countdown", "invite"),
    *("undo-press", "go-on"),
    *("board-step", "board-undo", "key-in"),
    *(name for name in PAGES if name.startswith("rehearsal-")),
}
QUESTION = "workforce"
BOARD_DOORS = [*BOARD_PAGES, f"socket board/{QUESTION}"]
DOORS = [*PAGES, *(f"socket {name}" for name in presenter_sockets), *BOARD_DOORS]

HELPER = "a helper"

Cookies = dict[str, str]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    server = LiveServer(tmp_path_factory.mktemp("data"))
    yield server
    server.close()


@pytest.fixture(scope="module")
def visitors(server: LiveServer) -> dict[str, Cookies]:
    """Everybody who may knock, with the cookies that they bring."""
    server.start()
    another = _follow(server, server.console_path)
    server.stop()
    server.output, server.options = "", ("--new",)
    server.start()
    name = console_cookie(server.code)
    delegate = httpx.get(f"{server.url}/{server.code}/").cookies[delegate_cookie(server.code)]
    return {
        "nobody": {},
        "a forger": {name: "1:abc:def"},
        "a delegate": {name: delegate},
        "another workshop's presenter": {name: next(iter(another.values()))},
        "one whose link was ended": _follow_and_end(server),
        HELPER: _follow(server, _link_for_helper(server)),
        "the presenter": _follow(server, server.console_path),
    }


def _link_for_helper(server: LiveServer) -> str:
    command = [sys.executable, "manage.py", "link", "--data", str(server.data), "--helper", HELPER]
    made = subprocess.check_output(command, cwd=TOP, env=as_a_user_has_it(), text=True)
    return urlsplit(made.strip())._replace(scheme="", netloc="").geturl()


def _helpers_way(door: str, answers: dict[str, int]) -> dict[str, int]:
    """A helper comes in at the board, and nowhere else."""
    if door not in BOARD_DOORS:
        return {}
    assert answers[HELPER] in (101, 200, 302, 422)
    return {HELPER: answers[HELPER]}


def _follow(server: LiveServer, path: str) -> Cookies:
    return dict(httpx.get(server.url + path).cookies)


def _follow_and_end(server: LiveServer) -> Cookies:
    """Come in by a link of one's own, whose row is then deleted."""
    command = [sys.executable, "manage.py", "link", "--data", str(server.data)]
    made = subprocess.check_output(command, cwd=TOP, env=as_a_user_has_it(), text=True)
    cookies = _follow(server, urlsplit(made.strip())._replace(scheme="", netloc="").geturl())
    assert knock(server, "console", cookies) == 200
    with closing(sqlite3.connect(server.data / "workshop.sqlite3")) as database, database:
        database.execute(
            "DELETE FROM workshop_consolelink WHERE id = (SELECT max(id) FROM workshop_consolelink)"
        )
    return cookies


def knock(server: LiveServer, door: str, cookies: Cookies) -> int:
    """The status that `door` answers with; 101 is an open socket."""
    if door.startswith("socket "):
        with ThreadPoolExecutor(1) as thread:
            return thread.submit(asyncio.run, _knock_at_socket(server, door[7:], cookies)).result()
    with httpx.Client(base_url=server.url, cookies=cookies) as client:
        of_question = door in BOARD_PAGES and door != "board-door"
        path = reverse(door, args=[server.code, *([QUESTION] if of_question else [])])
        answer = client.post(path, data={"position": "1"}) if door in POSTED else client.get(path)
        return answer.status_code


async def _knock_at_socket(server: LiveServer, name: str, cookies: Cookies) -> int:
    try:
        async with connect(
            f"ws://127.0.0.1:{server.port}/ws/{server.code}/{name}/",
            additional_headers={"Cookie": "; ".join(f"{k}={v}" for k, v in cookies.items())},
            origin=server.url,  # type: ignore[arg-type]
        ) as socket:
            await socket.recv()
            return 101
    except InvalidStatus as refused:
        return refused.response.status_code


def where_it_stands(server: LiveServer) -> list[tuple[object, ...]]:
    """The slide of each workshop, and the phase of each question."""
    with closing(sqlite3.connect(server.data / "workshop.sqlite3")) as database:
        places = database.execute("SELECT code, position FROM workshop_workshop ORDER BY id")
        phases = database.execute("SELECT id, phase FROM questions_question ORDER BY id")
        return [*places.fetchall(), *phases.fetchall()]


def test_every_way_in_is_either_the_presenters_or_known_to_be_open() -> None:
    assert {str(route.name) for route in urlpatterns} == OPEN_PAGES | {*PAGES, *BOARD_PAGES}
    assert set(open_sockets) == {"phone", "screen"}
    assert len(sockets.routes) == len(open_sockets) + len(presenter_sockets) + 1


@pytest.mark.parametrize("door", DOORS)
def test_the_presenter_comes_in(
    server: LiveServer, visitors: dict[str, Cookies], door: str
) -> None:
    assert knock(server, door, visitors["the presenter"]) in (101, 200, 302, 422)


@pytest.mark.parametrize("door", DOORS)
def test_nobody_else_comes_in(server: LiveServer, visitors: dict[str, Cookies], door: str) -> None:
    strangers = {who: brought for who, brought in visitors.items() if who != "the presenter"}
    before = where_it_stands(server)
    answers = {who: knock(server, door, brought) for who, brought in strangers.items()}
    assert answers == dict.fromkeys(strangers, 403) | _helpers_way(door, answers)
    assert where_it_stands(server) == before
