"""What a violation may cost: the rows of a day, and that they are citations."""

from __future__ import annotations

import re
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from listcheck.policy import load_rules, penalties_on, shipped_rules
from tests.policy.cells import CHANNELS, shipped

DAY = date(2026, 11, 22)


def ids(country: str, channel: str, day: date = DAY) -> list[str]:
    return [item.id for item in penalties_on(shipped(), country, channel, day)]


@pytest.mark.parametrize(
    ("country", "channel", "day", "expected"),
    [
        ("GB", "email", date(2026, 2, 4), ["GB-gdpr-2021", "GB-pecr-2011"]),
        ("GB", "email", date(2026, 2, 5), ["GB-gdpr-2021", "GB-pecr-2026"]),
        ("GB", "call", date(2020, 12, 31), ["GB-gdpr-2018", "GB-pecr-2011"]),
        ("GB", "call", date(2018, 5, 24), ["GB-pecr-2011"]),
        ("NO", "sms", date(2018, 7, 19), []),
        ("NO", "sms", date(2018, 7, 20), ["NO-gdpr"]),
        ("MT", "email", DAY, ["EU-gdpr"]),
        ("MT", "email", date(2018, 5, 24), []),
        ("DE", "call", date(2021, 9, 30), ["EU-gdpr", "DE-uwg"]),
        ("DE", "call", date(2021, 10, 1), ["EU-gdpr", "DE-uwg", "DE-uwg-records"]),
        ("DE", "email", DAY, ["EU-gdpr"]),
        ("FR", "call", date(2026, 8, 10), ["EU-gdpr", "FR-bloctel-2020"]),
        ("FR", "call", date(2026, 8, 11), ["EU-gdpr"]),
        ("US", "email", date(2019, 1, 1), ["US-can-spam"]),
        ("US", "call", DAY, ["US-tsr", "US-tcpa"]),
        ("US", "sms", DAY, ["US-tcpa"]),
        ("CA", "email", DAY, ["CA-casl"]),
        ("CA", "automated-call", DAY, ["CA-telecom"]),
        ("JP", "email", DAY, []),
    ],
)
def test_the_rows_of_a_day(country: str, channel: str, day: date, expected: list[str]) -> None:
    assert ids(country, channel, day) == expected


def test_every_row_reads_as_a_ceiling_with_a_currency() -> None:
    for item in shipped().penalties:
        assert re.search(r"\b(EUR|GBP|USD|CAD) \d", item.maximum), item.id
        assert item.source[0].url.startswith("https://")


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("country", sorted(shipped().countries))
def test_a_law_names_one_figure_a_day(country: str, channel: str) -> None:
    edges = {day for item in shipped().penalties for day in (item.from_, item.until) if day}
    for day in {edge + timedelta(days=step) for edge in edges for step in (-1, 0, 1)}:
        laws = [item.law for item in penalties_on(shipped(), country, channel, day)]
        assert len(laws) == len(set(laws))


def test_all_gdpr_countries_have_the_gdprs_figure() -> None:
    for code, file in shipped().countries.items():
        found = penalties_on(shipped(), code, "email", DAY)
        assert file.gdpr == any("GDPR" in item.law for item in found), code


def test_a_folder_without_penalties_knows_none(tmp_path: Path) -> None:
    shutil.copytree(shipped_rules(), tmp_path / "rules")
    (tmp_path / "rules" / "penalties.toml").unlink()
    rules = load_rules(tmp_path / "rules")
    assert rules.penalties == ()
    assert penalties_on(rules, "GB", "email", DAY) == ()


def test_without_the_union_its_rows_hold_nowhere(tmp_path: Path) -> None:
    shutil.copytree(shipped_rules(), tmp_path / "rules")
    (tmp_path / "rules" / "european_union.toml").unlink()
    assert penalties_on(load_rules(tmp_path / "rules"), "MT", "email", DAY) == ()
