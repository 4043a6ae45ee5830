"""What the peers of the fan-out send: a slide of a given size, with its number in it."""

from __future__ import annotations

import os

SLIDE_BYTES = int(os.environ.get("SLIDE_BYTES", "1024"))


def draw_slide(number: int) -> bytes:
    return f"#{number}#".encode().ljust(SLIDE_BYTES, b"x")
