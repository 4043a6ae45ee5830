"""Pictures that a deck names."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

from workshop.deck.outline import Picture

_ENDINGS = (".png", ".jpg", ".jpeg", ".webp", ".gif", ".svg")
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]+:|//", re.IGNORECASE)


def find_picture(folder: Path, source: str, alt: str) -> Picture:
    """The picture `source`, a path as Markdown has it, inside the deck's folder.

    Raises ValueError with what is wrong, in one sentence.
    """
    if not alt.strip():
        raise ValueError("the picture needs words for those who cannot see it.")
    if _ELSEWHERE.match(source):
        raise ValueError("a picture is a file beside the deck: save it there, and give its name.")
    # Markdown writes “my map.png” as “my%20map.png”, and Windows “a/b.png” as “a\b.png”.
    name = unquote(source).replace("\\", "/")
    folder = folder.resolve()
    try:
        file = (folder / name).resolve()
        is_there = file.is_file()
    except (OSError, ValueError):
        raise ValueError("the picture's name is not one that a file can have.") from None
    if not file.is_relative_to(folder):
        raise ValueError(f"the picture “{name}” is not in the deck's folder.")
    if not is_there:
        raise ValueError(f"there is no picture “{name}”.")
    if file.suffix.lower() not in _ENDINGS:
        raise ValueError(f"“{name}” is not a PNG, JPEG, WebP, GIF or SVG picture.")
    return Picture(file.relative_to(folder).as_posix(), alt.strip())
