"""A QR code for the terminal: dark on light there, whatever the terminal's own colours are."""

from __future__ import annotations

import os
import sys

import segno

BORDER = 4  # The quiet zone that the standard asks for, in modules.
# Black on white of the 256 fixed colours, which no theme changes, as it does the first 16.
_DARK_ON_LIGHT, _AS_BEFORE = "\033[38;5;16;48;5;231m", "\033[0m"
# Two rows in one line, by which of them is inked: neither, the lower, the upper, both.
_HALVES = " ▄▀█"


def draw_qr(url: str) -> str:
    """The code in lines of half blocks; empty where there is no terminal that knows them."""
    try:
        _HALVES.encode(sys.stdout.encoding)
    except UnicodeEncodeError:
        return ""
    if not sys.stdout.isatty():
        return ""
    rows = [list(row) for row in segno.make(url, micro=False).matrix_iter(border=BORDER)]
    rows += [[0] * len(rows[0])] * (len(rows) % 2)
    pairs = list(zip(rows[::2], rows[1::2], strict=True))
    if _knows_colours():
        lines = (_join(upper, lower, 1) for upper, lower in pairs)
        return "\n".join(f"{_DARK_ON_LIGHT}{line}{_AS_BEFORE}" for line in lines)
    inked = 1 if _has_light_background() else 0
    return "\n".join(_join(upper, lower, inked) for upper, lower in pairs)


def _join(upper: list[int], lower: list[int], inked: int) -> str:
    """A line of half blocks, with ink where a module is `inked`: 1 is dark."""
    return "".join(
        _HALVES[2 * (bool(up) == inked) + (bool(down) == inked)]
        for up, down in zip(upper, lower, strict=True)
    )


def _knows_colours() -> bool:
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return sys.platform != "win32" or _turn_on_colours()


def _has_light_background() -> bool:
    """What some terminals say of themselves, as in `0;15`; most are dark where none does."""
    return os.environ.get("COLORFGBG", "").rpartition(";")[2] in ("7", "15")


if sys.platform == "win32":
    import ctypes

    _STANDARD_OUTPUT, _UNDERSTAND_CODES = -11, 0x4

    def _turn_on_colours() -> bool:
        """Ask a Windows console to understand colour codes: one since Windows 10 does."""
        windows = ctypes.windll.kernel32
        console, mode = windows.GetStdHandle(_STANDARD_OUTPUT), ctypes.c_uint32()
        if not windows.GetConsoleMode(console, ctypes.byref(mode)):
            return False
        return bool(windows.SetConsoleMode(console, mode.value | _UNDERSTAND_CODES))

else:

    def _turn_on_colours() -> bool:
        return True
