"""What is asked of every contact of a campaign: contacts → matching → policy → checks."""

from __future__ import annotations

import polars as pl

from listcheck.campaign.model import Campaign
from listcheck.campaign.recipients import contacts_as_read, recipient_columns
from listcheck.checks import ContactCheck, contact_checks, evaluate
from listcheck.checks.evaluate import outcome_columns
from listcheck.core import columns as c
from listcheck.matching import (
    MAILBOX_FORM,
    PLAIN,
    LegalForms,
    key_columns,
    with_cases,
    with_organisations,
    with_registers,
    with_returned,
)
from listcheck.policy import with_policy

#: What reports and findings tell of a contact besides its own cells: few distinct words.
TOLD = (
    c.COUNTRY,
    c.COUNTRY_SOURCE,
    c.OTHER_COUNTRY,
    c.SUBSCRIBER_SOURCE,
    c.TYPO_OF,
    c.ORG_SOURCE,
    c.RULE,
    c.BASIS,
    c.REGISTER,
    c.RULE_REASON,
    c.CONSENT_GAP,
    c.SOFT_OPT_IN_REASON,
    c.OPTED_OUT_FIELD,
)
#: Known only once the suppression sources were asked about all contacts.
LATE = {
    c.SUPPRESSED.name,
    c.SUPPRESSED_BOUNCE.name,
    c.OPT_OUT_LIFTED.name,
    c.HAS_OPTED_OUT.name,
}
#: What the checks on opt-outs, their lifting and other purposes need besides.
NEEDED_LATER = {
    c.REJOINED_AT.name,
    c.OPTED_OUT.name,
    c.ORG_OPT_OUT.name,
    c.EXISTING_AGREEMENT.name,
    c.COMPLEMENTARY_ALLOWED.name,
}


def contacts_of(campaign: Campaign) -> pl.LazyFrame:
    """All contacts of all parts with every column up to the law, still lazy."""
    frame = contacts_as_read(campaign)
    ledger = campaign.ledger
    frame = with_returned(frame, ledger.rejoined if ledger else None)
    frame = with_cases(frame, ledger.cases if ledger else None, recipients_of(campaign))
    forms = LegalForms(campaign.rules.legal_forms, campaign.rules.same_forms)
    frame = with_organisations(frame, campaign.organisations, forms)
    frame = with_registers(frame, campaign.registers)
    return with_policy(frame, campaign.law, campaign.register_states)


def recipients_of(campaign: Campaign) -> list[str]:
    """Columns with the addresses, and for calls and texts the numbers, of a contact."""
    return recipient_columns(campaign.channel)


def keys_of(campaign: Campaign) -> dict[str, pl.Expr]:
    """The keys by which sources and other rows know a contact, by the names of their columns."""
    by = recipients_of(campaign)
    forms = frozenset[str]({PLAIN}).union(*(source.forms for source in campaign.people))
    if not campaign.options.same_mailbox:
        forms -= {MAILBOX_FORM}
    return dict(key_columns(by, forms, campaign.settings.suppression_key))


def narrow(campaign: Campaign, words: pl.Categorical) -> pl.LazyFrame:
    """What one pass over the list leaves of each contact: answers, few words, keys."""
    late = checks_on_opt_outs()
    early = [check for check in single_checks() if check not in late]
    purpose = campaign.settings.purpose
    frame = contacts_of(campaign).with_columns(evaluate(early, purpose))
    return frame.select(
        c.PART.name,
        c.ROW.name,
        *(column.expr.cast(words) for column in TOLD),
        c.PARTY.expr.is_null().alias("party_unknown"),
        c.LEGITIMATE_INTEREST.expr & pl.lit(purpose != "contract"),
        c.DATE_UNREAD.name,
        c.DATE_WRONG.name,
        c.SOFT_OPT_IN.name,
        c.NO_VALUE.name,
        c.DOMAIN.expr.is_in(sorted(campaign.rules.domains.bulk_rules)).alias("bulk_rules"),
        (c.CONSENT.expr == "none").fill_null(value=False).alias("says_no"),
        c.OPTED_OUT.expr.is_not_null().alias("tells_opt_out"),
        *((c.CASE.name, c.ORG_CASE.name) if campaign.ledger else ()),
        *(c.listed_on(name) for name in campaign.registers),
        c.SEVERAL_IN_CELL.name,
        c.OPT_OUT_LIFTED.name,
        *(
            column.expr.cast(words) if column.dtype == pl.String else column.expr
            for column in carried()
        ),
        *(key.alias(name) for name, key in keys_of(campaign).items()),
        *outcome_columns(early, "drop", "hold", "note"),
    )


def checks_on_opt_outs() -> list[ContactCheck]:
    """Checks that must wait for the suppression sources."""
    return [check for check in single_checks() if LATE & set(check.needs)]


def carried() -> list[c.Column]:
    """What those checks, and lifting opt-outs, need of a contact besides."""
    needed = {name for check in checks_on_opt_outs() for name in check.needs} | NEEDED_LATER
    return [column for column in c.all_columns() if column.name in needed - LATE]


def single_checks() -> list[ContactCheck]:
    """The checks that look at one contact alone."""
    return [check for check in contact_checks() if not check.across_rows]
