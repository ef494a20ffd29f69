"""Lines of the configuration that close what a check found, and those that several checks share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

TOP, BRIEF, INTEREST, COLUMNS = "", "[brief]", "[brief.legitimate_interest]", "[columns]"
WAIVE: Final = "[waive]"
SECTIONS: Final = (TOP, BRIEF, INTEREST, COLUMNS, WAIVE)


#: What a line may name in braces: the day of the send, and what the run knows of its sources.
FILLED_IN: Final = ("day", "registers", "dated", "dated_organisations", "sheet", "with_sheets")


@dataclass(frozen=True)
class Gap:
    """A line of configuration that closes findings.

    What only the sender knows stands there as ``FILL IN``: until it is filled in, the
    key counts as not given, so that pasting the block declares nothing. Names in braces are filled
    in by :mod:`listcheck.summary.config_block`.

    Attributes:
        situations: what else opens it, whichever check found something: see
            :mod:`listcheck.summary.config_block`.
        by_finding: a finding of its check opens it.
        needs: a situation without which it stays away.
        amends: the key is there already, and the line says it better.
        rank: of several lines for one key the lowest stands.
    """

    section: str
    line: str
    situations: frozenset[str] = frozenset()
    by_finding: bool = True
    needs: str | None = None
    amends: bool = False
    rank: int = 0

    @property
    def key(self) -> str:
        """The key that the line sets."""
        return self.line.split(" =")[0]


#: Contacts under a soft opt-in that is not shown to hold.
SOFT: Final = frozenset({"soft_opt_in"})
REGISTER: Final = Gap(TOP, "register = [{registers}]")
CONSENT: Final = Gap(COLUMNS, 'consent = "FILL IN: header of the consent column"')
