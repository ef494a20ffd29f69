"""Why a suppression source matches nobody, or hardly anybody: what it probably is.

Digests may be of texts that were spoilt before they were hashed. Where that is found out, the
source is matched in that way: an opt-out that can be understood is not set aside for its spelling.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

import polars as pl

from listcheck.campaign.model import Campaign
from listcheck.campaign.plan import contacts_of, recipient_columns
from listcheck.core import columns as c
from listcheck.matching import (
    DIGESTS,
    SPOILT,
    PeopleSource,
    key_columns,
    keys_in,
    matches_by_source,
    spoilt_form,
)
from listcheck.suppression import UNREAD_NUMBER, Loaded

#: Contacts that are tried out.
_TRIED: Final = 200_000
#: Of digests, a smaller share of the contacts or entries than this is suspicious.
_LOW: Final = 0.001
_ALGORITHMS: Final = frozenset(one for own in DIGESTS.values() for one in own)


@dataclass(frozen=True)
class Diagnosis:
    """What is wrong with sources: the probable cause by name, and forms that do match."""

    causes: Mapping[str, str] = field(default_factory=dict)
    forms: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def mended(self, campaign: Campaign) -> Campaign:
        """The campaign with its sources matched in the forms that were found out."""
        return replace(
            campaign,
            people=tuple(
                source.in_forms(source.forms | self.forms.get(source.name, frozenset()))
                for source in campaign.people
            ),
            causes=self.causes,
        )


def diagnose(campaign: Campaign, judged: pl.DataFrame) -> Diagnosis:
    """Look into every source of people that matches nobody, or suspiciously few."""
    matched = matches_by_source(judged[c.SUPPRESSED.name])
    matched_domains = matches_by_source(judged[c.ORG_SOURCE.name])
    causes: dict[str, str] = {}
    forms: dict[str, frozenset[str]] = {}
    sources = {source.name: source for source in campaign.people}
    for loaded in campaign.sources:
        source = sources.get(loaded.name)
        if source is None or loaded.kind != "people":
            continue
        found = matched.get(source.name, 0)
        few = found < _LOW * min(loaded.entries, judged.height)
        if source.forms & _ALGORITHMS and (few or not found):
            hits = _spoilt(campaign, source)
            best = max(hits, key=lambda form: hits[form], default=None)
            if best is not None and hits[best] > found:
                forms[source.name] = frozenset({best})
                causes[source.name] = (
                    f"its digests were made of texts {best.partition(' of it ')[2]}; they are "
                    "matched like that"
                )
                continue
        if not found and not matched_domains.get(source.name):
            causes[source.name] = _cause(campaign, loaded, source)
    return Diagnosis(causes, forms)


def _spoilt(campaign: Campaign, source: PeopleSource) -> dict[str, int]:
    """How many entries match in each way of spoiling a text, where any does."""
    own = sorted(source.forms & _ALGORITHMS)
    forms = {spoilt_form(algorithm, how) for algorithm in own for how in SPOILT}
    contacts = contacts_of(campaign).head(_TRIED)
    hits: dict[str, int] = {}
    keys = key_columns(
        recipient_columns(campaign.channel), forms, campaign.settings.suppression_key
    )
    wanted = {name: key for name, key in keys if any(form in name for form in forms)}
    found = contacts.select(key.alias(name) for name, key in wanted.items()).collect(
        engine="streaming"
    )
    for form in forms:
        names = [name for name in wanted if form in name]
        count = source.matching(keys_in(found, names)).height
        if count:
            hits[form] = count
    return hits


def _cause(campaign: Campaign, loaded: Loaded, source: PeopleSource) -> str:
    """The probable cause in words."""
    kinds = {kind for kind, count in loaded.kinds.items() if count}
    if UNREAD_NUMBER in kinds and "number" not in kinds and campaign.channel != "email":
        return "it has a column of telephone numbers, and none of them could be read"
    kinds -= {UNREAD_NUMBER}
    if kinds == {"number"} and campaign.channel == "email":
        return "it holds telephone numbers only, and the campaign goes to addresses"
    if kinds == {"address"} and campaign.channel != "email":
        emails = any("email" in columns.positions for columns in campaign.maps)
        if not emails:
            return "it holds addresses only, and the list has no address column"
    if source.forms and source.forms <= _ALGORITHMS:
        return (
            "its digests match in no known way of writing (upper and lower case, spaces, line "
            "ends, byte order mark were tried): they are probably salted or made with a key "
            "(LISTCHECK_SUPPRESSION_KEY for HMAC-SHA-256), or of other people"
        )
    return "probably it belongs to another list, or another column holds the addresses"
