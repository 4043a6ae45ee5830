"""One simulated phone, as the wire has it: it follows, responds, and loses its link.

What it sent it keeps until the receipt comes, and sends it again under the same
key, as a real phone's outbox does.
"""

from __future__ import annotations

import asyncio
import json
from random import Random
from time import monotonic
from uuid import UUID

from websockets.asyncio.client import ClientConnection
from websockets.exceptions import WebSocketException

from workshop.access import make_rehearsal_pass, read_delegate
from workshop.rehearsal.measuring import Measures, Sent
from workshop.rehearsal.outbox import Kept, Outbox
from workshop.rehearsal.page import Form, PhoneFrame, read_forms, read_phone_frame, read_receipts
from workshop.rehearsal.place import Place
from workshop.rehearsal.words import say_something, typing_seconds

# The page's own back-off, as _live_head.html sets it.
FIRST_RETRY_SECONDS, LAST_RETRY_SECONDS, RETRY_JITTER = 0.3, 5.0, 0.3

LOSS_EVERY_SECONDS = 60.0
LONGEST_TUNNEL_SECONDS = 3.0
# The hardest moment to lose a link is just after Send, before the receipt.
LOST_AT_SEND = 0.08
RESPONDS_TWICE = 0.35
CHOOSES_A_THEME = 0.4
OPEN = ("collecting", "revealed")
BROKEN_LINK = (OSError, WebSocketException, TimeoutError)


class Phone:
    """`pace` is how long, in seconds, people take over a question."""

    def __init__(self, number: int, place: Place, measures: Measures, pace: float) -> None:
        self.number, self.delegate = number, UUID(int=0)
        self._place, self._measures, self._pace = place, measures, pace
        self._random = Random()
        self._forms: dict[str, list[Form]] = {}
        self._stances: dict[str, str] = {}
        self._asked: set[str] = set()
        self._outbox = Outbox()
        self._socket: ClientConnection | None = None
        self._tasks: asyncio.TaskGroup | None = None
        self._is_talking, self._tunnel = True, 0.0

    @property
    def waits(self) -> bool:
        """Something that it sent has no receipt yet."""
        return bool(self._outbox)

    async def live(self) -> None:
        """Join, follow and respond until cancelled."""
        cookies = await self._join()
        async with asyncio.TaskGroup() as self._tasks:
            self._tasks.create_task(self._lose_link_now_and_then())
            await self._stay_connected(cookies)

    def fall_silent(self) -> None:
        """Begin nothing new, and keep the link: what is on its way may still arrive."""
        self._is_talking = False

    async def resend(self) -> None:
        """Send again what has waited too long for its receipt."""
        for kept in self._outbox.overdue():
            await self._send(kept)

    async def _join(self) -> dict[str, str]:
        """Load the page, as often as it takes; the cookie that came with it."""
        code, wait = self._place.code, FIRST_RETRY_SECONDS
        while True:
            try:
                answer = await self._place.fetch_soon(f"?rehearsal={make_rehearsal_pass(code)}")
            except OSError:
                answer = None
            delegate = read_delegate(answer.cookies, code) if answer else None
            if answer and delegate:
                break
            wait = await self._wait_to_retry(wait)
        self.delegate = delegate
        for form in read_forms(answer.body):
            self._forms.setdefault(form.question, []).append(form)
        return answer.cookies

    async def _stay_connected(self, cookies: dict[str, str]) -> None:
        wait = FIRST_RETRY_SECONDS
        while True:
            try:
                async with self._place.socket("phone", cookies) as socket:
                    wait = FIRST_RETRY_SECONDS
                    await self._follow(socket)
            except BROKEN_LINK:
                pass  # It is there to be lost; the outbox has what it may have cost.
            finally:
                self._socket = None
                self._measures.disconnect(self.number)
                self._outbox.lose_link()
            await asyncio.sleep(self._tunnel)
            self._tunnel = 0.0
            wait = await self._wait_to_retry(wait)

    async def _wait_to_retry(self, wait: float) -> float:
        """Wait so many seconds, less or more; how many it is to be the next time."""
        await asyncio.sleep(wait * self._random.uniform(1 - RETRY_JITTER, 1 + RETRY_JITTER))
        return min(wait * 2, LAST_RETRY_SECONDS)

    async def _follow(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._measures.connect(self.number)
        for kept in self._outbox.all():
            await self._send(kept)
        async for message in socket:
            text = str(message)
            if frame := read_phone_frame(text):
                self._look_at(frame)
            for key, status in read_receipts(text):
                self._measures.take_receipt(key, status)
                self._outbox.settle(key)

    def _look_at(self, frame: PhoneFrame) -> None:
        self._measures.see_slide(self.number, frame.position)
        for question, stance in frame.stances.items():
            self._stances[question] = stance
            if stance in OPEN and question not in self._asked and self._tasks:
                self._asked.add(question)
                for _ in range(1 + (self._random.random() < RESPONDS_TWICE)):
                    self._tasks.create_task(self._respond(question))

    async def _respond(self, question: str) -> None:
        """Think, type and send; not when the room has moved on meanwhile."""
        form = self._random.choice(self._forms.get(question) or [Form(question, "", ())])
        text = say_something(question, form.prompt, self._random)
        # A short rehearsal has no time for slow thumbs.
        typing = min(typing_seconds(text), self._pace / 2)
        await asyncio.sleep(self._random.uniform(0, self._pace - typing) + typing)
        if self._is_talking and self._stances[question] in {*OPEN, "closed"}:
            await self._submit(form, text)

    async def _submit(self, form: Form, text: str) -> None:
        has_theme = form.themes and self._random.random() < CHOOSES_A_THEME
        sent = Sent(form.question, was_cut=self._socket is None)
        message = {
            "action": "respond",
            "question": form.question,
            "prompt": form.prompt,
            "response": str(sent.key),
            "text": text,
            "theme": self._random.choice(form.themes) if has_theme else "",
        }
        self._measures.sent[sent.key] = sent
        await self._send(self._outbox.keep(sent, json.dumps(message)))
        if self._random.random() < LOST_AT_SEND:
            self._lose_link()

    async def _send(self, kept: Kept) -> None:
        if self._socket is None:
            return
        kept.sent_at = monotonic()
        try:
            await self._socket.send(kept.message)
        except BROKEN_LINK:
            kept.sent_at = None  # It goes out on the next link.

    async def _lose_link_now_and_then(self) -> None:
        while True:
            await asyncio.sleep(self._random.expovariate(1 / LOSS_EVERY_SECONDS))
            self._lose_link()

    def _lose_link(self) -> None:
        """Break off without a word, as a tunnel does, and stay away a moment."""
        if self._socket and self._is_talking:
            self._measures.losses += 1
            self._tunnel = self._random.uniform(0, LONGEST_TUNNEL_SECONDS)
            self._socket.transport.abort()
