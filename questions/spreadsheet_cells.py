"""Cells of a CSV that a spreadsheet leaves as they are."""

from __future__ import annotations

import re

_WHOLE = re.compile(r"0|[1-9][0-9]{0,14}")  # More digits than that, and it rounds.
_LIKE_A_FIGURE = re.compile(r"[\w\s.,:/()%+$€£¥'’–-]*\d[\w\s.,:/()%+$€£¥'’–-]*")
_MOST_DASHES = 3  # Of a date and its time's zone; the key of a response has four.
_LETTERS = re.compile(r"[^\W\d_]+")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july", "august", "september"),
    *("october", "november", "december"),
)
# As a spreadsheet set to German or French has them, where they are others.
_OTHER_MONTHS = (
    *("januar", "jänner", "februar", "märz", "mär", "mrz", "mai", "juni", "juli", "oktober", "okt"),
    *("dezember", "dez", "janvier", "janv", "février", "févr", "fév", "mars", "avril", "avr"),
    *("juin", "juillet", "juil", "août", "septembre", "octobre", "novembre", "décembre", "déc"),
)
_IN_DATES = {*_MONTHS, *(month[:3] for month in _MONTHS), "sept", *_OTHER_MONTHS}
_TRUTHS = {"true", "false", "wahr", "falsch", "vrai", "faux"}
_IN_FIGURES = {*_IN_DATES, "e", "a", "am", "p", "pm"}


def safe_cell(value: object) -> str:
    """`value` as a cell's text, with an apostrophe before it where a spreadsheet would change it.

    It runs `=1+1`, and reads `1/2` as a date, `1E5` and `007` as other numbers. A whole
    number that it reads back as the same one stays as it is.
    """
    text = str(value)
    return f"'{text}" if isinstance(value, str) and (_is_run(text) or _is_reread(text)) else text


def _is_run(text: str) -> bool:
    start = text.lstrip(" \u00a0\n")[:1]
    return bool(start) and start in "=+-@\t\r＝＋－＠"


def _is_reread(text: str) -> bool:
    if text.strip().lower() in _TRUTHS:
        return True
    if _WHOLE.fullmatch(text) or not _LIKE_A_FIGURE.fullmatch(text):
        return False
    if text.count("-") > _MOST_DASHES:
        return False
    known = _IN_DATES if text[:1].isalpha() else _IN_FIGURES
    return known.issuperset(word.lower() for word in _LETTERS.findall(text))
