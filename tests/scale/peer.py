"""A server to compare with, in a process of its own on the server's core."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.live import TOP, as_a_user_has_it, free_port
from tests.scale.machine import CannotMeasure, on_the_server_core

PEERS = Path(__file__).parent / "peers"
NODE_PACKAGES = ("ws@8.23.0", "socket.io@4.8.4")
START_SECONDS = 60


@dataclass(frozen=True)
class Peer:
    """A peer that runs; `process` is its id."""

    port: int
    process: int


@contextlib.contextmanager
def running_peer(command: list[str], environment: Mapping[str, str]) -> Iterator[Peer]:
    """Run `command` with PORT in its environment until it prints Ready. Raises CannotMeasure."""
    port = free_port()
    surroundings = {**as_a_user_has_it(), **environment, "PORT": str(port)}
    with on_the_server_core():
        process = subprocess.Popen(
            command,
            cwd=TOP,
            env=surroundings,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
    try:
        _wait_until_ready(process, command)
        yield Peer(port, process.pid)
    finally:
        process.kill()
        process.wait(30)


def asgi_peer(application: str) -> list[str]:
    """The command for an ASGI application under `live`'s own uvicorn configuration."""
    return [sys.executable, "-m", "tests.scale.peers.serve", f"tests.scale.peers.{application}"]


def node_peers(folder: Path) -> dict[str, list[str]]:
    """The commands for the peers in Node, installed into `folder`; none without node or npm."""
    if not (shutil.which("node") and shutil.which("npm")):
        print("Node and npm are not both here, so ws and socket.io are left out.", flush=True)
        return {}
    command = ["npm", "install", "--no-audit", "--no-fund", "--silent", *NODE_PACKAGES]
    installed = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300)
    if installed.returncode:
        reason = (installed.stderr.strip().splitlines() or ["no reason given"])[-1]
        print(f"npm could not install ws and socket.io, so they are left out: {reason}", flush=True)
        return {}
    for file in PEERS.glob("*.mjs"):
        shutil.copy(file, folder)  # Node looks for packages beside the program.
    node = shutil.which("node") or "node"
    return {
        "Node ws": [node, str(folder / "ws.mjs")],
        "socket.io": [node, str(folder / "socketio.mjs")],
    }


def run_manage(data: Path, *command: str, settings: str = "workshop.settings") -> None:
    """Run one command of manage.py on the data in `data`. Raises CannotMeasure."""
    surroundings = as_a_user_has_it() | {
        "WORKSHOP_DATA": str(data),
        "DJANGO_SETTINGS_MODULE": settings,
    }
    line = [sys.executable, "manage.py", *command]
    run = subprocess.run(line, cwd=TOP, env=surroundings, capture_output=True, text=True)
    if run.returncode:
        raise CannotMeasure(f"{' '.join(command)} failed: {run.stderr.strip()}")


def _wait_until_ready(process: subprocess.Popen[str], command: list[str]) -> None:
    """Read until Ready; what is printed later is kept out of the pipe's way, on our own error."""
    assert process.stdout
    timer = threading.Timer(START_SECONDS, process.kill)
    timer.start()
    said = []
    for line in process.stdout:
        if line.startswith("Ready"):
            timer.cancel()
            threading.Thread(target=_pass_on, args=(process,), daemon=True).start()
            return
        said.append(line)
    timer.cancel()
    raise CannotMeasure(f"{' '.join(command)} did not start: {''.join(said)}")


def _pass_on(process: subprocess.Popen[str]) -> None:
    assert process.stdout
    for line in process.stdout:
        os.write(2, line.encode())
