"""Cases that once put somebody on the clean list, or overwrote a file."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from listcheck.campaign.plan import Plan
from listcheck.engines.local import Local
from tests.conftest import Ended
from tests.support.campaigns import BRIEF, codes, kept, write

Run = Callable[..., Ended]


def test_a_consent_from_after_the_send_beats_no_register(
    tmp_path: Path, run: Run, brief: Path
) -> None:
    write(tmp_path / "tps.csv", "02079460018\n")
    write(
        tmp_path / "list.csv",
        "Phone,Country,Consent,Consent channel,Consent date\n"
        "+442079460018,GB,yes,call,2027-06-01\n",
    )
    run("list.csv", "--register", "TPS=tps.csv@2026-11-20", "--register", "CTPS=tps.csv@2026-11-20")
    assert codes(tmp_path / "list.listcheck") == {1: {"LC401:drop"}}


@pytest.mark.parametrize(
    "evidence",
    [
        "double_opt_in,2026-01-01,2026-01-01 10:00,2027-05-01 10:00",  # confirmed after the send
        "double_opt_in,,2026-01-01 1:00 PM,2026-01-01 11:00 AM",  # clocks that are not read
        "double_opt_in,13/12/2027,2026-01-01 10:00,2026-01-01 11:00",  # a date not understood
    ],
)
def test_doubtful_double_opt_ins_do_not_pass(
    tmp_path: Path, run: Run, brief: Path, evidence: str
) -> None:
    write(
        tmp_path / "list.csv",
        "Email,Country,Consent,Consent date,Optin time,Confirm time\n"
        f"a@firma-4711.de,DE,{evidence}\n",
    )
    run("list.csv")
    assert kept(tmp_path / "list.listcheck") == []


@pytest.mark.parametrize(
    ("entry", "address"),
    [
        ("xn--mller-gmbh-9db.de", "info@müller-gmbh.de"),
        ("müller-gmbh.de", "info@xn--mller-gmbh-9db.de"),
        ("firma-4711.co.uk\u200b", "info@firma-4711.co.uk"),
    ],
)
def test_organisation_domains_meet_in_every_spelling(
    tmp_path: Path, run: Run, brief: Path, entry: str, address: str
) -> None:
    write(tmp_path / "orgs.csv", f"domain\n{entry}\nother-1.de\n")
    write(tmp_path / "list.csv", f"Email,Country\n{address},GB\n")
    run("list.csv", "--org-optouts", "orgs.csv@2026-11-20")
    assert codes(tmp_path / "list.listcheck") == {1: {"LC202:drop"}}


def test_numbers_of_sources_are_read_in_every_spelling(
    tmp_path: Path, run: Run, brief: Path
) -> None:
    spellings = [
        "0475-12-34-{n}", "0475\u00a012\u00a034\u00a0{n}", "Tel. 0475.12.34.{n}",
        "+32 475 12 34 {n} ext. 5", "\u202d+324751234{n}", "(0475) 12 34 {n}",
    ]  # fmt: skip
    entries = [spelling.format(n=50 + at) for at, spelling in enumerate(spellings)]
    write(tmp_path / "optouts.csv", "\n".join(["number", *entries, ""]))
    # The last of them stands in no spelling.
    lines = "".join(f"+32 475 12 34 {50 + at},BE\n" for at in range(len(entries) + 1))
    write(tmp_path / "list.csv", f"Phone,Country\n{lines}")
    run("list.csv", "--register", "BE-DNCM=optouts.csv@2026-11-20")
    found = codes(tmp_path / "list.listcheck")
    told = {entry: found.pop(row, set()) for row, entry in enumerate(entries, start=1)}
    assert told == {entry: {"LC201:drop", "LC401:drop"} for entry in entries}
    assert found == {}


def test_an_opt_out_is_not_lost_with_its_row(tmp_path: Path, run: Run, brief: Path) -> None:
    (tmp_path / "optouts.csv").write_bytes(
        b"Email,N\na@firma-1.co.uk\nb@firma-1.co.uk,1,2\nc@firma-1.co.uk,M\xfc\n"
        b"d@firma-1.co.uk;e@firma-1.co.uk,1\n\xc3\xa4@firma-1.co.uk,1\n"
    )
    write(
        tmp_path / "list.csv",
        "Email,Country\n" + "".join(f"{who}@firma-1.co.uk,GB\n" for who in "abcdef"),
    )
    run("list.csv")
    assert kept(tmp_path / "list.listcheck") == ["f@firma-1.co.uk"]


def test_every_opt_out_column_counts(tmp_path: Path, run: Run, brief: Path) -> None:
    write(
        tmp_path / "list.csv",
        "Email,Country,Unsubscribed,Do Not Contact,Unsubscribed\n"
        "a@firma-1.co.uk,GB,no,yes,\nb@firma-1.co.uk,GB,no,no,yes\nc@firma-1.co.uk,GB,no,,no\n"
        "d@firma-1.co.uk,GB,no,hm,no\n",
    )
    run("list.csv")
    assert codes(tmp_path / "list.listcheck") == {
        1: {"LC204:drop"},
        2: {"LC204:drop"},
        4: {"LC210:hold"},
    }


def test_status_words_that_deny(tmp_path: Path, run: Run, brief: Path) -> None:
    words = [
        "UNSUBSCRIBED_ALL", "email_unsubscribed", "opted_out_2025", "Unsub", "not subscribed",
        "Opt-outs", "DNC", "baja", "Désinscription", "abbestellt", "Werbewiderspruch", "deleted",
    ]  # fmt: skip
    lines = "".join(f"a@firma-{at}.co.uk,GB,{word}\n" for at, word in enumerate(words))
    write(tmp_path / "list.csv", f"Email,Country,Status\n{lines}")
    run("list.csv")
    found = codes(tmp_path / "list.listcheck")
    told = {word: found.pop(row, set()) for row, word in enumerate(words, start=1)}
    assert told == {word: {"LC204:drop"} for word in words}
    assert found == {}


@pytest.mark.parametrize(
    ("channel", "stated"),
    [("email", "all except email"), ("email", "no newsletter"), ("call", "no calls"),
     ("call", "automated calls"), ("email", "phone (not e-mail)")],
)  # fmt: skip
def test_consent_channels_that_say_something_else(
    tmp_path: Path, run: Run, brief: Path, channel: str, stated: str
) -> None:
    write(
        tmp_path / "list.csv",
        "Email,Phone,Country,Consent,Consent channel\n"
        f"a@firma-1.it,+39 06 6982 0001,IT,yes,{stated}\n",
    )
    run("list.csv", "--channel", channel)
    assert kept(tmp_path / "list.listcheck") == []


def test_options_add_to_the_sources_of_the_configuration(
    tmp_path: Path, run: Run, brief: Path
) -> None:
    write(tmp_path / "optouts.csv", "email\na@firma-1.co.uk\n")
    write(tmp_path / "more.csv", "email\nb@firma-1.co.uk\n")
    write(tmp_path / "list.csv", "Email,Country\na@firma-1.co.uk,GB\nb@firma-1.co.uk,GB\n")
    run("list.csv", "--suppress", "more.csv@2026-11-20")
    assert kept(tmp_path / "list.listcheck") == []


def test_a_blank_opt_out_column_is_no_source(tmp_path: Path, run: Run, brief: Path) -> None:
    brief.write_text(BRIEF.replace('suppress = ["optouts.csv@2026-11-20"]', ""))
    write(tmp_path / "list.csv", "Email,Country,Unsubscribed\na@firma-1.co.uk,GB,\n")
    assert run("list.csv", "--format", "json").json["verdict"] == "incomplete"


def test_an_account_of_an_organisation_at_a_free_mail_domain(
    tmp_path: Path, run: Run, brief: Path
) -> None:
    write(tmp_path / "orgs.csv", "domain,account_id\ngmail.com,ACC9\n")
    write(tmp_path / "list.csv", "Email,Country,Account ID\na@firma-1.co.uk,GB,ACC9\n")
    run("list.csv", "--org-optouts", "orgs.csv@2026-11-20")
    assert codes(tmp_path / "list.listcheck") == {1: {"LC202:drop"}}


def test_a_list_that_changes_while_it_is_checked_is_refused(
    tmp_path: Path, run: Run, brief: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path / "list.csv", "Email,Country\na@firma-1.co.uk,GB\nx@@y,GB\n")
    settle = Local.settle

    def meddle(engine: Local, plan: Plan, judged: pl.DataFrame) -> pl.DataFrame:
        path.write_text("Email,Country\nx@@y,GB\na@firma-1.co.uk,GB\n")
        return settle(engine, plan, judged)

    monkeypatch.setattr(Local, "settle", meddle)
    ended = run("list.csv")
    assert ended.status == 3
    assert "changed" in ended.err
    assert not (tmp_path / "list.listcheck").exists()


def test_an_input_in_the_output_folder_is_never_overwritten(
    tmp_path: Path, run: Run, brief: Path
) -> None:
    write(tmp_path / "list.csv", "Email,Country\na@firma-1.it,IT\nb@firma-1.co.uk,GB\n")
    run("list.csv", "-o", "out")
    ended = run("out/held.csv", "-o", "out", "-c", brief)
    assert ended.status == 2
    assert "holds the input" in ended.err
    write(tmp_path / "out" / "my-notes.txt", "mine")
    assert run("list.csv", "-o", "out").status == 2
    assert run("list.csv", "-o", ".").status == 2
    assert (tmp_path / "out" / "my-notes.txt").read_text() == "mine"


def test_names_with_dots_do_not_share_an_output_folder(
    tmp_path: Path, run: Run, brief: Path
) -> None:
    for year in ("2025", "2026"):
        write(tmp_path / f"list.{year}.csv", "Email,Country\na@firma-1.co.uk,GB\n")
        run(f"list.{year}.csv")
        assert (tmp_path / f"list.{year}.listcheck" / "clean.csv").exists()


def test_headers_of_a_list_without_headers_are_not_shown(
    tmp_path: Path, run: Run, brief: Path
) -> None:
    write(tmp_path / "list.csv", "Anna,Meier,20123456\nBert,Kunz,20123457\n")
    ended = run("list.csv")
    assert ended.status == 3
    assert "Meier" not in ended.err


def test_organisations_are_not_lost_with_their_rows(tmp_path: Path, run: Run, brief: Path) -> None:
    write(
        tmp_path / "orgs.csv",
        'domain,state\na-4711.de\nb-4711.de,confirmed,x\n"c-4711.de, d-4711.de",confirmed\n'
        "info@e-4711.de,confirmed\nz-4711.de,refused\n",
    )
    write(
        tmp_path / "list.csv",
        "Email,Country\n" + "".join(f"x@{who}-4711.de,GB\n" for who in "abcdez"),
    )
    run("list.csv", "--org-optouts", "orgs.csv@2026-11-20")
    assert kept(tmp_path / "list.listcheck") == ["x@z-4711.de"]


@pytest.mark.parametrize(
    ("entry", "code"),
    [("*@firma-1.co.uk", "LC202:drop"), ("@firma-1.co.uk", "LC202:drop"),
     ("firma-1.co.uk", "LC202:drop"), ("*@gmail.com", None),
     (hashlib.sha256(b"a@firma-1.co.uk").hexdigest(), "LC201:drop")],
)  # fmt: skip
def test_domains_and_digests_among_addresses_count(
    tmp_path: Path, run: Run, brief: Path, entry: str, code: str | None
) -> None:
    write(tmp_path / "optouts.csv", f"email\nzoe@other-1.co.uk\n{entry}\n")
    write(tmp_path / "list.csv", "Email,Country\na@firma-1.co.uk,GB\nb@other-2.co.uk,GB\n")
    run("list.csv")
    found = codes(tmp_path / "list.listcheck")
    assert found.get(1, set()) == ({code} if code else set())
    assert 2 not in found
