"""What is declared by mistake: read as what it is, named, and never taken for a yes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.support.campaigns import write
from tests.support.cases import Run, declare, findings, judge, last

# --- the assessment of legitimate interest ------------------------------------------------

#: What stands for a test, to what is told of it; None where it passes.
ASSESSED = {
    '"because they asked for offers"': None,
    '"fail"': "{} (it failed)",
    '"Failed."': "{} (it failed)",
    '"no"': "{} (it failed)",
    '"not assessed yet"': "{}",
    '"Not yet"': "{}",
    '"TODO"': "{}",
    '" "': "{}",
    '{ result = "fail", text = "because" }': "{} (it failed)",
    '{ result = "pass", date = 2026-11-23 }': "{} (dated after the send)",
}


@pytest.mark.parametrize(("test", "line"), [("purpose", '"p"'), ("necessity", '"n"')])
@pytest.mark.parametrize("written", ASSESSED)
def test_a_test_that_failed_or_is_open_is_not_passed(
    run: Run, brief: Path, test: str, line: str, written: str
) -> None:
    declare(brief, {f"{test} = {line}": f"{test} = {written}"})
    assert judge(run, "Country", ["GB"]) == {"GB": ""}
    gap = ASSESSED[written]
    if gap is None:
        assert last()["verdict"] == "ready"
        assert "LC309" not in findings()
    else:
        assert last()["verdict"] == "incomplete"
        assert findings()["LC309"].endswith(f": {gap.format(test)}")


# --- the sector ---------------------------------------------------------------------------

PERSON = "FR,individual,yes"
CONSENT = "Country,Subscriber type,Consent"


@pytest.mark.parametrize(
    ("sector", "finding", "asked"),
    [
        ("home_renovation", "LC308:drop", False),
        ("Home Renovation", "LC308:drop", False),
        ("home-renovation", "LC308:drop", False),
        (" home_renovation ", "LC308:drop", False),
        ("other", "", False),
        ("", "", True),
        (" ", "", True),
        ("--", "", True),
        (None, "", True),
    ],
)
def test_a_sector_is_its_words_and_a_blank_one_is_none(
    run: Run, brief: Path, sector: str | None, finding: str, asked: bool
) -> None:
    line = "" if sector is None else f'sector = "{sector}"\n'
    declare(brief, {"[brief]\n": f"[brief]\n{line}"})
    assert judge(run, CONSENT, [PERSON]) == {PERSON: finding}
    notes = [note for note in last()["notes"] if "say which it is, [brief] sector" in note]
    assert bool(notes) == asked


# --- numbers of months --------------------------------------------------------------------


@pytest.mark.parametrize("key", ["consent_max_months", "third_party_consent_max_months"])
@pytest.mark.parametrize("months", ["3200000", "1201", "0", "-1", "true", '"24"', "24.0"])
def test_months_of_a_house_rule_are_a_sensible_number(
    run: Run, brief: Path, key: str, months: str
) -> None:
    declare(brief, more=f"\n[policy]\n{key} = {months}\n")
    write(Path("list.csv"), "Email,Country\njan.peeters@firma-1.com,GB\n")
    ended = run("check", "list.csv")
    assert (ended.status, ended.out) == (2, "")
    assert f"policy.{key}" in ended.err
    assert not Path("list.listcheck").exists()


# --- rules of one's own -------------------------------------------------------------------


def own_rules(country: str, old: str, new: str) -> Path:
    """A copy of the shipped rules with one change in a country's file."""
    folder = shutil.copytree(ROOT / "rules", Path("rules"))
    path = folder / "countries" / f"{country}.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


def test_months_of_a_rule_are_a_sensible_number(run: Run, brief: Path) -> None:
    folder = own_rules("CA", "customer_months = 24", "customer_months = 1000000000")
    write(Path("list.csv"), "Email,Country\njan.peeters@firma-1.com,CA\n")
    for command in (("rules", "lint"), ("check", "list.csv")):
        ended = run(*command, "--rules", folder)
        assert (ended.status, ended.out) == (2, ""), ended.err
        assert "CA.toml" in ended.err
        assert "customer_months" in ended.err


@pytest.mark.parametrize("day", ["until = 9999-12-31", "until = 9999-12-30"])
def test_the_last_day_of_the_calendar_is_a_day(run: Run, brief: Path, day: str) -> None:
    begin = "from = 2018-05-25\n"
    folder = own_rules("MT", begin, f"{begin}{day}\n")
    ended = run("rules", "lint", "--rules", folder)
    assert "failed inside" not in ended.err
    # A row that ends leaves a gap, where a day comes after it.
    assert ended.status == (0 if day.endswith("31") else 2)
    assert "MT.toml" in ended.out or ended.status == 0


def test_a_check_refuses_rules_that_overlap(run: Run, brief: Path) -> None:
    text = (ROOT / "rules" / "countries" / "MT.toml").read_text(encoding="utf-8")
    rule = "[[rule]]" + text.split("[[rule]]")[1].partition("# ---")[0]
    assert 'id = "MT-guide-email-first"' in rule
    twin = rule.replace("MT-guide-email-first", "MT-twin")
    folder = own_rules("MT", rule, f"{rule}\n{twin}\n")
    write(Path("list.csv"), "Email,Country\njan.peeters@firma-1.com,GB\n")
    ended = run("check", "list.csv", "--rules", folder)
    assert (ended.status, ended.out) == (2, "")
    assert str(folder / "countries" / "MT.toml") in ended.err
    assert "two rows (MT-guide-email-first and MT-twin)" in ended.err
    assert not Path("list.listcheck").exists()


# --- notes --------------------------------------------------------------------------------


def noted(word: str) -> list[str]:
    return [note for note in last()["notes"] if word in note]


def test_a_send_in_the_past_is_noted(run: Run, brief: Path) -> None:
    judge(run, "Country", ["GB"], "--send-date", "2099-11-22")
    assert not noted("lies in the past")
    judge(run, "Country", ["GB"], "--send-date", "2026-11-01")
    assert noted("the send date 2026-11-01 lies in the past")


def test_handing_the_list_on_is_noted(run: Run, brief: Path) -> None:
    judge(run, "Country", ["GB"])
    assert not noted("handing the list to somebody else")
    judge(run, "Country", ["GB"], "--purpose", "share")
    assert noted("handing the list to somebody else: consent given to you is none given to them")


@pytest.mark.parametrize(
    "field",
    ["Consent date", "Optin time", "Confirm time", "Consent last used", "Relationship date",
     "Contract end"],
)  # fmt: skip
def test_dates_that_cannot_be_read_are_noted(run: Run, brief: Path, field: str) -> None:
    judge(run, f"Country,{field}", ["GB,2026-01-31", "GB,"])
    assert not noted("cannot be read")
    judge(run, f"Country,{field}", ["GB,2026-02-30", "GB,2026-01-31", "GB,some day"])
    assert noted("2 contacts with a date of evidence that cannot be read")


def test_an_opt_out_with_a_date_that_cannot_be_read_is_noted(run: Run, brief: Path) -> None:
    judge(run, "Country,Opted out at", ["GB,2026-02-30"])
    assert noted("1 contact with a date of evidence that cannot be read")


def test_what_is_still_to_be_filled_in_is_named(run: Run, brief: Path) -> None:
    assert judge(run, "Country", ["GB"]) == {"GB": ""}
    assert not noted("filled in")
    changes = {
        'party = "first"': 'party = "FILL IN: first or third"',
        '["optouts.csv@2026-11-20"]': '["FILL IN: FILE", "optouts.csv@2026-11-20"]',
        '"https://sender.invalid/u"': '"FILL IN: address of the unsubscribe page"',
        'purpose = "p"': 'purpose = { result = "FILL IN: pass or fail" }',
    }
    declare(brief, changes)
    judge(run, "Country", ["GB"])
    (note,) = noted("still to be filled in, and not used: ")
    keys = note.split(": ")[1].split(", ")
    assert keys == [
        "party",
        "suppress",
        "brief.unsubscribe",
        "brief.legitimate_interest.purpose.result",
    ]
    assert last()["verdict"] == "incomplete"


# --- rules diff ---------------------------------------------------------------------------

DAY = ("--send-date", "2026-11-22")


@pytest.mark.parametrize("country", [(), ("LU",)], ids=["all", "LU"])
@pytest.mark.parametrize("form", ["text", "json"])
def test_the_guide_and_today_are_what_is_compared(
    run: Run, country: tuple[str, ...], form: str
) -> None:
    short = run("rules", "diff", *country, *DAY, "--format", form)
    long = run("rules", "diff", "guide", "current", *country, *DAY, "--format", form)
    assert (short.status, short.err) == (0, "")
    assert short.out == long.out


@pytest.mark.parametrize(
    "side", ["current@2026-W33-2", "current@20261122", "current@", "current@2026-11-22T10:00"]
)
def test_a_side_is_a_pack_on_a_day(run: Run, side: str) -> None:
    for sides in ((side, "guide"), ("guide", side)):
        ended = run("rules", "diff", *sides)
        assert (ended.status, ended.out) == (2, "")
        assert "is no day" in ended.err
