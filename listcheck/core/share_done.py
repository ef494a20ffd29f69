"""How much of some work is done, and how long the rest will take, in words."""

from __future__ import annotations

import time
from collections.abc import Callable


class ShareDone:
    """Told of pieces of work as they are done, and tells how much that is.

    Pieces take about the same time each, as records of a list do.
    """

    def __init__(
        self,
        what: str,
        total: int,
        tell: Callable[[str], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Begin.

        Args:
            what: the work, as it is told.
            total: how many pieces there are.
            tell: takes the words.
            clock: seconds.
        """
        self._what, self._total, self._tell, self._clock = what, max(total, 1), tell, clock
        self._began, self._done = clock(), 0
        tell(what)

    def __call__(self, pieces: int) -> None:
        """So many more pieces are done."""
        self._done += pieces
        share = min(self._done / self._total, 1.0)
        if not share:
            return
        left = (self._clock() - self._began) * (1 - share) / share
        self._tell(f"{self._what}: {share:.0%}, about {left:.0f} s left")
