"""What third parties test their plug-ins with: right ones pass, and each fault has its words."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from listcheck.checks import RunCheck, check_by_code
from listcheck.checks.basis import lc306_consent_expired as expired
from listcheck.checks.interface import Example, RunExample
from listcheck.checks.recipients import lc131_unknown_country as unknown
from listcheck.core import columns as c
from listcheck.mapping.vendors.interface import EMAIL, OptOutColumn, Vendor, has
from listcheck.report.machine.interface import ReportFormat
from listcheck.suppression.layouts.interface import Layout, words
from listcheck.testing import (
    PERSON,
    assert_check,
    assert_example,
    assert_format,
    contact,
    map_headers,
    read_export,
)

CHECK = unknown.CHECK
ON_RUN = check_by_code("LC004")
COUNTRY = c.COUNTRY.expr
VENDOR = Vendor(
    "tidy",
    "Tidy Mail",
    signatures=(has("postbox", "gesperrt"),),
    fields={"email": ("postbox",)},
    opt_outs=(OptOutColumn("gesperrt", EMAIL),),
)
LAYOUT = Layout(
    "Tidy Mail", words("wer warum seit"), words("wer"), words("warum"), words("seit"), words("x9")
)


def test_right_checks_pass() -> None:
    assert_check(CHECK)
    assert isinstance(ON_RUN, RunCheck)
    assert_check(ON_RUN)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"code": "AA001"}, "begins not with 'AA001 unknown-country'"),
        ({"doc": CHECK.doc.replace("What to do", "Remedy")}, "headings are missing: What to do"),
        (
            {"doc": CHECK.doc.replace("References\n----------", "More\n-----\nWords of more.\n\n"
                                      "References\n----------")},
            "has other headings",
        ),
        ({"doc": CHECK.doc.split("Directive")[0]}, "says nothing under References"),
        ({"needs": ()}, r"reads \['country'\], not in its needs"),
        ({"needs": ("country", "email")}, r"needs \['email'\] and does not read them"),
        ({"needs": ("land",), "hold": pl.col("land").is_null()}, "no such columns: land"),
        ({"hold": COUNTRY == "XX", "examples": ()}, r"LC131\.hold: is null on unknown evidence"),
        ({"hold": COUNTRY, "examples": ()}, "is no Boolean expression"),
        ({"hold": COUNTRY.is_not_null()}, r"expected .*, found "),
        ({"examples": CHECK.examples[:1]}, "no example expects"),
        (
            {"examples": (*CHECK.examples, Example({"email": None}, "hold"))},
            r"an example names \['email'\], which it does not need",
        ),
        ({"examples": (*CHECK.examples, RunExample({}, "note"))}, "of another kind of check"),
        ({"message": "{email} is from nowhere"}, "a message may not name email"),
        ({"field": "land"}, "no such field: land"),
        ({"remedy": None}, "a held contact must be told what releases it"),
    ],
)  # fmt: skip
def test_a_wrong_check_is_told(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(AssertionError, match=said):
        assert_check(replace(CHECK, **changes))


def test_headings_in_another_order_are_told() -> None:
    head, *parts = CHECK.doc.split("\n\n", 1)[0], CHECK.doc
    body = parts[0].removeprefix(head)
    first, second = body.index("What it does"), body.index("Why it matters")
    third = body.index("Example\n")
    turned = head + body[:first] + body[second:third] + body[first:second] + body[third:]
    with pytest.raises(AssertionError, match="expected the headings in this order"):
        assert_check(replace(CHECK, doc=turned))


def test_a_wrong_example_of_a_run_is_told() -> None:
    assert isinstance(ON_RUN, RunCheck)
    with pytest.raises(AssertionError, match="there are no such facts: weather"):
        assert_example(ON_RUN, RunExample({"weather": "fine"}, "keep"))
    with pytest.raises(AssertionError, match=r"expected .*, found "):
        assert_example(ON_RUN, RunExample({"unsubscribe": True, "sender_name": True}, "note"))


def test_a_contact_has_every_column_a_check_may_read() -> None:
    frame = contact({"country": "GB", "consent_date": "2026-11-22", c.cell("email"): "x"})
    assert frame.height == 1
    assert frame["consent_date"].to_list() == [date(2026, 11, 22)]
    assert frame["basis"].null_count() == 1
    assert set(expired.CHECK.needs) <= set(frame.columns)
    with pytest.raises(AssertionError, match="no such columns: land"):
        contact({"land": "GB"})


def test_headers_in_fields_out() -> None:
    found = map_headers(["Postbox", "Gesperrt", "Notes"], VENDOR)
    assert found.columns == {"email": "Postbox", "opted_out": "Gesperrt"}
    assert found.opt_outs_read == ["'Gesperrt' (an opt-out: a yes is one; for e-mail only)"]
    assert map_headers(["Email", "Country"]).columns == {"email": "Email", "country": "Country"}
    with pytest.raises(AssertionError, match="an export of Tidy Mail, found: no vendor's export"):
        map_headers(["Postbox"], VENDOR)
    with pytest.raises(AssertionError, match="found: read as an export of Google Contacts"):
        map_headers(["E-mail 1 - Value"], VENDOR)


def test_what_cannot_be_read_is_an_assertion_that_fails() -> None:
    with pytest.raises(AssertionError, match=r"^the export cannot be read: export\.csv: "):
        read_export(["email"], [])
    with pytest.raises(AssertionError, match="holds what its column cannot"):
        contact({"send_date": "nonsense"})


def test_columns_in_entries_out() -> None:
    rows = [
        ["ann@firma-4711.se", "asked; wrote", "2026-01-02 10:00:00"],
        ["Bea@firma-4711.se", "X9", ""],
        ["0151 12345678", "", ""],
    ]
    entries = read_export(["Wer", "Warum", "Seit"], rows, LAYOUT, regions=["DE"])
    said = [(entry.person, entry.bounce, entry.since and entry.since.day) for entry in entries]
    assert said == [
        ("ann@firma-4711.se", False, 2),
        ("bea@firma-4711.se", True, None),
        ("+4915112345678", False, None),
    ]
    with pytest.raises(AssertionError, match="expected Tidy Mail, found Mailchimp"):
        read_export(["Email Address", "UNSUB_TIME"], [["ann@firma-4711.se", ""]], LAYOUT)
    with pytest.raises(AssertionError, match="expected Tidy Mail, found no layout that is known"):
        read_export(["Wer"], [["ann@firma-4711.se"]], LAYOUT)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (ReportFormat("My Format", "words", lambda _: "x"), "expected a-z"),
        (ReportFormat("mine", " ", lambda _: "x"), "what it is is not said"),
        (ReportFormat("mine", "words", lambda _: " \n"), "renders nothing"),
        (ReportFormat("mine", "words", lambda _: b"x"), "renders no text"),  # type: ignore[arg-type, return-value]  # the fault
        (ReportFormat("mine", "words", lambda r: str(r.findings)), "shows the cell of a list"),
        (
            ReportFormat("mine", "words", lambda r: f"{len(r.findings)}"),
            "shows single findings and does not say so",
        ),
        (
            ReportFormat("mine", "words", lambda r: r.summary.verdict, shows_findings=True),
            "says that it shows single findings and does not",
        ),
    ],
)
def test_a_wrong_format_is_told(wrong: ReportFormat, said: str) -> None:
    assert PERSON
    with pytest.raises(AssertionError, match=said):
        assert_format(wrong)


def test_it_needs_nothing_of_our_tests(tmp_path: Path) -> None:
    """In a process of its own, elsewhere, and where ``assert`` is switched off."""
    code = (
        "import sys\nfrom listcheck.testing import assert_format\n"
        "from listcheck.report.machine.interface import ReportFormat\n"
        "assert_format(ReportFormat('mine', 'words', lambda report: report.summary.verdict))\n"
        "print(sorted({'tests', 'pytest', 'benchmarks'} & sys.modules.keys()))\n"
        "assert_format(ReportFormat('mine', '', lambda report: report.summary.verdict))\n"
    )
    done = subprocess.run(
        [sys.executable, "-O", "-c", code],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == "[]\n"
    assert "AssertionError: mine: what it is is not said" in done.stderr
