"""What would settle the sends that nobody can judge from what was given."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from listcheck.report.audit.words import found
from listcheck.report.check.words import title
from listcheck.results.audit_result import AuditSummary

#: What would turn an unknown answer into one: in words, and where it is given.
_SETTLES: Final[dict[str, tuple[str, str]]] = {
    "LC001": (
        "the opt-outs, each with its day",
        "--suppress FILE@DAY, --org-optouts FILE@DAY, --ledger, or [columns] opted_out",
    ),
    "LC007": (
        "the day of each send",
        "[columns] send_time, date_order, or names such as sends/date=2024-03-01/part.csv",
    ),
    "LC008": ("the channel of each send", "--channel, or [columns] channel"),
    "LC101": ("the recipient of each send", "[columns] email, [columns] phone"),
    "LC102": ("addresses as they were sent to", "export the logs again from the sending system"),
    "LC121": ("numbers as they were called", "export the logs again; --country for short numbers"),
    "LC123": ("numbers as they were called", "export the logs again, the number column as text"),
    "LC131": ("the country of each recipient", "--country CC, or [columns] country"),
    "LC132": ("which of two countries is right", "correct the country or the number in the logs"),
    "LC201": (
        "when each opt-out was received",
        "a date, at best with a clock, for each entry; at least --suppress FILE@DAY",
    ),
    "LC202": (
        "when each organisation's opt-out was received",
        "a date for each entry; at least --org-optouts FILE@DAY",
    ),
    "LC203": ("decisions on the organisation requests that are pending", "listcheck optout decide"),
    "LC204": (
        "when the opt-outs that the logs carry were received",
        '[columns] opted_out_at; cells written with each send: undated_evidence = "at_send"',
    ),
    "LC206": ("opt-outs up to the last sends", "--suppress FILE@DAY with a newer export"),
    "LC208": ("which organisation is meant", "take free-mail domains out of --org-optouts"),
    "LC209": ("whether yes means opted out", "write yes or no in the opt-out column"),
    "LC210": ("opt-outs that can be read", "write yes or no in the opt-out column"),
    "LC214": (
        "the entries of the sources that could not be read",
        "export them again, numbers as text and one address or number a cell",
    ),
    "LC301": (
        "law for these countries and days (none before 2018-05-25)",
        "--rules DIR with a file for the country",
    ),
    "LC302": (
        "evidence of consent, with its day",
        "[columns] consent, consent_date (undated: [audit] undated_evidence)",
    ),
    "LC303": ("evidence of confirmed sign-ups", "[columns] optin_time, confirm_time"),
    "LC304": (
        "the sale that the address comes from, and what was offered then",
        "[columns] relationship, relationship_date, optout_offered; [brief] similar_products",
    ),
    "LC305": ("evidence of consent to this sender", "[columns] consent, consent_date"),
    "LC306": ("when each consent was last used", "[columns] consent_date, consent_last_used"),
    "LC308": ("the fact that the exception turns on", "listcheck explain LC308"),
    "LC309": (
        "an assessment of the legitimate interest from before the sends",
        "[brief.legitimate_interest] purpose, necessity and balancing, with their days",
    ),
    "LC310": ("a person's judgement of the flagged contacts", "review them and clear the flag"),
    "LC402": (
        "the register's copies of that time",
        "--register ID=FILE@DAY, once for each copy; the newest of each day counts",
    ),
    "LC403": (
        "newer copies of the register for these days",
        "--register ID=FILE@DAY, once for each copy",
    ),
    "LC501": (
        "the agreement that each message rests on",
        "[columns] existing_agreement, contract_end",
    ),
}


@dataclass(frozen=True)
class Settle:
    """One reason for unknown answers, and what would settle them."""

    code: str
    title: str
    count: int
    what: str
    how: str


def settles(summary: AuditSummary) -> Iterator[Settle]:
    """What would settle the unknown answers, the most frequent reason first."""
    for item in found(summary, "unknown"):
        what, how = _SETTLES.get(
            item.code, ("more than the logs tell", f"listcheck explain {item.code}")
        )
        yield Settle(item.code, title(item.name), item.count, what, how)
