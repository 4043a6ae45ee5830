"""A deck's own files, kept with its workshop in the database, and written out again.

No path from the database is ever opened: what a copy names may be anything.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

from workshop.deck.outline import Deck, DeckError
from workshop.deck.reader import read_deck
from workshop.models import DeckFile, Workshop

MOST_MEGABYTES = 40


class NotWrittenOut(Exception):
    """Why a deck's files cannot be written to a folder, in one sentence."""


def keep_files(workshop: Workshop, deck: Deck) -> bool:
    """Keep the files of `deck`, and no others, with `workshop`. True when any file changed.

    Raises DeckError.
    """
    # A name that is no text here, as some file systems have them, is made one.
    name = Path(deck.file).name.encode("utf-8", "replace").decode()
    files = {name: deck.source, **_read_pictures(deck)}
    kept = {file.path: bytes(file.content) for file in workshop.deck_files.all()}
    workshop.deck_name = name
    if files == kept:
        return False
    workshop.deck_files.all().delete()
    DeckFile.objects.bulk_create(
        DeckFile(workshop=workshop, path=path, content=content) for path, content in files.items()
    )
    return True


def _read_pictures(deck: Deck) -> dict[str, bytes]:
    """Each picture that the deck names, by its path in the deck's folder."""
    pictures: dict[str, bytes] = {}
    folder = Path(deck.file).parent
    for slide in deck.slides:
        if slide.content.picture is None:
            continue
        path = slide.content.picture.file
        try:
            pictures[path] = (folder / path).read_bytes()
        except OSError as error:
            problem = f"the picture “{path}” cannot be read: {error.strerror}."
            raise DeckError(deck.file, slide.line, problem) from None
    size = sum(map(len, pictures.values())) / 1024 / 1024
    if size > MOST_MEGABYTES:
        raise DeckError(
            deck.file,
            1,
            f"the pictures come to {size:.0f} MB in all; the limit is {MOST_MEGABYTES} MB: "
            "make the large ones smaller.",
        )
    return pictures


def lacks_pictures(workshop: Workshop) -> bool:
    """Whether a slide names a picture that is not kept, as an earlier version kept none."""
    named = {(content.get("picture") or {}).get("file") for content in _contents(workshop)}
    return not (named - {None}) <= set(workshop.deck_files.values_list("path", flat=True))


def _contents(workshop: Workshop) -> Iterator[dict[str, Any]]:
    """Of each slide; a damaged copy may hold something else than a slide's content."""
    contents = workshop.slides.values_list("content", flat=True)
    return (content for content in contents if isinstance(content, dict))


@contextmanager
def kept_deck(workshop: Workshop) -> Iterator[Deck]:
    """The deck that is kept with `workshop`, read again. Raises DeckError."""
    with tempfile.TemporaryDirectory(prefix="deck-") as made:
        folder = Path(made) / "deck"
        try:
            file = write_out(workshop, folder)
            if file is None:
                raise NotWrittenOut("it was loaded by an earlier version, which kept no decks.")
            yield read_deck(file)
        except NotWrittenOut as problem:
            raise DeckError(
                workshop.deck_name or workshop.title,
                1,
                f"this deck cannot be opened afresh; name its file with --deck: {problem}",
            ) from None
        except DeckError as error:
            name = workshop.deck_name  # Its folder is gone before anybody could look there.
            raise DeckError(name, error.line, error.problem) from None


def write_out(workshop: Workshop, folder: Path) -> Path | None:
    """Write the deck of `workshop` to `folder`, which is made; the Markdown's place.

    None when no deck is kept. Raises NotWrittenOut, before anything is written
    when a name would lead out of the folder.
    """
    files = {file.path: bytes(file.content) for file in workshop.deck_files.all()}
    if workshop.deck_name not in files:
        return None
    for path in files:
        if not _stays_inside(path):
            raise NotWrittenOut(f"“{path}” is no name of a file in a deck's folder.")
    try:
        folder.mkdir(parents=True)  # One that is there is somebody's own.
        for path, content in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise NotWrittenOut(f"{folder} cannot be written: {reason}.") from None
    return folder / workshop.deck_name


def _stays_inside(path: str) -> bool:
    """Whether `path` names a file below a folder, on any system."""
    for form in (PurePosixPath(path), PureWindowsPath(path)):
        if form.anchor or not form.name or ".." in form.parts:
            return False
    return path.isprintable()
