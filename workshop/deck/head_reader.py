"""Read a head's YAML as the text that its author typed.

YAML takes `2008` for a number, `No` for false, `&` and `*` for marks of its own, and
leaves out what comes after “ #”. Here every value is text, and what YAML would drop
is refused.
"""

from __future__ import annotations

from typing import Any

import yaml

from workshop.deck.head import Head, Path
from workshop.deck.head_comments import find_lost_words
from workshop.deck.outline import DeckError
from workshop.deck.parts import Part

_OF_ITS_OWN = {yaml.AnchorToken: "&", yaml.AliasToken: "*", yaml.TagToken: "!"}
# Where the cause stands rather than where YAML gave up.
_LOOK_BACK = ("while scanning a quoted", "while parsing a flow", "while scanning a simple key")


def read_head(file: str, part: Part, known: tuple[str, ...]) -> Head:
    """The head in `part`. Raises DeckError with the line that is wrong."""
    reader = _Reader(file, part)
    value = reader.read()
    head = Head(file, reader.lines, value)
    if not isinstance(value, dict):
        raise head.error("the head must be lines of the form “key: value”.")
    head.check_keys(known)
    return head


class _Reader:
    """`lines` has the line of every value by its path from the top."""

    def __init__(self, file: str, part: Part) -> None:
        self.file, self.first = file, part.line
        self.text = "\n".join(line.rstrip() for line in part.lines)
        self.lines: dict[Path, int] = {(): part.line}

    def read(self) -> Any:
        try:
            self._check_tokens()
            node = yaml.compose(self.text, yaml.BaseLoader)
            return self._value(node, ()) if node else None
        except yaml.MarkedYAMLError as error:
            raise self._not_valid(error) from None
        except yaml.reader.ReaderError as error:
            line = self.text[: error.position].count("\n")
            raise self.error(line, "the head has a character that YAML does not take.") from None
        except RecursionError:
            raise self.error(0, "the head is nested too deeply.") from None

    def error(self, line: int, problem: str) -> DeckError:
        """What is wrong at `line` of the head, from 0."""
        return DeckError(self.file, self.first + line, problem)

    def _check_tokens(self) -> None:
        """Raise DeckError for what would be dropped, also where the YAML is not valid after it."""
        tokens: list[yaml.Token] = []
        failed = None
        try:
            tokens.extend(yaml.scan(self.text, yaml.BaseLoader))
        except yaml.MarkedYAMLError as error:
            failed = error
        for token in tokens:
            if mark := _OF_ITS_OWN.get(type(token)):
                raise self.error(
                    token.start_mark.line,
                    f"“{mark}” at the start of a text has a meaning of its own in YAML: "
                    "put the whole text in quotes.",
                )
        until = failed.problem_mark.index if failed and failed.problem_mark else len(self.text)
        if lost := find_lost_words(self.text[:until], tokens):
            raise self.error(*lost)
        if failed:
            raise failed

    def _value(self, node: yaml.Node, path: Path) -> Any:
        """The value of `node`, all texts in it as they were typed."""
        if isinstance(node, yaml.ScalarNode):
            return self._text(node)
        if isinstance(node, yaml.SequenceNode):
            for index, item in enumerate(node.value):
                self.lines[(*path, index)] = self.first + item.start_mark.line
            return [self._value(item, (*path, index)) for index, item in enumerate(node.value)]
        values: dict[str, Any] = {}
        for key, value in node.value:
            line = key.start_mark.line
            if not isinstance(key, yaml.ScalarNode):
                raise self.error(line, "the head must be lines of the form “key: value”.")
            if key.value in values:
                raise self.error(line, f"“{key.value}” is said twice.")
            self.lines[(*path, key.value)] = self.first + line
            values[key.value] = self._value(value, (*path, key.value))
        return values

    def _text(self, node: yaml.ScalarNode) -> str:
        text: str = node.value
        line = node.start_mark.line
        if node.style:
            return text
        if text in ("~", "null", "Null", "NULL"):
            problem = f"“{text}” means nothing at all in YAML: put it in quotes, or leave it out."
            raise self.error(line, problem)
        typed = self.text[node.start_mark.index : node.end_mark.index].split("\n")
        for number, more in enumerate(typed[1:], start=1):
            if f"{more.strip()} ".startswith("- "):
                problem = "this “-” is further in than those above: put it right below them."
                raise self.error(line + number, problem)
        return text

    def _not_valid(self, error: yaml.MarkedYAMLError) -> DeckError:
        looks_back = (error.context or "").startswith(_LOOK_BACK) and error.context_mark
        mark = (error.context_mark if looks_back else error.problem_mark) or error.context_mark
        problem = str(error.problem)
        if "'\\t'" in problem:
            cure = "use spaces instead of the tab"
        elif "quoted" in (error.context or ""):
            cure = "the text needs a quotation mark at its start and one at its end"
        elif "expected ':'" in problem:
            cure = "each line is “key: value”, or stands further in than its key"
        elif "block end" in problem and "scalar" not in problem:
            cure = "put lines that belong together right below each other"
        else:
            cure = "put the whole text in quotes"
        return self.error(
            mark.line if mark else 0, f"the head is not valid YAML: {problem}; {cure}."
        )
