"""The QR code in the terminal is dark on light, on a dark terminal and on a light one."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import segno

TOP = Path(__file__).resolve().parents[2]
URL = "http://192.168.1.5:8000/482916/"
PROGRAM = f"from workshop.terminal_qr import draw_qr; print(draw_qr({URL!r}))"
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")


def in_a_terminal(**environment: str) -> str:
    """What is printed to a real terminal, of which only `environment` is said."""
    import pty

    ours = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "TERM")}
    us, them = pty.openpty()
    child = subprocess.Popen(
        [sys.executable, "-c", PROGRAM],
        cwd=TOP,
        env={**ours, "PYTHONIOENCODING": "utf-8", "TERM": "xterm-256color", **environment},
        stdin=them,
        stdout=them,
    )
    os.close(them)
    said = b""
    while part := _read(us):
        said += part
    os.close(us)
    assert child.wait() == 0
    return said.decode().replace("\r\n", "\n")


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # How Linux says that nobody writes there any longer.
        return b""


def seen(said: str, ink: bool, paper: bool) -> list[list[bool]]:
    """Each module as a camera sees it, True where dark, on a terminal with these colours."""
    rows: list[list[bool]] = []
    for line in said.strip("\n").split("\n"):
        fore, back = ink, paper
        upper: list[bool] = []
        lower: list[bool] = []
        for code, half in re.findall(r"\033\[([\d;]+)m|([ ▀▄█])", line):
            if code:
                fore, back = {"38;5;16;48;5;231": (True, False), "0": (ink, paper)}[code]
                continue
            upper.append(fore if half in "▀█" else back)
            lower.append(fore if half in "▄█" else back)
        rows += [upper, lower]
    return rows


def expected() -> list[list[bool]]:
    code = segno.make(URL, micro=False).matrix_iter(border=4)
    rows = [[bool(module) for module in row] for row in code]
    return [*rows, *[[False] * len(rows[0])] * (len(rows) % 2)]


def test_it_is_dark_on_light_on_both_kinds_of_terminal() -> None:
    said = in_a_terminal()
    for ink, paper in ((False, True), (True, False)):
        assert seen(said, ink, paper) == expected()
    assert all(line.endswith("\033[0m") for line in said.strip("\n").split("\n"))


@pytest.mark.parametrize("plain", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_without_colours_it_suits_the_terminal_as_far_as_that_says(plain: dict[str, str]) -> None:
    dark = in_a_terminal(**plain)
    assert seen(dark, ink=False, paper=True) == expected()
    light = in_a_terminal(**plain, COLORFGBG="0;15")
    assert seen(light, ink=True, paper=False) == expected()
    assert "\033" not in dark + light


def test_there_is_none_where_it_cannot_be_shown() -> None:
    assert in_a_terminal(PYTHONIOENCODING="ascii").strip() == ""
    piped = subprocess.run([sys.executable, "-c", PROGRAM], cwd=TOP, capture_output=True, text=True)
    assert (piped.stdout.strip(), piped.returncode) == ("", 0)
