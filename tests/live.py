"""The real command, in a process of its own, that a test may kill and start again."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import threading
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
START_SECONDS = 60


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


class LiveServer:
    """`manage.py live` with a data folder of its own, always on the same port."""

    def __init__(self, data: Path, *options: str) -> None:
        self.data, self.options, self.port = data, options, free_port()
        self.output = ""
        self.process: subprocess.Popen[str] | None = None

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
        return re.findall(r"/\d{6}/console/\?token=\S+", self.output)[-1]

    def start(self) -> None:
        command = [sys.executable, "manage.py", "live", "--no-browser", "--host", "127.0.0.1"]
        self.process = subprocess.Popen(
            [*command, "--port", str(self.port), "--data", str(self.data), *self.options],
            cwd=TOP,
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
