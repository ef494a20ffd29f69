"""Copies of registers: layouts, areas, lists of changes, days of grace."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Ended
from tests.support.campaigns import codes, write

Run = Callable[..., Ended]
US = ("+12025550143", "+14155550143", "+12025550199")


def registered(
    tmp_path: Path, run: Run, numbers: tuple[str, ...], country: str, *registers: str
) -> list[str | None]:
    """The register finding of each contact."""
    lines = "".join(f"{number},{country},individual\n" for number in numbers)
    write(tmp_path / "list.csv", f"phone,country,subscriber\n{lines}")
    options = [word for register in registers for word in ("--register", register)]
    ended = run("list.csv", "--channel", "call", "--party", "first", "-o", "o",
                "--send-date", "2026-11-22", *options)  # fmt: skip
    assert ended.status in (0, 1), ended.err
    found = codes(tmp_path / "o")
    return [
        next((code for code in sorted(found.get(row, ())) if code.startswith("LC40")), None)
        for row in range(1, len(numbers) + 1)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "2025550143\n", "202,5550143\n", "202-555-0143\n", "+12025550143\n", "1 202 555 0143\n",
        "Area Code,Phone Number\n202,555-0143\n", "phone,listed\n(202) 555-0143,2020-01-01\n",
    ],
)  # fmt: skip
def test_layouts_of_the_us_register_and_areas_that_it_does_not_hold(
    tmp_path: Path, run: Run, text: str
) -> None:
    write(tmp_path / "dnc.txt", text)
    found = registered(tmp_path, run, US, "US", "US-DNC=dnc.txt@2026-11-20")
    # Listed; an area that was not ordered is not answered; not listed.
    assert found == ["LC401:drop", "LC402:hold", None]


def test_files_of_several_areas_add_up_and_the_oldest_tells_the_age(
    tmp_path: Path, run: Run
) -> None:
    write(tmp_path / "202.txt", "202,5550143\n")
    write(tmp_path / "415.txt", "415,5550100\n")
    both = ("US-DNC=202.txt@2026-11-20", "US-DNC=415.txt@2026-11-21")
    assert registered(tmp_path, run, US, "US", *both) == ["LC401:drop", None, None]
    old = ("US-DNC=202.txt@2026-10-01", "US-DNC=415.txt@2026-11-21")
    assert registered(tmp_path, run, US, "US", *old)[2] == "LC403:hold"


def test_lists_of_changes_are_applied_in_the_order_of_their_days(tmp_path: Path, run: Run) -> None:
    write(tmp_path / "full.txt", "2025550143\n2025550100\n4155550100\n")
    write(tmp_path / "one.txt", "2025550143,2026-11-10,D\n2025550199,2026-11-10,A\n")
    write(tmp_path / "two.txt", "2025550199,2026-11-20,D\n")
    full = "US-DNC=full.txt@2026-09-01"
    one, two = "US-DNC=one.txt@2026-11-10", "US-DNC=two.txt@2026-11-20"
    assert registered(tmp_path, run, US, "US", full, one) == [None, None, "LC401:drop"]
    # In whatever order they are given.
    assert registered(tmp_path, run, US, "US", two, full, one) == [None, None, None]


@pytest.mark.parametrize(
    ("registers", "status", "words"),
    [
        (["US-DNC=one.txt@2026-11-10"], 3, "holds changes only"),
        (["US-DNC=full.txt@2026-11-01", "US-DNC=one.txt"], 2, "need a day each"),
        (["US-DNC=names.txt@2026-11-01"], 3, "holds no telephone number"),
    ],
)
def test_copies_that_cannot_answer_stop_the_run(
    tmp_path: Path, run: Run, registers: list[str], status: int, words: str
) -> None:
    write(tmp_path / "full.txt", "2025550143\n")
    write(tmp_path / "one.txt", "2025550143,2026-11-10,D\n")
    write(tmp_path / "names.txt", "name\nAnn Berg\n")
    write(tmp_path / "list.csv", "phone,country\n+12025550143,US\n")
    options = [word for register in registers for word in ("--register", register)]
    ended = run("list.csv", "--channel", "call", *options)
    assert ended.status == status
    assert words in ended.err


@pytest.mark.parametrize(
    ("listed", "expected"),
    [("2026-10-20", "LC401:drop"), ("2026-10-25", "LC401:drop"), ("2026-10-26", None),
     ("2026-11-20", None), ("", "LC401:drop"), ("recently", "LC401:drop")],
)  # fmt: skip
def test_a_listing_binds_after_its_days_of_grace(
    tmp_path: Path, run: Run, listed: str, expected: str | None
) -> None:
    write(tmp_path / "tps.csv", f"phone,registration date\n020 7946 0018,{listed}\n")
    write(tmp_path / "ctps.csv", "phone\n02079460019\n")
    copies = ("TPS=tps.csv@2026-11-20", "CTPS=ctps.csv@2026-11-20")
    found = registered(tmp_path, run, ("+442079460018",), "GB", *copies)
    assert found == [expected]


@pytest.mark.parametrize("text", ["2079460018\n", "02079460018\n", "00442079460018\n"])
def test_numbers_of_the_british_register_without_a_trunk_prefix(
    tmp_path: Path, run: Run, text: str
) -> None:
    write(tmp_path / "tps.txt", text)
    write(tmp_path / "ctps.txt", "2079460999\n")
    copies = ("TPS=tps.txt@2026-11-20", "CTPS=ctps.txt@2026-11-20")
    found = registered(tmp_path, run, ("+442079460018",), "GB", *copies)
    assert found == ["LC401:drop"]


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        (("+12025550199", ""), None),
        (("+12025550199", "+12025550143"), "LC401:drop"),
        (("+12025550143", "+12025550199"), "LC401:drop"),
        # The area of one of them is not held: neither no nor yes.
        (("+12025550199", "+14155550143"), "LC402:hold"),
        (("+12025550143", "+14155550143"), "LC401:drop"),
        (("", "+12025550143"), "LC401:drop"),
    ],
)
def test_every_number_of_a_contact_is_looked_up(
    tmp_path: Path, run: Run, numbers: tuple[str, str], expected: str | None
) -> None:
    write(tmp_path / "dnc.txt", "202,5550143\n")
    own, other = numbers
    write(tmp_path / "list.csv", f"phone,mobile,country,subscriber\n{own},{other},US,individual\n")
    ended = run("list.csv", "--channel", "call", "--party", "first", "-o", "o",
                "--send-date", "2026-11-22", "--register", "US-DNC=dnc.txt@2026-11-20")  # fmt: skip
    assert ended.status in (0, 1), ended.err
    found = codes(tmp_path / "o").get(1, set())
    assert {code for code in found if code.startswith("LC40")} == ({expected} - {None})


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (("2026-11-20", None), None),
        (("2026-11-20", "2026-11-20"), None),
        (("2026-11-20", "2026-10-01"), "LC401:drop"),
        (("2026-11-20", ""), "LC401:drop"),
    ],
)
def test_of_two_listings_the_stricter_day_counts(
    tmp_path: Path, run: Run, days: tuple[str, str | None], expected: str | None
) -> None:
    listed = zip(("020 7946 0018", "020 7946 0019"), days, strict=True)
    lines = [f"{number},{day}" for number, day in listed if day is not None]
    write(tmp_path / "tps.csv", "\n".join(["phone,registration date", *lines, ""]))
    write(tmp_path / "ctps.csv", "phone\n02079460555\n")
    write(tmp_path / "list.csv",
          "phone,mobile,country,subscriber\n02079460018,02079460019,GB,individual\n")  # fmt: skip
    run("list.csv", "--channel", "call", "--party", "first", "--send-date", "2026-11-22",
        "-o", "o", "--register", "TPS=tps.csv@2026-11-20",
        "--register", "CTPS=ctps.csv@2026-11-20")  # fmt: skip
    found = codes(tmp_path / "o").get(1, set())
    assert {code for code in found if code.startswith("LC40")} == ({expected} - {None})


@pytest.mark.parametrize("policy", ["", '[policy]\nsubaddresses = "same"\n'])
def test_a_register_knows_further_addresses_as_they_are(
    tmp_path: Path, run: Run, policy: str
) -> None:
    write(tmp_path / "ecg.txt", "max+news@firma-4711.at\n")
    write(tmp_path / "listcheck.toml", policy)
    write(tmp_path / "list.csv",
          "email,email 2,country\nfoo@firma-4711.at,max+news@firma-4711.at,AT\n")  # fmt: skip
    run("list.csv", "--party", "first", "-o", "o", "--send-date", "2026-11-22",
        "--register", "AT-ECG=ecg.txt@2026-11-20")  # fmt: skip
    summary = json.loads((tmp_path / "o" / "summary.json").read_text(encoding="utf-8"))
    [source] = [one for one in summary["sources"] if one["name"] == "AT-ECG"]
    assert source["matched"] == 1
