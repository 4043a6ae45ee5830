"""Who a request or socket comes from: a delegate's phone, a presenter, or nobody known."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest, parse_cookie
from django.http.response import HttpResponseBase
from django.utils import timezone

from questions.rehearsal import make_rehearsal_key
from workshop.models import ConsoleLink, Workshop

DELEGATE_COOKIE_DAYS = 90
CONSOLE_COOKIE_DAYS = 14
LINK_HOURS = 24
PASS_MINUTES = 10
PRESENTER = "Presenter"
MAX_HELPER_CHARACTERS = 40
_PASS_AGE = timedelta(minutes=PASS_MINUTES)
_PASS_SALT = "rehearsal"


def delegate_cookie(code: str) -> str:
    """The name of the cookie that makes a phone a delegate of this workshop."""
    return f"delegate-{code}"


def console_cookie(code: str) -> str:
    return f"console-{code}"


def cookies_of(scope: Mapping[str, Any]) -> dict[str, str]:
    """The cookies of an ASGI connection, by name."""
    lines = (value for name, value in scope["headers"] if name == b"cookie")
    return parse_cookie("; ".join(line.decode("latin-1") for line in lines))


def read_delegate(cookies: Mapping[str, str], code: str) -> UUID | None:
    """The delegate that `cookies` names for this workshop; None without a sound one."""
    value = _unsign(cookies, delegate_cookie(code), DELEGATE_COOKIE_DAYS)
    return UUID(value) if value else None


def give_delegate_cookie(request: HttpRequest, response: HttpResponseBase, code: str) -> None:
    """Make this phone a delegate, unless it is one already.

    With a sound rehearsal pass in `?rehearsal=` it becomes a simulated one.
    """
    if read_delegate(request.COOKIES, code) is None:
        is_simulated = is_rehearsal_pass(code, request.GET.get("rehearsal", ""))
        key = make_rehearsal_key() if is_simulated else uuid4()
        _set_cookie(request, response, delegate_cookie(code), str(key), DELEGATE_COOKIE_DAYS)


def make_rehearsal_pass(code: str) -> str:
    """What lets a simulated phone into this workshop, for PASS_MINUTES from now."""
    return TimestampSigner(salt=_PASS_SALT).sign(code)


def is_rehearsal_pass(code: str, given: str) -> bool:
    try:
        return TimestampSigner(salt=_PASS_SALT).unsign(given, _PASS_AGE) == code
    except BadSignature:
        return False


def make_console_link(workshop: Workshop, helper: str = "") -> str:
    """A one-time token for the console of `workshop`; only its digest is kept.

    With `helper`, for the board alone, to somebody of that name.
    """
    token = secrets.token_urlsafe(24)
    ConsoleLink.objects.create(workshop=workshop, digest=_digest(token), helper=helper)
    return token


def follow_console_link(code: str, token: str) -> ConsoleLink | None:
    """Use up the link with this `token`; None when it is wrong, used or too old."""
    now = timezone.now()
    used = ConsoleLink.objects.filter(
        workshop__code=code,
        digest=_digest(token),
        used_at__isnull=True,
        created_at__gt=now - timedelta(hours=LINK_HOURS),
    ).update(used_at=now)
    return ConsoleLink.objects.get(digest=_digest(token)) if used else None


def end_console_link(token: str) -> None:
    """End the link with this `token`, and what the cookie opens that came of it."""
    ConsoleLink.objects.filter(digest=_digest(token)).delete()


def give_console_cookie(
    request: HttpRequest, response: HttpResponseBase, code: str, link: ConsoleLink
) -> None:
    # Not its number: after a restore the numbers of links that are gone are given again.
    _set_cookie(request, response, console_cookie(code), link.digest, CONSOLE_COOKIE_DAYS)


def may_present(cookies: Mapping[str, str], code: str) -> bool:
    """Whether these cookies are a presenter's of this workshop. Reads the database."""
    return role_of(cookies, code) == PRESENTER


def role_of(cookies: Mapping[str, str], code: str) -> str:
    """Whose step it is that comes with these cookies: a presenter's, or a helper's by name.

    Empty for everybody else. Reads the database.
    """
    value = _unsign(cookies, console_cookie(code), CONSOLE_COOKIE_DAYS)
    if not value:
        return ""
    used = ConsoleLink.objects.filter(digest=value, workshop__code=code, used_at__isnull=False)
    helper = used.values_list("helper", flat=True).first()
    return helper or ("" if helper is None else PRESENTER)


def _set_cookie(
    request: HttpRequest, response: HttpResponseBase, name: str, value: str, days: int
) -> None:
    response.set_cookie(
        name,
        TimestampSigner(salt=name).sign(value),
        max_age=timedelta(days=days),
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
    )


def _unsign(cookies: Mapping[str, str], name: str, days: int) -> str:
    try:
        return TimestampSigner(salt=name).unsign(cookies.get(name, ""), timedelta(days=days))
    except BadSignature:
        return ""


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
