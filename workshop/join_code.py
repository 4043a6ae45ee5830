"""Six digits, shown as `482 916`, and accepted with or without the space."""

from __future__ import annotations

import re


class JoinCodeConverter:
    """The join code in a URL."""

    regex = r"\d{3} ?\d{3}"

    def to_python(self, value: str) -> str:
        return value.replace(" ", "")

    def to_url(self, value: str) -> str:
        return value


def read_join_code(typed: str) -> str | None:
    """The six digits of what a delegate typed; None when they are not six digits."""
    digits = re.sub(r"[\s\u00a0-]+", "", typed)
    return digits if re.fullmatch(r"[0-9]{6}", digits) else None
