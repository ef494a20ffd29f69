"""Whole processes, measured from outside."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Final, NamedTuple

#: Runs of each command; the median counts.
RUNS = 3


class Run(NamedTuple):
    """One process: wall seconds, CPU seconds of all its threads, peak memory in megabytes."""

    seconds: float
    processor: float
    peak_mb: float


def measured(command: list[str], folder: Path, output: Path | None = None) -> tuple[float, float]:
    """Wall seconds and peak memory in megabytes of one process; its output goes to a file."""
    run = run_of(command, folder, output)
    return run.seconds, run.peak_mb


#: Runs a command and tells exit status, wall seconds, CPU seconds and kilobytes of it.
_LAUNCHER: Final = """
import json, os, subprocess, sys, time
began = time.perf_counter()
with open(sys.argv[1], "wb") as stream:
    process = subprocess.Popen(sys.argv[2:], stdout=stream)
    _, status, usage = os.wait4(process.pid, 0)
seconds = time.perf_counter() - began
process.returncode = os.waitstatus_to_exitcode(status)
print(json.dumps([process.returncode, seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss]))
"""


def run_of(command: list[str], folder: Path, output: Path | None = None) -> Run:
    """The figures of one process, as the system counts them; its output goes to a file.

    It is begun by a small process: until it runs its own program, a process has the memory of
    the one that begins it, and the system counts that as well.
    """
    launcher = [sys.executable, "-S", "-c", _LAUNCHER, str(output or os.devnull), *command]
    done = subprocess.run(launcher, cwd=folder, check=True, stdout=subprocess.PIPE)
    status, seconds, processor, kilobytes = json.loads(done.stdout)
    if status not in (0, 1):
        raise SystemExit(f"{command[0]} ended with {status}")
    return Run(seconds, processor, kilobytes / 1024)


def medians(figures: dict[str, list[tuple[float, float]]]) -> dict[str, dict[str, float]]:
    """Median seconds and megabytes of the runs of each command."""
    return {
        name: {
            "seconds": round(statistics.median(run[0] for run in runs), 2),
            "peak_mb": round(statistics.median(run[1] for run in runs)),
        }
        for name, runs in figures.items()
    }
