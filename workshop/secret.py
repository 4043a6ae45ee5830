"""The key that signs cookies: made once for each data folder, and kept there."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def read_or_make_secret(file: Path) -> str:
    """The key in `file`, which is made, readable by its owner alone, when it is missing."""
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text().strip()
    with os.fdopen(descriptor, "w") as out:
        key = secrets.token_urlsafe(50)
        out.write(key)
    return key
