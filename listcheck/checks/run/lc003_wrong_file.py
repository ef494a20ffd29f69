"""LC003 wrong-file

What it does
------------
Recognises a list that says of itself that it holds opted-out people: a file named
unsubscribed, cleaned, bounces, suppression …, or columns such as UNSUB_TIME that only such
an export has. All its contacts are held.

Why it matters
--------------
Mailers export one file per status, and the file name is often the only place where the
status stands. Sending to the unsubscribed file is the worst mistake there is.

Example
-------
`listcheck unsubscribed_members_export.csv`.

What to do
----------
Check the right file. If this is the list of opt-outs, give it as `--suppress`. If the name
misleads, rename the file.

References
----------
Mailchimp, view or export contacts: https://mailchimp.com/help/view-export-contacts/
"""

from __future__ import annotations

from listcheck.checks.interface import ContactCheck, Example
from listcheck.core import columns as c

CHECK = ContactCheck(
    code="LC003",
    name="wrong-file",
    doc=__doc__,
    needs=(c.WRONG_FILE.name,),
    message="the file says it is an export of opted-out or undeliverable people",
    hold=c.WRONG_FILE.expr.fill_null(value=False),
    remedy="check the right file, or give this one as --suppress",
    examples=(
        Example({c.WRONG_FILE.name: True}, "hold"),
        Example({c.WRONG_FILE.name: False}, "keep"),
    ),
)
