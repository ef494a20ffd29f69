"""Report formats: a sample of a report, and what every format must do with it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

from listcheck.report.machine.interface import ReportFormat
from listcheck.results import check_result as results
from listcheck.testing.requiring import require

#: The cell of a list that :func:`sample_report` holds and no format may show.
PERSON: Final = "ann.sample@firma-4711.example"


def assert_format(format_: ReportFormat) -> None:
    """Hold a report format to its contract: a text about nobody, of findings where it says so."""
    name = format_.name
    require(re.fullmatch(r"[a-z][a-z0-9_-]*", name), f"{name!r}: expected a-z, digits, _ and -")
    require(format_.what.strip(), f"{name}: what it is is not said")
    report = sample_report()
    text = format_.render(report)
    require(isinstance(text, str), f"{name}: renders no text")
    require(text.strip(), f"{name}: renders nothing")
    require(PERSON not in text, f"{name}: shows the cell of a list")
    differs = text != format_.render(replace(report, findings=()))
    require(
        differs or not format_.shows_findings,
        f"{name}: says that it shows single findings and does not",
    )
    require(
        format_.shows_findings or not differs,
        f"{name}: shows single findings and does not say so: it would be given none",
    )


def sample_report() -> results.Report:
    """A report with something of everything: a run that fails, with findings and known ones."""
    summary = results.Summary(
        version="0.0.0",
        verdict="incomplete",
        send_date=date(2026, 11, 22),
        channel="email",
        party="first",
        purpose="marketing",
        pack="current",
        rows=results.Rows(read=9, kept=3, held=2, dropped=3, unreadable=1),
        checks=[
            results.CheckCount(
                code="LC302", name="opt-in-missing", verdict="drop", count=3, known=1, gate="fails"
            ),
            results.CheckCount(
                code="LC131", name="unknown-country", verdict="hold", count=2, gate="fails"
            ),
            results.CheckCount(
                code="LC105", name="disposable-domain", verdict="note", count=1, gate="off"
            ),
        ],
        countries={
            "DE": results.CountryRows(read=6, kept=3, held=0, dropped=3),
            "??": results.CountryRows(read=2, kept=0, held=2, dropped=0),
        },
        not_run=[results.NotRun(code="LC202", reason="no list of organisations was given")],
        waived={"LC001": "a new list: nobody was ever mailed"},
        columns={"email": "E-Mail"},
        unmapped=["Notes"],
        rules=results.RulesLine(sha256="0" * 64, oldest_review=date(2026, 11, 1)),
        files={"clean": "sample.listcheck/clean.csv"},
        holds=[
            results.HoldCause(code="LC131", name="unknown-country", count=2, remedy="--country GB")
        ],
        held_for_several=0,
        findings=[
            results.RunFindingLine(
                code="LC004",
                name="no-opt-out-offered",
                outcome="incomplete",
                message="the brief names no way to unsubscribe",
                remedy="[brief] unsubscribe",
            )
        ],
        sources=[
            results.SourceLine(
                name="optouts.csv",
                kind="people",
                obtained=date(2026, 11, 20),
                entries=10,
                unreadable=0,
                matched=1,
            )
        ],
        notes=["sample.csv: a note | with <signs> & words"],
        config='[brief]\nunsubscribe = "FILL IN"\n',
        config_file=None,
        seconds=0.5,
        lists=["sample.csv"],
        next=[
            results.NextStep(
                codes=["LC302"],
                count=3,
                countries={"DE": 3},
                text="3 German contacts could be kept with an opt-in",
                how=None,
            )
        ],
        gate=results.GateLine(
            failed=True, ignored={"LC105": "our testers"}, baseline="known.json", known=1
        ),
    )
    return results.Report(
        summary,
        Path("sample.listcheck"),
        findings=(
            _finding("LC302", "drop", 2, "DE", "DE-EMAIL-1", "opt-in is missing"),
            _finding("LC302", "drop", 3, "DE", "DE-EMAIL-1", "opt-in is missing"),
            _finding("LC131", "hold", 5, None, None, "the country cannot be told"),
            _finding("LC131", "hold", 6, None, None, "the country cannot be told"),
        ),
        checks=tuple(
            results.CheckInfo(code, name, verdicts, "What it is about.", f"{code} {name}\n")
            for code, name, verdicts in (
                ("LC004", "no-opt-out-offered", "run incomplete"),
                ("LC105", "disposable-domain", "note"),
                ("LC131", "unknown-country", "hold"),
                ("LC202", "organisation-opt-out", "drop"),
                ("LC302", "opt-in-missing", "drop or hold"),
            )
        ),
        countries={"DE": "Germany"},
    )


def _finding(
    code: str, verdict: str, row: int, country: str | None, rule: str | None, message: str
) -> results.Finding:
    return results.Finding(
        code=code,
        verdict=verdict,
        file="sample.csv",
        row=row,
        line=row + 1,
        column="E-Mail",
        value=PERSON,
        country=country,
        rule=rule,
        message=message,
        hash=None,
    )
