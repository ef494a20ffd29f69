"""LC009 sheet-not-read

What it does
------------
Finds sheets of a list's workbook that were not read, hidden ones too, and look like contacts
(a column of addresses or of telephone numbers) or like opt-outs (their name or their headers
say so). Only one sheet of a workbook is the list: the first that can be seen, or `--sheet`.

Why it matters
--------------
Many workbooks hold the opt-outs on a second sheet, or the rest of the list. Whoever opted out
there would be mailed, and nobody would have seen the sheet.

Example
-------
`contacts.xlsx` has the sheets `Contacts` and `Unsubscribed`, and `contacts.xlsx` is given as
the list.

What to do
----------
Opt-outs: give the sheet as a source, `--suppress "contacts.xlsx#Unsubscribed@2026-11-20"` (a
workbook without `#` is read with all its sheets). Contacts: `--sheet Contacts`, or `sheet =
"Contacts"` in the configuration, says that no other sheet is meant; else save the others as
lists of their own. That does not settle a sheet that looks like opt-outs: if it holds none,
say so: `[waive] LC009 = "reason"`.

References
----------
GDPR article 21(2)-(3): https://eur-lex.europa.eu/eli/reg/2016/679/oj
"""

from __future__ import annotations

from collections.abc import Sequence

from listcheck.checks.facts import RunFacts
from listcheck.checks.gaps import TOP, Gap
from listcheck.checks.interface import RunCheck, RunExample, RunFinding
from listcheck.core.source_facts import UnreadSheet


def judge(facts: RunFacts) -> tuple[RunFinding, ...]:
    """One finding per workbook and kind: opt-outs, then contacts nobody said are not meant."""
    sheets = facts.unread_sheets
    findings = []
    for file in dict.fromkeys(sheet.file for sheet in sheets):
        of_file = [sheet for sheet in sheets if sheet.file == file]
        opt_outs = [sheet for sheet in of_file if sheet.kind == "opt_outs"]
        contacts = [sheet for sheet in of_file if sheet.kind == "contacts" and not sheet.chosen]
        if opt_outs:
            sources = " ".join(f'--suppress "{file}#{sheet.reference}@DAY"' for sheet in opt_outs)
            remedy = f'{sources}; if they are none: [waive] LC009 = "why"'
            findings.append(_finding(opt_outs, "opt-outs", remedy))
        if contacts:
            remedy = (
                f'--sheet "{contacts[0].read}" if no other is meant; else save the others as lists '
                "and give them too"
            )
            findings.append(_finding(contacts, "contacts", remedy))
    return tuple(findings)


def _finding(sheets: Sequence[UnreadSheet], what: str, remedy: str) -> RunFinding:
    named = [
        f"{sheet.shown} ({sheet.rows:,} {'row' if sheet.rows == 1 else 'rows'}"
        f"{', hidden' if sheet.hidden else ''})"
        for sheet in sheets
    ]
    listed = " and ".join([*([", ".join(named[:-1])] if named[1:] else []), named[-1]])
    looks = f"the sheets {listed} look" if named[1:] else f"the sheet {listed} looks"
    were = "were" if named[1:] else "was"
    return RunFinding(
        "incomplete",
        f"{sheets[0].file}: {looks} like {what} and {were} not read",
        remedy,
        count=len(sheets),
    )


_CONTACTS = UnreadSheet("list.xlsx", "contacts", "'AT'", "AT", "DE", rows=12)
_OPT_OUTS = UnreadSheet("list.xlsx", "opt_outs", "'Unsubscribed'", "Unsubscribed", "DE", rows=12)
_SETTLED = UnreadSheet("list.xlsx", "contacts", "'AT'", "AT", "DE", rows=12, chosen=True)
_NOT_SETTLED = UnreadSheet(
    "list.xlsx", "opt_outs", "'Unsubscribed'", "Unsubscribed", "DE", rows=1, chosen=True
)

CHECK = RunCheck(
    code="LC009",
    name="sheet-not-read",
    doc=__doc__,
    judge=judge,
    verdicts="run incomplete",
    waivable=True,
    gaps=(
        Gap(TOP, "sheet = {sheet}", needs="sheet"),
        # Before the other lines of this key: it holds what they would.
        Gap(TOP, "suppress = [{with_sheets}]", needs="with_sheets", rank=-1),
    ),
    examples=(
        RunExample({}, "keep"),
        RunExample({"unread_sheets": (_CONTACTS, _CONTACTS)}, "incomplete"),
        RunExample({"unread_sheets": (_OPT_OUTS,)}, "incomplete"),
        RunExample({"unread_sheets": (_SETTLED,)}, "keep"),
        RunExample({"unread_sheets": (_NOT_SETTLED, _SETTLED)}, "incomplete"),
    ),
)
