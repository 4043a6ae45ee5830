"""Phones are shown an address that is this computer's, also when it changes."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from workshop.addresses import (
    answer_to_new_addresses,
    hosts_to_show,
    join_host,
    lan_addresses,
    own_names,
    url_of,
)

TOP = Path(__file__).resolve().parents[2]
ALONE = ["unshare", "--user", "--map-root-user", "--net"]


def without_a_network(code: str) -> str:
    """What `code` prints on a computer whose network is gone; skips where that cannot be tried."""
    if not shutil.which("unshare") or subprocess.run([*ALONE, "true"]).returncode:
        pytest.skip("this computer does not allow a network of one's own")
    run = subprocess.run(
        [*ALONE, sys.executable, "-c", f"from workshop.addresses import *; {code}"],
        cwd=TOP,
        capture_output=True,
        text=True,
        check=True,
    )
    return run.stdout.strip()


def test_each_address_is_this_computers() -> None:
    for address in lan_addresses():
        family = socket.AF_INET6 if "[" in address else socket.AF_INET
        with socket.socket(family) as sock:
            sock.bind((address.strip("[]"), 0))


def test_ipv4_goes_first_and_loopback_not_at_all() -> None:
    versions = ["[" in address for address in lan_addresses()]
    assert versions == sorted(versions)
    assert not {"127.0.0.1", "[::1]"} & set(lan_addresses())


def test_without_a_network_there_is_no_address_and_phones_are_shown_localhost() -> None:
    assert without_a_network("print(lan_addresses(), join_host())") == "[] localhost"


@pytest.mark.skipif(not shutil.which("ip"), reason="needs ip, from iproute2")
@pytest.mark.skipif(sys.platform != "linux", reason="uses Linux's network namespaces")
def test_a_network_with_no_way_out_is_found() -> None:
    make = (
        "import subprocess as s; run = lambda c: s.run(c.split(), check=True); "
        "run('ip link add hall type veth peer name other'); run('ip link set other up'); "
        "run('ip address add 10.11.12.13/24 dev hall'); run('ip link set hall up'); "
        "print(lan_addresses(), join_host())"
    )
    assert without_a_network(make) == "['10.11.12.13'] 10.11.12.13"


def test_an_address_that_appears_is_answered_to_and_the_old_ones_stay() -> None:
    hosts = ["hall.example"]
    assert answer_to_new_addresses(hosts)
    assert hosts[0] == "hall.example"
    assert {*own_names(), *lan_addresses()} <= set(hosts)


def test_no_new_address_changes_nothing() -> None:
    hosts: list[str] = []
    answer_to_new_addresses(hosts)
    before = list(hosts)
    assert not answer_to_new_addresses(hosts)
    assert hosts == before


def test_a_laptop_answers_to_its_names() -> None:
    name = socket.gethostname().lower()
    expected = {"localhost", "127.0.0.1", "[::1]", name, name.partition(".")[0] + ".local"}
    assert expected == set(own_names())


@pytest.mark.parametrize(
    ("bound_to", "shown"),
    [
        ("127.0.0.1", ("127.0.0.1", "127.0.0.1")),
        ("fd00::7", ("[fd00::7]", "[fd00::7]")),
        ("0.0.0.0", ("localhost", join_host())),
        ("::", ("localhost", join_host())),
    ],
)
def test_what_is_shown_is_what_is_listened_on(bound_to: str, shown: tuple[str, str]) -> None:
    assert hosts_to_show(bound_to) == shown


def test_a_url_names_its_port_when_it_must() -> None:
    assert url_of("10.0.0.5", 8000, "/482916/") == "http://10.0.0.5:8000/482916/"
    assert url_of("10.0.0.5", 80) == "http://10.0.0.5/"
