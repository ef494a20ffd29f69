"""LC403 register-out-of-date

What it does
------------
Holds contacts whose register is older on the send date than it may be, was obtained after
it, or is of unknown date.

Why it matters
--------------
People who registered since are missing from an old copy; the law counts in days.

Example
-------
A TPS copy of 40 days (28 are allowed).

What to do
----------
Obtain the register again and give the day: `--register TPS=tps.csv@2026-11-20`.

References
----------
PECR 2003 regulation 21(3): https://www.legislation.gov.uk/uksi/2003/2426/regulation/21

`listcheck rules show CC` prints the rule and the statute it cites.
"""

from __future__ import annotations

from listcheck.checks.gaps import REGISTER
from listcheck.checks.interface import ContactCheck, Example, Settles
from listcheck.checks.remedies import copies_due
from listcheck.core import columns as c

CHECK = ContactCheck(
    code="LC403",
    name="register-out-of-date",
    doc=__doc__,
    needs=(c.REGISTER_STALE.name,),
    message="the register {register} is too old or of unknown date",
    field="recipient",
    hold=c.REGISTER_STALE.expr.fill_null(False),
    remedy="--register ID=FILE@YYYY-MM-DD with a fresh copy",
    cites_law=True,
    marketing_only=True,
    settles=Settles(
        "newer copies of the register for these days", "--register ID=FILE@DAY, once for each copy"
    ),
    regained="with a fresh copy of the register",
    gaps=(REGISTER,),
    remedy_for=copies_due,
    examples=(
        Example({c.REGISTER_STALE.name: True}, "hold"),
        Example({c.REGISTER_STALE.name: False}, "keep"),
    ),
)
