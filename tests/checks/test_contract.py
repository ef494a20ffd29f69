"""Every check keeps the contract: documented, its examples run, its needs are what it reads."""

from __future__ import annotations

import re

import pytest

from listcheck.checks import (
    CHECKS,
    SEND_CHECKS,
    Check,
    ContactCheck,
    RunCheck,
    check_by_code,
    contact_checks,
    run_checks,
)
from listcheck.core.errors import UsageProblem
from listcheck.testing import (
    assert_documented,
    assert_every_outcome_is_shown,
    assert_example,
    assert_message,
    assert_needs,
    assert_never_null,
    assert_words,
)
from tests.conftest import ROOT

KNOWN = sorted((*CHECKS, *SEND_CHECKS), key=lambda check: check.code)
CHECK_FILES = ROOT / "listcheck" / "checks"
ids = [check.code for check in KNOWN]


@pytest.mark.parametrize("check", KNOWN, ids=ids)
def test_documented_under_every_heading(check: Check) -> None:
    assert_documented(check)


@pytest.mark.parametrize("check", KNOWN, ids=ids)
def test_references_cite_something_that_can_be_read(check: Check) -> None:
    references = check.doc.split("References\n----------\n")[1]
    assert re.search(r"https://\S+\.\S+", references), "no statute, decision or standard is cited"


@pytest.mark.parametrize("check", KNOWN, ids=ids)
def test_codes_and_names(check: Check) -> None:
    assert re.fullmatch(r"LC\d{3}", check.code)
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", check.name)
    module = f"{check.code.lower()}_{check.name.replace('-', '_')}.py"
    assert len([*CHECK_FILES.glob(f"*/{module}")]) == 1
    assert check_by_code(check.code.lower()) is check
    assert check_by_code(check.name) is check


def test_codes_are_unique_and_in_order() -> None:
    for table in (CHECKS, SEND_CHECKS):
        codes = [check.code for check in table]
        assert codes == sorted(codes)
    assert len(set(ids)) == len(ids)


def test_every_file_of_a_check_is_in_the_table() -> None:
    files = {path.stem[:5].upper() for path in CHECK_FILES.glob("*/*.py") if path.stem[0] != "_"}
    assert files == set(ids)


def test_unknown_code_names_the_nearest() -> None:
    with pytest.raises(UsageProblem, match="LC30"):
        check_by_code("LC399")


@pytest.mark.parametrize("check", contact_checks(), ids=lambda check: check.code)
def test_needs_are_the_columns_read(check: ContactCheck) -> None:
    assert_needs(check)


@pytest.mark.parametrize("check", contact_checks(), ids=lambda check: check.code)
def test_never_null_even_when_nothing_is_known(check: ContactCheck) -> None:
    assert_never_null(check)


@pytest.mark.parametrize(
    ("check", "number"),
    [(check, number) for check in contact_checks() for number in range(len(check.examples))],
    ids=lambda value: value.code if isinstance(value, ContactCheck) else str(value),
)
def test_examples_of_contact_checks(check: ContactCheck, number: int) -> None:
    assert_example(check, check.examples[number])


@pytest.mark.parametrize("check", contact_checks(), ids=lambda check: check.code)
def test_examples_show_every_outcome_and_silence(check: ContactCheck) -> None:
    assert_every_outcome_is_shown(check)


@pytest.mark.parametrize(
    ("check", "number"),
    [(check, number) for check in run_checks() for number in range(len(check.examples))],
    ids=lambda value: value.code if isinstance(value, RunCheck) else str(value),
)
def test_examples_of_run_checks(check: RunCheck, number: int) -> None:
    assert_example(check, check.examples[number])


@pytest.mark.parametrize("check", contact_checks(), ids=lambda check: check.code)
def test_findings_name_a_field_of_the_contract(check: ContactCheck) -> None:
    assert_message(check)


@pytest.mark.parametrize("check", KNOWN, ids=ids)
def test_what_is_said_of_a_check_can_be_said(check: Check) -> None:
    assert_words(check)


#: The contract's table, for the checks that exist: code, name, outcomes.
TABLE = """
LC003 wrong-file hold
LC101 missing-recipient drop
LC102 invalid-address drop
LC103 undeliverable-domain drop
LC104 likely-typo-domain hold
LC105 disposable-domain note
LC106 duplicate-recipient drop
LC107 never-market-mailbox drop
LC108 consumer-mailbox note
LC109 spreadsheet-formula note
LC110 hidden-character note
LC121 invalid-phone drop,note
LC122 uncallable-number drop,note
LC123 phone-damaged-by-spreadsheet hold,note
LC131 unknown-country hold
LC132 conflicting-country hold,note
LC201 individual-opt-out drop
LC202 organisation-opt-out drop
LC203 organisation-opt-out-pending hold
LC204 opted-out-in-list drop
LC205 bounced-or-complained drop
LC208 shared-domain-opt-out hold
LC209 doubtful-polarity hold
LC210 unreadable-opt-out hold
LC301 no-rule-for-country hold
LC302 opt-in-missing drop,hold
LC303 double-opt-in-missing drop,hold
LC304 soft-opt-in-conditions-not-met drop,hold
LC305 third-party-consent-missing drop,hold
LC306 consent-expired drop,hold
LC307 consent-after-send drop
LC308 prohibited-contact drop,hold
LC310 balancing-flag hold
LC401 on-do-not-call-register drop
LC402 register-not-supplied hold
LC403 register-out-of-date hold
LC501 beyond-existing-agreement drop,hold
LC502 complementary-offer-conditions-not-met drop
LC503 opted-out-contact-shared drop
"""


def test_names_and_outcomes_are_the_contracts() -> None:
    table = {
        code: (name, outcomes)
        for code, name, outcomes in (line.split() for line in TABLE.strip().splitlines())
    }
    ours = {
        check.code: (check.name, ",".join(outcome for outcome, _ in check.outcomes()))
        for check in contact_checks()
    }
    assert ours == table
