"""A real browser against the real server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urljoin

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    WebSocketRoute,
    expect,
)

from tests.browser.wide import WideRoom, wide_room
from tests.live import LiveServer
from workshop.room.presses import DOUBLE_PRESS

PHONE = {"width": 360, "height": 740}
LAPTOP = {"width": 1440, "height": 900}
PROJECTOR = {"width": 1920, "height": 1080}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[LiveServer]:
    server = LiveServer(tmp_path / "data")
    server.start()
    yield server
    server.close()


@pytest.fixture(scope="session")
def wide(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WideRoom]:
    """A workshop of the longest words, filled; each test takes it to where it needs it."""
    with wide_room(tmp_path_factory.mktemp("wide")) as room:
        room.fill()
        yield room


def look_up(console: Page) -> None:
    """Look at the screen, as a presenter does between two presses that are both meant."""
    console.wait_for_timeout(DOUBLE_PRESS.total_seconds() * 1000 + 50)


def send(phone: Page, text: str) -> None:
    """Respond to the question on early intervention."""
    ask = phone.locator("#ask-early-intervention")
    ask.locator("textarea[name=text]").first.fill(text)
    ask.get_by_role("button", name="Send").click()


class Link:
    """A phone's link to the server, which a test can cut and mend."""

    def __init__(self, context: BrowserContext) -> None:
        self.context, self.is_cut = context, False
        self.sockets: list[WebSocketRoute] = []
        context.route_web_socket("**/ws/**", self._connect)

    def cut(self) -> None:
        self.is_cut = True
        self.context.set_offline(True)
        for socket in self.sockets:
            socket.close(code=1006)
        self.sockets.clear()

    def mend(self) -> None:
        self.is_cut = False
        self.context.set_offline(False)

    def _connect(self, socket: WebSocketRoute) -> None:
        if self.is_cut:
            socket.close(code=1006)
        else:
            socket.connect_to_server()
            self.sockets.append(socket)


class Room:
    """Everybody's pages, and what their browsers complained of."""

    def __init__(self, browser: Browser, server: LiveServer) -> None:
        self.browser, self.server = browser, server
        self.complaints: list[str] = []
        self.contexts: list[BrowserContext] = []

    def open(
        self, path: str, size: dict[str, int], *, scripts: bool = True, host: str = "127.0.0.1"
    ) -> Page:
        """A page in a browser profile of its own."""
        context = self.browser.new_context(
            viewport=size,  # type: ignore[arg-type]
            java_script_enabled=scripts,
            accept_downloads=True,
        )
        context.set_default_timeout(15_000)
        self.contexts.append(context)
        page = context.new_page()
        page.on("console", self._listen)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.goto(urljoin(f"http://{host}:{self.server.port}", path))
        return page

    def phone(self, *, scripts: bool = True) -> Page:
        return self.open(f"/{self.server.code}/", PHONE, scripts=scripts)

    def screen(self, size: dict[str, int] | None = None) -> Page:
        return self.open(f"/{self.server.code}/screen/", size or PROJECTOR)

    def console(self) -> Page:
        return self.open(self.server.console_path, LAPTOP)

    def _listen(self, message: ConsoleMessage) -> None:
        # A link that is lost and found again is part of the tests.
        lost_link = any(
            word in message.text
            for word in ("WebSocket", "net::ERR_", "htmx:ws:error", "Failed to fetch")
        )
        if message.type in ("error", "warning") and not lost_link:
            self.complaints.append(message.text)

    def close(self) -> None:
        for context in self.contexts:
            context.close()


@pytest.fixture
def room(browser: Browser, server: LiveServer) -> Iterator[Room]:
    """A workshop that is live; at its end no page may have broken the policy or failed."""
    room = Room(browser, server)
    yield room
    room.close()
    assert room.complaints == []


@pytest.fixture
def jump(room: Room) -> Callable[[Page, int], None]:
    """Take the room to a slide, from the console."""

    def jump_to(console: Page, position: int) -> None:
        console.get_by_label("Jump to a slide").select_option(str(position))
        expect(console.locator(".console__place > h2")).to_contain_text(f"Now · {position} of")

    return jump_to


@pytest.fixture
def collecting(room: Room, jump: Callable[[Page, int], None]) -> Page:
    """The console, while the question on early intervention, slide 34, is collecting."""
    console = room.console()
    jump(console, 34)
    console.get_by_role("button", name="Collecting").click()
    expect(console.locator(".phases [aria-pressed=true]")).to_have_text("Collecting")
    return console
