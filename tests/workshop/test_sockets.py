"""The sockets of the real server: follow, respond, and survive what others send."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import InvalidStatus

from tests.live import LiveServer

QUESTION = "early-intervention"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    server = LiveServer(tmp_path_factory.mktemp("data"))
    server.start()
    with server.amina() as presenter:
        put(presenter, server, "collecting")
    yield server
    server.close()


def put(presenter: httpx.Client, server: LiveServer, phase: str) -> None:
    answer = presenter.post(
        f"/{server.code}/console/phase/",
        data={"question": QUESTION, "phase": phase},
        headers={"HX-Request": "true"},
    )
    assert answer.status_code == 204


def rows(server: LiveServer) -> list[dict[str, Any]]:
    with server.amina() as presenter:
        found: list[dict[str, Any]] = presenter.get(f"/{server.code}/responses.json").json()
        return found


class Phone:
    """A delegate's phone, as bare as the wire: it sends JSON and reads fragments."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket

    async def send(self, **message: object) -> None:
        await self.socket.send(json.dumps(message))

    async def respond(self, text: str, key: str = "") -> str:
        """Send a response, and return its receipt."""
        key = key or str(uuid4())
        await self.send(action="respond", question=QUESTION, response=key, text=text, theme="")
        return await self.until(f'data-receipt="{key}"')

    async def until(self, words: str) -> str:
        """The next fragment that holds `words`."""
        async with asyncio.timeout(10):
            while words not in (fragment := str(await self.socket.recv())):
                pass
        return fragment


@asynccontextmanager
async def phone(server: LiveServer, name: str = "phone", **cookies: str) -> AsyncIterator[Phone]:
    jar = cookies or dict(httpx.get(f"{server.url}/{server.code}/").cookies)
    header = "; ".join(f"{key}={value}" for key, value in jar.items())
    async with connect(
        f"ws://127.0.0.1:{server.port}/ws/{server.code}/{name}/",
        additional_headers={"Cookie": header},
        origin=server.url,  # type: ignore[arg-type]
        max_size=None,
    ) as socket:
        yield Phone(socket)


def run(test: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Run `test` in a loop of its own; the browser tests' loop may be in this thread."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, test()).result()


def test_spaces_come_back_as_they_were_and_nothing_is_made_of_them(server: LiveServer) -> None:
    async def go() -> None:
        async with phone(server) as carys:
            for spaces, back in (("", ""), (" " * 3000, " " * 3000), (" " * 20_000, " " * 16_000)):
                await carys.socket.send(spaces)
                while fragment := str(await carys.socket.recv()).replace(back, "", 1):
                    assert fragment.strip(), "These spaces are not those that were sent."
            for others in ("\u3000" * 40, "\n\t"):
                await carys.socket.send(others)
                await carys.until("not readable")

    run(go)


def test_a_receipt_comes_once_the_response_is_stored(server: LiveServer) -> None:
    key = str(uuid4())

    async def go() -> None:
        async with phone(server) as carys:
            receipt = await carys.respond("Share <b>one</b> assessment", key)
            assert 'data-status="received"' in receipt
            assert receipt.lstrip().startswith("<li")
            assert "&lt;b&gt;one" in receipt

    run(go)
    assert [row["response"] for row in rows(server) if row["response_id"] == key] == [
        "Share <b>one</b> assessment"
    ]


@pytest.mark.parametrize(
    "message",
    [
        "not json",
        "[1, 2]",
        "null",
        "[" * 15_000,
        json.dumps({"action": "vote"}),
        json.dumps({}),
        json.dumps({"action": "respond", "question": QUESTION, "response": "x", "text": "x"}),
        json.dumps({"action": "respond", "question": "no", "response": str(uuid4()), "text": "x"}),
        json.dumps({"action": "respond", "response": str(uuid4()), "text": "x" * 1_000_000}),
        '{"action": "respond", "question": "early-intervention", "response": "'
        + str(uuid4())
        + '", "text": "\\ud800"}',
    ],
    ids=lambda message: message[:24],
)
def test_nonsense_is_refused_with_a_reason_and_the_socket_stays_open(
    server: LiveServer, message: str
) -> None:
    before = len(rows(server))

    async def go() -> None:
        async with phone(server) as dev:
            await dev.socket.send(message)
            refusal = await dev.until('data-status="refused"')
            assert re.search(r'data-reason="[^"]{10,}"', refusal)
            assert 'data-status="received"' in await dev.respond("Honest all the same")

    run(go)
    assert len(rows(server)) == before + 1


def test_somebody_elses_response_is_refused(server: LiveServer) -> None:
    key = str(uuid4())

    async def go() -> None:
        async with phone(server) as carys, phone(server) as dev:
            await carys.respond("Mine", key)
            for message in (
                {"action": "respond", "question": QUESTION, "text": "Taken"},
                {"action": "change", "text": "Taken", "revision": 5},
                {"action": "withdraw"},
            ):
                await dev.send(response=key, **message)
                assert 'data-status="refused"' in await dev.until(f'data-receipt="{key}"')

    run(go)
    assert [row["response"] for row in rows(server) if row["response_id"] == key] == ["Mine"]


def test_a_phone_without_its_cookie_follows_but_cannot_respond(server: LiveServer) -> None:
    async def go() -> None:
        async with phone(server, nobody="1") as stranger:
            await stranger.until('data-problem="no-cookie"')
            await stranger.send(action="respond", question=QUESTION, text="Who am I?")
            await stranger.until('data-problem="no-cookie"')

    run(go)


def test_what_a_phone_sent_is_shown_to_it_again_when_it_comes_back(server: LiveServer) -> None:
    cookies = dict(httpx.get(f"{server.url}/{server.code}/").cookies)

    async def go() -> None:
        async with phone(server, **cookies) as carys:
            await carys.respond("Before the tunnel")
        async with phone(server, **cookies) as carys:
            own = await carys.until("Before the tunnel")
            assert f'hx-target="#mine-{QUESTION}"' in own
        async with phone(server) as dev:
            await dev.until('hx-target="#slide"')
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(1):
                    await dev.until("Before the tunnel")

    run(go)


def test_every_phone_and_screen_follows_the_presenter(server: LiveServer) -> None:
    async def go() -> None:
        async with phone(server) as carys, phone(server, "screen") as screen:
            await carys.until("Slide 1 of")
            await screen.until("1 / ")
            with server.amina() as presenter:
                jump = f"/{server.code}/console/jump/"
                await asyncio.to_thread(presenter.post, jump, data={"position": "3"})
                await carys.until("Slide 3 of")
                await screen.until("3 / ")
                await asyncio.to_thread(presenter.post, jump, data={"position": "1"})
                await carys.until("Slide 1 of")

    run(go)


@pytest.mark.parametrize("origin", ["https://elsewhere.example", None])
@pytest.mark.parametrize("name", ["phone", "screen", "console"])
def test_a_socket_from_another_site_is_refused(
    server: LiveServer, origin: str | None, name: str
) -> None:
    async def go() -> None:
        with pytest.raises(InvalidStatus):
            async with connect(
                f"ws://127.0.0.1:{server.port}/ws/{server.code}/{name}/",
                origin=origin,  # type: ignore[arg-type]
            ):
                pass

    run(go)


def test_nobodys_responses_reach_a_phone_or_the_screen_before_the_reveal(
    server: LiveServer,
) -> None:
    secret = "Only the console may see this yet"

    async def go() -> None:
        async with phone(server) as carys, phone(server, "screen") as screen:
            await carys.respond(secret)
            for watcher in (screen,):
                with pytest.raises(TimeoutError):
                    async with asyncio.timeout(1.5):
                        await watcher.until(secret)

    run(go)
    for path in ("", "now/", "screen/", "mine/"):
        answer = httpx.get(f"{server.url}/{server.code}/{path}", follow_redirects=True)
        assert answer.status_code == 200
        assert secret not in answer.text


def test_a_workshop_that_there_is_not_ends_the_socket_for_good(server: LiveServer) -> None:
    async def go() -> None:
        code = "100000" if server.code != "100000" else "100001"
        async with connect(
            f"ws://127.0.0.1:{server.port}/ws/{code}/phone/",
            origin=server.url,  # type: ignore[arg-type]
        ) as socket:
            await socket.wait_closed()
            assert socket.close_code == 4404

    run(go)


def test_sigterm_keeps_every_response_that_has_a_receipt(tmp_path: Path) -> None:
    server = LiveServer(tmp_path)
    server.start()
    try:
        with server.amina() as presenter:
            put(presenter, server, "collecting")
        received: list[str] = []

        async def storm(carys: Phone) -> None:
            try:
                while True:
                    key = str(uuid4())
                    receipt = await carys.respond("In the storm", key)
                    assert 'data-status="received"' in receipt
                    received.append(key)
            except Exception:
                return  # The server went away.

        async def go() -> None:
            async with phone(server) as carys, phone(server) as dev, phone(server) as efa:
                storms = [asyncio.create_task(storm(one)) for one in (carys, dev, efa)]
                await asyncio.sleep(1)
                assert await asyncio.to_thread(server.stop) == 0
                await asyncio.gather(*storms)

        run(go)
        assert len(received) > 10
        assert "Every response that was received is stored" in server.output
        server.start()
        stored = [row["response_id"] for row in rows(server)]
        assert set(received) <= set(stored)
        assert len(stored) == len(set(stored))
    finally:
        server.close()
