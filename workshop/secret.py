"""The key that signs cookies: made once for each data folder, and kept there."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def read_or_make_secret(file: Path) -> str:
    """The key in `file`, which is made, readable by its owner alone, when it is missing."""
    key = secrets.token_urlsafe(50)
    try:
        write_secret(file, key)
    except FileExistsError:
        return file.read_text().strip()
    return key


def write_secret(file: Path, key: str) -> None:
    """Write `key` to `file`, for its owner alone. Raises FileExistsError when it is there."""
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as out:
        out.write(key)
