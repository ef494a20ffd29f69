"""When the checks on a contact can be made: at once, or once the sources were asked about all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from listcheck.checks import ContactCheck
from listcheck.core import columns as c

#: Known only once the suppression sources were asked about all contacts.
LATE: Final = frozenset(
    {c.SUPPRESSED.name, c.SUPPRESSED_BOUNCE.name, c.OPT_OUT_LIFTED.name, c.HAS_OPTED_OUT.name}
)
#: What the checks on opt-outs, their lifting and other purposes need besides.
_NEEDED_LATER: Final = frozenset(
    {
        c.REJOINED_AT.name,
        c.OPTED_OUT.name,
        c.ORG_OPT_OUT.name,
        c.EXISTING_AGREEMENT.name,
        c.COMPLEMENTARY_ALLOWED.name,
    }
)


def single(checks: Sequence[ContactCheck]) -> list[ContactCheck]:
    """The checks that look at one contact alone."""
    return [check for check in checks if not check.across_rows]


def early(checks: Sequence[ContactCheck]) -> list[ContactCheck]:
    """Of these, the checks that need not wait for the suppression sources."""
    return [check for check in single(checks) if not LATE & set(check.needs)]


def late(checks: Sequence[ContactCheck]) -> list[ContactCheck]:
    """Of these, the checks that must wait for them."""
    return [check for check in single(checks) if LATE & set(check.needs)]


def carried(checks: Sequence[ContactCheck]) -> list[c.Column]:
    """What the late checks, and lifting opt-outs, need of a contact besides."""
    needed = {name for check in late(checks) for name in check.needs} | _NEEDED_LATER
    return [column for column in c.all_columns() if column.name in needed - LATE]
