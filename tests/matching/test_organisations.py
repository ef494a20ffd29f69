"""Whole organisations that opted out: domains and their hosts, aliases, account ids, names."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Ended
from tests.support.campaigns import codes, summary, write

Run = Callable[..., Ended]


def outcome(tmp_path: Path, run: Run, orgs: str, contact: str, header: str) -> str | None:
    write(tmp_path / "orgs.csv", orgs)
    write(tmp_path / "list.csv", f"{header}\n{contact}\n")
    ended = run("list.csv", "--org-optouts", "orgs.csv", "--country", "GB", "-o", "o")
    assert ended.status in (0, 1), ended.err
    found = codes(tmp_path / "o").get(1, set()) & {
        "LC202:drop", "LC203:hold", "LC208:hold",
    }  # fmt: skip
    assert len(found) <= 1
    return next(iter(found), None)


@pytest.mark.parametrize(
    ("entry", "address", "expected"),
    [
        # A bare domain is the organisation's: its registrable domain and all below it.
        ("firma-1.co.uk", "a@firma-1.co.uk", "LC202:drop"),
        ("firma-1.co.uk", "a@mail.firma-1.co.uk", "LC202:drop"),
        ("mail.firma-1.co.uk", "a@firma-1.co.uk", "LC202:drop"),
        ("www.firma-1.co.uk/contact", "a@firma-1.co.uk", "LC202:drop"),
        ("info@firma-1.co.uk", "a@firma-1.co.uk", "LC202:drop"),
        ("firma-1.co.uk", "a@otherfirma-1.co.uk", None),
        ("firma-1.co.uk", "a@firma-1.uk", None),
        # A host alone, when it is written as such.
        ("=mail.firma-1.co.uk", "a@firma-1.co.uk", None),
        ("=mail.firma-1.co.uk", "a@mail.firma-1.co.uk", "LC202:drop"),
        ("*.mail.firma-1.co.uk", "a@eu.mail.firma-1.co.uk", "LC202:drop"),
        ("*.mail.firma-1.co.uk", "a@firma-1.co.uk", None),
        # Several names of one organisation.
        ('"firma-1.co.uk; firma-1.com, firma-1.de"', "a@firma-1.com", "LC202:drop"),
        ('"firma-1.co.uk; firma-1.com, firma-1.de"', "a@firma-1.de", "LC202:drop"),
        # Nobody's own.
        ("gmail.com", "a@gmail.com", "LC208:hold"),
        ("=gmail.com", "a@gmail.com", "LC208:hold"),
    ],
)
def test_domains(tmp_path: Path, run: Run, entry: str, address: str, expected: str | None) -> None:
    assert outcome(tmp_path, run, f"domain\n{entry}\n", address, "email") == expected


def test_alias_domains_stand_in_columns_of_their_own(tmp_path: Path, run: Run) -> None:
    orgs = "domain,alias domains\nfirma-1.co.uk,firma-2.com firma-3.de\n"
    assert outcome(tmp_path, run, orgs, "a@firma-3.de", "email") == "LC202:drop"


@pytest.mark.parametrize(
    ("entry", "company", "expected"),
    [
        ("Acme Ltd", "ACME Limited", "LC202:drop"),
        ("Acme Ltd.", "  acme  ltd ", "LC202:drop"),
        ("Müller & Söhne GmbH", "Muller und Sohne G.m.b.H.", "LC202:drop"),
        ("Foo sp. z o.o.", "FOO Spółka z ograniczoną odpowiedzialnością", "LC202:drop"),
        ("Kolo s. r. o.", "Kolo, s.r.o.", "LC202:drop"),
        ("Société Générale S.A.", "Societe Generale SA", "LC202:drop"),
        # The same name with another form, or with none, may be somebody else.
        ("Acme Ltd", "Acme GmbH", "LC203:hold"),
        ("Acme Ltd", "Acme", "LC203:hold"),
        ("Acme", "Acme Ltd", "LC203:hold"),
        ("Acme", "Acme", "LC202:drop"),
        ("Acme Ltd", "Acme Tools Ltd", None),
        ("Ltd", "Acme Ltd", None),
        ("A B C Ltd", "ABC GmbH", None),
        ("-", "-", None),
    ],
)
def test_names(tmp_path: Path, run: Run, entry: str, company: str, expected: str | None) -> None:
    orgs = f'company,domain\n"{entry}",\nElsewhere plc,elsewhere-4711.co.uk\n'
    contact = f'a@firma-1.co.uk,"{company}"'
    assert outcome(tmp_path, run, orgs, contact, "email,company") == expected


@pytest.mark.parametrize(
    ("entry", "cell"), [("1001", "1001.0"), ("1001.00", "1001"), ("A1.0", "a1.0")]
)
def test_account_ids_that_a_column_of_floats_wrote(
    tmp_path: Path, run: Run, entry: str, cell: str
) -> None:
    orgs = f"account_id,state\n{entry},confirmed\n1002,confirmed\n"
    contact = f"a@firma-1.co.uk,{cell}"
    assert outcome(tmp_path, run, orgs, contact, "email,account_id") == "LC202:drop"
    assert outcome(tmp_path, run, orgs, "a@firma-1.co.uk,100", "email,account_id") is None


@pytest.mark.parametrize(
    ("state", "expected"),
    [("confirmed", "LC202:drop"), ("pending", "LC203:hold"), ("refused", None), ("", "LC202:drop")],
)
def test_states_of_a_request_by_name(
    tmp_path: Path, run: Run, state: str, expected: str | None
) -> None:
    orgs = f"company,state\nAcme Ltd,{state}\n"
    contact = "a@firma-1.co.uk,Acme Limited"
    assert outcome(tmp_path, run, orgs, contact, "email,company") == expected


def test_a_file_that_names_no_organisation_is_refused(tmp_path: Path, run: Run) -> None:
    write(tmp_path / "orgs.csv", "note,when\nplease stop,2026-01-01\n")
    write(tmp_path / "list.csv", "email\na@firma-1.co.uk\n")
    ended = run("list.csv", "--org-optouts", "orgs.csv", "-o", "o")
    assert ended.status == 3
    assert "'domain', 'account_id' or 'company'" in ended.err


def test_a_source_of_people_may_hold_whole_domains(tmp_path: Path, run: Run) -> None:
    write(tmp_path / "u.csv", "domain\nfirma-1.co.uk\nfirma-2.co.uk\n")
    write(tmp_path / "list.csv", "email,country\na@firma-1.co.uk,GB\nb@firma-3.co.uk,GB\n")
    run("list.csv", "--suppress", "u.csv", "-o", "o")
    found = codes(tmp_path / "o")
    assert "LC202:drop" in found[1]
    assert "LC202:drop" not in found.get(2, set())
    matched = [line for line in summary(tmp_path / "o")["findings"] if line["code"] == "LC207"]
    assert matched == []


def test_a_contact_belongs_where_any_of_its_addresses_does(tmp_path: Path, run: Run) -> None:
    cases = {
        "{who}@privat-4711.co.uk,{who}@mail.firma-1.co.uk": {"LC202:drop"},
        "{who}@mail.firma-1.co.uk,{who}@privat-4711.co.uk": {"LC202:drop"},
        "{who}@privat-4711.co.uk,": set(),
        "{who}@privat-4711.co.uk,{who}@notfirma-1.co.uk": set(),
        "{who}@privat-4711.co.uk,{who}@gmail.com": {"LC208:hold"},
        # A confirmed request beats a doubtful entry, whichever address meets it.
        "{who}@gmail.com,{who}@firma-1.co.uk": {"LC202:drop"},
    }
    write(tmp_path / "orgs.csv", "domain\nfirma-1.co.uk\ngmail.com\n")
    lines = "".join(case.format(who=f"p{at}") + "\n" for at, case in enumerate(cases))
    write(tmp_path / "list.csv", f"email,email 2\n{lines}")
    ended = run("list.csv", "--org-optouts", "orgs.csv", "--country", "GB", "-o", "o")
    assert ended.status in (0, 1), ended.err
    found = codes(tmp_path / "o")
    known = {"LC202:drop", "LC203:hold", "LC208:hold"}
    told = {case: found.get(row, set()) & known for row, case in enumerate(cases, start=1)}
    assert told == cases


def test_a_domain_in_a_suppression_source_means_further_addresses_too(
    tmp_path: Path, run: Run
) -> None:
    write(tmp_path / "out.csv", "entry\n@firma-1.co.uk\nbea@firma-9.co.uk\n")
    write(tmp_path / "list.csv", "email,email 2\nann@privat-4711.co.uk,ann@firma-1.co.uk\n")
    run("list.csv", "--suppress", "out.csv", "--country", "GB", "-o", "o")
    assert "LC202:drop" in codes(tmp_path / "o")[1]
