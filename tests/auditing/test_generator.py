"""The history itself: its days, its numbers, its law and its truth hold without an audit."""

from __future__ import annotations

import hashlib
import tomllib
from collections import Counter, defaultdict
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import phonenumbers
import pytest

from tests.auditing.truth.days import HOLIDAYS, ONE, Moment, add_business_days, add_months
from tests.auditing.truth.history import ACCOUNTS, write_history
from tests.auditing.truth.law import CELLS, FIRST, Cell, Period
from tests.auditing.truth.layouts import LAYOUTS, UNREADABLE, log_files, refs_of
from tests.auditing.truth.truth import FIXED, MOBILE, World, after_opt_out, grace_end, under_law
from tests.conftest import ROOT

# --- days -------------------------------------------------------------------------------


def _nth(year: int, month: int, weekday: int, nth: int) -> date:
    """The nth such weekday of a month; -1: its last."""
    days = [date(year, month, 1) + timedelta(days=at) for at in range(31)]
    own = [day for day in days if day.month == month and day.weekday() == weekday]
    return own[nth - 1 if nth > 0 else nth]


def _easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus, Jones, Butcher)."""
    century, at = divmod(year, 100)
    golden = year % 19
    epact = (19 * golden + century - century // 4 - (8 * century + 13) // 25 + 15) % 30
    back = (32 + 2 * (century % 4) + 2 * (at // 4) - epact - at % 4) % 7
    shift = (golden + 11 * epact + 22 * back) // 451
    month, day = divmod(epact + back - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def _observed(day: date) -> date:
    return day + {5: -ONE, 6: ONE}.get(day.weekday(), timedelta())


def test_the_american_holidays_are_those_of_the_statute() -> None:
    """5 U.S.C. 6103, with the days on which those of a weekend are kept."""
    expected = {
        day
        for year in range(2018, 2028)
        for day in (
            *(_observed(date(year, *on)) for on in ((1, 1), (7, 4), (11, 11), (12, 25))),
            *([_observed(date(year, 6, 19))] if year >= 2021 else []),
            _nth(year, 1, 0, 3), _nth(year, 2, 0, 3), _nth(year, 5, 0, -1), _nth(year, 9, 0, 1),
            _nth(year, 10, 0, 2), _nth(year, 11, 3, 4),
        )
    }  # fmt: skip
    assert {day for day in expected if date(2018, 1, 1) <= day < date(2027, 1, 1)} == HOLIDAYS["US"]


def test_the_canadian_holidays_are_those_of_the_whole_country() -> None:
    expected = {
        day
        for year in range(2018, 2027)
        for day in (
            date(year, 1, 1), _easter(year) - 2 * ONE, date(year, 7, 1), _nth(year, 9, 0, 1),
            date(year, 12, 25),
        )
    }  # fmt: skip
    assert expected == HOLIDAYS["CA"]


@pytest.mark.parametrize(
    ("country", "received", "last"),
    [
        # Monday to Sunday of a week without holidays: all weekend receipts count from Monday.
        ("US", "2023-03-06", "2023-03-20"), ("US", "2023-03-10", "2023-03-24"),
        ("US", "2023-03-11", "2023-03-24"), ("US", "2023-03-12", "2023-03-24"),
        # Christmas and New Year on Mondays; on a Wednesday; on Saturdays, kept on Fridays.
        ("US", "2023-12-15", "2024-01-02"), ("US", "2024-12-20", "2025-01-07"),
        ("US", "2021-12-20", "2022-01-05"), ("US", "2022-12-23", "2023-01-10"),
        ("CA", "2023-12-15", "2024-01-02"), ("CA", "2021-12-20", "2022-01-03"),
        ("CA", "2022-12-23", "2023-01-06"),
        # Thanksgiving, July 4th and Juneteenth; Canada Day, and July 4th is nothing there.
        ("US", "2024-11-22", "2024-12-09"), ("US", "2025-06-18", "2025-07-03"),
        ("US", "2024-06-28", "2024-07-15"), ("CA", "2024-06-28", "2024-07-15"),
        ("CA", "2024-07-03", "2024-07-17"), ("US", "2024-07-03", "2024-07-18"),
        ("CA", "2024-03-28", "2024-04-12"), ("US", "2024-03-28", "2024-04-11"),
    ],
)  # fmt: skip
def test_ten_business_days_counted_by_hand(country: str, received: str, last: str) -> None:
    told = add_business_days(date.fromisoformat(received), 10, country)
    assert told == date.fromisoformat(last)


def test_months_end_with_the_month() -> None:
    assert add_months(date(2021, 8, 31), 6) == date(2022, 2, 28)
    assert add_months(date(2023, 8, 31), 6) == date(2024, 2, 29)
    assert add_months(date(2022, 12, 15), 1) == date(2023, 1, 15)
    assert add_months(date(2022, 11, 30), 1) == date(2022, 12, 30)


def test_what_came_first() -> None:
    noon = Moment(date(2024, 5, 14), "12:00")
    assert Moment(date(2024, 5, 14), "11:59").before(noon) is True
    assert noon.before(noon) is False
    assert Moment(date(2024, 5, 14)).before(noon) is None
    assert Moment(date(2024, 5, 13)).before(noon) is True
    assert Moment(date(2024, 5, 14), "12:30", "+02:00").before(
        Moment(date(2024, 5, 14), "11:00", "Z")
    ) is True  # fmt: skip
    assert Moment(date(2024, 5, 14), "00:30", "Z").before(noon) is None
    assert Moment(date(2024, 5, 14), "00:00").before(noon) is None
    assert Moment(date(2024, 5, 13), "21:59", "Z").before(noon) is True


def test_days_of_grace_by_place() -> None:
    day = date(2025, 4, 10)
    assert grace_end("US", "sms", day) is None
    assert grace_end("US", "sms", day + ONE) == date(2025, 4, 25)
    assert grace_end("US", "call", day + ONE) == date(2025, 4, 25)
    assert grace_end("US", "email", day) == date(2025, 4, 24)
    assert grace_end("US", "call", day) == date(2025, 5, 10)
    assert grace_end("CA", "call", day) == date(2025, 4, 24)
    assert grace_end("CA", "call", day, 5) == date(2025, 4, 24)
    assert grace_end("CA", "sms", day) == date(2025, 4, 25)  # Good Friday
    assert grace_end("DE", "email", day) is None
    assert grace_end("DE", "email", day, 5) == date(2025, 4, 15)
    assert grace_end("US", "email", day, 5) == date(2025, 4, 24)
    late = after_opt_out("LC201", Moment(day), Moment(date(2025, 4, 26)), ("US", "email"))
    assert (late.answer, late.days_late) == ("violation", 2)


# --- numbers and law --------------------------------------------------------------------


@pytest.mark.parametrize("channel", ["call", "sms"])
def test_numbers_are_valid_and_of_their_country(channel: str) -> None:
    world = World("main", 1)
    for country in FIXED if channel == "call" else MOBILE:
        numbers = [world.person(country, channel)["phone"] for _ in range(50)]
        assert len(set(numbers)) == 50
        read = [phonenumbers.parse(number) for number in numbers]
        assert all(map(phonenumbers.is_valid_number, read))
        assert {phonenumbers.region_code_for_number(number) for number in read} == {country}


#: What the rule files say of a period in each state.
_BASES = {
    "free": "opt_out", "listed": "opt_out legitimate_interest_or_opt_in",
    "interest": "legitimate_interest_or_opt_in", "opt_in": "opt_in", "soft": "opt_in",
    "closed": "opt_in", "expired": "opt_in", "double": "double_opt_in", "barred": "prohibited",
}  # fmt: skip


def _in_force(cell: Cell, period: Period) -> list[dict[str, Any]]:
    """The rows and exceptions of that id which answer the cell on the period's first day."""
    path = ROOT / "rules" / "countries" / f"{cell.country}.toml"
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["rule"]
    return [
        item
        for row in rows
        for item in (row, *(row | own for own in row.get("exception", ())))
        if period.rule in (item["id"], row["id"])
        and "current" in row["pack"]
        and cell.channel in row["channel"]
        and cell.party in row["party"]
        and cell.subscriber in row["subscriber"]
        and max(row["from"], item["from"]) <= period.since < row.get("until", date.max)
    ]


@pytest.mark.parametrize("cell", CELLS, ids=lambda cell: cell.name.replace(" ", "-"))
def test_the_law_is_copied_rightly(cell: Cell) -> None:
    for period in cell.periods:
        found = _in_force(cell, period)
        assert {row["basis"] for row in found} & set(_BASES[period.state].split())
        if period.state == "listed":
            assert any(cell.register in row["register"] for row in found)


@pytest.mark.parametrize("cell", CELLS, ids=lambda cell: cell.name.replace(" ", "-"))
def test_no_change_of_law_is_left_out(cell: Cell) -> None:
    later = [period.since for period in cell.periods[1:]] + [date.max]
    for period, successor in zip(cell.periods, later, strict=True):
        ends = [row.get("until", date.max) for row in _in_force(cell, period)]
        # An exception goes on under its id in the row's successor.
        assert max(ends) >= successor or period.rule in ("GB-5", "GB-6", "SK-7", "FR-6", "FR-10")


def test_many_changes_of_law_change_the_answer_of_one_and_the_same_contact() -> None:
    changes = {
        (cell.country, cell.channel, period.since)
        for cell in CELLS
        for period in cell.periods
        for kind in cell.kinds
        if under_law(cell, cell.on(period.since - ONE), kind).answer
        != under_law(cell, period, kind).answer
    }
    later = {change for change in changes if str(change[2]) != FIRST}
    assert len(later) >= 18
    assert {channel for _, channel, _ in changes} == {"email", "sms", "call"}
    assert len({country for country, _, _ in later}) >= 9


# --- the history as a whole -------------------------------------------------------------


def _bytes(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*.*")):
        if path.is_file():
            digest.update(str(path.relative_to(folder)).encode() + path.read_bytes())
    return digest.hexdigest()


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("a", "b", "c")]
    for folder, seed in zip(folders, (1, 1, 2), strict=True):
        write_history(folder, seed, rows=1_000, layout="shuffled", account="house")
    first, again, other = map(_bytes, folders)
    assert first == again
    assert first != other


@pytest.mark.parametrize("account", ACCOUNTS)
def test_every_scenario_is_there_often_enough(tmp_path: Path, account: str) -> None:
    history = write_history(tmp_path, 1, account=account)
    sends = history.sends.values()
    scenarios = Counter(send.scenario for send in sends)
    assert min(scenarios.values()) >= 4
    answers = Counter(send.truth.answer for send in sends)
    # Nothing but the assessment is wrong with that account's sends.
    missing = {"interest": {"violation"}, "silent": {"lawful"}}.get(account, set())
    assert set(answers) == {"lawful", "unknown", "violation"} - missing
    flips = {send.scenario for send in sends if send.scenario.startswith("flip")}
    assert all(scenarios[name] >= 7 for name in flips)


def test_the_main_account_holds_all_that_is_asked_for(tmp_path: Path) -> None:
    history = write_history(tmp_path, 1, rows=40_000)
    sends = list(history.sends.values())
    assert len(sends) == 40_000
    beginnings = Counter(send.scenario.split()[0] for send in sends)
    least = {
        "flip": 1_500, "opt-out": 15_000, "clocks": 100, "undated": 900, "in": 1_000,
        "organisation": 700, "register": 3_000, "consent": 600, "clock": 80, "noise": 3_000,
    }  # fmt: skip
    assert {name: beginnings[name] >= count for name, count in least.items()} == dict.fromkeys(
        least, True
    )
    codes = {code for send in sends for code in send.truth.codes}
    assert codes >= {
        "LC007", "LC008", "LC101", "LC102", "LC121", "LC131", "LC201", "LC202", "LC203", "LC204",
        "LC301", "LC302", "LC303", "LC304", "LC305", "LC306", "LC307", "LC401", "LC402", "LC403",
    }  # fmt: skip
    days = {send.day for send in sends}
    assert all(date(2021, 11, 1) + timedelta(days=at) in days for at in range(1_826))
    assert history.totals()["unreadable"] == UNREADABLE
    assert history.within_grace() > 5_000


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_layout_loses_and_doubles_nothing(tmp_path: Path, layout: str) -> None:
    history = write_history(tmp_path, 3, layout=layout, share=12)
    found = [ref for path in log_files(history.logs) for ref in refs_of(path)]
    broken = [ref for ref in found if ref.startswith("broken")]
    assert len(broken) == UNREADABLE
    assert sorted(set(found) - set(broken)) == sorted(history.sends)
    assert len(found) == len(history.sends) + UNREADABLE


def test_a_share_keeps_somebody_of_every_scenario(tmp_path: Path) -> None:
    whole = write_history(tmp_path / "whole", 3)
    few = write_history(tmp_path / "few", 3, share=12)
    scenarios = {send.scenario for send in whole.sends.values()}
    assert {send.scenario for send in few.sends.values()} == scenarios
    assert len(few.sends) < len(whole.sends) / 2
    assert all(whole.sends[ref] == send for ref, send in few.sends.items())


def test_layouts_of_one_seed_hold_the_same_sends(tmp_path: Path) -> None:
    truths = defaultdict(set)
    for layout in ("one", "many"):
        history = write_history(tmp_path / layout, 1, layout=layout, share=12)
        for ref, send in history.sends.items():
            truths[ref].add((send.truth, send.day, tuple(send.cells.items())))
    assert all(len(said) == 1 for said in truths.values())


def test_by_the_law_of_another_day_one_contact_has_one_answer_before_and_after(
    tmp_path: Path,
) -> None:
    history = write_history(tmp_path, 1, law_of=date(2026, 10, 31))
    answers = defaultdict(set)
    for send in history.sends.values():
        answers[send.cells.get("email") or send.cells["phone"]].add(send.truth.answer)
    assert all(len(said) == 1 for said in answers.values())
    assert "--law-of" in history.arguments
