"""Pictures that a deck names."""

from __future__ import annotations

import os
import posixpath
import re
from pathlib import Path
from urllib.parse import unquote

from workshop.deck.outline import Picture

KINDS = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
    ".gif": "image/gif",
    ".svg": "image/svg+xml",
}
# Every phone of the hall fetches it, over one Wi-Fi, and every copy holds it.
MOST_BYTES = 5 * 1024 * 1024
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]+:|//", re.IGNORECASE)


def find_picture(folder: Path, source: str, alt: str) -> Picture:
    """The picture `source`, a path as Markdown has it, inside the deck's folder.

    Raises ValueError with what is wrong, in one sentence.
    """
    if not alt.strip():
        raise ValueError("the picture needs words for those who cannot see it.")
    if _ELSEWHERE.match(source):
        raise ValueError("a picture is a file beside the deck: save it there, and give its name.")
    name = unquote(source)  # Markdown writes “my map.png” as “my%20map.png”.
    folder = folder.resolve()
    try:
        if "\\" in name and not (folder / name).exists():
            name = name.replace("\\", "/")  # As somebody on Windows wrote it.
        file = (folder / name).resolve()
        is_there = file.is_file()
    except (OSError, ValueError):
        raise ValueError("the picture's name is not one that a file can have.") from None
    if not file.is_relative_to(folder):
        raise ValueError(f"the picture “{name}” is not in the deck's folder.")
    if not is_there:
        raise ValueError(f"there is no picture “{name}”.")
    if file.suffix.lower() not in KINDS:
        raise ValueError(f"“{name}” is not a PNG, JPEG, WebP, GIF or SVG picture.")
    if file.stat().st_size > MOST_BYTES:
        megabytes = file.stat().st_size / 1024 / 1024
        raise ValueError(
            f"the picture “{name}” is {megabytes:.1f} MB; the limit is 5 MB: make it smaller "
            "(1920 pixels across are enough for any projector)."
        )
    return Picture(_path_in(folder, name, file), alt.strip())


def _path_in(folder: Path, name: str, file: Path) -> str:
    """Where the deck's Markdown looks for `file`; a link has its own place there."""
    place = posixpath.normpath(name.replace("\\", "/") if os.name == "nt" else name)
    is_its_own = not place.startswith("..") and Path(place).suffix.lower() in KINDS
    if is_its_own and not Path(place).is_absolute() and (folder / place).resolve() == file:
        return place
    return file.relative_to(folder).as_posix()
