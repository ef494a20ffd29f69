"""What a plug-in's tests need: its check, vendor, layout or report format held to the contract.

As listcheck's own tests do it, in any test runner::

    from listcheck.testing import assert_check, assert_format, map_headers, read_export

    def test_my_check() -> None:
        assert_check(CHECK)

    def test_my_vendor() -> None:
        assert map_headers(["Mail", "No Mail"], VENDOR).columns == {"email": "Mail"}

A plug-in need not be installed for it. What fails raises AssertionError and says why.
"""

from __future__ import annotations

from listcheck.testing.check_contract import (
    CLEAN_RUN,
    COLUMNS,
    assert_check,
    assert_documented,
    assert_every_outcome_is_shown,
    assert_example,
    assert_message,
    assert_needs,
    assert_never_null,
    assert_words,
    contact,
)
from listcheck.testing.export_contract import SuppressionEntry, map_headers, read_export
from listcheck.testing.report_contract import PERSON, assert_format, sample_report

__all__ = [
    "CLEAN_RUN",
    "COLUMNS",
    "PERSON",
    "SuppressionEntry",
    "assert_check",
    "assert_documented",
    "assert_every_outcome_is_shown",
    "assert_example",
    "assert_format",
    "assert_message",
    "assert_needs",
    "assert_never_null",
    "assert_words",
    "contact",
    "map_headers",
    "read_export",
    "sample_report",
]
