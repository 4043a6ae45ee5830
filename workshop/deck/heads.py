"""What the heads of a deck and of its slides may say."""

from __future__ import annotations

from workshop.deck.head import Head
from workshop.deck.keys import key_of, normal_name
from workshop.deck.outline import PromptOutline, QuestionOutline, ThemeOutline

DECK_KEYS = ("title", "event", "date", "speaker", "sectors")
SLIDE_KEYS = ("layout", "skip", "question")
QUESTION_KEYS = ("key", "words", "guidance", "prompts", "themes")
_TRUE, _FALSE = ("true", "yes", "on"), ("false", "no", "off")


def read_sectors(head: Head) -> tuple[str, ...]:
    sectors: list[str] = []
    for item in head.items("sectors"):
        sector = item.as_text("a sector", 100)
        if not sector:
            raise item.error("a sector is empty.")
        if normal_name(sector) in map(normal_name, sectors):
            raise item.error(f"the sector “{sector}” is listed twice.")
        sectors.append(sector)
    return tuple(sectors)


def read_skip(head: Head) -> bool:
    skip = head.text("skip", 40).lower() or "false"
    if skip not in (*_TRUE, *_FALSE):
        raise head.error("“skip” is either true or false.", "skip")
    return skip in _TRUE


def read_question(head: Head, title: str) -> QuestionOutline:
    """The question of a slide whose layout is `question`."""
    if not isinstance(head.get("question"), dict):
        raise head.error("a slide of layout “question” needs a “question:” in its head.", "layout")
    question = head.inside("question")
    question.check_keys(QUESTION_KEYS)
    words = question.text("words", 1000)
    if not words:
        raise question.error("the question has no “words”.", "words")
    return QuestionOutline(
        key=question.slug("key", 40),
        title=title,
        words=words,
        guidance=question.text("guidance", 1000),
        prompts=_read_prompts(question),
        themes=_read_themes(question),
    )


def _read_prompts(question: Head) -> tuple[PromptOutline, ...]:
    found: list[PromptOutline] = []
    for item in question.items("prompts"):
        if not isinstance(item.value, dict):
            raise item.error("each prompt needs a “key” and “words”.")
        item.check_keys(("key", "words"))
        prompt = PromptOutline(item.slug("key", 40), item.text("words", 300))
        if not prompt.words:
            raise item.error("each prompt needs a “key” and “words”.")
        if prompt.key in [other.key for other in found]:
            raise item.error(f"two prompts of one question have the key “{prompt.key}”.", "key")
        found.append(prompt)
    return tuple(found)


def _read_themes(question: Head) -> tuple[ThemeOutline, ...]:
    found: list[ThemeOutline] = []
    for item in question.items("themes"):
        theme = _read_theme(item)
        for other in found:
            if theme.key == other.key:
                raise item.error(
                    f"two themes of one question have the key “{theme.key}” (“{other.name}” and "
                    f"“{theme.name}”): leave one out, or give it a “key” of its own.",
                    "key",
                )
        found.append(theme)
    return tuple(found)


def _read_theme(item: Head) -> ThemeOutline:
    if isinstance(item.value, str):
        name = item.as_text("a theme", 200)
        if not name:
            raise item.error("a theme is empty.")
        return ThemeOutline(key_of(name), name)
    if not isinstance(item.value, dict):
        raise item.error("a theme is a text, or a “name” with “key” and “family”.")
    if "name" not in item and "key" not in item and "family" not in item:
        raise item.error("a theme is a text: put it in quotes if it has a colon or brackets.")
    item.check_keys(("key", "name", "family"))
    name = item.text("name", 200)
    if not name:
        raise item.error("a theme has no “name”.", "name")
    key = item.slug("key", 60) if "key" in item else key_of(name)
    return ThemeOutline(key, name, item.text("family", 100))
