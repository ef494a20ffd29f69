"""Progress on standard error: only at a terminal, and only for work over two seconds."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

#: Work that is over sooner needs no progress.
_PATIENCE = 2.0


@contextmanager
def stages() -> Iterator[Callable[[str], None]]:
    """Give a function that takes the name of the stage that begins."""
    if not sys.stderr.isatty():
        yield lambda _stage: None
        return
    from rich.console import Console  # noqa: PLC0415 (heavy: not for --help)

    console = Console(stderr=True)
    began = time.monotonic()
    current = ["starting"]
    done = threading.Event()

    def show() -> None:
        if done.wait(_PATIENCE):
            return
        with console.status("") as status:
            while not done.wait(0.2):
                status.update(f"{current[0]} … {time.monotonic() - began:.0f} s")

    watcher = threading.Thread(target=show, daemon=True)
    watcher.start()
    try:
        yield lambda stage: current.__setitem__(0, stage)
    finally:
        done.set()
        watcher.join()
