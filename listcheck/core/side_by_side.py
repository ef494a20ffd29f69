"""Batches worked on side by side, a few at a time, and handed on in their order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Final, TypeVar

Given = TypeVar("Given")
Made = TypeVar("Made")

#: More batches at once take more memory and hardly less time: Polars uses every processor for one.
_MOST: Final = 2


def in_order(work: Callable[[Given], Made], batches: Iterable[Given]) -> Iterator[Made]:
    """``work`` of each batch, in the order of the batches.

    Polars lets other threads run while it works, and much of what it does for one batch keeps one
    processor busy only.
    """
    at_once = _MOST
    waiting: deque[Future[Made]] = deque()
    with ThreadPoolExecutor(at_once) as threads:
        for batch in batches:
            waiting.append(threads.submit(work, batch))
            # One more is ready when a thread has nothing left to do.
            if len(waiting) > at_once:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
