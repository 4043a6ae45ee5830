"""Ask for a phone's page as a phone does, before anybody is told where it is."""

from __future__ import annotations

import re
import socket
from http.client import HTTPConnection, HTTPException

from workshop.listening import CannotServe

PATIENCE_SECONDS = 20.0
_FILES = re.compile(r'(?:src|href)="(/static/[^"]+)"')
_HERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}


def prove_phone_page(sock: socket.socket, host: str, path: str) -> str:
    """Load the page at `path`, and the files it names, from the server on `sock`.

    `host` is what phones call this computer. Raises CannotServe for a page that
    phones could not use. What keeps this computer from itself need not keep
    phones from it: that is returned as a sentence, else an empty text.
    """
    address, port = sock.getsockname()[:2]
    connection = HTTPConnection(_HERE.get(address, address), port, timeout=PATIENCE_SECONDS)
    name = f"{host}:{port}"
    try:
        page = _load(connection, name, path).decode(errors="replace")
        for file in dict.fromkeys(_FILES.findall(page)):
            _load(connection, name, file)
    except (OSError, HTTPException) as error:
        return f"The page for phones could not be tried from this computer ({error}): try a phone."
    finally:
        connection.close()
    return ""


def _load(connection: HTTPConnection, host: str, path: str) -> bytes:
    connection.request("GET", path, headers={"Host": host})
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200:
        above = "; the reason stands above" if answer.status >= 500 else ""
        raise CannotServe(
            f"Phones could not join: {path} is answered with {answer.status}{above}. "
            "Nothing that was stored is lost."
        )
    return body
