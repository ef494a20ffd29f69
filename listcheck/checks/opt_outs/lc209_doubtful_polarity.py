"""LC209 doubtful-polarity

What it does
------------
Holds contacts whose opt-out column says "Do not …" (or "Opted out") in its header and
"Allow", "Allowed" or "Subscribed" in its cell, where no known vendor tells which of them is
meant. Words of denial ("Do Not Allow", "Denied") count as opt-outs whatever the header says,
and the export of a vendor that listcheck knows is read as that vendor means it.

Why it matters
--------------
Read in the wrong sense, such a column turns every permission around.

Example
-------
Header `Do not contact`, cell `Allow`.

What to do
----------
Write yes or no into the column, or export it again from the system that made it. Where a yes
allows: `[columns] subscribed = ["Header"]`.

References
----------
Microsoft Dataverse, whose exports show "Allow" under "Do not allow Emails":
https://learn.microsoft.com/en-us/power-apps/developer/data-platform/reference/entities/contact
"""

from __future__ import annotations

from listcheck.checks.interface import CONTRACT, ContactCheck, Example, Settles
from listcheck.core import columns as c

CHECK = ContactCheck(
    code="LC209",
    name="doubtful-polarity",
    doc=__doc__,
    needs=(c.OPTED_OUT.name,),
    message="the header denies, the cell allows: which of them is meant is not known",
    field="opted_out",
    hold=c.OPTED_OUT.expr.eq_missing("polarity"),
    remedy="write yes or no in the opt-out column",
    lifted_for=CONTRACT,
    settles=Settles("whether yes means opted out", "write yes or no in the opt-out column"),
    regained="once their opt-out cell says yes or no",
    examples=(
        Example({c.OPTED_OUT.name: "polarity"}, "hold"),
        Example({c.OPTED_OUT.name: "no"}, "keep"),
    ),
)
