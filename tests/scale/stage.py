"""The product's own server under load: `manage.py live`, and a presenter who drives it."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from urllib.parse import urlencode

from tests.live import LiveServer
from tests.scale.connection import Connection
from tests.scale.machine import on_the_server_core

QUESTION, QUESTION_SLIDE = "early-intervention", 34
COOKIES_AT_ONCE = 16
FORM = ("Content-Type: application/x-www-form-urlencoded", "HX-Request: true")
ANSWER_SECONDS = 120.0


class Stage:
    """A running `live`, on the server's core."""

    def __init__(self, data: Path) -> None:
        self.server = LiveServer(data)
        self._presenter: Connection | None = None
        self._presenter_cookie = ""

    @property
    def process(self) -> int:
        assert self.server.process
        return self.server.process.pid

    @property
    def port(self) -> int:
        return self.server.port

    @property
    def page(self) -> str:
        return f"/{self.server.code}/"

    @property
    def socket(self) -> str:
        return f"/ws/{self.server.code}/phone/"

    def start(self) -> None:
        with on_the_server_core():
            self.server.start()

    def stop(self) -> None:
        self.server.stop()

    def close(self) -> None:
        self.server.close()

    async def press(self, control: str, **fields: str) -> int:
        """Use a control of the console; the HTTP status of what came back."""
        if self._presenter is None:
            self._presenter = Connection(self.port)
        asked = self._presenter.ask(
            f"{self.page}console/{control}/",
            [f"Cookie: {self.presenter_cookie()}", *FORM],
            method="POST",
            body=urlencode(fields).encode(),
        )
        answer = await asyncio.wait_for(asked, ANSWER_SECONDS)
        return answer.status

    async def jump(self, position: int) -> bool:
        """Take the room to a slide; False for one that cannot be shown."""
        return await self.press("jump", position=str(position)) == 204

    async def ask_the_question(self) -> None:
        """Go to the question's slide, and open it."""
        assert await self.jump(QUESTION_SLIDE)
        assert await self.press("phase", question=QUESTION, phase="collecting") == 204

    async def cookies(self, count: int) -> list[str]:
        """The cookies of `count` phones that have each loaded the page."""
        shares = [count // COOKIES_AT_ONCE] * COOKIES_AT_ONCE
        shares[0] += count - sum(shares)
        return [*chain.from_iterable(await asyncio.gather(*map(self._load_pages, shares)))]

    async def frame_bytes(self) -> int:
        """The size of the frame that phones are sent now."""
        asking = Connection(self.port)
        answer = await asking.ask(f"{self.page}now/")
        asking.close()
        return len(answer.body)

    def stored_responses(self) -> int:
        """How many responses the database holds."""
        file = self.server.data / "workshop.sqlite3"
        with contextlib.closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as database:
            count: int = database.execute("SELECT count(*) FROM questions_response").fetchone()[0]
            return count

    async def _load_pages(self, count: int) -> list[str]:
        loading = Connection(self.port)
        async with asyncio.timeout(ANSWER_SECONDS):
            cookies = [(await loading.ask(self.page)).cookie for _ in range(count)]
        loading.close()
        assert all(cookies), "A phone loaded the page, and was given no cookie."
        return cookies

    def presenter_cookie(self) -> str:
        """What the presenter's browser sends; the first time, it follows the console link."""
        if not self._presenter_cookie:
            with self.server.amina() as amina:
                pairs = (f"{name}={value}" for name, value in amina.cookies.items())
                self._presenter_cookie = "; ".join(pairs)
        return self._presenter_cookie


@contextlib.contextmanager
def running_stage(data: Path) -> Iterator[Stage]:
    stage = Stage(data)
    try:
        stage.start()
        yield stage
    finally:
        stage.close()


@dataclass(frozen=True)
class Pair:
    """Two slides to go to and fro between; `frame_bytes` is the mean of their frames."""

    slides: tuple[int, int]
    frame_bytes: int


async def pair_near(stage: Stage, size: int) -> Pair:
    """The two slides whose frames are nearest to `size` bytes; the room is left on another."""
    sizes: dict[int, int] = {}
    for position in range(1, QUESTION_SLIDE):
        if await stage.jump(position):
            sizes[position] = await stage.frame_bytes()
    first, second = sorted(sizes, key=lambda position: abs(sizes[position] - size))[:2]
    await stage.jump(QUESTION_SLIDE)
    return Pair((first, second), (sizes[first] + sizes[second]) // 2)
