"""Where and how to join: the address, and its QR code."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

import segno

from workshop.addresses import hosts_to_show, url_of

_served = ("0.0.0.0", 8000)


def serve_at(host: str, port: int) -> None:
    """Say where this process listens, so that its screens can say where to join."""
    global _served
    _served = (host, port)


def served_at() -> tuple[str, int]:
    """The host and port where this process listens."""
    return _served


@dataclass(frozen=True)
class Joining:
    """`address` is what to type, `code` the spaced join code, `qr` an inline SVG."""

    address: str
    code: str
    url: str
    qr: str


def joining(spaced_code: str) -> Joining:
    """How to join the workshop with this code, at the address this computer has now.

    `WORKSHOP_URL` names the address instead, where a server has one of its own.
    """
    link = link_to(f"/{spaced_code.replace(' ', '')}/")
    return Joining(urlsplit(link.url).netloc, spaced_code, link.url, link.qr)


@dataclass(frozen=True)
class Link:
    """An address for another device: to type, and as an inline SVG to scan."""

    url: str
    qr: str


def link_to(path: str) -> Link:
    """Where others find `path` of this server."""
    host, port = _served
    home = os.environ.get("WORKSHOP_URL") or url_of(hosts_to_show(host)[1], port)
    url = home.rstrip("/") + path
    return Link(url, _draw_qr(url))


@lru_cache(maxsize=16)
def _draw_qr(url: str) -> str:
    code = segno.make(url, error="m", micro=False)
    return code.svg_inline(border=2, svgclass="qr", lineclass="qr__dark", omitsize=True)
