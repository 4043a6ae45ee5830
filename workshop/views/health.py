"""Whether this process is up, whether it can serve, and what its clock says."""

from __future__ import annotations

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

from questions.clock import steady_now
from workshop.models import Workshop


def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n", content_type="text/plain")


def readyz(request: HttpRequest) -> HttpResponse:
    try:
        Workshop.objects.exists()
    except DatabaseError:
        return HttpResponse("no database\n", content_type="text/plain", status=503)
    return HttpResponse("ok\n", content_type="text/plain")


async def clock(request: HttpRequest) -> HttpResponse:
    """Seconds on the server's steady clock, by which pages count down. Reads no database."""
    return HttpResponse(f"{steady_now():.3f}\n", content_type="text/plain")
