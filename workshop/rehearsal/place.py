"""Where the workshop that is rehearsed is served, and how to ask it for a page."""

from __future__ import annotations

import asyncio
import http.client
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from websockets.asyncio.client import connect
from websockets.typing import Origin

from workshop.addresses import in_url

ANSWER_SECONDS = 20.0


class CannotRehearse(Exception):
    """Why there is no rehearsal here, in one sentence."""


@dataclass(frozen=True)
class Answer:
    status: int
    body: str
    cookies: dict[str, str]


@dataclass(frozen=True)
class Place:
    """A running server, and the join code of the workshop in it."""

    host: str
    port: int
    code: str

    @property
    def authority(self) -> str:
        return f"{in_url(self.host)}:{self.port}"

    def fetch(
        self,
        path: str,
        cookies: Mapping[str, str] | None = None,
        form: Mapping[str, str] | None = None,
    ) -> Answer:
        """GET `path` of the workshop, or POST `form` to it. Raises OSError."""
        headers = {"Host": self.authority, "Cookie": join_cookies(cookies or {})}
        if form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        method = "GET" if form is None else "POST"
        try:
            with closing(self._connect()) as link:
                link.request(method, f"/{self.code}/{path}", urlencode(form or {}), headers)
                answer = link.getresponse()
                body = answer.read().decode(errors="replace")
        except (http.client.HTTPException, UnicodeError) as error:
            raise OSError(f"Nothing that can be read came from {self.authority}.") from error
        jar: SimpleCookie = SimpleCookie()
        for line in answer.headers.get_all("Set-Cookie", []):
            jar.load(line)
        return Answer(answer.status, body, {name: one.value for name, one in jar.items()})

    def _connect(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection(self.host.strip("[]"), self.port, timeout=ANSWER_SECONDS)

    def socket(self, name: str, cookies: Mapping[str, str]) -> connect:
        """The socket `name`, as a browser opens it: neither compressed nor pinged from here."""
        return connect(
            f"ws://{self.authority}/ws/{self.code}/{name}/",
            origin=Origin(f"http://{self.authority}"),
            additional_headers={"Cookie": join_cookies(cookies)},
            compression=None,
            ping_interval=None,
            open_timeout=ANSWER_SECONDS,
            close_timeout=2,
            max_size=None,
            proxy=None,
        )

    async def fetch_soon(self, path: str, cookies: Mapping[str, str] | None = None) -> Answer:
        """`fetch`, in a thread. Raises OSError."""
        return await asyncio.to_thread(self.fetch, path, cookies)


def join_cookies(cookies: Mapping[str, str]) -> str:
    return "; ".join(f"{name}={value}" for name, value in cookies.items())
