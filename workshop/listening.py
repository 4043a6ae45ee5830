"""The socket that the server listens on, for whatever somebody typed after --host and --port."""

from __future__ import annotations

import errno
import ipaddress
import re
import socket

HOST_AND_PORT = re.compile(r"(\[.*\]|[^:]*):([0-9]+)")
BACKLOG = 2048
_ONE_COMPUTER = "{} is not an address of one computer: leave --host out."


class CannotServe(Exception):
    """Why nothing can be served from here, in one sentence."""


def read_port(typed: str) -> int:
    """The number of a port; 0 takes any that is free. Raises CannotServe."""
    try:
        port = int(typed)
    except ValueError:
        port = -1
    if not 0 <= port <= 65_535:
        raise CannotServe(f"{typed.strip() or '“”'} is not a port: give a number from 1 to 65535.")
    return port


def bind(host: str, port: int) -> socket.socket:
    """A listening socket. Raises CannotServe.

    `host` is an address or a name of this computer; empty is every IPv4 address it has,
    and `::` all of both kinds.
    """
    family, address = _find_address(host.strip())
    both = address == "::" and socket.has_dualstack_ipv6()
    try:
        sock = socket.create_server(
            (address, port), family=family, backlog=BACKLOG, dualstack_ipv6=both
        )
    except PermissionError as error:
        raise CannotServe(f"Port {port} is not open to you; take another: --port 8001") from error
    except OSError as error:
        raise CannotServe(_why_not(address, port, error)) from error
    if not _can_be_reached(sock):
        sock.close()
        raise CannotServe(_ONE_COMPUTER.format(address))
    return sock


def _can_be_reached(sock: socket.socket) -> bool:
    """A network's broadcast address can be listened on, but nobody can connect to it."""
    host, port = sock.getsockname()[:2]
    if not ipaddress.ip_address(host.partition("%")[0]).is_unspecified:
        try:
            socket.create_connection((host, port), timeout=2).close()
        except TimeoutError:
            pass  # It is only slow.
        except OSError:
            return False
    return True


def _find_address(host: str) -> tuple[socket.AddressFamily, str]:
    """The address that `host` means, IPv4 where it has both."""
    if "://" in host or "/" in host or HOST_AND_PORT.fullmatch(host):
        raise CannotServe(_say_it_apart(host))
    if bracketed := re.fullmatch(r"\[(.+)\]", host):
        host = bracketed[1]
    host = host or "0.0.0.0"
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, ValueError):  # ValueError: it is not even spelt like a name.
        raise CannotServe(
            f"“{host}” is not an address or a name of this computer: leave --host out, "
            "and the workshop listens on every address that this computer has."
        ) from None
    family, *_, place = min(found, key=lambda one: one[0] != socket.AF_INET)
    address = ipaddress.ip_address(str(place[0]).partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        family, address = socket.AF_INET, address.ipv4_mapped
    if address.version == 6 and address.is_link_local:
        raise CannotServe(
            f"No browser can open {host}, which is for one cable or Wi-Fi alone: "
            "leave --host out, or name another address."
        )
    if address.is_multicast or str(address) == "255.255.255.255":
        raise CannotServe(_ONE_COMPUTER.format(address))
    return family, str(address)


def _say_it_apart(host: str) -> str:
    """What to type for a whole link, or an address with its port."""
    place = re.sub(r"^.*?://|[/?#].*$", "", host)
    apart = HOST_AND_PORT.fullmatch(place)
    said = f"--host {apart[1]} --port {apart[2]}" if apart else f"--host {place or '127.0.0.1'}"
    return f"--host takes an address alone, and not “{host}”: {said}"


def _why_not(address: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {port} is taken, perhaps by a workshop that is still running: "
            f"stop that, or take another port: --port {port + 1 if port < 65_535 else 8001}"
        )
    if error.errno == errno.EADDRNOTAVAIL:
        return f"{address} is not an address of this computer."
    if error.errno == errno.EAFNOSUPPORT:
        return f"This computer does not use IPv6, so it cannot listen on {address}."
    return f"This computer cannot listen on {address}, port {port}: {error.strerror}."
