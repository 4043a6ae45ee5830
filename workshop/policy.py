"""What every answer says about itself, and which requests may change anything."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from asgiref.sync import iscoroutinefunction, markcoroutinefunction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.decorators import sync_and_async_middleware

Handler = (
    Callable[[HttpRequest], HttpResponseBase] | Callable[[HttpRequest], Awaitable[HttpResponseBase]]
)

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self' {sockets}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}


@sync_and_async_middleware
def security_headers(get_response: Handler) -> Handler:
    """Send the Content-Security-Policy and its companions with every answer."""

    def add_headers(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        # Older Safari does not take 'self' to cover sockets of the same host.
        host = request.META.get("HTTP_HOST", "")
        is_plain = host.replace(".", "").replace(":", "").replace("-", "").isalnum()
        sockets = f"ws://{host} wss://{host}" if is_plain else ""
        response.headers["Content-Security-Policy"] = _POLICY.format(sockets=sockets)
        response.headers["X-Content-Type-Options"] = "nosniff"
        # By this our pages know our answers from those of a captive portal or a proxy.
        response.headers["Workshop-Answer"] = "yes"
        response.headers.setdefault("Cache-Control", "no-store")
        # Not `no-referrer`: it makes a browser send `Origin: null` with our own plain forms.
        response.headers["Referrer-Policy"] = "same-origin"
        if request.is_secure():  # Elsewhere browsers pass it over, and complain of it.
            response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
        response.headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
        return response

    if iscoroutinefunction(get_response):

        async def handle_async(request: HttpRequest) -> HttpResponseBase:
            return add_headers(request, await get_response(request))

        markcoroutinefunction(handle_async)
        return handle_async

    def handle(request: HttpRequest) -> HttpResponseBase:
        return add_headers(request, get_response(request))  # type: ignore[arg-type]

    return handle


@sync_and_async_middleware
def same_origin(get_response: Handler) -> Handler:
    """Refuse another host's name, and what another site's page asks to change here.

    The pages are the same bytes for a whole room, so there is no token in them:
    browsers say where a request comes from, and a client that says nothing is no
    browser carrying somebody's cookie.
    """

    def refusal(request: HttpRequest) -> HttpResponse | None:
        request.get_host()  # Raises DisallowedHost, which is answered with 400.
        if request.method in _SAFE_METHODS or _comes_from_here(request):
            return None
        sentence = "This request came from another site, so nothing was changed."
        return render(request, "workshop/sorry.html", {"sentence": sentence}, status=403)

    if iscoroutinefunction(get_response):

        async def handle_async(request: HttpRequest) -> HttpResponseBase:
            return refusal(request) or await get_response(request)

        markcoroutinefunction(handle_async)
        return handle_async

    def handle(request: HttpRequest) -> HttpResponseBase:
        return refusal(request) or get_response(request)  # type: ignore[return-value]

    return handle


def _comes_from_here(request: HttpRequest) -> bool:
    fetch_site = request.headers.get("Sec-Fetch-Site")
    if fetch_site is not None:
        return fetch_site in ("same-origin", "none")
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.get_host()
