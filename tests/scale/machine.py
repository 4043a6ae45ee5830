"""The computer that measures: what it is, who runs on which core, and what a process costs."""

from __future__ import annotations

import asyncio
import os
import platform
import resource
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

SERVER_CORE, CLIENT_CORE = 0, 1
LOOK_SECONDS, IDLE_SHARE = 0.25, 0.2


class CannotMeasure(Exception):
    """Why nothing can be measured here, in one sentence."""


@dataclass(frozen=True)
class Machine:
    """What a figure must be read with. `memory_gib` is the computer's, rounded."""

    processor: str
    cores: int
    memory_gib: int
    kernel: str
    python: str
    node: str
    pinned: bool


def describe_machine() -> Machine:
    node = shutil.which("node")
    version = subprocess.run([node, "--version"], capture_output=True, text=True) if node else None
    return Machine(
        processor=_processor(),
        cores=os.cpu_count() or 1,
        memory_gib=round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30),
        kernel=f"{platform.system()} {platform.release().partition('-')[0]}",
        python=platform.python_version(),
        node=version.stdout.strip() if version else "none",
        pinned=_has_two_cores(),
    )


def take_client_core() -> None:
    """Run this process, the load, on its own core. Raises CannotMeasure where that is not Linux."""
    if not hasattr(os, "sched_setaffinity"):
        raise CannotMeasure("The benchmarks read /proc, so they need Linux.")
    if _has_two_cores():
        os.sched_setaffinity(0, {CLIENT_CORE})


@contextmanager
def on_the_server_core() -> Iterator[None]:
    """What is started inside runs on the server's core, where there are two."""
    before = os.sched_getaffinity(0)
    if _has_two_cores():
        os.sched_setaffinity(0, {SERVER_CORE})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def allow_open_files(needed: int) -> None:
    """Let this process and its children hold `needed` sockets. Raises CannotMeasure."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < needed:
        raise CannotMeasure(f"This needs {needed} open files, and the limit is {hard}: ulimit -Hn.")
    wanted = needed if hard == resource.RLIM_INFINITY else hard
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def cpu_seconds(process: int) -> float:
    """User and system time of all threads of `process` so far, by the kernel's own clock.

    The same that /proc/PID/stat has in hundredths of a second, in nanoseconds:
    MAKE_PROCESS_CPUCLOCK(pid, CPUCLOCK_SCHED) of the kernel's posix-timers.h.
    """
    return time.clock_gettime(~process << 3 | 2)


async def until_idle(process: int) -> None:
    """Wait until `process` has done what it had to do, and no more than answers pings."""
    while True:
        before = cpu_seconds(process)
        await asyncio.sleep(LOOK_SECONDS)
        if cpu_seconds(process) - before < IDLE_SHARE * LOOK_SECONDS:
            return


def resident_bytes(process: int) -> int:
    """The memory that `process` holds now."""
    pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def _has_two_cores() -> bool:
    return (os.cpu_count() or 1) > max(SERVER_CORE, CLIENT_CORE)


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
