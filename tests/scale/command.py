"""What the command line asks for: one measurement, or the report of several."""

from __future__ import annotations

import argparse
import asyncio
import importlib
import signal
import sys
import tempfile
import time
from collections.abc import Awaitable, Sequence
from pathlib import Path

import uvloop

from tests.scale.crowd import NotAllGotIt
from tests.scale.figures import Figures, Table, markdown, save_figures
from tests.scale.machine import CannotMeasure, describe_machine, take_client_core
from tests.scale.report import report

PROGRAMS = ("fanout", "ingest", "phones", "joins", "tally", "suggesting")


def run(arguments: Sequence[str]) -> str | int:
    """Do it; the exit code, or a sentence that says why not."""
    parser = argparse.ArgumentParser(prog="python3 -m tests.scale")
    commands = parser.add_subparsers(dest="program", required=True)
    for program in PROGRAMS:
        options = commands.add_parser(program, help=f"measure {program}")
        options.add_argument("--quick", action="store_true", help="small counts, to try it out")
        options.add_argument("--out", type=Path, metavar="FILE", help="keep the figures as JSON")
    options = commands.add_parser("report", help="Markdown tables, and the plot, of kept figures")
    options.add_argument("files", type=Path, nargs="+", metavar="FIGURES.json")
    given = parser.parse_args(arguments)
    if given.program == "report":
        print(report(given.files))
        return 0
    try:
        _measure(given.program, given.quick, given.out)
    except (CannotMeasure, NotAllGotIt) as sentence:
        return str(sentence)
    except (asyncio.CancelledError, KeyboardInterrupt):
        return "Stopped."
    return 0


def _measure(program: str, quick: bool, out: Path | None) -> None:
    take_client_core()
    machine = describe_machine()
    started = time.monotonic()
    print(f"Measuring {program} on {machine.processor}, {machine.cores} cores.", flush=True)
    with tempfile.TemporaryDirectory(prefix="workshop-scale-") as folder:
        measure = importlib.import_module(f"tests.scale.{program}").measure
        tables = uvloop.run(_until_told_to_stop(measure(Path(folder), quick)))
    command = " ".join(["python3 -m tests.scale", program, *(["--quick"] if quick else [])])
    figures = Figures(program, command, time.strftime("%Y-%m-%d"), machine, tables)
    print(f"Done in {time.monotonic() - started:.0f} s.\n", flush=True)
    print("\n".join(map(markdown, figures.tables)))
    if out:
        save_figures(figures, out)
        print(f"The figures are in {out}.", file=sys.stderr)


async def _until_told_to_stop(measuring: Awaitable[tuple[Table, ...]]) -> tuple[Table, ...]:
    """Let SIGTERM end the measurement in good order, with every server that it started."""
    task = asyncio.current_task()
    assert task is not None
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    return await measuring
