"""Simulated delegates: how a key says that it is one.

A delegate's key is in a signed cookie, so a phone cannot take or drop the mark.
"""

from __future__ import annotations

from secrets import token_bytes
from uuid import UUID

# RFC 9562 leaves version 8 to whoever makes the key; real delegates have version 4.
_VERSION = 8


def make_rehearsal_key() -> UUID:
    """A random key for a simulated delegate."""
    octets = bytearray(token_bytes(16))
    octets[6] = (octets[6] & 0x0F) | (_VERSION << 4)
    octets[8] = (octets[8] & 0x3F) | 0x80
    return UUID(bytes=bytes(octets))


def is_rehearsal_key(key: UUID) -> bool:
    return key.version == _VERSION
