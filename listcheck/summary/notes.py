"""What a person should know about a run: readings, assumptions, what was not understood."""

from __future__ import annotations

from datetime import date
from typing import Final

import polars as pl

from listcheck.campaign.model import Campaign
from listcheck.core import columns as c
from listcheck.summary.law_notes import law_notes

#: From so many messages a day on the big mailbox providers' rules for bulk senders apply.
BULK: Final = 5_000


def _count(judged: pl.DataFrame, column: c.Column, word: str) -> int:
    counts = judged[column.name].value_counts(name="count")
    return int(counts.filter(column.expr.cast(pl.String) == word)["count"].sum())


def run_notes(campaign: Campaign, judged: pl.DataFrame) -> list[str]:
    """What a person should know about how a run was judged, in words."""
    notes = [*_risks(campaign, judged), *_framing(campaign)]
    notes += [note for part in campaign.parts for note in part.notes]
    notes += _vendors(campaign)
    # One file may be given for several registers.
    notes += dict.fromkeys(note for source in campaign.sources for note in source.notes)
    notes += law_notes(campaign, judged)
    unknown = int(judged["party_unknown"].sum())
    if unknown:
        notes.append(
            f"who collected the data is not stated for {unknown:,} contacts: the stricter of "
            "first and third party applies (--party first or --party third)"
        )
    assumed = _count(judged, c.SUBSCRIBER_SOURCE, "domain")
    if assumed:
        kind = campaign.settings.policy.business_domain
        notes.append(
            f"{assumed:,} of the contacts are at business domains and count as {kind} subscribers "
            "([policy] business_domain)"
        )
    defaulted = _count(judged, c.COUNTRY_SOURCE, "default")
    if defaulted:
        notes.append(
            f"{defaulted:,} contacts count as living in {campaign.settings.country} (--country)"
        )
    notes += _opt_outs_read(campaign, judged)
    several = int(judged[c.SEVERAL_IN_CELL.name].sum())
    if several:
        what = "addresses" if campaign.channel == "email" else "numbers"
        notes.append(
            f"{_contacts(several)} with several {what} in one cell, which no message can be sent "
            "to: all of them were looked up; leave one in the cell"
        )
    ambiguous = int(judged[c.DATE_UNREAD.name].sum())
    if ambiguous:
        notes.append(
            f"{ambiguous:,} of the contacts have dates such as 03/04/2026, day/month or "
            'month/day, which count as unknown: [columns] date_order = "dmy" or "mdy" settles them'
        )
    wrong = int(judged[c.DATE_WRONG.name].sum())
    if wrong:
        notes.append(
            f"{_contacts(wrong)} with a date of evidence that cannot be read: it counts as unknown "
            "(expected: 2026-11-22)"
        )
    refusing = judged.filter((c.VERDICT.expr == "keep") & pl.col("says_no")).height
    if refusing:
        notes.append(
            f"{_contacts(refusing)} kept though the list says that they gave no consent: their "
            "country demands none, or the soft opt-in stands for it (an objection must stand in an "
            "opt-out column)"
        )
    lifted = judged.filter((c.VERDICT.expr == "keep") & c.OPT_OUT_LIFTED.expr).height
    if lifted:
        notes.append(
            f"{lifted:,} of the kept contacts opted out and later came back themselves: consent "
            "for this channel after the opt-out, confirmed with time and network address"
        )
    notes += _bulk_rules(campaign, judged)
    return notes


def _opt_outs_read(campaign: Campaign, judged: pl.DataFrame) -> list[str]:
    """Which columns tell of opt-outs, how each is read, and which of their cells say nothing."""
    notes = []
    for part, columns in zip(campaign.parts, campaign.maps, strict=True):
        if columns.telling:
            read = "; ".join(columns.opt_outs_read)
            notes.append(f"{part.file.name}: opt-outs are read from {read}")
    nothing = int(judged[c.NO_VALUE.name].sum())
    if nothing:
        cells = "1 cell" if nothing == 1 else f"{nothing:,} cells"
        notes.append(
            f"{cells} of days and opt-outs hold a word for no value (NULL, None, 0000-00-00 …): "
            "they count as blank"
        )
    return notes


def _vendors(campaign: Campaign) -> list[str]:
    """Whose exports the lists are, and what must be known of such lists."""
    notes = []
    for part, columns in zip(campaign.parts, campaign.maps, strict=True):
        if columns.vendor is not None:
            notes.append(f"{part.file.name}: {columns.read_as}")
            notes += columns.vendor.cautions
        notes += columns.remarks
    return list(dict.fromkeys(notes))


def _framing(campaign: Campaign) -> list[str]:
    """What a reader must know before all numbers."""
    settings, notes = campaign.settings, []
    if settings.to_fill:
        notes.append(f"still to be filled in, and not used: {', '.join(settings.to_fill)}")
    today = date.today()  # noqa: DTZ011 (the sender's own day is meant)
    if settings.send_date < today:
        notes.append(
            f"the send date {settings.send_date} lies in the past: the law is that of the day, but "
            "opt-outs and evidence are those known today, later ones too"
        )
    if settings.purpose == "share":
        notes.append(
            "handing the list to somebody else: consent given to you is none given to them unless "
            "it named them, and for them this is a third party's list"
        )
    return notes


def _contacts(count: int) -> str:
    return "1 contact" if count == 1 else f"{count:,} contacts"


def _risks(campaign: Campaign, judged: pl.DataFrame) -> list[str]:
    """What house rules allow against the law is called a risk, never compliant."""
    kept = kept_at_risk(judged) if campaign.settings.complementary_on else 0
    if not kept:
        return []
    note = (
        f"RISK: {kept:,} contacts who opted out are kept for a complementary offer "
        '([policy] complementary = "on"). This is a house rule: after an objection the GDPR, '
        "article 21(3), allows no direct marketing. Not compliant by listcheck's reading"
    )
    return [note]


def kept_at_risk(judged: pl.DataFrame) -> int:
    """Kept contacts who had opted out."""
    return judged.filter((c.VERDICT.expr == "keep") & c.HAS_OPTED_OUT.expr).height


def _bulk_rules(campaign: Campaign, judged: pl.DataFrame) -> list[str]:
    if campaign.channel != "email":
        return []
    kept = judged.filter((c.VERDICT.expr == "keep") & pl.col("bulk_rules")).height
    if kept < BULK:
        return []
    note = (
        f"{kept:,} of the kept contacts have mailboxes at Google, Yahoo or Microsoft, which ask "
        f"of whoever sends them {BULK:,} messages a day: authentication (SPF, DKIM, DMARC), "
        "one-click unsubscribe (RFC 8058) honoured within two days, complaints below 0.3 %"
    )
    return [note]
