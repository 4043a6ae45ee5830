"""Where and how to join: the address, and its QR code."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import lru_cache

import segno

from workshop.addresses import join_host


@dataclass(frozen=True)
class Joining:
    """`address` is what to type, `code` the spaced join code, `qr` an inline SVG."""

    address: str
    code: str
    url: str
    qr: str


def joining(spaced_code: str) -> Joining:
    """How to join the workshop with this code, at the address the laptop has now."""
    address = _address()
    url = f"{'https' if _is_secure() else 'http'}://{address}/{spaced_code.replace(' ', '')}/"
    return Joining(address, spaced_code, url, _draw_qr(url))


def _address() -> str:
    """`WORKSHOP_ADDRESS` where a name was given, else the laptop's own address and port."""
    named = os.environ.get("WORKSHOP_ADDRESS", "")
    if named:
        return named.removeprefix("https://").removeprefix("http://").rstrip("/")
    port = os.environ.get("WORKSHOP_PORT", "8000")
    return join_host() if port == "80" else f"{join_host()}:{port}"


def _is_secure() -> bool:
    return os.environ.get("WORKSHOP_ADDRESS", "").startswith("https://")


@lru_cache(maxsize=16)
def _draw_qr(url: str) -> str:
    code = segno.make(url, error="m", micro=False)
    return code.svg_inline(border=2, svgclass="qr", lineclass="qr__dark", omitsize=True)
