"""The small files in the data folder, when something has happened to them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import override_settings

from workshop.last_served import find_place, remember_place
from workshop.listening import CannotServe
from workshop.secret import read_or_make_secret
from workshop.serving import hold


@pytest.fixture
def data(tmp_path: Path) -> Iterator[Path]:
    with override_settings(DATA_DIR=tmp_path):
        yield tmp_path


def test_where_it_listens_is_remembered(data: Path) -> None:
    assert find_place(None, None) == ("localhost", 8000)
    remember_place("0.0.0.0", 8123)
    assert find_place(None, None) == ("localhost", 8123)
    assert find_place(None, None, here="127.0.0.1") == ("127.0.0.1", 8123)
    remember_place("::1", 8124)
    assert find_place(None, None) == ("::1", 8124)
    assert find_place("10.0.0.5", 8125) == ("10.0.0.5", 8125)


def test_the_file_of_an_earlier_version_is_read(data: Path) -> None:
    (data / "port").write_text("8123")
    assert find_place(None, None) == ("localhost", 8123)


@pytest.mark.parametrize("left", [b"", b"\n", b"eight", b"\xff\xfe", b"0", b"99999", b"12 34"])
def test_a_port_that_cannot_be_read_is_one_sentence(data: Path, left: bytes) -> None:
    (data / "port").write_bytes(left)
    with pytest.raises(CannotServe, match="name it with --port"):
        find_place(None, None)
    assert find_place(None, 8001) == ("localhost", 8001)


def test_a_folder_where_a_file_belongs_is_one_sentence(data: Path) -> None:
    for name in ("port", "live.lock", "secret.key"):
        (data / name).mkdir()
    with pytest.raises(CannotServe, match="name it with --port"):
        find_place(None, None)
    with pytest.raises(CannotServe, match="port cannot be written"):
        remember_place("0.0.0.0", 8000)
    with pytest.raises(CannotServe, match=r"live\.lock cannot be written"):
        hold(data)
    with pytest.raises(SystemExit, match=r"secret\.key cannot be read"):
        read_or_make_secret(data / "secret.key")


@pytest.mark.parametrize("left", [b"", b" \n", b"short", b"\xff" * 50, b"two words " * 9])
def test_a_key_that_is_none_is_never_replaced_without_a_word(data: Path, left: bytes) -> None:
    (data / "secret.key").write_bytes(left)
    with pytest.raises(SystemExit, match="remove that file, then restore a copy"):
        read_or_make_secret(data / "secret.key")
    assert (data / "secret.key").read_bytes() == left


def test_a_key_is_made_once(data: Path) -> None:
    key = read_or_make_secret(data / "secret.key")
    assert len(key) > 50
    assert read_or_make_secret(data / "secret.key") == key
