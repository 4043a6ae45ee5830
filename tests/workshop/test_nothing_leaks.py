"""What is held, hidden, redacted or withdrawn reaches no phone and no screen, by any way in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from uuid import uuid4

import httpx
import pytest
from django.urls import reverse
from websockets.sync.client import connect

from tests.live import LiveServer
from workshop.access import delegate_cookie
from workshop.urls import facilitator_urls, presenter_urls, urlpatterns

QUESTION = "early-intervention"
DISPLAYS = ("wall", "themes", "phrases", "ranking", "sectors", "actions")
PHASES = ("collecting", "revealed", "prioritising", "committing", "closed")

# Each with words of its own, that stand nowhere else.
SHOWN = "Plainsight assessments for all"
SECRETS = {
    "held": "Ring Heldaway on 07700 900123",
    "hidden": "Hiddenaway said the team is weak",
    "redacted": "Redactedaway at the centre said so",
    "withdrawn": "Withdrawnaway was a mistake",
    "changed after its redaction": "Changedaway said it again",
    "held proposal": "Proposedaway must ring 07700 900123",
}
MARKS = [words.split()[1] if "Ring" in words else words.split()[0] for words in SECRETS.values()]
CLOSED = {str(route.name) for route in [*presenter_urls, *facilitator_urls]}


class Stage:
    """A workshop with one response of each kind, and who looks at it."""

    def __init__(self, server: LiveServer) -> None:
        self.server = server
        self.presenter = httpx.Client(base_url=server.url, follow_redirects=True)
        self.presenter.get(server.console_path)
        self.speaker = self._delegate()
        self.visitor = self._delegate()
        self.press("console/jump", position="34")
        self.keys = {}
        self.phase("collecting")
        for kind, words in {"shown": SHOWN, **SECRETS}.items():
            self.keys[kind] = self.send("respond", text=words) if "proposal" not in kind else ""
        self.send("withdraw", response=self.keys["withdrawn"])
        self.step("hide", "hidden")
        for kind in ("redacted", "changed after its redaction"):
            self.step("redact", kind, text="Somebody […] said so")
        self.step("quote", "shown", theme="parents")
        changed = {"response": self.keys["changed after its redaction"], "revision": "1"}
        self.send("change", text=SECRETS["changed after its redaction"] + " now", **changed)
        self.phase("committing")
        self.send("propose", what=SECRETS["held proposal"], who="", by_when="")

    def _delegate(self) -> httpx.Client:
        client = httpx.Client(base_url=self.server.url, follow_redirects=True)
        client.get(f"/{self.server.code}/")
        return client

    def press(self, what: str, **fields: str) -> None:
        assert self.try_to(what, **fields), f"{what} was refused: {fields}"

    def try_to(self, what: str, **fields: str) -> bool:
        """Press what may not be offered now; whether it was done."""
        answer = self.presenter.post(
            f"/{self.server.code}/{what}/", data=fields, headers={"HX-Request": "true"}
        )
        assert answer.status_code in (204, 422), answer.text
        return answer.status_code == 204

    def phase(self, phase: str) -> None:
        self.press("console/phase", question=QUESTION, phase=phase)

    def step(self, verb: str, kind: str, **said: str) -> None:
        fields = {"verb": verb, "response": self.keys[kind]} | said
        self.press(f"board/{QUESTION}/step", **fields)

    def send(self, action: str, **fields: str) -> str:
        key = fields.pop("response", str(uuid4()))
        answer = self.speaker.post(
            f"/{self.server.code}/respond/",
            data={"action": action, "question": QUESTION, "response": key} | fields,
            headers={"HX-Request": "true"},
        )
        assert 'data-status="refused"' not in answer.text, answer.text
        return key

    def everything_open(self) -> Iterator[tuple[str, str]]:
        """What anybody gets who is not a facilitator, by every page and socket there is."""
        code = self.server.code
        for route in urlpatterns:
            name = str(route.name)
            if name in CLOSED or name == "picture":
                continue
            wanted = {"code": code, "key": QUESTION, "position": 34}
            takes = route.pattern.converters
            path = reverse(name, kwargs={k: v for k, v in wanted.items() if k in takes})
            for headers in ({}, {"HX-Request": "true"}):
                yield f"GET {name}", self.visitor.get(path, headers=headers).text
        for words in SECRETS.values():
            fields = {"question": QUESTION, "text": words}
            yield "alike", self.visitor.post(f"/{code}/alike/", data=fields).text.replace(words, "")
        for view in ("phone", "screen"):
            yield f"socket {view}", self._listen(view)

    def _listen(self, view: str) -> str:
        name = delegate_cookie(self.server.code)
        cookie = f"{name}={self.visitor.cookies[name]}"
        url = f"ws://127.0.0.1:{self.server.port}/ws/{self.server.code}/{view}/"
        heard = []
        with connect(url, additional_headers={"Cookie": cookie}, origin=self.server.url) as socket:  # type: ignore[call-overload]
            heard.append(str(socket.recv(10)))
            if view == "phone":
                asked = {"action": "endorse", "response": self.keys["hidden"], "revision": 1}
                socket.send(json.dumps(asked))
                heard.append(str(socket.recv(10)))
        return "\n".join(heard)


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    server = LiveServer(tmp_path_factory.mktemp("data"))
    server.start()
    yield Stage(server)
    server.close()


@pytest.mark.parametrize("phase", PHASES)
def test_no_secret_words_leave_in_any_phase_or_view(stage: Stage, phase: str) -> None:
    stage.phase(phase)
    for display in DISPLAYS:
        stage.try_to("console/in-view", question=QUESTION, live="1")
        stage.try_to("console/in-view", question=QUESTION, ranking="1")
        stage.try_to("console/display", question=QUESTION, display=display)
        for way, text in stage.everything_open():
            for mark in MARKS:
                assert mark not in text, f"“{mark}” leaves by {way}, {phase}, {display}"
    stage.press("console/in-view", question=QUESTION, live="0", ranking="0")


def test_what_is_collected_blind_leaves_by_no_way_before_the_reveal(stage: Stage) -> None:
    stage.phase("collecting")
    for way, text in stage.everything_open():
        assert "Plainsight" not in text, f"it leaves by {way}"


def test_the_test_would_see_it(stage: Stage) -> None:
    stage.phase("revealed")
    ways = {way for way, text in stage.everything_open() if "Plainsight" in text}
    assert {"GET screen", "GET screen-text", "GET said", "socket screen"} <= ways
    stage.step("spotlight", "shown")
    stage.step("hide", "shown")
    assert not any("Plainsight" in text for _, text in stage.everything_open())
    stage.press(f"board/{QUESTION}/undo", direction="undo")
    assert any("Plainsight" in text for _, text in stage.everything_open())


def test_a_figure_of_held_responses_cannot_be_put_on_the_screen(stage: Stage) -> None:
    stage.phase("revealed")
    for figure in ("held", "hidden", "redacted", "late"):
        fields = {"question": QUESTION, "display": "wall", "figure": figure}
        answer = stage.presenter.post(
            f"/{stage.server.code}/console/display/", data=fields, headers={"HX-Request": "true"}
        )
        assert answer.status_code == 422


def test_a_facilitator_sees_what_is_behind_each_figure(stage: Stage) -> None:
    stage.phase("revealed")
    behind = f"/{stage.server.code}/board/{QUESTION}/behind/"
    for figure, mark in (("held", "Heldaway"), ("hidden", "Hiddenaway"), ("", "Plainsight")):
        assert mark in stage.presenter.get(behind, params={"figure": figure}).text
    assert stage.presenter.get(behind, params={"figure": "theme/gone"}).status_code == 404


def test_a_delegate_sees_all_of_their_own_as_it_is_exported(stage: Stage) -> None:
    own = stage.speaker.get(f"/{stage.server.code}/mine/export/").text
    exported = stage.presenter.get(f"/{stage.server.code}/responses.json").json()
    for row in exported:
        for value in row.values():
            assert str(value) in own.replace("&amp;", "&").replace("&#x27;", "'")
