"""Find what may identify a child, a family or a colleague, and rude words, in a response.

What is found is stored all the same, and held from the screen until a facilitator
has looked at it. A name alone is not found: no list of names is long enough.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from enum import StrEnum

from questions.rude_words import RudeWords


class Concern(StrEnum):
    """Why a response is held, in the order in which it is said."""

    NAME_AND_BIRTH = "name-and-birth"
    POSTCODE = "postcode"
    PHONE = "phone"
    EMAIL = "email"
    NHS_NUMBER = "nhs-number"
    CASE_NUMBER = "case-number"
    RUDE = "rude"

    @property
    def sentence(self) -> str:
        """What it looks like, for the facilitator's queue."""
        return _SENTENCES[self]


_SENTENCES = {
    Concern.NAME_AND_BIRTH: "looks like a name with a date of birth",
    Concern.POSTCODE: "looks like a UK postcode",
    Concern.PHONE: "looks like a phone number",
    Concern.EMAIL: "looks like an email address",
    Concern.NHS_NUMBER: "looks like an NHS number",
    Concern.CASE_NUMBER: "looks like a case number",
    Concern.RUDE: "has a word from the list of rude words",
}


def find_concerns(text: str, rude: RudeWords) -> tuple[Concern, ...]:
    """What is of concern in `text`, each once, in the order of Concern."""
    plain = _plain(text)
    found = [Concern.RUDE] if rude.are_in(plain) else []
    if _MAY_IDENTIFY.search(plain):
        found = [concern for concern, is_in in _FINDERS.items() if is_in(plain)] + found
    return tuple(found)


def _plain(text: str) -> str:
    """The text without tricks: one form for each character, and none that cannot be seen."""
    if text.isascii():
        return text
    composed = unicodedata.normalize("NFKC", text)
    return "".join(c for c in composed if unicodedata.category(c) != "Cf")


# Without one of these there is nothing to find but rude words.
_MAY_IDENTIFY = re.compile(r"\d|@|\bdot\b|\(dot|\[dot", re.IGNORECASE)

# Areas of UK postcodes, as Royal Mail has them; inward codes use no C, I, K, M, O or V.
_AREAS = (
    "AB|AL|BA|BB|BD|BF|BH|BL|BN|BR|BS|BT|BX|CA|CB|CF|CH|CM|CO|CR|CT|CV|CW|DA|DD|DE|DG|DH|DL|DN|"
    "DT|DY|EC|EH|EN|EX|FK|FY|GL|GU|GY|HA|HD|HG|HP|HR|HS|HU|HX|IG|IM|IP|IV|JE|KA|KT|KW|KY|LA|LD|"
    "LE|LL|LN|LS|LU|ME|MK|ML|NE|NG|NN|NP|NR|NW|OL|OX|PA|PE|PH|PL|PO|PR|RG|RH|RM|SA|SE|SG|SK|SL|"
    "SM|SN|SO|SP|SR|SS|ST|SW|SY|TA|TD|TF|TN|TQ|TR|TS|TW|UB|WA|WC|WD|WF|WN|WR|WS|WV|YO|ZE|"
    "B|E|G|L|M|N|S|W"
)
_POSTCODE = re.compile(
    rf"(?<![A-Z0-9])(?:GIR ?0AA|(?:{_AREAS})[0-9][0-9A-Z]?[ .-]{{0,2}}[0-9][ABD-HJLNP-UW-Z]{{2}})"
    r"(?![A-Z0-9])",
    re.IGNORECASE,
)
_INWARD = re.compile(r"\d[A-Z]{2}(?![A-Z0-9])", re.IGNORECASE)
_AT = re.compile(r"@|dot\b", re.IGNORECASE)
_EMAIL = re.compile(
    r"[\w.+-]{1,64}@[\w-]{1,63}\.\w|"
    r"\b[\w.+-]{1,64} ?(?:\(at\)|\[at\]|\bat\b) ?[\w-]{1,63} ?(?:\(dot\)|\[dot\]|\bdot\b) ?\w",
    re.IGNORECASE,
)
# A run of digits as people write long numbers: in groups, with little between them.
_NUMBER = re.compile(r"(?<![\d£$€.,])\+?\(?\d(?:[ .()/-]{0,2}\d){8,14}(?!\d)")
_YEARS = re.compile(r"(?:19|20)\d\d[ ./-]{1,3}(?:19|20)\d\d")
_CASE = re.compile(
    r"\b(?:case|client|child|pupil|patient|file|reference|ref|record|service user|lcs|ics|upn|"
    r"swift|carefirst|contactpoint|crn|pnc|nhs)\b"
    r"[ .:#-]{0,3}(?P<no>(?:no|nos|num|number|id|ref|reference)\b[ .:#-]{0,4})?(?:is )?"
    r"#?(?=[A-Z/-]{0,6}\d)(?P<number>[A-Z0-9][A-Z0-9/-]{3,19})\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d(?:[-/](?:\d\d|(?:19|20)\d\d))?")
_UPN = re.compile(r"\b[A-HJ-NP-RT-Z]\d{11}[\dA-HJ-NP-RT-Z]\b", re.IGNORECASE)

_MONTHS = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_DATE = (
    rf"\d{{1,2}}[ ./-]\d{{1,2}}[ ./-](?:\d{{4}}|\d\d)\b|"
    rf"\b{_DAY}(?: of)? (?:{_MONTHS}),? ?(?:\d{{4}}|'?\d\d)?\b|"
    rf"\b(?:{_MONTHS}) {_DAY},? (?:\d{{4}}|'?\d\d)\b|\b(?:{_MONTHS}) \d{{4}}\b|"
    r"\b(?:19|20)\d{2}-\d\d-\d\d\b"
)
_BIRTH = re.compile(
    rf"\b(?:born|birth(?:day|date)?|d\.?o\.?b\.?|b\.)(?![a-z]).{{0,24}}?(?:{_DATE}|\b(?:19|20)\d\d\b)|"
    rf"(?:{_DATE}).{{0,12}}?\b(?:birth|born|d\.?o\.?b\b)",
    re.IGNORECASE | re.DOTALL,
)
_SAYS_BIRTH = re.compile(r"born|birth|d\.?o\.?b|\bb\.", re.IGNORECASE)
_FULL_DATE = re.compile(
    rf"\b\d{{1,2}}[./-]\d{{1,2}}[./-](?:\d{{4}}|\d\d)\b|\b{_DAY} (?:{_MONTHS}),? \d{{4}}\b",
    re.IGNORECASE,
)
# A first name and a surname; the first is no word that a sentence of this subject starts with.
_FULL_NAME = re.compile(r"\b([A-Z][a-z'’-]{1,20}) ([A-Z][a-z'’-]{1,20}|[A-Z]\.?)(?![A-Za-z])")
_CALLED = re.compile(r"\b(?:called|named|name is|name's|initials)\s+\w", re.IGNORECASE)
_NO_NAME = frozenset(
    """
    the this that these our my we they every each all any no not in on at by for from since until
    before after between during and or but with without act section children child young youth
    family families early care social health police school schools sure start local safeguarding
    working together national public primary secondary special integrated common team trust plan
    strategy agenda matters conference january february march april may june july august september
    october november december monday tuesday wednesday thursday friday saturday sunday easter
    christmas west east north south midlands dear sir lord laming department government ofsted
    england wales birmingham coventry dudley sandwell solihull walsall wolverhampton stoke telford
    staffordshire shropshire warwickshire worcestershire herefordshire born dob
    """.split()
)


def _names_somebody_with_a_birth(text: str) -> bool:
    """A birth with any name, even a first name alone; or a full date right by a full name."""
    birth = _BIRTH.search(text) if _SAYS_BIRTH.search(text) else None
    if birth:
        around = text[max(0, birth.start() - 60) : birth.end() + 60]
        return bool(_CALLED.search(around)) or _has_name(around, birth.group())
    return bool(_FULL_NAME.search(text)) and any(
        _full_names(text[max(0, date.start() - 30) : date.end() + 30])
        for date in _FULL_DATE.finditer(text)
    )


def _has_name(around: str, birth: str) -> bool:
    """Some word that may be a name stands near: capitals, or nobody knows what on a phone."""
    rest = around.replace(birth, " ")
    if _full_names(rest):
        return True
    words = re.findall(r"[^\W\d_][\w'’-]*", rest)
    capitals = [w for w in words if w[0].isupper() and w.casefold() not in _NO_NAME and len(w) > 1]
    initials = re.findall(r"\b[A-Z]\.? ?[A-Z]\b", rest)
    is_short_note = len(words) <= 4 and any(w.casefold() not in _NO_NAME for w in words)
    return bool(capitals or initials or is_short_note)


def _full_names(text: str) -> bool:
    return any(
        first.casefold() not in _NO_NAME and last.casefold() not in _NO_NAME
        for first, last in _FULL_NAME.findall(text)
    )


def _has_phone(text: str) -> bool:
    return any(_is_phone(number) for number in _numbers(text))


def _is_phone(number: str) -> bool:
    """A UK number as Ofcom's plan has it: 0, or +44, and nine or ten digits."""
    digits = re.sub(r"\D", "", number)
    if digits.startswith("0044"):
        digits = "0" + digits[4:].lstrip("0")
    elif digits.startswith("44") and (number.startswith(("+", "(+")) or len(digits) == 12):
        digits = "0" + digits[2:].lstrip("0")
    return len(digits) in (10, 11) and bool(re.match(r"0[1-35789]", digits))


def is_nhs_number(digits: str) -> bool:
    """Ten digits with a sound check digit.

    Modulus 11, weights 10 to 2, as in the NHS Data Dictionary: eleven minus the
    remainder, where 11 is written 0 and a number that comes to 10 is not issued.
    """
    if len(digits) != 10 or not digits.isascii() or not digits.isdigit():
        return False
    total = sum(
        int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)
    )
    return (11 - total % 11) % 11 == int(digits[9]) and len(set(digits)) > 1


def _has_nhs_number(text: str) -> bool:
    return any(is_nhs_number(re.sub(r"\D", "", number)) for number in _numbers(text))


def _numbers(text: str) -> list[str]:
    """Long numbers that are no pair of years."""
    return [n.group() for n in _NUMBER.finditer(text) if not _YEARS.match(n.group())]


def _has_case_number(text: str) -> bool:
    return bool(_UPN.search(text)) or any(map(_is_case_number, _CASE.finditer(text)))


def _is_case_number(match: re.Match[str]) -> bool:
    """Not a year, and after a bare "case" or "child" not a small number, which counts something."""
    number = match["number"]
    digits = sum(c.isdigit() for c in number)
    if _YEAR.fullmatch(number) or digits < 4:
        return False
    return digits > 4 or bool(match["no"]) or not number.isdigit()


_FINDERS: dict[Concern, Callable[[str], bool]] = {
    Concern.NAME_AND_BIRTH: _names_somebody_with_a_birth,
    Concern.POSTCODE: lambda text: bool(_INWARD.search(text) and _POSTCODE.search(text)),
    Concern.PHONE: _has_phone,
    Concern.EMAIL: lambda text: bool(_AT.search(text) and _EMAIL.search(text)),
    Concern.NHS_NUMBER: _has_nhs_number,
    Concern.CASE_NUMBER: _has_case_number,
}
