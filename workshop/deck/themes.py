"""A question's themes as its deck has them now, and none lost that the room has used."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from rapidfuzz.fuzz import ratio

from questions.in_use import theme_keys_in_use
from questions.models import Question, Theme
from workshop.deck.keys import MAX_CHARACTERS, key_of, normal_name
from workshop.deck.outline import QuestionOutline, ThemeOutline

MENDED = 85  # Of 100: how alike a name is to what it was, with a letter or a word mended.
Say = Callable[[str], None]


def put_themes(question: Question, outline: QuestionOutline, say: Say) -> None:
    """Make the themes of `question` those of `outline`.

    A theme whose name was mended keeps its key, by which dots, steps and proposals
    refer to it. One that is gone from the deck stays, after the others, where
    anything refers to it. `say` is told of both.
    """
    before = list(question.themes.all())
    same = _pair(before, outline.themes)
    gone = [theme for theme in before if theme not in same.values()]
    used = theme_keys_in_use(question) if gone or same else set()
    kept = [theme for theme in gone if theme.key in used]
    question.themes.exclude(pk__in=[t.pk for t in (*same.values(), *kept)]).delete()
    taken = {theme.key for theme in (*same.values(), *kept)}
    for number, new in enumerate(outline.themes, start=1):
        theme = same.get(number) or Theme(question=question, key=_free_key(new.key, taken))
        taken.add(theme.key)
        if theme.name and theme.name != new.name and theme.key in used:
            say(f"The theme “{theme.name}” is “{new.name}” now, with all that stands under it.")
        theme.number, theme.name, theme.family = number, new.name, new.family
        theme.save()
    for number, theme in enumerate(kept, start=len(outline.themes) + 1):
        Theme.objects.filter(pk=theme.pk).update(number=number)
        say(f"The theme “{theme.name}” is gone from the deck, but is kept: the room has used it.")


def _pair(before: list[Theme], outlines: tuple[ThemeOutline, ...]) -> dict[int, Theme]:
    """The theme that each outline is, by the outline's number, where there is one already.

    A key that somebody chose goes before the name, and the name before a key that
    was made of it.
    """
    same: dict[int, Theme] = {}
    for is_same in (_has_chosen_key, _has_name, _has_key, _is_mended):
        for number, new in enumerate(outlines, start=1):
            left = (theme for theme in before if theme not in same.values())
            if number not in same and (
                found := next((theme for theme in left if is_same(theme, new, number)), None)
            ):
                same[number] = found
    return same


def _has_chosen_key(theme: Theme, new: ThemeOutline, number: int) -> bool:
    return theme.key == new.key != key_of(new.name)


def _has_name(theme: Theme, new: ThemeOutline, number: int) -> bool:
    return normal_name(theme.name) == normal_name(new.name)


def _has_key(theme: Theme, new: ThemeOutline, number: int) -> bool:
    return theme.key == new.key


def _is_mended(theme: Theme, new: ThemeOutline, number: int) -> bool:
    """At the same place, and of nearly the same name; “Year 1” is not “Year 2”."""
    digits = [[c for c in name if c.isdigit()] for name in (theme.name, new.name)]
    likeness = ratio(normal_name(theme.name), normal_name(new.name))
    return theme.number == number and digits[0] == digits[1] and likeness >= MENDED


def _free_key(key: str, taken: set[str]) -> str:
    """`key`, unless a theme that was renamed has it: then with a number."""
    return next(one for one in _forms(key) if one not in taken)


def _forms(key: str) -> Iterator[str]:
    yield key
    for number in range(2, 1000):
        yield f"{key[: MAX_CHARACTERS - 4]}-{number}"
