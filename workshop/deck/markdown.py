"""A slide's Markdown into its title, groups, figures and safe HTML."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from workshop.deck.figures import read_figure
from workshop.deck.outline import Content, DeckError, Figure, Group, Picture
from workshop.deck.parts import Part
from workshop.deck.pictures import find_picture
from workshop.deck.refused import find_refused, find_unused

# A list may be deep: past `maxNesting` its words would be dropped.
_MARKDOWN = MarkdownIt(
    "commonmark", {"html": False, "maxNesting": 100, "store_labels": True}
).enable("table")


class SlideText:
    """Reads one slide. Raises DeckError with the line of what is wrong."""

    def __init__(self, file: Path, part: Part) -> None:
        self.file, self.line, self.title_line = file, part.line, part.line
        self.title = ""
        self.notes = "\n\n".join(part.notes)
        self.picture: Picture | None = None
        self._groups: list[tuple[str, list[Token], list[Figure]]] = [("", [], [])]
        self._callout: list[Token] = []
        env: dict[str, Any] = {}
        tokens = _MARKDOWN.parse(part.text, env)
        if unused := find_unused(env.get("references", {}), tokens):
            raise self.error(*unused)
        for block in _blocks(tokens):
            if refused := find_refused(block, part.lines):
                raise self.error(*refused)
            self._take(block)

    @property
    def content(self) -> Content:
        _, lead, figures = self._groups[0]
        return Content(
            lead=_html(lead),
            groups=tuple(Group(h, _html(body), tuple(f)) for h, body, f in self._groups[1:]),
            figures=tuple(figures),
            callout=_html(self._callout),
            picture=self.picture,
        )

    def error(self, offset: int, problem: str) -> DeckError:
        return DeckError(str(self.file), self.line + offset, problem)

    def _take(self, block: list[Token]) -> None:
        first = block[0]
        offset = _offset(first)
        if picture := _lone_image(block):
            self._take_picture(picture, offset)
            return
        self._refuse_what_is_out_of_place(block)
        if first.type == "heading_open":
            self._take_heading(first.tag, _plain(block[1]), offset)
        elif first.type == "blockquote_open":
            self._callout += block[1:-1]
        elif _is_figures(first):
            self._groups[-1][2].extend(self._figures(first, offset))
        else:
            self._groups[-1][1].extend(block)

    def _refuse_what_is_out_of_place(self, block: list[Token]) -> None:
        """A picture within text, and headings or figures within a list or a quotation."""
        offset = 0
        for token in block:
            offset = _offset(token) or offset
            if any(child.type == "image" for child in token.children or []):
                raise self.error(offset, "a picture must stand in a paragraph of its own.")
            if token is not block[0] and token.type == "heading_open":
                raise self.error(offset, "a heading cannot stand in a list or a quotation.")
            if token is not block[0] and _is_figures(token):
                raise self.error(offset, "figures cannot stand in a list or a quotation.")

    def _take_heading(self, tag: str, words: str, offset: int) -> None:
        if tag not in ("h1", "h2"):
            raise self.error(offset, "headings go no deeper than “##”.")
        if not words:
            raise self.error(offset, "this heading has no words.")
        if tag == "h2":
            self._groups.append((words, [], []))
            return
        if self.title:
            raise self.error(offset, "a slide has one title; divide slides with “---”.")
        if len(words) > 300:
            raise self.error(offset, "the title is longer than 300 characters.")
        self.title, self.title_line = words, self.line + offset

    def _take_picture(self, image: Token, offset: int) -> None:
        if self.picture:
            raise self.error(offset, "a slide has one picture.")
        source = str(image.attrs.get("src", ""))
        try:
            self.picture = find_picture(self.file.parent, source, image.content)
        except ValueError as problem:
            raise self.error(offset, str(problem)) from None

    def _figures(self, fence: Token, offset: int) -> list[Figure]:
        found = []
        for number, line in enumerate(fence.content.rstrip("\n").split("\n"), start=1):
            try:
                found.append(read_figure(line))
            except ValueError as problem:
                raise self.error(offset + number, str(problem)) from None
        return found


def _blocks(tokens: list[Token]) -> list[list[Token]]:
    """The top-level blocks, each with all its tokens."""
    blocks: list[list[Token]] = []
    depth = 0
    for token in tokens:
        if depth == 0:
            blocks.append([])
        blocks[-1].append(token)
        depth += token.nesting
    return blocks


def _offset(token: Token) -> int:
    """The line that a token starts on, from 0, within its slide."""
    return token.map[0] if token.map else 0


def _is_figures(token: Token) -> bool:
    return token.type == "fence" and token.info.strip() == "figures"


def _lone_image(block: list[Token]) -> Token | None:
    if block[0].type != "paragraph_open":
        return None
    children = block[1].children or []
    return children[0] if len(children) == 1 and children[0].type == "image" else None


def _plain(inline: Token) -> str:
    return "".join(
        child.content if child.type in ("text", "code_inline") else " "
        for child in inline.children or []
        if child.type in ("text", "code_inline", "softbreak", "hardbreak")
    ).strip()


def _html(tokens: list[Token]) -> str:
    return str(_MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {})).strip()
