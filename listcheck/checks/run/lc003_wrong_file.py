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

from collections.abc import Sequence

from listcheck.checks.interface import ContactCheck, Example, RunFinding
from listcheck.core import columns as c
from listcheck.core.field_headers import looks_like_opt_outs


def _of_file(name: str, headers: Sequence[str]) -> RunFinding | None:
    """A list that says of itself that it holds opted-out people is named before all else."""
    if not looks_like_opt_outs(name, headers):
        return None
    return RunFinding(
        "hold",
        f"{name} says that it holds people who opted out or bounced: nothing of it may be sent",
        "check the right file; this one belongs to --suppress",
    )


CHECK = ContactCheck(
    code="LC003",
    name="wrong-file",
    doc=__doc__,
    needs=(c.WRONG_FILE.name,),
    message="the file says it is an export of opted-out or undeliverable people",
    hold=c.WRONG_FILE.expr.fill_null(value=False),
    remedy="check the right file, or give this one as --suppress",
    of_file=_of_file,
    examples=(
        Example({c.WRONG_FILE.name: True}, "hold"),
        Example({c.WRONG_FILE.name: False}, "keep"),
    ),
)
