"""The zone of the times that people see: named, else the laptop's own, else said to be a guess."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from tests.live import LiveServer, as_a_user_has_it

TOP = Path(__file__).resolve().parents[2]
CHOOSE = "from workshop.time_zone import choose_zone; print(*choose_zone(), sep='|')"


def choose(**environment: str) -> str:
    """The zone and the doubt about it, of a process that starts with `environment`."""
    ours = {name: value for name, value in as_a_user_has_it().items() if name != "TZ"}
    command = [sys.executable, "-c", CHOOSE]
    run = subprocess.run(
        command, cwd=TOP, env={**ours, **environment}, capture_output=True, encoding="utf-8"
    )
    return run.stdout.strip() or run.stderr.strip().splitlines()[-1]


@pytest.mark.parametrize(
    ("environment", "zone"),
    [
        ({"TZ": "Asia/Kolkata"}, "Asia/Kolkata"),
        ({"TZ": ":Asia/Kolkata"}, "Asia/Kolkata"),
        ({"TZ": "EST5EDT"}, "EST5EDT"),
        ({"TZ": "UTC", "PYTHONTZPATH": ""}, "UTC"),
        ({"TZ": "Asia/Kolkata", "WORKSHOP_TIME_ZONE": "Europe/Paris"}, "Europe/Paris"),
    ],
)
def test_a_zone_that_is_named_is_taken(environment: dict[str, str], zone: str) -> None:
    assert choose(**environment) == f"{zone}|"


@pytest.mark.skipif(not os.path.exists("/etc/localtime"), reason="This system keeps it elsewhere")
def test_no_named_zone_is_the_same_as_naming_the_systems_file() -> None:
    assert choose() == choose(TZ="") == choose(TZ=":/etc/localtime")


@pytest.mark.parametrize("nonsense", ["nonsense", "<+03>-3", "../../etc/passwd"])
def test_a_zone_without_a_name_is_guessed_and_said(nonsense: str) -> None:
    zone, doubt = choose(TZ=nonsense).split("|")
    assert f"so times are those of {zone}: WORKSHOP_TIME_ZONE=" in doubt


@pytest.mark.parametrize("wrong", ["Europe/Cardiff", "Europe"])
def test_a_wrong_name_is_one_sentence_with_an_example(tmp_path: Path, wrong: str) -> None:
    command = [sys.executable, "manage.py", "live", "--no-browser", "--data", str(tmp_path)]
    environment = {**as_a_user_has_it(), "WORKSHOP_TIME_ZONE": wrong, "PYTHONIOENCODING": "utf-8"}
    refused = subprocess.run(
        command, cwd=TOP, env=environment, capture_output=True, encoding="utf-8", timeout=60
    )
    assert refused.returncode == 1
    assert f"“{wrong}”" in refused.stderr
    assert "such as Europe/London" in refused.stderr
    assert len(refused.stderr.strip().splitlines()) == 1


def test_phones_are_served_where_the_system_knows_no_zones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONTZPATH", "")
    server = LiveServer(tmp_path)
    try:
        server.start()
        assert httpx.get(f"{server.url}/{server.code}/").status_code == 200
    finally:
        server.close()
