"""Where phones find this laptop, and which host names it answers to.

Nothing here sends a packet or asks a name server, so it is quick, also in a
hall with no network.
"""

from __future__ import annotations

import ipaddress
import socket
import struct
import sys
from collections.abc import Iterator

# Connecting a UDP socket only looks at the routing table: it shows the address
# that this laptop would send from. The first two are documentation addresses,
# for the default route; the others are where venues' networks lie.
DESTINATIONS = (
    *("192.0.2.1", "2001:db8::1"),
    *("192.168.0.1", "192.168.1.1", "10.0.0.1", "172.16.0.1"),
)
EVERY_INTERFACE = ("", "0.0.0.0", "::")


def lan_addresses() -> list[str]:
    """The addresses of this laptop as they stand in a URL, the likeliest first.

    IPv4 goes before IPv6 (in brackets), and one that the laptop gave itself for
    want of a network goes last. Empty when there is no network.
    """
    found = dict.fromkeys([*_routed_addresses(), *_own_addresses()])
    addresses = [ipaddress.ip_address(text) for text in found]
    usable = [
        address
        for address in addresses
        if not (address.is_loopback or address.is_unspecified or address.is_multicast)
        and not (address.version == 6 and address.is_link_local)
    ]
    usable.sort(key=lambda address: (address.version, address.is_link_local))
    return [f"[{address}]" if address.version == 6 else str(address) for address in usable]


def own_names() -> list[str]:
    """The names that this laptop always answers to."""
    name = socket.gethostname().lower()
    bonjour = f"{name.partition('.')[0]}.local"
    return list(dict.fromkeys(["localhost", "127.0.0.1", "[::1]", name, bonjour]))


def join_host() -> str:
    """The best address to show for joining: `localhost` when there is no network."""
    return next((address for address in lan_addresses() if "[" not in address), "localhost")


def hosts_to_show(bound_to: str) -> tuple[str, str]:
    """What to call this laptop in a URL: on itself, and on a phone.

    `bound_to` is the host that the server listens on.
    """
    if bound_to == "::":
        return "localhost", next(iter(lan_addresses()), "localhost")
    if bound_to in EVERY_INTERFACE:
        return "localhost", join_host()
    return in_url(bound_to), in_url(bound_to)


def in_url(host: str) -> str:
    """An address as it stands in a URL: IPv6 in brackets."""
    return f"[{host}]" if ":" in host and "[" not in host else host


def is_only_here(host: str) -> bool:
    """Whether `host`, as it stands in a URL, is found from this computer alone."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def url_of(host: str, port: int, path: str = "/") -> str:
    return f"http://{host}{path}" if port == 80 else f"http://{host}:{port}{path}"


def answer_to_new_addresses(hosts: list[str]) -> bool:
    """Add to `hosts`, in place, what this laptop is called now; True when any was new.

    The laptop may join another network while the workshop runs. Names that it
    had before stay.
    """
    new = [host for host in (*own_names(), *lan_addresses()) if host not in hosts]
    hosts.extend(new)
    return bool(new)


def _routed_addresses() -> Iterator[str]:
    for destination in DESTINATIONS:
        family = socket.AF_INET6 if ":" in destination else socket.AF_INET
        try:
            with socket.socket(family, socket.SOCK_DGRAM) as probe:
                probe.connect((destination, 9))
                yield probe.getsockname()[0].partition("%")[0]
        except OSError:
            continue  # No route there, or no IPv6 at all.


if sys.platform == "win32":

    def _own_addresses() -> Iterator[str]:
        """Windows itself resolves its own name, to the addresses of every interface."""
        try:
            known = socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)
        except OSError:
            return
        for *_, address in known:
            yield str(address[0])

else:
    import fcntl

    # "Get interface address", from sys/ioctl.h of Linux and of macOS and the BSDs.
    _SIOCGIFADDR = 0x8915 if sys.platform == "linux" else 0xC0206921

    def _own_addresses() -> Iterator[str]:
        """Each interface's address, which finds networks that have no way out."""
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            for _, name in socket.if_nameindex():
                request = struct.pack("16s16x", name.encode()[:15])
                try:
                    answer = fcntl.ioctl(probe, _SIOCGIFADDR, request)
                except OSError:
                    continue  # This interface has no IPv4 address.
                yield socket.inet_ntoa(answer[20:24])
