"""The server: uvicorn on a socket that is already bound, until it is told to stop."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import signal
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO

import uvicorn

from workshop.listening import CannotServe
from workshop.live.guarded import GuardedProtocol

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl
    import resource

APPLICATION = "workshop.asgi:application"
# Long enough to hold a message that is too long, so that the phone is told why.
MAX_MESSAGE_BYTES = 2 * 1024 * 1024
GRACE_SECONDS = 5


class ServerFailed(Exception):
    """The server did not start, or did not store all that it had received."""


class _Server(uvicorn.Server):
    """Says when it has started, and has proved that it serves; otherwise it stops."""

    def __init__(
        self, config: uvicorn.Config, on_started: Callable[[], None], prove: Callable[[], None]
    ) -> None:
        super().__init__(config)
        self.on_started, self.prove = on_started, prove
        self.failure: BaseException | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started and not self.should_exit:
            collect_garbage_seldom()
            self._proving = asyncio.create_task(self._prove())
            self._proving.add_done_callback(self._stop_if_failed)

    async def _prove(self) -> None:
        """Run in a thread, because the server must answer it."""
        await asyncio.to_thread(self.prove)
        if not self.should_exit:
            self.on_started()

    def _stop_if_failed(self, proving: asyncio.Task[None]) -> None:
        self.failure = None if proving.cancelled() else proving.exception()
        self.should_exit = self.should_exit or self.failure is not None


def hold(folder: Path) -> IO[str]:
    """Keep `folder` for this server alone until the file is closed, or the process is gone.

    Two servers would not hear of each other's changes. Raises CannotServe.
    """
    try:
        file = (folder / "live.lock").open("a")
    except OSError as error:
        raise CannotServe(
            f"{error.filename} cannot be written ({error.strerror}): remove it, then try again."
        ) from error
    try:
        if sys.platform == "win32":
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        file.close()
        raise CannotServe(
            f"A workshop is already running with the data in {folder}: "
            "stop it first, or name another folder with --data."
        ) from error
    return file


def collect_garbage_seldom() -> None:
    """Look for garbage among new objects alone, and after many.

    A socket is some hundred objects, none of them garbage: going through those
    of a full hall again and again took a sixth of the time in which it responds.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


def allow_many_sockets() -> None:
    """Raise this process's limit of open files as far as the system lets it.

    Each phone's socket is one, and many systems begin at 1,024 or 256.
    """
    if sys.platform != "win32":  # Which has no such limit.
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        for most in (10_240, 65_536):  # The first is what macOS may stop at.
            with contextlib.suppress(OSError, ValueError):
                resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(most, hard)), hard))


def stop_on_signals() -> None:
    """Let every way of asking this process to stop be like Ctrl-C: KeyboardInterrupt.

    The server takes the signals over while it runs, and raises them again when
    it has stopped in good order.
    """
    for name in ("SIGINT", "SIGTERM", "SIGBREAK"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.default_int_handler)


def run_server(
    sock: socket.socket, on_started: Callable[[], None], prove: Callable[[], None] = lambda: None
) -> None:
    """Serve on `sock`, call `on_started` once phones can join, return after the drain.

    `prove` is called once the server answers; whatever it raises stops the server
    and is raised here. Also raises ServerFailed. Settings must be ready; `sock` is
    closed at the end.
    """
    stop_on_signals()
    allow_many_sockets()
    config = uvicorn.Config(
        APPLICATION,
        lifespan="on",
        ws=GuardedProtocol,
        ws_max_size=MAX_MESSAGE_BYTES,
        ws_per_message_deflate=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
        proxy_headers=False,
        server_header=False,
        access_log=False,
        log_level="warning",
    )
    server = _Server(config, on_started, prove)
    try:
        server.run(sockets=[sock])
    except KeyboardInterrupt:
        pass  # It stopped because it was asked to.
    except SystemExit as error:
        raise ServerFailed("The server did not start; the reason stands above.") from error
    if server.failure:
        raise server.failure
    if not server.started:
        return
    if server.force_exit or server.lifespan.should_exit or server.lifespan.error_occurred:
        raise ServerFailed("Stopped before everything was stored; phones keep what has no receipt.")
