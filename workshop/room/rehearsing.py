"""The rehearsal that a console's button starts: a process of its own, one a server.

It stops when its standard input ends, and so it goes with this server however
the server goes.
"""

from __future__ import annotations

import atexit
import os
import subprocess
import sys
import threading
from dataclasses import dataclass

from django.conf import settings

from questions.models import Question
from questions.signals import room_changed
from workshop.addresses import EVERY_INTERFACE
from workshop.rehearsal.progress import Ended, Progress, read_line
from workshop.room.joining import served_at

MINUTES = 1
DELEGATES = 30
MOST_DELEGATES = 100
# How long a rehearsal may take to end in good order when the server does.
END_SECONDS = 3.0


class AlreadyRehearsing(Exception):
    """A rehearsal is running in this server."""


@dataclass(frozen=True)
class State:
    """Where a room's rehearsal stands. `ended` is None while it runs."""

    progress: Progress
    ended: Ended | None = None


class Rehearsing:
    """The one rehearsal of this process, and how the last one of each room ended."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._child: subprocess.Popen[str] | None = None
        self._states: dict[str, State] = {}

    def of(self, room: str) -> State | None:
        """Where the rehearsal of `room` stands, or how it ended; None when there was none."""
        return self._states.get(room)

    def is_running(self, room: str) -> bool:
        state = self.of(room)
        return state is not None and state.ended is None

    def start(self, room: str, delegates: int) -> None:
        """Begin a rehearsal of `room`. Raises AlreadyRehearsing."""
        with self._lock:
            if self._child is not None:
                raise AlreadyRehearsing
            self._child = child = _start_child(room, delegates)
            self._put(room, State(Progress(delegates, 0, 0, 0, MINUTES * 60)))
        threading.Thread(target=self._follow, args=(room, child), daemon=True).start()

    def stop(self) -> None:
        """Ask the rehearsal to end; it does once its last receipts are there."""
        with self._lock:
            if self._child and self._child.stdin:
                self._child.stdin.close()

    def forget(self, room: str) -> None:
        """Say no more of how the rehearsal of `room` ended."""
        if not self.is_running(room):
            self._states.pop(room, None)

    def end(self) -> None:
        """End the rehearsal with this process."""
        self.stop()
        for end in (subprocess.Popen.terminate, subprocess.Popen.kill):
            if child := self._child:
                try:
                    child.wait(END_SECONDS)
                except subprocess.TimeoutExpired:
                    end(child)

    def _follow(self, room: str, child: subprocess.Popen[str]) -> None:
        """Take what the child prints; at its end, whatever it was, the room hears of it."""
        said, state = "", self._states[room]
        assert child.stdout
        for line in child.stdout:
            match read_line(line):
                case Progress() as progress:
                    state = State(progress, state.ended)
                    if not state.ended:
                        self._put(room, state)
                case Ended() as ended:
                    state = State(state.progress, ended)
                case None:
                    said = line.strip() or said
        code = child.wait()
        reason = said or f"The rehearsal broke off with code {code}."
        with self._lock:
            self._child = None
        self._put(room, State(state.progress, state.ended or Ended(False, reason)))

    def _put(self, room: str, state: State) -> None:
        self._states[room] = state
        room_changed.send(Question, room=room)


def _start_child(room: str, delegates: int) -> subprocess.Popen[str]:
    host, port = served_at()
    command = [sys.executable, "manage.py", "rehearse", "--lines", "--code", room]
    command += ["--delegates", str(delegates), "--minutes", str(MINUTES)]
    command += ["--host", "127.0.0.1" if host in EVERY_INTERFACE else host, "--port", str(port)]
    return subprocess.Popen(
        command,
        cwd=settings.BASE_DIR,
        env=os.environ | {"WORKSHOP_DATA": str(settings.DATA_DIR)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )


rehearsing = Rehearsing()
atexit.register(rehearsing.end)
