"""The real command, in a process of its own, that a test may kill and start again."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import threading
from pathlib import Path

import httpx

TOP = Path(__file__).resolve().parent.parent
START_SECONDS = 60


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


def as_a_user_has_it() -> dict[str, str]:
    """This process's environment, less what the tests themselves run under."""
    ours = ("DJANGO_", "WORKSHOP_", "PYTEST_")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}


class LiveServer:
    """`manage.py live` with a data folder of its own, always on the same port.

    `clone` is the folder whose manage.py it is: another than this one for a
    workshop that moves.
    """

    clone = TOP

    def __init__(self, data: Path, *options: str) -> None:
        self.data, self.options, self.port = data, options, free_port()
        self.output = ""
        self.process: subprocess.Popen[str] | None = None
        self._presenter: httpx.Cookies | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def code(self) -> str:
        """The join code that the command printed."""
        found = re.search(r"code (\d{3}) (\d{3})", self.output)
        assert found, self.output
        return found[1] + found[2]

    @property
    def console_path(self) -> str:
        """The one-time console link that the command printed last, as a path."""
        links: list[str] = re.findall(r"/\d{6}/console/\?token=\S+", self.output)
        return links[-1]

    def amina(self) -> httpx.Client:
        """The presenter's browser: the first follows the link, the others have its cookie."""
        if self._presenter is None:
            answer = httpx.get(self.url + self.console_path)
            assert answer.status_code == 302, answer.text
            self._presenter = answer.cookies
        return httpx.Client(base_url=self.url, cookies=self._presenter, follow_redirects=True)

    def start(self) -> None:
        command = [sys.executable, "manage.py", "live", "--no-browser", "--host", "127.0.0.1"]
        self.process = subprocess.Popen(
            [*command, "--port", str(self.port), "--data", str(self.data), *self.options],
            cwd=self.clone,
            env=as_a_user_has_it(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        started = threading.Event()
        threading.Thread(target=self._read, args=(self.process, started), daemon=True).start()
        assert started.wait(START_SECONDS), f"The server did not start:\n{self.output}"
        assert self.process.poll() is None, self.output

    def stop(self) -> int:
        """Ask the server to stop, as SIGTERM does; its exit code."""
        assert self.process
        self.process.terminate()
        return self.process.wait(30)

    def kill(self) -> None:
        """End the server at once, as a power cut does."""
        assert self.process
        self.process.kill()
        self.process.wait(30)

    def close(self) -> None:
        if self.process and self.process.poll() is None:
            self.kill()

    def _read(self, process: subprocess.Popen[str], started: threading.Event) -> None:
        assert process.stdout
        for line in process.stdout:
            self.output += line
            if "Press Ctrl-C" in line:
                started.set()
        started.set()
