"""Every theme has a key of its own, made of its name alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.workshop.test_deck_head import asked
from workshop.deck.outline import DeckError

PLAIN = {
    "Shared assessment": "shared-assessment",
    "Children’s Trusts & schools": "childrens-trusts-schools",
    "Workforce, pay": "workforce-pay",
    "The VCS – strategically": "the-vcs-strategically",
    "Multi-agency teams": "multi-agency-teams",
    "C": "c",
    "Coles": "coles",
    "None": "none",
    "2008": "2008",
}
OTHERS = [
    *("C++", "C#", ".NET", "Écoles", "Ecoles!", "学校", "家庭", "مدرسة", "المدرسة", "Школа"),
    *("школы", "🙂", "🙂🙂", "Why?", "Why!", "?", "!", "A/B", "A:B", "ΑΒ", "Strasse 1", "Straße 1"),
    *("x" * 100 + "a", "x" * 100 + "b", "A very long name of a theme, " * 5 + "ended otherwise"),
]


def keys(folder: Path, names: list[str]) -> dict[str, str]:
    listed = "".join(f'    - "{name}"\n' for name in names)
    question = asked(folder, f"  words: W?\n  themes:\n{listed}")
    return {theme.name: theme.key for theme in question.themes}


def test_each_name_has_a_key_of_its_own_that_goes_into_an_address(tmp_path: Path) -> None:
    found = keys(tmp_path, [*PLAIN, *OTHERS])
    assert len(set(found.values())) == len(PLAIN) + len(OTHERS)
    assert all(re.fullmatch(r"[a-z0-9][a-z0-9-]{0,59}", key) for key in found.values())


def test_a_plain_name_has_the_plain_key_that_it_always_had(tmp_path: Path) -> None:
    assert keys(tmp_path, list(PLAIN)) == PLAIN


def test_a_key_stays_when_themes_are_added_and_reordered(tmp_path: Path) -> None:
    alone = {name: keys(tmp_path, [name])[name] for name in (*PLAIN, *OTHERS)}
    assert keys(tmp_path, [*reversed(OTHERS), *PLAIN]) == alone


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("École", "E\u0301cole"),
        ("学校", " 学校 "),
        ("Schools", "schools"),
        ("ШКОЛА", "Школа"),
        ("A & B", "A, B"),
    ],
)
def test_the_same_name_twice_is_refused_with_both(tmp_path: Path, one: str, other: str) -> None:
    with pytest.raises(DeckError) as error:
        keys(tmp_path, [one, other])
    assert f"(“{one}” and “{other.strip()}”): leave one out, or give it" in error.value.problem
    assert error.value.line == 12
