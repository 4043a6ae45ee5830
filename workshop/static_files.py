"""Static files, answered before Django is asked: hashed, compressed and kept for good.

WhiteNoise keeps the table of files and knows what each request may have. As a
middleware of Django it costs a thread and all of the request's machinery, some
twenty times as much for a hall that loads the page at once.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from whitenoise.middleware import WhiteNoiseMiddleware

Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]

_ASKED = {
    b"accept-encoding": "HTTP_ACCEPT_ENCODING",
    b"if-modified-since": "HTTP_IF_MODIFIED_SINCE",
    b"if-none-match": "HTTP_IF_NONE_MATCH",
    b"range": "HTTP_RANGE",
}
_ALWAYS = [
    (b"x-content-type-options", b"nosniff"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
]


class StaticFiles:
    """Answers what is in STATIC_ROOT when this is made; the rest is for `application`."""

    def __init__(self, application: Any) -> None:
        self._application = application
        self._files = WhiteNoiseMiddleware().files

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        file = self._files.get(scope["path"])
        if file is None:
            await self._application(scope, receive, send)
            return
        asked = {
            _ASKED[name]: value.decode("latin-1")
            for name, value in scope["headers"]
            if name in _ASKED
        }
        response = file.get_response(scope["method"], asked)
        body = b""
        if response.file is not None:
            with response.file:
                body = response.file.read()
        headers = [(name.encode(), value.encode()) for name, value in response.headers]
        start = {"type": "http.response.start", "status": int(response.status)}
        await send(start | {"headers": headers + _ALWAYS})
        await send({"type": "http.response.body", "body": body})
