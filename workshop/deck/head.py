"""One YAML head: its values, and the line of each."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from typing import Any

import yaml

from workshop.deck.outline import DeckError
from workshop.deck.parts import Part

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
            raise self.error(f"“{key}” must be a list.", key)
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


class _Loader(yaml.SafeLoader):
    """YAML's safe loader, that also tells the line of a date or number it cannot make."""

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        try:
            return super().construct_object(node, deep)
        except ValueError as error:
            raise yaml.constructor.ConstructorError(
                None, None, str(error), node.start_mark
            ) from None


def read_head(file: str, part: Part, known: tuple[str, ...]) -> Head:
    """The head in `part`. Raises DeckError with the line that is wrong."""
    lines: dict[Path, int] = {(): part.line}
    try:
        node = yaml.compose(part.text, _Loader)
        values = yaml.load(part.text, _Loader)
        _find_lines(file, part.line, node, (), lines, set())
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = part.line + (mark.line if mark else 0)
        raise DeckError(file, line, f"the head is not valid YAML: {error.problem}.") from None
    except yaml.reader.ReaderError as error:
        line = part.line + part.text[: error.position].count("\n")
        raise DeckError(file, line, "the head has a character that YAML does not take.") from None
    except RecursionError:
        raise DeckError(file, part.line, "the head is nested too deeply.") from None
    head = Head(file, lines, values)
    if not isinstance(values, dict):
        raise head.error("the head must be lines of the form “key: value”.")
    head.check_keys(known)
    return head


def _find_lines(
    file: str,
    first: int,
    node: yaml.Node | None,
    path: Path,
    lines: dict[Path, int],
    seen: set[int],
) -> None:
    """Put the line of every value below `node` in `lines`. An alias is followed once."""
    if node is None or id(node) in seen:
        return
    seen.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            lines[(*path, index)] = first + item.start_mark.line
            _find_lines(file, first, item, (*path, index), lines, seen)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            below, line = (*path, key.value), first + key.start_mark.line
            if below in lines:
                raise DeckError(file, line, f"“{key.value}” is said twice.")
            lines[below] = line
            _find_lines(file, first, value, below, lines, seen)
