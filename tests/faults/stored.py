"""What the server's database really holds, read beside the server."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from uuid import UUID

from tests.live import LiveServer


def read_stored(server: LiveServer) -> dict[str, str]:
    """Every response's text by its key; the database must be sound, and no text be there twice."""
    with closing(sqlite3.connect(server.data / "workshop.sqlite3", timeout=10)) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        rows = database.execute("SELECT key, text FROM questions_response").fetchall()
    texts = [text for _, text in rows]
    assert len(texts) == len(set(texts)), "A response is stored twice"
    return {str(UUID(key)): text for key, text in rows}
