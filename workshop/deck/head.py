"""One head: its values, and the line of each."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from typing import Any

from workshop.deck.outline import DeckError

_SLUG = re.compile(r"[a-z0-9][a-z0-9-]*")

Path = tuple[str | int, ...]


class Head:
    """A value read from YAML, that says file and line when something in it is wrong.

    `lines` has the line of every value by its path from the top; `path` is
    where in the head this one stands.
    """

    def __init__(self, file: str, lines: dict[Path, int], value: Any, path: Path = ()) -> None:
        self.file, self.lines, self.value, self.path = file, lines, value, path

    def get(self, key: str) -> Any:
        return self.value.get(key)

    def __contains__(self, key: str) -> bool:
        return key in self.value

    def inside(self, key: str | int) -> Head:
        return Head(self.file, self.lines, self.value[key], (*self.path, key))

    def items(self, key: str) -> Iterator[Head]:
        """Each of the list `key`, which may be missing."""
        if key not in self:
            return
        listed = self.inside(key)
        if not isinstance(listed.value, list):
            raise self.error(f"“{key}” must be a list: a line for each, with “- ” before it.", key)
        for index in range(len(listed.value)):
            yield listed.inside(index)

    def error(self, problem: str, *keys: str | int) -> DeckError:
        """What is wrong, at the line of what `keys` lead to, or of the nearest above it."""
        path = (*self.path, *keys)
        while path not in self.lines and path:
            path = path[:-1]
        return DeckError(self.file, self.lines[path], problem)

    def text(self, key: str, limit: int) -> str:
        """A short text on one line, empty when it is not there."""
        return self.inside(key).as_text(f"“{key}”", limit) if key in self else ""

    def as_text(self, name: str, limit: int) -> str:
        if not isinstance(self.value, str):
            raise self.error(f"{name} must be text: put it in quotes.")
        words = " ".join(self.value.split())
        if len(words) > limit:
            raise self.error(f"{name} is longer than {limit} characters.")
        return words

    def slug(self, key: str, limit: int) -> str:
        value = self.text(key, limit)
        if not value:
            raise self.error(f"there is no “{key}” here.", key)
        if not _SLUG.fullmatch(value):
            raise self.error(
                f"“{key}” must be small letters, digits and hyphens, and is “{value}”.", key
            )
        return value

    def check_keys(self, known: tuple[str, ...]) -> None:
        for key in self.value:
            if key not in known:
                near = difflib.get_close_matches(str(key), known, 1)
                hint = f"did you mean “{near[0]}”?" if near else f"known are {', '.join(known)}."
                raise self.error(f"“{key}” is not known here; {hint}", key)
