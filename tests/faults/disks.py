"""Disks that are full, and files that may only be read: real ones, as far as this system can.

As root on Linux a small disk is mounted and filled, and a file is made immutable,
which also stops those who have it open. Elsewhere the server's process is kept
from making files longer, and the file's mode is changed.
"""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.live import LiveServer

SMALL_DISK = "24m"
IS_ROOT_ON_LINUX = sys.platform == "linux" and os.geteuid() == 0


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """A disk of its own at `folder`, where one can be mounted; else just that folder."""
    folder.mkdir()
    mount = ("mount", "-t", "tmpfs", "-o", f"size={SMALL_DISK}", "tmpfs", folder)
    is_mounted = IS_ROOT_ON_LINUX and _runs(*mount)
    try:
        yield folder
    finally:
        if is_mounted:
            _runs("umount", "-l", folder)


@contextmanager
def full(disk: Path, server: LiveServer) -> Iterator[None]:
    """Within the block there is no room on `disk`, or none for this server."""
    if os.path.ismount(disk):
        ballast = disk / "ballast"
        _fill(ballast)
        try:
            yield
        finally:
            ballast.unlink()
    elif sys.platform == "linux":
        with _no_longer_files(server):
            yield
    else:
        pytest.skip("Neither a small disk nor a limit on a running process is possible here.")


@contextmanager
def read_only(server: LiveServer) -> Iterator[None]:
    """Within the block the database's files may only be read, also by who has them open."""
    if not _can_freeze_open_files(server.data):
        pytest.skip("An open file can be made read-only only by root, on ext4 and its like.")
    files = [server.data / f"workshop.sqlite3{ending}" for ending in ("", "-wal")]
    assert _runs("chattr", "+i", *files)
    try:
        yield
    finally:
        assert _runs("chattr", "-i", *files)


def _can_freeze_open_files(folder: Path) -> bool:
    trial = folder / "trial"
    with trial.open("wb", buffering=0) as file:
        if not (IS_ROOT_ON_LINUX and _runs("chattr", "+i", trial)):
            return False
        try:
            file.write(b"x")
        except OSError:
            return True
        finally:
            _runs("chattr", "-i", trial)
            trial.unlink()
    return False


def _fill(ballast: Path) -> None:
    with ballast.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError as error:
            if error.errno != errno.ENOSPC:
                raise


@contextmanager
def _no_longer_files(server: LiveServer) -> Iterator[None]:
    """Let no file of the server's process grow: SQLite calls that a disk error."""
    import resource

    assert server.process
    before = resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (1, before[1]))
    try:
        yield
    finally:
        resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, before)


def _runs(*command: str | Path) -> bool:
    return subprocess.run(command, capture_output=True).returncode == 0
