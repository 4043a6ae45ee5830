"""The YAML heads of a deck and of its slides."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from typing import Any

import yaml

from workshop.deck.outline import DeckError, PromptOutline, QuestionOutline, ThemeOutline
from workshop.deck.parts import Part

DECK_KEYS = ("title", "event", "date", "speaker", "sectors")
SLIDE_KEYS = ("layout", "skip", "question")
QUESTION_KEYS = ("key", "words", "guidance", "prompts", "themes")
_SLUG = re.compile(r"[a-z0-9][a-z0-9-]*")


class Head:
    """A mapping read from YAML, that says file and line when a value is wrong."""

    def __init__(self, file: str, part: Part, values: Mapping[str, Any]) -> None:
        self.file, self.part, self.values = file, part, values

    def error(self, problem: str, key: str = "") -> DeckError:
        """What is wrong, at the line that names `key`."""
        for offset, line in enumerate(self.part.lines):
            if key and re.match(rf"\s*(- )?{re.escape(key)}\s*:", line):
                return DeckError(self.file, self.part.line + offset, problem)
        return DeckError(self.file, self.part.line, problem)

    def text(self, key: str, limit: int, values: Mapping[str, Any] | None = None) -> str:
        """A short text, empty when it is not there."""
        value = (self.values if values is None else values).get(key, "")
        if not isinstance(value, str):
            raise self.error(f"“{key}” must be text: put it in quotes.", key)
        if len(value) > limit:
            raise self.error(f"“{key}” is longer than {limit} characters.", key)
        return " ".join(value.split())

    def slug(self, key: str, values: Mapping[str, Any], limit: int) -> str:
        value = self.text(key, limit, values)
        if not _SLUG.fullmatch(value):
            raise self.error(
                f"“{key}” must be small letters, digits and hyphens, and is “{value}”.", key
            )
        return value

    def check_keys(self, values: Mapping[str, Any], known: tuple[str, ...]) -> None:
        for key in values:
            if key not in known:
                near = difflib.get_close_matches(str(key), known, 1)
                hint = f"did you mean “{near[0]}”?" if near else f"known are {', '.join(known)}."
                raise self.error(f"“{key}” is not known here; {hint}", str(key))


def read_head(file: str, part: Part, known: tuple[str, ...]) -> Head:
    """The head in `part`. Raises DeckError with the line that is wrong."""
    try:
        values = yaml.safe_load(part.text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = part.line + (mark.line if mark else 0)
        raise DeckError(file, line, f"the head is not valid YAML: {error.problem}.") from None
    except (yaml.YAMLError, ValueError) as error:
        raise DeckError(file, part.line, f"the head is not valid YAML: {error}.") from None
    if not isinstance(values, dict):
        raise DeckError(file, part.line, "the head must be lines of the form “key: value”.")
    head = Head(file, part, values)
    head.check_keys(values, known)
    return head


def read_sectors(head: Head) -> tuple[str, ...]:
    sectors = head.values.get("sectors", [])
    if not isinstance(sectors, list) or not all(isinstance(s, str) for s in sectors):
        raise head.error("“sectors” must be a list of texts.", "sectors")
    if any(len(sector) > 100 for sector in sectors):
        raise head.error("a sector is longer than 100 characters.", "sectors")
    return tuple(sectors)


def read_question(head: Head, title: str) -> QuestionOutline:
    """The question of a slide whose layout is `question`."""
    values = head.values.get("question")
    if not isinstance(values, dict):
        raise head.error("a slide of layout “question” needs a “question:” in its head.", "layout")
    head.check_keys(values, QUESTION_KEYS)
    words = head.text("words", 1000, values)
    if not words:
        raise head.error("the question has no “words”.", "question")
    if len(title) > 200:
        raise head.error("the title of a question is longer than 200 characters.", "question")
    return QuestionOutline(
        key=head.slug("key", values, 40),
        title=title,
        words=words,
        guidance=head.text("guidance", 1000, values),
        prompts=_read_prompts(head, values.get("prompts", [])),
        themes=_read_themes(head, values.get("themes", [])),
    )


def _read_prompts(head: Head, prompts: object) -> tuple[PromptOutline, ...]:
    if not isinstance(prompts, list):
        raise head.error("“prompts” must be a list.", "prompts")
    found = []
    for prompt in prompts:
        if not isinstance(prompt, dict):
            raise head.error("each prompt needs a “key” and “words”.", "prompts")
        head.check_keys(prompt, ("key", "words"))
        words = head.text("words", 300, prompt)
        if not words:
            raise head.error("each prompt needs a “key” and “words”.", "prompts")
        found.append(PromptOutline(head.slug("key", prompt, 40), words))
    _refuse_doubles(head, "prompt", [prompt.key for prompt in found])
    return tuple(found)


def _read_themes(head: Head, themes: object) -> tuple[ThemeOutline, ...]:
    if not isinstance(themes, list):
        raise head.error("“themes” must be a list.", "themes")
    found = []
    for theme in themes:
        values = {"name": theme} if isinstance(theme, str) else theme
        if not isinstance(values, dict):
            raise head.error("a theme is a text, or a “name” with “key” and “family”.", "themes")
        head.check_keys(values, ("key", "name", "family"))
        name = head.text("name", 200, values)
        if not name:
            raise head.error("a theme has no “name”.", "themes")
        key = head.slug("key", values, 60) if "key" in values else slug_of(name)
        found.append(ThemeOutline(key, name, head.text("family", 100, values)))
    _refuse_doubles(head, "theme", [theme.key for theme in found])
    return tuple(found)


def _refuse_doubles(head: Head, what: str, keys: list[str]) -> None:
    for key in keys:
        if keys.count(key) > 1:
            raise head.error(f"two {what}s of one question have the key “{key}”.", f"{what}s")


def slug_of(name: str) -> str:
    """A key made of a name: small letters, digits and hyphens, at most 60."""
    plain = name.lower().replace("’", "").replace("'", "")
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-") or "theme"
