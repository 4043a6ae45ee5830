"""What people write, in any script and however odd, reads right and spoils nothing beside it."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Sequence
from uuid import uuid4

import httpx
from playwright.sync_api import Browser, Locator, Page, expect

from questions.visible import is_blank
from tests.browser.conftest import Room, send
from workshop.settings import BASE_DIR

ARABIC = "نحتاج إلى دعم CAMHS في كل مدرسة (3 أيام)!"
HARD = [
    "a\n" * 300,
    "Neighbour of what is odd",
    "Za" + "\u0303\u0323\u030d\u0316" * 60 + "lgo",
    "A" + "\n" * 300 + "B",
    "קודם הילד\n\nThe child first!",
]
KEY = "early-intervention"
# The left edge of each mark of a text, where it stands last.
EDGES = """(element, marks) => {
    const text = element.firstChild, range = document.createRange();
    return marks.map((mark) => {
        const at = text.data.lastIndexOf(mark);
        range.setStart(text, at);
        range.setEnd(text, at + mark.length);
        return range.getBoundingClientRect().left;
    });
}"""
LONG_TITLE = "Early intervention and everything that belongs to it, " * 3
LONG_WORDS = "How can we be sure that any child with additional needs has those needs met? " * 12


def post(room: Room, said: Sequence[dict[str, str]]) -> None:
    """What one phone says, by plain POST."""
    base = f"{room.server.url}/{room.server.code}/"
    with httpx.Client(headers={"Origin": room.server.url}) as phone:
        phone.get(base)
        for message in said:
            answer = phone.post(f"{base}respond/", data={"question": KEY, "prompt": ""} | message)
            assert answer.status_code < 400, answer.text


def introduce(sector: str) -> dict[str, str]:
    return {"action": "introduce", "sector": sector}


def respond(text: str, theme: str = "") -> dict[str, str]:
    return {"action": "respond", "response": str(uuid4()), "text": text, "theme": theme}


def reads_from_the_right(words: Locator) -> bool:
    """The brackets, their words and the last mark of ARABIC stand where its readers look."""
    bang, closing, three, opening, first, last = words.evaluate(EDGES, [*"!)3(", "C", "S"])
    return bool(bang < closing < three < opening and first < last)


def expect_nothing_beside(screen: Page, card: Locator) -> None:
    """Words that print beyond their lines, as stacked marks do, leave all beside them alone.

    Fonts differ in how high they stack; so the lines are made too low for any letter.
    """
    words = card.locator(".card__text")
    words.evaluate("words => { words.style.lineHeight = 0.2; }")
    printed = screen.screenshot(mask=[words], animations="disabled")
    words.evaluate("words => { words.style.color = 'transparent'; }")
    assert screen.screenshot(mask=[words], animations="disabled") == printed


def test_phone_and_server_agree_on_what_cannot_be_seen(browser: Browser) -> None:
    source = (BASE_DIR / "static/js/blank.js").read_text()
    found = re.search(r"const UNSEEN = /(.*)/u;", source)
    assert found
    page = browser.new_page()
    unseen: list[int] = page.evaluate(
        """(source) => {
            const unseen = new RegExp(source, "u"), found = [];
            for (let n = 1; n <= 0x10ffff; n += 1)
                if (unseen.test(String.fromCodePoint(n))) found.push(n);
            return found;
        }""",
        found[1],
    )
    page.close()
    # Not what one of the two Unicode versions has no name for yet.
    named = [n for n in unseen if unicodedata.category(chr(n)) != "Cn" or is_blank(chr(n))]
    assert named == [n for n in range(1, sys.maxunicode + 1) if is_blank(chr(n))]


def test_one_card_spoils_nothing_and_every_script_reads_its_own_way(
    room: Room, collecting: Page
) -> None:
    phone = room.phone()
    post(room, [respond(text) for text in HARD])
    send(phone, "\u200b\u3164\n")
    box = phone.locator(f"#ask-{KEY} textarea[name=text]").first
    expect(phone.locator(f"#ask-{KEY} textarea[name=text]:invalid").first).to_have_value("")
    expect(phone.locator(".mine .response")).to_have_count(0)
    box.fill(ARABIC)
    assert box.evaluate("box => getComputedStyle(box).direction") == "rtl"
    send(phone, ARABIC)
    expect(phone.locator(".mine .receipt")).to_contain_text("Received")
    assert reads_from_the_right(phone.locator(".mine .response__text"))

    collecting.get_by_role("button", name="Revealed").click()
    screen = room.screen()
    expect(screen.locator(".card:visible")).to_have_count(len(HARD) + 1)
    screen.evaluate("document.fonts.ready.then(() => true)")
    assert reads_from_the_right(screen.locator(".card__text", has_text="CAMHS"))
    expect_nothing_beside(screen, screen.locator(".card", has_text="lgo"))
    lines: dict[str, float] = dict(
        screen.eval_on_selector_all(
            ".card",
            """cards => cards.map((card) => {
                const text = card.querySelector(".card__text");
                const line = parseFloat(getComputedStyle(text).lineHeight);
                return [text.textContent.slice(0, 3), text.clientHeight / line];
            })""",
        )
    )
    assert 3 <= lines["A\n\n"] < 4 and 3 <= lines["קוד"] < 4
    assert 10 <= lines["a\na"] < 11

    incoming = collecting.locator(".incoming .response", has_text=ARABIC)
    assert reads_from_the_right(incoming.locator(".response__text"))
    incoming.get_by_role("button", name="Spotlight").click()
    expect(screen.locator(".spotlight__text")).to_have_text(ARABIC)
    assert reads_from_the_right(screen.locator(".spotlight__text > p"))
    phone.get_by_role("link", name="Read and endorse").click()
    assert reads_from_the_right(phone.locator(".said .response__text", has_text="CAMHS"))


def test_sectors_are_on_one_scale_and_a_long_question_leaves_them_their_room(
    room: Room, collecting: Page
) -> None:
    for sector, delegates in (("Voluntary and community", 6), ("School", 9)):
        for _ in range(delegates):
            post(room, [introduce(sector), respond("A plan", "parents")])
    collecting.get_by_role("button", name="Revealed").click()
    collecting.get_by_role("button", name="Sectors").click()
    screen = room.screen()
    cells = screen.locator("td:has(.compare__bar)")
    expect(cells).to_have_count(2)
    widths = cells.evaluate_all(
        """cells => cells.map(cell => cell.querySelector(".bar__fill").getBoundingClientRect().width
            / Number(cell.textContent))"""
    )
    assert max(widths) - min(widths) < 0.02 * max(widths)
    expect(screen.locator(".compare")).to_contain_text("from 0 to 9 delegates")

    for width, height in ((1920, 1080), (1024, 768)):
        screen.set_viewport_size({"width": width, "height": height})
        screen.evaluate(
            """([title, words]) => {
                document.querySelector(".results__title").textContent = title;
                document.querySelector(".results__words").textContent = words;
            }""",
            [LONG_TITLE, LONG_WORDS],
        )
        expect(screen.locator(".results__head")).not_to_have_attribute("data-fit", "0")
        title, words, table = (
            screen.locator(name).bounding_box()
            for name in (".results__title", ".results__words", ".compare__table")
        )
        assert title and words and table
        assert title["x"] + title["width"] <= words["x"]
        assert max(box["y"] + box["height"] for box in (title, words)) <= table["y"]
        assert table["y"] < height / 2
        expect(screen.locator(".figures")).to_be_in_viewport(ratio=1)
