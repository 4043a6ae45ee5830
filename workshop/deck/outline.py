"""What a deck file says, before it is in the database."""

from __future__ import annotations

from dataclasses import dataclass, field


class DeckError(Exception):
    """A deck that cannot be used: file, line and what is wrong, in one sentence."""

    def __init__(self, file: str, line: int, problem: str) -> None:
        super().__init__(f"{file}, line {line}: {problem}")
        self.file, self.line, self.problem = file, line, problem


@dataclass(frozen=True)
class Figure:
    """A number that the slide's own text gives, to be drawn as a bar.

    `value` is in `unit` (`%`, `times`, or empty for a plain count).
    """

    value: float
    unit: str
    label: str


@dataclass(frozen=True)
class Group:
    """A `##` heading and what stands below it. `body` is safe HTML."""

    heading: str
    body: str
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True)
class Picture:
    """`file` is a path inside the deck's folder; `alt` says what the picture shows."""

    file: str
    alt: str


@dataclass(frozen=True)
class Content:
    """A slide below its title. `lead` and `callout` are safe HTML, or empty."""

    lead: str = ""
    groups: tuple[Group, ...] = ()
    figures: tuple[Figure, ...] = ()
    callout: str = ""
    picture: Picture | None = None


@dataclass(frozen=True)
class PromptOutline:
    key: str
    words: str


@dataclass(frozen=True)
class ThemeOutline:
    key: str
    name: str
    family: str = ""


@dataclass(frozen=True)
class QuestionOutline:
    """`title` and `words` are plain text; `prompts` is empty for a question in one part."""

    key: str
    title: str
    words: str
    guidance: str = ""
    prompts: tuple[PromptOutline, ...] = ()
    themes: tuple[ThemeOutline, ...] = ()


@dataclass(frozen=True)
class SlideOutline:
    """`line` is where the slide starts in its file, from 1. `notes` is plain text."""

    line: int
    layout: str
    title: str
    content: Content = field(default_factory=Content)
    notes: str = ""
    skipped: bool = False
    question: QuestionOutline | None = None


@dataclass(frozen=True)
class Deck:
    """A whole deck. `source` is what its file holds, `digest` the SHA-256 of that, in hex."""

    title: str
    file: str
    digest: str
    slides: tuple[SlideOutline, ...]
    sectors: tuple[str, ...] = ()
    source: bytes = b""
