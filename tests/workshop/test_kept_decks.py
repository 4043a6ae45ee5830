"""A deck and its pictures are kept with the workshop, and where its file lies does not matter."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from django.test import Client

from questions.entries import Respond
from questions.phases import move_to_phase
from questions.recorder import recorder
from tests.people import CARYS
from tests.pictures import png
from workshop.deck.kept import NotWrittenOut, write_out
from workshop.deck.loader import open_workshop
from workshop.deck.outline import DeckError
from workshop.models import DeckFile, Workshop

GREEN, RED = png(30, 120, 90), png(200, 30, 40)


def question(key: str, words: str = "Why?") -> str:
    return (
        f"---\nlayout: question\nquestion: {{key: {key}, words: '{words}'}}\n---\n# About {key}\n"
    )


def deck(*keys: str, title: str = "Morning", slides: str = "# One\n---\n# Two\n") -> str:
    return f"---\ntitle: {title}\n---\n{slides}" + "".join(map(question, keys))


PICTURED = deck("why", slides="layout: chart\n---\n# One\n\n![The wards](<maps/the wards.png>)\n")


@pytest.fixture
def folder(tmp_path: Path, drained: None) -> Path:
    (tmp_path / "maps").mkdir()
    (tmp_path / "maps" / "the wards.png").write_bytes(GREEN)
    return tmp_path


def opened(folder: Path, text: str, name: str = "deck.md") -> Workshop:
    (folder / name).write_text(text)
    return open_workshop(folder / name)


def picture(workshop: Workshop) -> tuple[int, bytes]:
    answer = Client().get(f"/{workshop.code}/slides/1/picture/")
    return answer.status_code, answer.content


def test_a_deck_that_was_renamed_or_moved_goes_on(folder: Path) -> None:
    workshop = opened(folder, PICTURED)
    moved = folder.parent / f"{folder.name}-moved"
    folder.rename(moved)
    (moved / "deck.md").rename(moved / "renamed.md")
    again = open_workshop(moved / "renamed.md")
    assert (again.pk, again.deck_name) == (workshop.pk, "renamed.md")


def test_without_a_deck_the_live_workshop_goes_on_though_its_files_are_gone(folder: Path) -> None:
    workshop = opened(folder, PICTURED)
    (folder / "deck.md").unlink()
    (folder / "maps" / "the wards.png").unlink()
    assert open_workshop().pk == workshop.pk
    assert picture(workshop) == (200, GREEN)


def test_with_nothing_here_the_included_deck_is_opened(drained: None) -> None:
    assert open_workshop().title == "Moving on through the Children’s Plan"


def test_a_fresh_workshop_needs_no_file_either(folder: Path) -> None:
    first = opened(folder, PICTURED)
    (folder / "deck.md").unlink()
    (folder / "maps" / "the wards.png").unlink()
    fresh = open_workshop(new=True)
    assert (fresh.title, fresh.code == first.code) == ("Morning", False)
    assert [slide.title for slide in fresh.slides.all()] == ["One", "About why"]
    assert picture(fresh) == (200, GREEN)


def test_morning_and_afternoon_and_morning_again(folder: Path) -> None:
    morning = opened(folder, deck("why", "how"))
    afternoon = opened(folder, deck("who", "when", title="Afternoon"), "other.md")
    assert open_workshop(folder / "deck.md").pk == morning.pk
    assert open_workshop().pk == morning.pk
    assert open_workshop(folder / "other.md").pk == afternoon.pk
    assert open_workshop().pk == afternoon.pk


BEFORE = deck("why", "how", "who")


@pytest.mark.parametrize(
    "edited",
    [
        deck("why", "how", "who", "when"),
        deck("why", "who"),
        deck("why", "how", "where"),
        BEFORE.replace("Why?", "Why, then?"),
        BEFORE.replace("Morning", "This morning"),
        BEFORE.replace("# One", "# First").replace("# Two", "# Second"),
    ],
    ids=["added", "removed", "another key", "reworded", "title", "slides"],
)
def test_an_edited_deck_is_the_same_one_wherever_it_lies(folder: Path, edited: str) -> None:
    workshop = opened(folder, BEFORE)
    assert opened(folder, edited, "another name.md").pk == workshop.pk


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (deck(), deck("why")),
        (deck("why"), deck()),
        (deck("why"), deck("why", "how")),
        (deck(), deck(slides="# Three\n")),
    ],
)
def test_the_first_and_the_last_question_may_come_and_go(
    folder: Path, before: str, after: str
) -> None:
    workshop = opened(folder, before)
    assert opened(folder, after).pk == workshop.pk


OTHER_SLIDES = "# Three\n---\n# Four\n---\n# Five\n"


@pytest.mark.parametrize(
    ("keys", "others"),
    [
        (["why", "how", "who"], ["why", "when", "where"]),
        (["why", "how"], ["why", "how"]),
        (["why"], ["why"]),
        (["why", "how", "who"], ["when", "where"]),
        ([], []),
    ],
    ids=["one key", "the same questions", "one question", "no key", "no questions"],
)
def test_another_talk_is_another_workshop_also_with_the_name_of_the_first(
    folder: Path, keys: list[str], others: list[str]
) -> None:
    morning = opened(folder, deck(*keys))
    afternoon = opened(folder, deck(*others, title="Afternoon", slides=OTHER_SLIDES))
    assert afternoon.pk != morning.pk
    assert open_workshop().pk == afternoon.pk


def respond(workshop: Workshop) -> None:
    move_to_phase(workshop.code, "why", "collecting")
    recorder.record(Respond(workshop.code, CARYS, CARYS, "why", "", "", "Said")).result(10)


def test_the_newest_workshop_of_a_deck_goes_on_also_when_an_edit_is_taken_back(
    folder: Path,
) -> None:
    opened(folder, BEFORE)
    fresh = open_workshop(folder / "deck.md", new=True)
    assert opened(folder, BEFORE.replace("# One", "# First")).pk == fresh.pk
    assert opened(folder, BEFORE).pk == fresh.pk
    assert opened(folder, BEFORE.replace("Morning", "This morning")).pk == fresh.pk
    assert opened(folder, BEFORE).pk == fresh.pk


def test_a_copy_for_the_afternoon_does_not_take_over_what_the_morning_said(folder: Path) -> None:
    morning = opened(folder, BEFORE)
    respond(morning)
    copied = BEFORE.replace("Morning", "Afternoon").replace("Why?", "Why not?")
    afternoon = opened(folder, copied, "copy.md")
    assert afternoon.pk != morning.pk
    assert open_workshop(folder / "deck.md").pk == morning.pk
    assert open_workshop(folder / "copy.md").pk == afternoon.pk
    assert opened(folder, copied.replace("# Two", "# Deux"), "copy.md").pk == afternoon.pk
    assert opened(folder, BEFORE.replace("# Two", "# Deux")).pk == morning.pk


def test_a_deck_that_is_renamed_with_its_cover_goes_on_and_it_is_said(folder: Path) -> None:
    workshop = opened(folder, BEFORE)
    respond(workshop)
    renamed = BEFORE.replace("Morning", "Our day").replace("# One", "# Our day")
    (folder / "deck.md").write_text(renamed)
    said: list[str] = []
    assert open_workshop(folder / "deck.md", say=said.append).pk == workshop.pk
    assert said == ["“Our day” was “Morning” until now; --new opens a fresh one."]


def test_a_picture_may_be_replaced_with_the_words_as_they_are(folder: Path) -> None:
    workshop = opened(folder, PICTURED)
    (folder / "maps" / "the wards.png").write_bytes(RED)
    assert opened(folder, PICTURED).pk == workshop.pk
    assert picture(workshop) == (200, RED)
    assert DeckFile.objects.count() == 2


def test_a_refused_deck_leaves_the_files_that_were_kept(folder: Path) -> None:
    workshop = opened(folder, PICTURED)
    respond(workshop)
    with pytest.raises(DeckError, match="put it back"):
        opened(folder, deck(slides="# One\n"))
    assert picture(workshop) == (200, GREEN)


def test_a_picture_that_is_not_kept_is_a_plain_404(folder: Path) -> None:
    workshop = opened(folder, PICTURED)
    workshop.deck_files.filter(path__startswith="maps").delete()
    assert picture(workshop)[0] == 404
    assert 'alt="The wards"' in Client().get(f"/{workshop.code}/").content.decode()
    opened(folder, PICTURED)
    assert picture(workshop) == (200, GREEN)


@pytest.mark.parametrize(
    "written", ["maps\\the wards.png", "maps/../maps/the wards.png", "./maps/the wards.png"]
)
def test_a_picture_is_found_however_its_way_is_written(folder: Path, written: str) -> None:
    workshop = opened(folder, PICTURED.replace("maps/the wards.png", written))
    assert picture(workshop) == (200, GREEN)
    assert picture(open_workshop(new=True)) == (200, GREEN)


@pytest.mark.skipif(os.name == "nt", reason="Windows lets few people make links")
def test_a_picture_that_is_a_link_is_written_out_where_the_deck_looks_for_it(folder: Path) -> None:
    (folder / "map.png").symlink_to(folder / "maps" / "the wards.png")
    opened(folder, PICTURED.replace("maps/the wards.png", "map.png"))
    assert picture(open_workshop(new=True)) == (200, GREEN)


def test_pictures_have_a_bound_that_is_said(folder: Path) -> None:
    large = folder / "maps" / "the wards.png"
    large.write_bytes(GREEN + bytes(6 * 1024 * 1024))
    with pytest.raises(DeckError, match=r"line 8: the picture .* is 6\.0 MB; the limit is 5 MB"):
        opened(folder, PICTURED)
    large.write_bytes(GREEN + bytes(5 * 1024 * 1024 - len(GREEN)))
    slides = ""
    for number in range(9):
        os.link(large, folder / f"{number}.png")
        slides += f"# {number}\n\n![Much]({number}.png)\n---\n"
    with pytest.raises(DeckError, match="the pictures come to 45 MB in all; the limit is 40 MB"):
        opened(folder, deck(slides=slides))


def test_a_file_that_is_no_decks_text_is_not_read_to_its_end(folder: Path) -> None:
    longest = deck("why") + " " * (2 * 1024 * 1024 - len(deck("why")))
    opened(folder, longest)
    with pytest.raises(DeckError, match="the file is larger than 2 MB"):
        opened(folder, longest + " ")


@pytest.mark.parametrize(
    "name",
    ["../out.png", "/tmp/out.png", "maps/../../out.png", "..\\out.png", "C:\\out.png", "C:out.png"],
)
def test_a_copy_that_means_harm_writes_nothing_outside(folder: Path, name: str) -> None:
    workshop = opened(folder, PICTURED)
    workshop.deck_files.filter(path__startswith="maps").update(path=name)
    with pytest.raises(NotWrittenOut, match="no name of a file in a deck's folder"):
        write_out(workshop, folder / "new" / "written")
    assert not (folder / "new").exists()
    with pytest.raises(DeckError, match="no name of a file in a deck's folder"):
        open_workshop(new=True)
