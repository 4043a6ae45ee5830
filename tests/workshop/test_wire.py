"""docs/wire.md names every message, and its examples hold."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from questions.messages import ACTIONS, read_entry
from questions.receipts import Status
from tests.people import CARYS, ROOM
from workshop.live import socket

TOP = Path(__file__).resolve().parents[2]
WIRE = (TOP / "docs/wire.md").read_text()
FRAMES = sorted((TOP / "templates/workshop/frames").glob("*.html"))


def targets_of(template: str) -> set[str]:
    """What a frame's template pushes to, with the variable part as `<question>`."""
    found = re.findall(r'hx-target="(#[^"]+)"', template)
    return {re.sub(r"\{\{[^}]+\}\}", "<question>", target) for target in found}


@pytest.mark.parametrize("action", ACTIONS)
def test_every_action_is_documented_with_an_example_that_is_taken(action: str) -> None:
    section = re.search(rf"### `{action}`\n(.*?)(?=\n###? |\Z)", WIRE, re.S)
    assert section, f"docs/wire.md has no section for “{action}”"
    example = re.search(r"```json\n(.*?)\n```", section[1], re.S)
    assert example, f"docs/wire.md has no example for “{action}”"
    message = json.loads(example[1])
    assert message["action"] == action
    assert read_entry(ROOM, CARYS, message)


def test_no_action_is_documented_that_there_is_not() -> None:
    inbound = WIRE.split("## Out:")[0]
    assert set(re.findall(r"### `(\w+)`", inbound)) == set(ACTIONS)


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.name)
def test_every_frame_is_documented_with_all_that_it_targets(frame: Path) -> None:
    section = re.search(rf"`workshop/frames/{frame.name}`(.*?)(?=\n`|\n## |\Z)", WIRE, re.S)
    assert section, f"docs/wire.md does not name {frame.name}"
    for target in targets_of(frame.read_text()):
        assert f"`{target}`" in section[1], f"{frame.name} also targets {target}"


@pytest.mark.parametrize("status", Status)
def test_every_status_of_a_receipt_is_documented(status: Status) -> None:
    assert f"| `{status}` |" in WIRE


def test_every_close_code_is_documented() -> None:
    codes = {
        name: value
        for name, value in vars(socket).items()
        if isinstance(value, int) and 999 < value < 5000  # RFC 6455, 7.4.2
    }
    assert codes
    for name, code in codes.items():
        assert f"| {code} | `{name}`" in WIRE
