"""Six digits, shown as `482 916`, and accepted however they are typed or pasted."""

from __future__ import annotations

import re
import unicodedata

# What may stand between digits: spaces, dashes, dots and signs that nobody sees.
_APART = r"[\s._·•‧・。\-\u00ad]"
_CODE_IN_LINK = re.compile(r"(?:^\s*|/|code=)([0-9]{3}(?:%20|[ +])?[0-9]{3})(?![0-9%])")
_DIGITS = re.compile(rf"[0-9](?:{_APART}{{0,3}}[0-9])*")
_UNSEEN, _DASH = "Cf", "Pd"


class JoinCodeConverter:
    """The join code in a URL."""

    # A pasted one may have taken along what stood behind it, such as a full stop.
    regex = r"\d{3}(?:[^\w/]|_){0,3}\d{3}[^\w/]{0,3}"

    def to_python(self, value: str) -> str:
        return re.sub(r"[^0-9]", "", _plain(value))

    def to_url(self, value: str) -> str:
        return value


def read_join_code(typed: str) -> str | None:
    """The six digits of what a delegate typed or pasted; None when there is no such code in it.

    Words may stand round them; of a link it is those of its path. Where there are
    several, those that stand as six or as three and three.
    """
    typed = _plain(typed)
    if "/" in typed:
        in_link = _CODE_IN_LINK.search(typed)
        return re.sub(r"%20|[^0-9]", "", in_link[1]) if in_link else None
    # As “(482) 916” or “482,916”, unless it stands more plainly.
    return _only_code(typed) or _only_code(re.sub(r"[(),]", " ", typed))


def _only_code(typed: str) -> str | None:
    found = [run for run in _DIGITS.findall(typed) if len(re.sub(r"[^0-9]", "", run)) == 6]
    likely = [run for run in found if re.fullmatch(rf"[0-9]{{3}}{_APART}*[0-9]{{3}}", run)]
    codes = {re.sub(r"[^0-9]", "", run) for run in likely or found}
    return codes.pop() if len(codes) == 1 else None


def _plain(typed: str) -> str:
    """`typed` with the digits 0 to 9 for those of every script, and one kind of dash."""
    return "".join(_plain_character(character) for character in typed)


def _plain_character(character: str) -> str:
    if character.isascii():
        return character
    kind, digit = unicodedata.category(character), unicodedata.decimal(character, None)
    if digit is not None:
        return str(digit)
    if kind == _UNSEEN:
        return ""
    return (
        "-" if kind == _DASH or character == "\u2212" else unicodedata.normalize("NFKC", character)
    )
