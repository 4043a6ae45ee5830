"""What a phone loads: little, in few requests, compressed, and kept for good."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from urllib.parse import urljoin

import brotli
import httpx
import pytest

from tests.live import LiveServer

MOST_BYTES = 35_000
MOST_REQUESTS = 6


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    server = LiveServer(tmp_path_factory.mktemp("data"))
    server.start()
    yield server
    server.close()


def fetch(url: str, encoding: str, **headers: str) -> tuple[httpx.Response, bytes]:
    """The answer, and its body as it came over the wire."""
    with httpx.stream("GET", url, headers={"Accept-Encoding": encoding} | headers) as answer:
        return answer, b"".join(answer.iter_raw())


def timeless(page: bytes) -> bytes:
    """The page without the second in which it was drawn: a new one may begin between two."""
    return re.sub(rb' data-now="[^"]+"', b"", page)


def files_of(server: LiveServer) -> list[str]:
    """Every file that the phone's page names."""
    page = httpx.get(f"{server.url}/{server.code}/").text
    named = re.findall(r'<(?:link|script)[^>]+(?:href|src)="([^"]+)"', page)
    return [urljoin(server.url, path) for path in named]


def test_a_phone_loads_at_most_six_files_of_35_kilobytes_together(server: LiveServer) -> None:
    urls = [f"{server.url}/{server.code}/", *files_of(server)]
    assert len(urls) <= MOST_REQUESTS
    sizes = {url: len(fetch(url, "br, gzip")[1]) for url in urls}
    assert sum(sizes.values()) <= MOST_BYTES, sizes


def test_every_file_is_compressed_and_kept_for_good(server: LiveServer) -> None:
    for url in files_of(server):
        answer, body = fetch(url, "br, gzip")
        assert answer.headers["Content-Encoding"] == "br", url
        assert "immutable" in answer.headers["Cache-Control"], url
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        plain = fetch(url, "identity")[1]
        assert brotli.decompress(body) == plain
        assert gzip.decompress(fetch(url, "gzip")[1]) == plain
        again, nothing = fetch(url, "br", **{"If-None-Match": answer.headers["ETag"]})
        assert (again.status_code, nothing) == (304, b"")


def test_the_page_is_the_same_however_it_travels(server: LiveServer) -> None:
    url = f"{server.url}/{server.code}/"
    plain = fetch(url, "identity")[1]
    assert b"Slide 1 of" in plain
    for travelled in (
        brotli.decompress(fetch(url, "gzip, br")[1]),
        gzip.decompress(fetch(url, "gzip")[1]),
    ):
        assert timeless(travelled) == timeless(plain)


def test_each_phone_is_a_delegate_of_its_own_though_the_page_is_one(server: LiveServer) -> None:
    url = f"{server.url}/{server.code}/"
    first, second = httpx.get(url), httpx.get(url)
    assert timeless(first.content) == timeless(second.content)
    assert dict(first.cookies) != dict(second.cookies)
    assert "Set-Cookie" not in httpx.get(url, cookies=first.cookies).headers


def test_a_page_loaded_right_after_a_move_is_that_of_the_new_slide(server: LiveServer) -> None:
    url = f"{server.url}/{server.code}/"
    with server.amina() as presenter:
        for position in (3, 4, 5, 3, 4, 5):
            presenter.post(f"/{server.code}/console/jump/", data={"position": str(position)})
            assert f"Slide {position} of" in httpx.get(url).text
