"""What an engine must offer: to carry out a plan over a whole list, and to collect."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

import polars as pl

from listcheck.campaign.plan import Plan
from listcheck.core.part import Part


def nobody_asks(_contacts: int) -> None:
    """Told how many contacts were judged, where nobody wants to know."""


class Engine(Protocol):
    """Where a plan is carried out.

    The stages of :class:`listcheck.campaign.plan.Plan` look at one contact at a time and are the
    same everywhere. An engine reads the list in batches of its own and hands them to the stages;
    what lies across rows it does by itself: it gathers the keys of all contacts, asks the sources
    once, finds the copies, and collects. Whatever it does, the answers and their order are those of
    :mod:`listcheck.engines.local`; ``tests/engines`` holds every engine to that.
    """

    @property
    def name(self) -> str:
        """How a user chooses it."""
        ...

    def judge(
        self, plan: Plan, parts: Sequence[Part], done: Callable[[int], None] = nobody_asks
    ) -> pl.DataFrame:
        """The narrow frame of all contacts with one Boolean column per check and outcome.

        Args:
            plan: what is asked of each contact.
            parts: the files of the list, those of ``plan.lists`` in their order.
            done: is told of so many more contacts as they are judged.

        Returns:
            What :meth:`listcheck.campaign.plan.Plan.judged` gives, in the list's order.

        Raises:
            InputProblem: a file does not hold what it held when it was opened.
        """
        ...

    def settle(self, plan: Plan, judged: pl.DataFrame) -> pl.DataFrame:
        """The same, copies of a recipient settled, with the verdict of each contact."""
        ...
