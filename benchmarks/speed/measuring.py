"""Whole processes, measured from outside."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from pathlib import Path
from typing import NamedTuple

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


def run_of(command: list[str], folder: Path, output: Path | None = None) -> Run:
    """The figures of one process, as the system counts them; its output goes to a file."""
    began = time.perf_counter()
    with (output or Path(os.devnull)).open("wb") as stream:
        process = subprocess.Popen(command, cwd=folder, stdout=stream)
        _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise SystemExit(f"{command[0]} ended with {process.returncode}")
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def medians(figures: dict[str, list[tuple[float, float]]]) -> dict[str, dict[str, float]]:
    """Median seconds and megabytes of the runs of each command."""
    return {
        name: {
            "seconds": round(statistics.median(run[0] for run in runs), 2),
            "peak_mb": round(statistics.median(run[1] for run in runs)),
        }
        for name, runs in figures.items()
    }
