"""Phones that all respond in one moment, and what becomes of it."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import uuid4

from tests.scale.crowd import Crowd
from tests.scale.figures import percentile
from tests.scale.machine import CannotMeasure
from tests.scale.stage import QUESTION, Stage

WORDS = "Keeping experienced social workers in the county, and letting them work together"
ROUND_SECONDS = 120.0
VIEWS = ("screen", "console")


@dataclass(frozen=True)
class Round:
    """`per_second` from the first response sent to the last receipt; the rest in ms."""

    per_second: float
    p50_ms: float
    p99_ms: float


class Responders:
    """A server, and phones that respond to it. `names_response`: its receipts say to which."""

    def __init__(
        self, name: str, process: int, port: int, path: str, *, names_response: bool = True
    ) -> None:
        self.name, self.process, self.names_response = name, process, names_response
        self.crowd = Crowd(name, port, path)

    async def admit_up_to(self, cookies: Sequence[str]) -> None:
        await self.crowd.open(cookies[len(self.crowd.phones) :])
        await self.crowd.quiet()

    async def respond_at_once(self) -> Round:
        keys = [str(uuid4()) for _ in self.crowd.phones]
        messages = [_message(key) for key in keys]
        self.crowd.expect([self._receipt_mark(key) for key in keys])
        sent_at, started = [], time.perf_counter()
        for phone, message in zip(self.crowd.phones, messages, strict=True):
            sent_at.append(time.perf_counter())
            phone.say(message)
        took = await self.crowd.all_have_it(ROUND_SECONDS) - started
        waits_ms = [
            (phone.got_at - sent) * 1000
            for phone, sent in zip(self.crowd.phones, sent_at, strict=True)
        ]
        return Round(len(keys) / took, percentile(waits_ms, 50), percentile(waits_ms, 99))

    def _receipt_mark(self, key: str) -> bytes:
        named = f'data-receipt="{key}" ' if self.names_response else ""
        return f'{named}data-status="received"'.encode()


class LiveResponders(Responders):
    """The product's; what it gave receipts for is counted in its database after each round."""

    def __init__(self, stage: Stage) -> None:
        super().__init__("live", stage.process, stage.port, stage.socket)
        self.stage = stage

    async def respond_at_once(self) -> Round:
        before = self.stage.stored_responses()
        found = await super().respond_at_once()
        stored = self.stage.stored_responses() - before
        if stored != len(self.crowd.phones):
            raise CannotMeasure(f"{len(self.crowd.phones)} receipts, but {stored} stored: a fault.")
        return found


class WatchedResponders(LiveResponders):
    """The same phones, while a screen and the console watch, as in any room."""

    def __init__(self, stage: Stage, crowd: Crowd) -> None:
        super().__init__(stage)
        self.name, self.crowd = "live, with screen and console", crowd

    async def respond_at_once(self) -> Round:
        code = self.stage.server.code
        watchers = [Crowd(view, self.stage.port, f"/ws/{code}/{view}/") for view in VIEWS]
        for watcher in watchers:
            await watcher.open([self.stage.presenter_cookie()])
            await watcher.quiet()
        found = await super().respond_at_once()
        for watcher in watchers:
            watcher.close()
        return found


def _message(key: str) -> bytes:
    message = {"action": "respond", "question": QUESTION, "response": key, "text": WORDS}
    return json.dumps(message).encode()
