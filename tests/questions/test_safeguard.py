"""What may identify somebody is held, and what only looks a little like it is not."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from questions.rude_words import RudeWords
from questions.safeguard import Concern, find_concerns, is_nhs_number
from questions.screening import OUR_LIST

RUDE = RudeWords.read(OUR_LIST.read_text(encoding="utf-8"))

HELD = [
    ("name-and-birth", "Jamie Smith, dob 3/4/2001, was seen by four agencies"),
    ("name-and-birth", "a boy called jamie born 3 april 2001"),
    ("name-and-birth", "Kyle born 03.04.01 never got a plan"),
    ("name-and-birth", "Chloe Jones 12/05/1999 is on our books"),
    ("name-and-birth", "J.S. d.o.b. 3/4/01"),
    ("name-and-birth", "her name is Ellie, birth date 12 May 1998"),
    ("name-and-birth", "born 12 May 1998, named Ellie"),
    ("name-and-birth", "jamie dob 3 4 01"),
    ("name-and-birth", "Jamie, DOB: 2001-04-03"),
    ("name-and-birth", "Ｊａｍｉｅ Ｓｍｉｔｈ born ３/４/２００１"),
    ("postcode", "the family at B15 2TT"),
    ("postcode", "they live in wv1 1st"),
    ("postcode", "DY83QF has nobody"),
    ("postcode", "SW1A 1AA knows best"),
    ("postcode", "M1 1AE and around"),
    ("postcode", "cv12ab"),
    ("postcode", "EC1A-1BB"),
    ("postcode", "B\u200b15 2\u200bTT"),
    ("postcode", "GIR 0AA"),
    ("phone", "ring 07700 900123"),
    ("phone", "ring me on 0121 496 0123 please"),
    ("phone", "(0121) 496-0123"),
    ("phone", "+44 7700 900123"),
    ("phone", "+44 (0)121 496 0123"),
    ("phone", "0044 121 496 0123"),
    ("phone", "helpline 0800.111.2222"),
    ("phone", "07700900123"),
    ("phone", "07700\u00a0900\u00a0123"),
    ("phone", "０７７００ ９００１２３"),
    ("email", "write to amina@example.org"),
    ("email", "amina.k+work@council.gov.uk"),
    ("email", "amina at example dot org"),
    ("email", "amina (at) example (dot) org"),
    ("nhs-number", "943 476 5919"),
    ("nhs-number", "NHS no. 9434765919"),
    ("nhs-number", "943-476-5919"),
    ("case-number", "case no 12345"),
    ("case-number", "case number: AB/123/08"),
    ("case-number", "Ref 2008/1234 was closed"),
    ("case-number", "client id 004512"),
    ("case-number", "LCS 123456"),
    ("case-number", "ICS number 88123"),
    ("case-number", "file no. 99812"),
    ("case-number", "UPN A123456789012"),
    ("case-number", "the pupil A12345678901B"),
    ("case-number", "CASE #45871"),
    ("rude", "this is bullshit"),
    ("rude", "What a load of CRAP"),
    ("rude", "f.u.c.k the targets"),
    ("rude", "f**k the targets"),
    ("rude", "fuuuuck"),
    ("rude", "sh1t happens"),
    ("rude", "they told us to sod off"),
    ("rude", "bollocks to it"),
    ("rude", "fucking targets"),
    ("rude", "a family of pikeys"),
]

NOT_HELD = [
    "Every Child Matters 2003 still says it best",
    "since April 2006 we have had a joint team",
    "by 31 March 2009 every area needs a Trust",
    "the Children Act 2004, section 10",
    "0-19 services",
    "24/7 access to CAMHS",
    "11-19 entitlement and the 14-19 agenda",
    "NI 117 and NI 118",
    "a CAF within 10 days",
    "cut it by £1.5m in 2008-2011",
    "£10 000 000 over three years",
    "Section 17 thresholds",
    "Working Together 2006 p. 34",
    "KS2 and KS3 results",
    "Year 6 to Year 7",
    "the M6 corridor",
    "A & E see them first",
    "B2B and B4 schools",
    "25 out of 100 said so",
    "1,250 children in 2007",
    "one in five by 2020",
    "90% of 3 and 4 year olds",
    "5 September 2008",
    "Since Lord Laming 2003",
    "children born in poverty",
    "from birth to 19",
    "low birth weight",
    "children born since 2001 have had Sure Start",
    "Sandwell and Dudley both do it",
    "Staffordshire and Stoke on Trent have agreed one",
    "in every case 2 agencies were involved",
    "in case 1000 people come",
    "the 2007-2008 budget",
    "ref the 2004 Act",
    "Scunthorpe and Penistone do this well",
    "Sussex, Essex and Middlesex",
    "assess and reassess",
    "first class classroom assistants",
    "therapists and the analysis",
    "cocktail of interventions",
    "shitake mushrooms at lunch",
    "documents and circumstances",
    "Look at 2008/09 and 2009/10",
    "10-15 referrals a week",
    "phase 2 of 3",
    "LAC, CAF, TAC, YOT",
    "a 3 year plan",
    "more than 1,000 families",
    "1 2 3 4 5 steps",
    "we met at the dotted line",
    "Aim high at last",
    "3.5 full time posts",
    "between 9.30 and 10.15",
    "PCTs, SHAs & GPs",
    "It is 2 years since we began",
    "Jamie said we should begin early",
    "Early Years Foundation Stage 2008",
    "Page 12 of the Children’s Plan",
    "level 2 and level 3 needs",
    "15 of 23 schools",
    "Team around the child: 3 good examples",
]


@pytest.mark.parametrize(("concern", "text"), HELD)
def test_what_may_identify_somebody_is_held(concern: str, text: str) -> None:
    assert concern in find_concerns(text, RUDE)


@pytest.mark.parametrize("text", NOT_HELD)
def test_what_only_looks_a_little_like_it_is_not_held(text: str) -> None:
    assert find_concerns(text, RUDE) == ()


def test_every_concern_is_said_in_words() -> None:
    assert all(concern.sentence for concern in Concern)


@given(st.integers(0, 999_999_999), st.sampled_from(["", " ", "-"]))
def test_of_the_ten_last_digits_at_most_one_makes_an_nhs_number(start: int, between: str) -> None:
    first = f"{start:09}"
    sound = [last for last in range(10) if is_nhs_number(f"{first}{last}")]
    assert len(sound) <= 1
    for last in sound:
        written = between.join((first[:3], first[3:6], f"{first[6:]}{last}"))
        assert Concern.NHS_NUMBER in find_concerns(f"number {written}", RUDE)


@given(st.lists(st.sampled_from([" ", "-", ".", ""]), min_size=10, max_size=10))
def test_a_phone_number_is_found_however_it_is_set_apart(between: list[str]) -> None:
    digits = "07700900123"
    written = digits[0] + "".join(b + d for b, d in zip(between, digits[1:], strict=True))
    assert Concern.PHONE in find_concerns(f"ring {written} now", RUDE)


@settings(deadline=None)
@given(st.text(max_size=600))
def test_no_text_is_too_strange_to_look_at(text: str) -> None:
    assert isinstance(find_concerns(text, RUDE), tuple)


NASTY = ["1" * 600, "1 " * 300, "a@" * 300, "at dot " * 85, "a." * 300, "born " * 120, "f*" * 300]
NASTY += ["x" * 550 + " 6f1c2a3b-1d2e-4f5a-8b7c-9d0e1f2a3b4c", "ab" * 290 + " 1", "word " * 120]
NASTY += ["0" + "-" * 599, "case " * 120, "A1 " * 200, "x" * 600, "dob 1/1/" * 75, "@" * 600]


@pytest.mark.parametrize("text", NASTY)
def test_no_text_takes_long_to_look_at(text: str) -> None:
    """A pattern that goes through a text again and again takes 5 ms of CPU or more for these."""
    assert min(times(text)) < 0.002


def times(text: str) -> list[float]:
    found = []
    for _ in range(15):
        began = time.process_time()
        find_concerns(text, RUDE)
        found.append(time.process_time() - began)
    return found


def test_a_list_has_remarks_beginnings_and_phrases() -> None:
    rude = RudeWords.read("# ours\n\nfudge # a sweet\nblight*\nno way\n*\n")
    assert rude.are_in("Oh FUDGE!")
    assert rude.are_in("blighted")
    assert rude.are_in("No   way")
    assert not rude.are_in("fudged, a way, ours, delight")


def test_an_empty_list_holds_nothing() -> None:
    assert not RudeWords.read("").are_in("bloody hell")
