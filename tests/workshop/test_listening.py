"""Whatever stands after --host and --port works, or gets its own true sentence."""

from __future__ import annotations

import socket

import pytest

from workshop.addresses import hosts_to_show, is_only_here
from workshop.listening import CannotServe, bind, read_port

HAS_IPV6 = socket.has_dualstack_ipv6()


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("127.0.0.1", "127.0.0.1"),
        (" 127.0.0.1 ", "127.0.0.1"),
        ("127.1", "127.0.0.1"),
        ("localhost", "127.0.0.1"),
        ("", "0.0.0.0"),
        ("0", "0.0.0.0"),
        ("::ffff:127.0.0.1", "127.0.0.1"),
        ("::", "::"),
        ("[::]", "::"),
        ("::1", "::1"),
        ("[::1]", "::1"),
        ("0:0:0:0:0:0:0:1", "::1"),
    ],
)
def test_an_address_is_taken_however_it_is_written(typed: str, address: str) -> None:
    if address.startswith("::") and not HAS_IPV6:
        pytest.skip("this computer has no IPv6")
    with bind(typed, 0) as sock:
        host, port = sock.getsockname()[:2]
        assert host == address
        for shown in hosts_to_show(host):
            socket.create_connection((shown.strip("[]"), port), timeout=10).close()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("nosuchname.invalid", "“nosuchname.invalid” is not an address or a name"),
        ("a" * 300, "is not an address or a name"),
        ("two words", "“two words” is not an address or a name"),
        ("1.2.3.4.5", "is not an address or a name"),
        ("http://127.0.0.1", "an address alone, and not “http://127.0.0.1”: --host 127.0.0.1"),
        ("https://10.0.0.5:8001/482916/", ": --host 10.0.0.5 --port 8001"),
        ("127.0.0.1:8001", ": --host 127.0.0.1 --port 8001"),
        ("[::1]:8001", ": --host [::1] --port 8001"),
        ("203.0.113.9", "203.0.113.9 is not an address of this computer"),
        ("2001:db8::1", "is not an address of this computer"),
        ("fe80::1", "No browser can open fe80::1"),
        ("fe80::1%lo", "No browser can open fe80::1%lo"),
        ("224.0.0.1", "not an address of one computer"),
        ("255.255.255.255", "not an address of one computer"),
        ("127.255.255.255", "not an address of one computer"),
        ("[", "“[” is not an address or a name"),
        ("[]", "“[]” is not an address or a name"),
    ],
)
def test_what_cannot_be_listened_on_is_said_truly(typed: str, words: str) -> None:
    if ":" in typed and "/" not in typed and not HAS_IPV6:
        pytest.skip("this computer has no IPv6")
    with pytest.raises(CannotServe) as refused:
        bind(typed, 0)
    assert words in str(refused.value)
    assert "taken" not in str(refused.value)


def test_a_port_is_taken_only_when_it_is() -> None:
    with bind("127.0.0.1", 0) as sock:
        port = sock.getsockname()[1]
        with pytest.raises(CannotServe, match=f"Port {port} is taken"):
            bind("127.0.0.1", port)


@pytest.mark.parametrize("typed", ["99999", "-1", "eight", "8000.5", "8e3"])
def test_what_is_no_port_is_said(typed: str) -> None:
    with pytest.raises(CannotServe, match="is not a port: give a number from 1 to 65535"):
        read_port(typed)
    with pytest.raises(CannotServe, match=r"^“” is not a port"):
        read_port(" ")
    assert (read_port("0"), read_port(" 80 ")) == (0, 80)


@pytest.mark.parametrize(
    ("shown", "only_here"),
    [("localhost", True), ("127.0.1.1", True), ("[::1]", True), ("10.0.0.5", False)],
)
def test_whether_others_can_join_is_known_by_the_address(shown: str, only_here: bool) -> None:
    assert is_only_here(shown) is only_here
