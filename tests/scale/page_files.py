"""What a browser fetches with a page: the files it names, and the modules those import."""

from __future__ import annotations

import gzip
import re
from functools import lru_cache
from urllib.parse import urljoin

import brotli

from tests.scale.connection import Answer, Connection

ENCODING = ("Accept-Encoding: br, gzip",)
_NAMED = re.compile(rb"<(?:link|script)\b[^>]*?\b(?:href|src)=\"(/[^\"]+)\"")
_IMPORTED = re.compile(rb"(?:\bfrom|\bimport|@import)\s*(?:url\()?[\"']([./][^\"']+)[\"']")


def unpacked(answer: Answer) -> bytes:
    """The body as it was before it was compressed."""
    match answer.headers.get(b"content-encoding"):
        case b"br":
            body: bytes = brotli.decompress(answer.body)
            return body
        case b"gzip":
            return gzip.decompress(answer.body)
    return answer.body


class PageFiles:
    """The files of one server's page. Files are immutable, so their imports are read once."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.sizes: dict[str, int] = {}  # Bytes over the wire, compressed, without headers.
        self._imports: dict[str, list[str]] = {}
        self._all_of = lru_cache(maxsize=8)(self._read)

    def of(self, page: Answer) -> tuple[str, ...]:
        """Every file that a browser fetches for `page`, each once, in the order it finds them."""
        return self._all_of(page.body, page.headers.get(b"content-encoding", b""))

    async def learn(self, path: str) -> Answer:
        """Fetch the page and all its files once, as a first phone would; the page."""
        scout = Connection(self.port)
        page = await scout.ask(path, ENCODING)
        waiting = _links(_NAMED, unpacked(page), path)
        while waiting:
            file = waiting.pop(0)
            if file not in self.sizes:
                answer = await scout.ask(file, ENCODING)
                assert answer.status == 200, f"{file}: {answer.status}"
                self.sizes[file] = len(answer.body)
                scripts_and_styles = file.endswith((".js", ".css"))
                found = _links(_IMPORTED, unpacked(answer), file) if scripts_and_styles else []
                self._imports[file] = found
                waiting += found
        scout.close()
        return page

    def _read(self, body: bytes, encoding: bytes) -> tuple[str, ...]:
        page = unpacked(Answer(200, {b"content-encoding": encoding}, body, 0))
        found: dict[str, None] = {}
        waiting = _links(_NAMED, page, "/")
        while waiting:
            file = waiting.pop(0)
            if file not in found:
                found[file] = None
                waiting += self._imports.get(file, [])
        return tuple(found)


def _links(pattern: re.Pattern[bytes], text: bytes, base: str) -> list[str]:
    return [urljoin(base, link.decode()) for link in pattern.findall(text)]
