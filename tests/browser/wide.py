"""A workshop whose words are as long as they may be, with no space to break them at."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from uuid import uuid4

import httpx
from playwright.sync_api import Page, expect

from tests.live import LiveServer

QUESTION, PARTS, PLAIN = "long-words", "in-parts", "early-help"
THEME = "Wirtschaftsförderungsangelegenheit" * 3
POSITIONS = {QUESTION: 4, PARTS: 5, PLAIN: 6}
MOMENT = 1_700_000_000_000  # By the phones' clocks, in milliseconds.
RESPONSE = "https://example.org/" + "early-help-for-every-family/" * 21
SECTORS = [f"Kinderbetreuungs{'einrichtungs' * 4}träger{number}" for number in range(3)]


def word(start: str, letters: int = 80) -> str:
    return (start + "Verantwortungsgemeinschaft" * 4)[:letters]


def deck() -> str:
    """A list, columns, outcomes, and two questions, the second in two parts."""
    sectors = "".join(f"\n  - {sector}" for sector in SECTORS)
    themes = "".join(
        f"\n    - key: theme-{number}\n      name: {THEME[:79]}{number}" for number in range(6)
    )
    return f"""---
title: {word("Title")}
sectors:{sectors}
---

# {word("Cover")}

{word("Lead")}

---

# {word("List")}

{word("Words")}

- {word("Point")}
  - {word("Under")}

---
layout: columns
---

# {word("Columns")}

## {word("Left")}

- {word("Helps")}

## {word("Right")}

- {word("Hinders")}

<!-- {word("Note")} -->

---
layout: question
question:
  key: {QUESTION}
  words: "{word("Words", 300)}"
  guidance: "{word("Guidance")}"
  themes:{themes}
---

# {word("Question")}

---
layout: question
question:
  key: {PARTS}
  words: "What helps?"
  prompts:
    - key: one
      words: "{word("Prompt")}"
    - key: two
      words: "{word("Another")}"
---

# {word("Parts")}

---
layout: question
question:
  key: {PLAIN}
  words: "How can we be sure that help comes early?"
  themes:
    - Shared assessment
    - Schools
---

# Early help
"""


class Delegate:
    """A phone that says everything by plain POST."""

    def __init__(self, server: LiveServer) -> None:
        self.client = httpx.Client(base_url=f"{server.url}/{server.code}/")
        self.client.get("")
        self.revisions = count(1)

    def say(self, action: str, **fields: str) -> None:
        answer = self.client.post("respond/", data={"action": action} | fields)
        assert answer.status_code == 303, answer.text

    def respond(self, text: str, question: str = QUESTION, **fields: str) -> str:
        key = str(uuid4())
        self.say("respond", response=key, question=question, text=text, **fields)
        return key


class WideRoom:
    """The workshop, by what Amina presses and delegates send; pages are opened as one of them."""

    def __init__(self, server: LiveServer) -> None:
        self.server = server
        self.amina = server.amina()
        self.delegates = [Delegate(server) for _ in range(12)]

    def press(self, path: str, **fields: str) -> None:
        answer = self.amina.post(f"/{self.server.code}/{path}", data=fields)
        assert answer.is_success, answer.text

    def visit(self, page: Page, path: str, who: Delegate | None = None) -> None:
        """Open `path` as Amina, or as a delegate, and wait until it is live."""
        jar = (who.client if who else self.amina).cookies.jar
        page.context.clear_cookies()
        page.context.add_cookies(
            [{"name": c.name, "value": c.value or "", "url": self.server.url} for c in jar]
        )
        page.goto(f"{self.server.url}/{self.server.code}/{path}")
        if page.locator("#link-state").count():
            expect(page.locator("#link-state")).to_have_attribute("data-state", "live")

    def jump(self, position: int) -> None:
        self.press("console/jump/", position=str(position))

    def phase(self, phase: str, question: str = QUESTION) -> None:
        self.press("console/phase/", question=question, phase=phase)

    def go_to(self, question: str, phase: str) -> None:
        self.jump(POSITIONS[question])
        self.phase(phase, question)

    def show(self, display: str) -> None:
        self.press("console/display/", question=QUESTION, display=display)

    def step(self, verb: str, **fields: str) -> None:
        self.press(f"board/{QUESTION}/step/", verb=verb, **fields)

    def fill(self) -> None:
        """Everybody says where they work, responds, endorses, and has a response held."""
        self.go_to(QUESTION, "collecting")
        keys = []
        for number, delegate in enumerate(self.delegates):
            delegate.say("introduce", sector=SECTORS[number % 2], table="4")
            theme = f"theme-{max(0, number - 9)}"  # Of one, enough to compare sectors by.
            keys.append(delegate.respond(f"{number}{RESPONSE}"[:600], theme=theme))
        self.delegates[0].respond(f"Ring {word('Held')} on 07700 900123")
        self.delegates[1].respond(word("Ungrouped", 600))
        self.phase("revealed")
        for delegate in self.delegates[1:]:
            delegate.say("endorse", response=keys[0], given="1", revision=str(MOMENT))
        self.step("hide", response=keys[-1])
        self.step("quote", response=keys[0], theme="theme-0")

        self.go_to(PLAIN, "collecting")
        for number, delegate in enumerate(self.delegates):
            delegate.respond(f"{number}: share one assessment, and visit at home", PLAIN)
        self.go_to(PARTS, "collecting")
        self.delegates[0].respond(word("Part", 600), PARTS, prompt="one")
        self.go_to(QUESTION, "revealed")

    def decide(self) -> None:
        """Dots on a theme, actions proposed and agreed."""
        self.phase("prioritising")
        for delegate in self.delegates:
            fields = {"dots-theme-0": "3", "dots-theme-1": "2", "revision": str(MOMENT)}
            delegate.say("prioritise", question=QUESTION, **fields)
        self.phase("committing")
        said = {"what": word("Act", 300), "who": word("Who", 100), "by_when": word("When", 60)}
        self.delegates[0].say("propose", question=QUESTION, **said)
        self.step("agree", theme="theme-0", **said)


@contextmanager
def wide_room(folder: Path) -> Iterator[WideRoom]:
    path = folder / "wide.md"
    path.write_text(deck(), encoding="utf-8")
    server = LiveServer(folder / "data", "--deck", str(path))
    server.start()
    try:
        yield WideRoom(server)
    finally:
        server.close()
