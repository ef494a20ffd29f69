"""What the checks on the whole run look at: totals, sources, the brief."""

from __future__ import annotations

from collections import Counter

import polars as pl

from listcheck.campaign.model import Campaign
from listcheck.checks import RunFacts
from listcheck.core import columns as c
from listcheck.gate.guard import Earlier
from listcheck.matching import matches_by_source


def run_facts(campaign: Campaign, judged: pl.DataFrame, earlier: Earlier | None) -> RunFacts:
    """What the run checks are told; ``earlier`` is what the guard compares with."""
    settings, brief = campaign.settings, campaign.settings.brief
    # A suppression source may hold whole domains as well.
    matched: Counter[str] = Counter(matches_by_source(judged[c.SUPPRESSED.name]))
    matched.update(matches_by_source(judged[c.ORG_SOURCE.name]))
    matched.update({name: int(judged[c.listed_on(name)].sum()) for name in campaign.registers})
    mapped = {field for columns in campaign.maps for field in columns.positions}
    telling_columns = any(columns.telling for columns in campaign.maps)
    # A column of opt-outs that is blank throughout tells nothing.
    silent = [at for at, columns in enumerate(campaign.maps) if not columns.tells_opt_outs]
    telling = judged.filter(~c.PART.expr.is_in(silent)) if silent else judged
    carries = bool(telling["tells_opt_out"].any())
    interest = judged.filter(c.VERDICT.expr == "keep")[c.LEGITIMATE_INTEREST.name].sum()
    oldest = min(campaign.rules.countries.values(), key=lambda country: country.reviewed)
    return RunFacts(
        send_date=settings.send_date,
        channel=campaign.channel,
        party=settings.party,
        purpose=settings.purpose,
        sources=tuple(
            source.facts(matched.get(source.name, 0), campaign.causes.get(source.name))
            for source in campaign.sources
        ),
        list_carries_opt_outs=carries,
        opt_out_column_blank=not carries and (telling_columns or "opted_out_at" in mapped),
        columns_not_understood=tuple(
            (part.file.name, columns.headers[at], columns.probable_field(at))
            for part, columns in zip(campaign.parts, campaign.maps, strict=True)
            for at in columns.not_understood
        ),
        silent_vendors=tuple(
            dict.fromkeys(
                columns.vendor.title
                for columns in campaign.maps
                if columns.vendor and not columns.tells_opt_outs
            )
        ),
        unsubscribe=bool(brief.unsubscribe),
        sender_name=bool(brief.sender_name),
        publishes_privacy_notice=brief.publishes_privacy_notice,
        notice_dates="notice_date" in mapped,
        legitimate_interest_gaps=brief.interest_gaps(settings.send_date),
        kept_on_legitimate_interest=int(interest),
        suppression_max_age_days=settings.policy.suppression_max_age_days,
        read=sum(part.records for part in campaign.parts),
        unreadable=sum(part.unreadable.height for part in campaign.parts),
        oldest_review=oldest.reviewed,
        oldest_review_country=oldest.name,
        earlier_read=earlier.read if earlier else None,
        earlier_sources=earlier.sources if earlier else (),
        unread_sheets=campaign.unread_sheets,
        fields=frozenset(mapped),
        telling_columns=telling_columns,
        registers_due=bool(judged[c.REGISTER.name].is_not_null().any()),
    )
