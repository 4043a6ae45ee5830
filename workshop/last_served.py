"""Where `live` listened last with these data, for the commands beside it."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from workshop.addresses import EVERY_INTERFACE
from workshop.listening import CannotServe


def remember_place(host: str, port: int) -> None:
    """Raises CannotServe."""
    try:
        _file().write_text(f"{port}\n{host}\n")
    except OSError as error:
        raise CannotServe(
            f"{_file()} cannot be written ({error.strerror}): remove it, then try again."
        ) from error


def find_place(host: str | None, port: int | None, *, here: str = "localhost") -> tuple[str, int]:
    """Host and port of the running workshop, as far as nobody has named them.

    `here` is this computer where it listens on every address. Raises CannotServe.
    """
    try:
        last_port, _, last_host = _file().read_text().strip().partition("\n")
        if not 0 < int(last_port) <= 65_535:
            raise ValueError
    except FileNotFoundError:
        last_port, last_host = "8000", ""
    except (OSError, ValueError) as error:
        if port is None:
            raise CannotServe(
                f"{_file()} does not say which port the workshop has: "
                "name it with --port, or start “manage.py live” again."
            ) from error
        last_host = ""
    return host or (here if last_host in EVERY_INTERFACE else last_host), port or int(last_port)


def _file() -> Path:
    return Path(settings.DATA_DIR) / "port"
