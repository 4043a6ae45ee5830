"""The key that signs cookies: made once for each data folder, and kept there."""

from __future__ import annotations

import os
import re
import secrets
import sys
from pathlib import Path

_KEY = re.compile(r"[!-~]{32,}")  # A shorter one could be guessed.


def read_or_make_secret(file: Path) -> str:
    """The key in `file`, which is made, readable by its owner alone, when it is missing.

    Ends the program with one sentence where there is a file that holds no key: another
    key would take every phone's responses from it.
    """
    key = secrets.token_urlsafe(50)
    try:
        write_secret(file, key)
    except FileExistsError:
        return _read(file)
    except OSError as error:
        sys.exit(f"{file} cannot be written ({error.strerror}): name another folder with --data.")
    return key


def _read(file: Path) -> str:
    try:
        key = file.read_text(encoding="utf-8").strip()
    except OSError as error:
        sys.exit(f"{file} cannot be read ({error.strerror}): it holds the key that signs cookies.")
    except UnicodeDecodeError:
        key = ""
    if not is_secret(key):
        sys.exit(
            f"{file} does not hold the key that signs cookies: remove that file, then restore a "
            "copy, which has the key, or run “live”: everything stored is kept, but phones will "
            "have to join again."
        )
    return key


def is_secret(key: object) -> bool:
    return isinstance(key, str) and bool(_KEY.fullmatch(key))


def write_secret(file: Path, key: str) -> None:
    """Write `key` to `file`, for its owner alone. Raises FileExistsError when it is there."""
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as out:
        out.write(key)
