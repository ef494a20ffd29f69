"""All checks. Adding one touches two places: its file and its line in ``CHECKS``.

Third parties add checks through the entry point group ``listcheck.checks``: each
entry point names a :class:`ContactCheck` or a :class:`RunCheck`.
"""

from __future__ import annotations

import difflib
from functools import cache
from importlib.metadata import entry_points

from listcheck.checks import (
    lc001_no_suppression_source,
    lc002_unreadable_row,
    lc003_wrong_file,
    lc004_no_opt_out_offered,
    lc005_sender_not_identified,
    lc006_list_grew_tenfold,
    lc007_send_time_unknown,
    lc008_send_channel_unknown,
    lc009_sheet_not_read,
    lc101_missing_recipient,
    lc102_invalid_address,
    lc103_undeliverable_domain,
    lc104_likely_typo_domain,
    lc105_disposable_domain,
    lc106_duplicate_recipient,
    lc107_never_market_mailbox,
    lc108_consumer_mailbox,
    lc109_spreadsheet_formula,
    lc110_hidden_character,
    lc121_invalid_phone,
    lc122_uncallable_number,
    lc123_phone_damaged_by_spreadsheet,
    lc131_unknown_country,
    lc132_conflicting_country,
    lc201_individual_opt_out,
    lc202_organisation_opt_out,
    lc203_organisation_opt_out_pending,
    lc204_opted_out_in_list,
    lc205_bounced_or_complained,
    lc206_stale_suppression_source,
    lc207_suppression_source_matches_nothing,
    lc208_shared_domain_opt_out,
    lc209_doubtful_polarity,
    lc210_unreadable_opt_out,
    lc211_suppression_source_shrank,
    lc212_opt_out_column_not_read,
    lc214_suppression_entries_unreadable,
    lc301_no_rule_for_country,
    lc302_opt_in_missing,
    lc303_double_opt_in_missing,
    lc304_soft_opt_in_conditions_not_met,
    lc305_third_party_consent_missing,
    lc306_consent_expired,
    lc307_consent_after_send,
    lc308_prohibited_contact,
    lc309_legitimate_interest_not_assessed,
    lc310_balancing_flag,
    lc311_no_privacy_notice_declared,
    lc401_on_do_not_call_register,
    lc402_register_not_supplied,
    lc403_register_out_of_date,
    lc501_beyond_existing_agreement,
    lc502_complementary_offer_conditions_not_met,
    lc503_opted_out_contact_shared,
    lc901_rules_review_overdue,
)
from listcheck.checks.model import Check, ContactCheck, RunCheck, RunFacts, RunFinding, SendCheck
from listcheck.core.errors import UsageProblem

CHECKS: tuple[ContactCheck | RunCheck, ...] = (
    lc001_no_suppression_source.CHECK,
    lc002_unreadable_row.CHECK,
    lc003_wrong_file.CHECK,
    lc004_no_opt_out_offered.CHECK,
    lc005_sender_not_identified.CHECK,
    lc006_list_grew_tenfold.CHECK,
    lc009_sheet_not_read.CHECK,
    lc101_missing_recipient.CHECK,
    lc102_invalid_address.CHECK,
    lc103_undeliverable_domain.CHECK,
    lc104_likely_typo_domain.CHECK,
    lc105_disposable_domain.CHECK,
    lc106_duplicate_recipient.CHECK,
    lc107_never_market_mailbox.CHECK,
    lc108_consumer_mailbox.CHECK,
    lc109_spreadsheet_formula.CHECK,
    lc110_hidden_character.CHECK,
    lc121_invalid_phone.CHECK,
    lc122_uncallable_number.CHECK,
    lc123_phone_damaged_by_spreadsheet.CHECK,
    lc131_unknown_country.CHECK,
    lc132_conflicting_country.CHECK,
    lc201_individual_opt_out.CHECK,
    lc202_organisation_opt_out.CHECK,
    lc203_organisation_opt_out_pending.CHECK,
    lc204_opted_out_in_list.CHECK,
    lc205_bounced_or_complained.CHECK,
    lc206_stale_suppression_source.CHECK,
    lc207_suppression_source_matches_nothing.CHECK,
    lc208_shared_domain_opt_out.CHECK,
    lc209_doubtful_polarity.CHECK,
    lc210_unreadable_opt_out.CHECK,
    lc211_suppression_source_shrank.CHECK,
    lc212_opt_out_column_not_read.CHECK,
    lc214_suppression_entries_unreadable.CHECK,
    lc301_no_rule_for_country.CHECK,
    lc302_opt_in_missing.CHECK,
    lc303_double_opt_in_missing.CHECK,
    lc304_soft_opt_in_conditions_not_met.CHECK,
    lc305_third_party_consent_missing.CHECK,
    lc306_consent_expired.CHECK,
    lc307_consent_after_send.CHECK,
    lc308_prohibited_contact.CHECK,
    lc309_legitimate_interest_not_assessed.CHECK,
    lc310_balancing_flag.CHECK,
    lc311_no_privacy_notice_declared.CHECK,
    lc401_on_do_not_call_register.CHECK,
    lc402_register_not_supplied.CHECK,
    lc403_register_out_of_date.CHECK,
    lc501_beyond_existing_agreement.CHECK,
    lc502_complementary_offer_conditions_not_met.CHECK,
    lc503_opted_out_contact_shared.CHECK,
    lc901_rules_review_overdue.CHECK,
)
#: Made in audits of past sends only.
SEND_CHECKS: tuple[SendCheck, ...] = (
    lc007_send_time_unknown.CHECK,
    lc008_send_channel_unknown.CHECK,
)

__all__ = [
    "CHECKS",
    "SEND_CHECKS",
    "Check",
    "ContactCheck",
    "RunCheck",
    "RunFacts",
    "RunFinding",
    "SendCheck",
    "all_checks",
    "check_by_code",
    "contact_checks",
    "known_checks",
    "run_checks",
]


@cache
def all_checks() -> tuple[ContactCheck | RunCheck, ...]:
    """The shipped checks of a list and those that installed plug-ins add.

    Raises:
        UsageProblem: a plug-in is no check, or takes a code that is in use.
    """
    checks = list(CHECKS)
    codes = {check.code for check in (*CHECKS, *SEND_CHECKS)}
    for point in entry_points(group="listcheck.checks"):
        added = point.load()
        if not isinstance(added, ContactCheck | RunCheck):
            raise UsageProblem(f"plug-in {point.name}: {point.value} is no check")
        if added.code in codes:
            raise UsageProblem(f"plug-in {point.name}: the code {added.code} is already in use")
        codes.add(added.code)
        checks.append(added)
    return tuple(checks)


def known_checks() -> list[Check]:
    """All checks, those of audits too, by code."""
    return sorted((*all_checks(), *SEND_CHECKS), key=lambda check: check.code)


def contact_checks() -> list[ContactCheck]:
    """The checks that look at one contact."""
    return [check for check in all_checks() if isinstance(check, ContactCheck)]


def run_checks() -> list[RunCheck]:
    """The checks that look at the whole run."""
    return [check for check in all_checks() if isinstance(check, RunCheck)]


def check_by_code(code: str) -> Check:
    """The check with this code or name, in any case.

    Raises:
        UsageProblem: no such check (with the nearest ones).
    """
    wanted = code.strip().casefold()
    for check in known_checks():
        if wanted in (check.code.casefold(), check.name.casefold()):
            return check
    known = [check.code for check in known_checks()] + [check.name for check in known_checks()]
    near = difflib.get_close_matches(code, known, n=2) or difflib.get_close_matches(
        code.upper(), known, n=2
    )
    hint = f"; did you mean {' or '.join(near)}?" if near else ""
    raise UsageProblem(f"there is no check {code!r}{hint} ('listcheck checks' lists them all)")
