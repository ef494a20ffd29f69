"""What a person should know about a run: readings, assumptions, what was not understood."""

from __future__ import annotations

import polars as pl

from listcheck import columns as c
from listcheck.campaign import Campaign
from listcheck.sources import overlooked_opt_outs


def _count(judged: pl.DataFrame, column: c.Column, word: str) -> int:
    return int(judged.select((column.expr.cast(pl.String) == word).sum()).item())


def run_notes(campaign: Campaign, judged: pl.DataFrame, *, packs_agree: bool) -> list[str]:
    """What a person should know about how a run was judged, in words."""
    notes = [note for part in campaign.parts for note in part.notes]
    if campaign.settings.pack == "current" and packs_agree:
        notes.append(
            "the pack 'current' equals 'guide' for this channel: no later change of the law is "
            "encoded yet"
        )
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
    for columns in campaign.maps:
        notes += [
            f"the column '{header}' looks like opt-outs and is not read: if it is, "
            f'[columns] opted_out = "{header}"'
            for header in overlooked_opt_outs(columns)
        ]
    ambiguous = int(judged[c.DATE_UNREAD.name].sum())
    if ambiguous:
        notes.append(
            f"{ambiguous:,} of the contacts have dates such as 03/04/2026, day/month or "
            'month/day, which count as unknown: [columns] date_order = "dmy" or "mdy" settles them'
        )
    refusing = judged.filter((c.VERDICT.expr == "keep") & pl.col("says_no")).height
    if refusing:
        notes.append(
            f"{refusing:,} of the kept contacts gave no consent by the list; they stay: their "
            "country demands none (an opt-out must stand in an opt-out column)"
        )
    if campaign.settings.channel == "chat":
        notes.append("chat is answered as sms: this is a reading")
    return notes
