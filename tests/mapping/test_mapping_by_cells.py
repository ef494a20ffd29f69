"""A column is an address or a number by its cells as well as by its header."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest

from listcheck.contacts import share_of_numbers
from listcheck.mapping import ColumnMap, map_columns
from tests.conftest import Ended
from tests.support.campaigns import BRIEF, codes, summary, write

MAILS = ("ann@firma-4711.de", "Bea Ray <bea@firma-4711.de>", "cem@firma-4711.de; cem@home-4711.de")
NUMBERS = ("+44 113 496 0001", "+44 (0)7400 123456", "+49 30 901820")
Run = Callable[..., Ended]


def mapped(country: str | None = None, **columns: Sequence[str | None]) -> ColumnMap:
    headers = [header.replace("_", " ") for header in columns]
    cells = {f"c{at}": pl.Series(own, dtype=pl.String) for at, own in enumerate(columns.values())}
    validity = share_of_numbers(country)
    return map_columns(headers, {}, "list.csv", pl.DataFrame(cells), validity)


def fields(found: ColumnMap) -> dict[str, list[str]]:
    return {
        name: [found.headers[found.positions[name]], *(found.headers[at] for at in more)]
        for name, more in found.further.items()
        if name in found.positions
    }


def test_an_address_column_that_no_header_names() -> None:
    found = mapped(Kontakt=MAILS, Ort=("Ulm", "Bonn", None))
    assert fields(found) == {"email": ["Kontakt"]}
    assert found.remarks == ("'Kontakt' is read as the e-mail address: its cells are addresses",)
    assert found.by_headers().positions == {}


def test_a_second_one_beside_the_column_that_a_header_names() -> None:
    found = mapped(Email=MAILS, Kontakt=(None, "ann@home-4711.de", "bea@home-4711.de"))
    assert fields(found) == {"email": ["Email", "Kontakt"]}
    assert found.remarks == (
        "'Kontakt' is read as a further e-mail address: its cells are addresses",
    )


@pytest.mark.parametrize(
    "header",
    ["Owner", "Account manager", "Sender", "From", "Reply-To", "Created by", "Betreuer",
     "Absender", "Message-ID", "Referred by", "Propriétaire", "Mittente"],
)  # fmt: skip
def test_somebody_elses_addresses(header: str) -> None:
    assert fields(mapped(Email=MAILS, **{header: MAILS})) == {"email": ["Email"]}
    assert fields(mapped(Ort=("Ulm", "Bonn", "Köln"), **{header: MAILS})) == {}


def test_the_same_few_addresses_are_those_of_staff() -> None:
    own = [f"a{at}@firma-4711.de" for at in range(40)]
    staff = ["x@sender-4711.de", "y@sender-4711.de"] * 20
    assert fields(mapped(Email=own, Kollege=staff)) == {"email": ["Email"]}
    assert fields(mapped(Email=own, Kontakt=own)) == {"email": ["Email", "Kontakt"]}


def test_a_preferred_contact_is_nobody_else() -> None:
    assert fields(mapped(Preferred_contact=MAILS)) == {"email": ["Preferred contact"]}


def test_notes_with_an_address_are_no_addresses() -> None:
    notes = ("write to ann@firma-4711.de please", "bea@firma-4711.de is her new address", "-")
    assert fields(mapped(Email=MAILS, Bemerkung=notes)) == {"email": ["Email"]}


def test_a_postal_address_is_none() -> None:
    streets = ("1 High Street", "2 Low Road", "3 @ Home")
    found = mapped(Address=streets, Phone=NUMBERS)
    assert fields(found) == {"phone": ["Phone"]}
    # The same header over addresses is one.
    assert fields(mapped(Address=MAILS, Phone=NUMBERS)) == {
        "email": ["Address"], "phone": ["Phone"]
    }  # fmt: skip


def test_cells_win_over_a_header() -> None:
    found = mapped(Email=("yes", "no", "yes"), Kontakt=MAILS)
    assert fields(found) == {"email": ["Kontakt", "Email"]}
    assert found.remarks == (
        "'Kontakt' is read as the e-mail address: its cells are addresses, and 'Email' holds none",
    )
    found = mapped(Email=(None, None, None), Work_email=MAILS)
    assert fields(found) == {"email": ["Work email", "Email"]}
    (remark,) = found.remarks
    assert remark.endswith("its cells are addresses, and 'Email' holds none")
    # Nothing better is there: what the header names stays.
    assert fields(mapped(Email=("yes", "no", "yes"))) == {"email": ["Email"]}


def test_what_the_configuration_names_stays() -> None:
    cells = pl.DataFrame({"c0": ["x", "y"], "c1": ["ann@firma-4711.de", "bea@firma-4711.de"]})
    found = map_columns(["Who", "Kontakt"], {"email": "Who"}, "list.csv", cells)
    assert fields(found) == {"email": ["Who", "Kontakt"]}


@pytest.mark.parametrize(
    ("country", "numbers"),
    [
        (None, NUMBERS),
        (None, ("0044 113 496 0001", "0044 7400 123456", "0049 30 901820")),
        ("GB", ("0113 496 0001", "(020) 7946 0958", "07400 123456")),
        ("US", ("(212) 736-5000", "212-736-5001", "212.736.5002")),
    ],
)
def test_a_number_column_that_no_header_names(country: str | None, numbers: Sequence[str]) -> None:
    found = mapped(country, Kontakt=numbers, Ort=("Ulm", "Bonn", None))
    assert fields(found) == {"phone": ["Kontakt"]}
    assert found.remarks == ("'Kontakt' is read as the telephone number: its cells are numbers",)


#: Digits that are no telephone numbers.
OTHER_DIGITS = {
    "unix times": [str(1_764_500_000 + 7919 * at) for at in range(30)],
    "unix milliseconds": [str(1_764_500_000_123 + 7919 * at) for at in range(30)],
    "ids": [str(447400100000 + at) for at in range(30)],
    "ids with zeros": [f"{at:010}" for at in range(4711, 4741)],
    "amounts": [f"{at},{at:03}.00" for at in range(101, 131)],
    "decimals": [f"{at}.123456" for at in range(10, 40)],
    "dates": [f"2026-11-{at:02}" for at in range(1, 29)],
    "german dates": [f"{at:02}.11.2026" for at in range(1, 29)],
    "moments": [f"2026-11-{at:02} 10:00:00" for at in range(1, 29)],
    "post codes": [f"{at:05}" for at in range(10115, 10145)],
    "network addresses": [f"192.168.100.{at}" for at in range(100, 130)],
    "book numbers": [f"978-3-16-1484{at}-0" for at in range(10, 40)],
    "order numbers": [f"0001-2026-{at:05}" for at in range(30)],
    "insurance numbers": [f"123-45-{at}" for at in range(6789, 6819)],
    "names": [f"Ann {at}" for at in range(30)],
}


@pytest.mark.parametrize("kind", OTHER_DIGITS)
@pytest.mark.parametrize("country", [None, "GB", "DE"])
def test_other_digits_are_no_numbers(kind: str, country: str | None) -> None:
    assert fields(mapped(country, Feld=OTHER_DIGITS[kind])) == {}
    assert fields(mapped(country, Number=OTHER_DIGITS[kind])) == {}


def test_a_header_that_may_mean_an_id_is_one_by_its_cells() -> None:
    assert fields(mapped(Number=NUMBERS)) == {"phone": ["Number"]}
    assert fields(mapped(Number=("12", "14a", "7"))) == {}
    assert fields(mapped(Number=("07400 123456", "07400 123457", "07400 123458"))) == {
        "phone": ["Number"]
    }


def test_a_fax_is_not_called() -> None:
    assert fields(mapped(Phone=NUMBERS, Fax=NUMBERS)) == {"phone": ["Phone"]}


def test_a_run_says_what_it_read(tmp_path: Path, run: Run, brief: Path) -> None:
    del brief
    write(tmp_path / "list.csv", "Kontakt,Privat\nann@firma-4711.co.uk,ann@home-4711.co.uk\n")
    write(tmp_path / "s.csv", "email\nann@home-4711.co.uk\n")
    run("check", "list.csv", "--suppress", "s.csv@2026-11-20", "--country", "GB")
    folder = tmp_path / "list.listcheck"
    assert "LC201:drop" in codes(folder)[1]
    told = summary(folder)
    assert told["columns"]["email"] == "Kontakt"
    remark = "'Kontakt' is read as the e-mail address: its cells are addresses"
    assert remark in told["notes"]
    assert remark in run("columns", "list.csv").out
    # What was found can be written down.
    assert run("init", "list.csv", "--force").status == 0
    assert 'email = "Kontakt"' in (tmp_path / "listcheck.toml").read_text()


def test_a_postal_address_makes_no_campaign_of_mail(tmp_path: Path, run: Run) -> None:
    write(tmp_path / "listcheck.toml", BRIEF.replace('suppress = ["optouts.csv@2026-11-20"]\n', ""))
    write(tmp_path / "calls.csv", "Name,Address,Phone\nAnn,1 High Street,+441134960001\n")
    run("check", "calls.csv", "--country", "GB")
    assert summary(tmp_path / "calls.listcheck")["channel"] == "call"
    found = codes(tmp_path / "calls.listcheck")[1]
    assert "LC402:hold" in found
    assert "LC102:drop" not in found


def test_times_of_machines_are_not_called(tmp_path: Path, run: Run) -> None:
    now = int(datetime(2026, 11, 30, tzinfo=UTC).timestamp())
    rows = "".join(f"a{at}@firma-4711.co.uk,{now + at}\n" for at in range(30))
    write(tmp_path / "list.csv", "email,timestamp\n" + rows)
    assert "timestamp" not in run("columns", "list.csv", "--format", "json").json[0]["columns"]
