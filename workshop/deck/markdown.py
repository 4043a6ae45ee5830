"""A slide's Markdown into its title, groups, figures and safe HTML."""

from __future__ import annotations

import re
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from workshop.deck.outline import Content, DeckError, Figure, Group, Picture

_MARKDOWN = MarkdownIt("commonmark", {"html": False})
_COMMENT = re.compile(r"<!--(.*?)-->", re.S)
_FIGURE = re.compile(r"\s*(\d[\d,]*(?:\.\d+)?)\s*(%|times|thousand|million)?\s*\|\s*(\S.*)")


class SlideText:
    """Reads one slide. Raises DeckError with the line of what is wrong."""

    def __init__(self, file: Path, line: int, text: str) -> None:
        self.file, self.line = file, line
        self.notes = "\n\n".join(note.strip() for note in _COMMENT.findall(text))
        # As many lines without the comments as with them, so that lines stay true.
        bare = _COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), text)
        if "<!--" in bare:
            before = bare.split("<!--")[0]
            raise self.error(before.count("\n"), "a comment is opened and never closed.")
        self.title = ""
        self.picture: Picture | None = None
        self._groups: list[tuple[str, list[Token], list[Figure]]] = [("", [], [])]
        self._callout: list[Token] = []
        for block in _blocks(_MARKDOWN.parse(bare)):
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
        offset = first.map[0] if first.map else 0
        if first.type == "heading_open":
            self._take_heading(first.tag, _plain(block[1]), offset)
        elif first.type == "blockquote_open":
            self._callout += block[1:-1]
        elif first.type == "fence" and first.info.strip() == "figures":
            self._groups[-1][2].extend(self._figures(first, offset))
        elif picture := _lone_image(block):
            self._take_picture(picture, offset)
        else:
            if any(c.type == "image" for token in block for c in token.children or []):
                raise self.error(offset, "a picture must stand in a paragraph of its own.")
            self._groups[-1][1].extend(block)

    def _take_heading(self, tag: str, words: str, offset: int) -> None:
        if tag == "h1":
            if self.title:
                raise self.error(offset, "a slide has one title; divide slides with “---”.")
            if len(words) > 300:
                raise self.error(offset, "the title is longer than 300 characters.")
            self.title = words
        elif tag == "h2":
            self._groups.append((words, [], []))
        else:
            raise self.error(offset, "headings go no deeper than “##”.")

    def _take_picture(self, image: Token, offset: int) -> None:
        source, alt = str(image.attrs.get("src", "")), image.content.strip()
        folder = self.file.parent.resolve()
        picture = (folder / source).resolve()
        if self.picture:
            raise self.error(offset, "a slide has one picture.")
        if not alt:
            raise self.error(offset, "the picture needs words for those who cannot see it.")
        if not picture.is_relative_to(folder):
            raise self.error(offset, f"the picture “{source}” is not in the deck's folder.")
        if not picture.is_file():
            raise self.error(offset, f"there is no picture “{source}”.")
        if picture.suffix.lower() not in (".png", ".jpg", ".jpeg", ".webp", ".gif", ".svg"):
            raise self.error(offset, f"“{source}” is not a PNG, JPEG, WebP, GIF or SVG picture.")
        self.picture = Picture(picture.relative_to(folder).as_posix(), alt)

    def _figures(self, fence: Token, offset: int) -> list[Figure]:
        found = []
        for number, line in enumerate(fence.content.splitlines(), start=1):
            figure = _FIGURE.fullmatch(line)
            if figure is None:
                raise self.error(offset + number, "a figure is written as “36 % | what it is of”.")
            value = float(figure[1].replace(",", ""))
            found.append(Figure(value, figure[2] or "", figure[3].strip()))
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
