"""What is known of a source once it was read, for checks, notes and manifests alike."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal


@dataclass(frozen=True)
class SuppressionFacts:
    """What a run knows about one suppression source, organisation list or register."""

    name: str
    kind: Literal["people", "organisations", "register"]
    obtained: date | None = None
    entries: int = 0
    unreadable: int = 0
    matched: int = 0
    #: It holds bounces and complaints, never who unsubscribed.
    only_bounces: bool = False
    #: Why it probably matches nobody, or suspiciously few.
    cause: str | None = None
    #: It is the ledger, read as it stands.
    live: bool = False
    #: Of the unreadable entries, those in which somebody seems to stand.
    lost: int = 0
    #: Entries read by their address whose telephone number is damaged.
    lost_numbers: int = 0

    #: The share of the entries that may be lost without a finding.
    MAY_BE_LOST: ClassVar[float] = 0.01

    def too_much_lost(self, channel: str) -> bool:
        """Whether so many entries could not be read that the source is no answer."""
        return self.lost_for(channel) > self.MAY_BE_LOST * self.entries

    def lost_for(self, channel: str) -> int:
        """Entries whose people would be reached over a channel all the same."""
        return self.lost + (0 if channel == "email" else self.lost_numbers)


@dataclass(frozen=True)
class UnreadSheet:
    """A sheet of a list's workbook that was not read and looks like contacts or opt-outs.

    Attributes:
        file: the workbook.
        kind: what the sheet looks like.
        shown: the sheet as messages call it; ``reference``: as the user names it.
        read: the sheet that was read, as the user names it.
        rows: how many of its rows hold something.
        hidden: a reader of the workbook does not see it.
        chosen: the user named the sheet that was read.
    """

    file: str
    kind: Literal["contacts", "opt_outs"]
    shown: str
    reference: str
    read: str
    rows: int
    hidden: bool = False
    chosen: bool = False
