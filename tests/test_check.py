"""The whole way: a list in, its contacts in the right place, for the right reason."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tests.conftest import Ended

Run = Callable[..., Ended]

#: A brief with which a British company list has no gap.
BRIEF = """
party = "first"
send_date = 2026-11-22
suppress = ["optouts.csv@2026-11-20"]

[brief]
sender_name = "Sender Ltd"
sender_entity = "Sender Ltd"
sender_kind = "commercial"
unsubscribe = "https://sender.invalid/u"
similar_products = true
publishes_privacy_notice = true

[brief.legitimate_interest]
purpose = "p"
necessity = "n"
balancing = { result = "pass", date = 2026-11-01 }
"""


@pytest.fixture
def brief(tmp_path: Path) -> Path:
    """A complete brief and a suppression source that matches nobody in the tests."""
    (tmp_path / "optouts.csv").write_text("email\nnobody@nowhere-4711.co.uk\n")
    path = tmp_path / "listcheck.toml"
    path.write_text(BRIEF)
    return path


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8", newline="")
    return path


def rows(path: Path, **options: Any) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, **options))


def codes(folder: Path) -> dict[int, set[str]]:
    """Row to the codes of its findings."""
    found: dict[int, set[str]] = {}
    for line in rows(folder / "violations.csv"):
        found.setdefault(int(line["row"]), set()).add(f"{line['code']}:{line['verdict']}")
    return found


def summary(folder: Path) -> dict[str, Any]:
    return dict(json.loads((folder / "summary.json").read_text()))


def test_kept_held_dropped_and_their_files(tmp_path: Path, run: Run, brief: Path) -> None:
    write(
        tmp_path / "list.csv",
        "Email,Country\nann@firma-4711.co.uk,GB\nbob@firma-4711.it,IT\nx@@y,GB\n,\n",
    )
    ended = run("list.csv")
    assert ended.status == 1
    assert ended.out.startswith("clean list: 1 contact may be sent\n")
    folder = tmp_path / "list.listcheck"
    assert (folder / "clean.csv").read_text() == "Email,Country\nann@firma-4711.co.uk,GB\n"
    assert (folder / "held.csv").read_text() == "Email,Country\nbob@firma-4711.it,IT\n"
    assert codes(folder) == {
        2: {"LC302:hold"},
        3: {"LC102:drop"},
        4: {"LC101:drop", "LC131:hold"},
    }
    found = summary(folder)
    assert found["format"] == "listcheck/1"
    assert found["verdict"] == "not_ready"
    assert found["rows"] == {"read": 4, "kept": 1, "held": 1, "dropped": 2, "unreadable": 0}
    assert found["columns"] == {"email": "Email", "country": "Country"}
    assert not (folder / "unreadable.csv").exists()


def test_a_finding_names_value_country_rule_and_message(
    tmp_path: Path, run: Run, brief: Path
) -> None:
    write(tmp_path / "list.csv", "Email,Land,consent\nbob@firma-4711.it,Italien,nein\n")
    run("list.csv")
    (line,) = rows(tmp_path / "list.listcheck" / "violations.csv")
    assert line == {
        "file": "list.csv",
        "row": "1",
        "code": "LC302",
        "check": "opt-in-missing",
        "verdict": "drop",
        "column": "consent",
        "value": "nein",
        "country": "IT",
        "rule": "IT-guide-email-first",
        "message": "IT demands consent before contact (opt-in)",
    }


def test_ready_list_ends_with_status_0(tmp_path: Path, run: Run, brief: Path) -> None:
    text = "Email,Country\nann@firma-4711.co.uk,GB\n"
    write(tmp_path / "list.csv", text)
    ended = run("list.csv", "--format", "json")
    assert ended.status == 0
    assert ended.json["verdict"] == "ready"
    assert (tmp_path / "list.listcheck" / "clean.csv").read_text() == text


def test_json_on_standard_output_is_the_summary_file(tmp_path: Path, run: Run, brief: Path) -> None:
    write(tmp_path / "list.csv", "Email,Country\nann@firma-4711.co.uk,GB\n")
    ended = run("check", "list.csv", "--format", "json")
    assert ended.json == summary(tmp_path / "list.listcheck")


def test_incomplete_beats_everything_and_a_waiver_lifts_it(
    tmp_path: Path, run: Run, brief: Path
) -> None:
    write(tmp_path / "list.csv", "Email,Country\nann@firma-4711.co.uk,GB\n")
    bare = BRIEF.replace('suppress = ["optouts.csv@2026-11-20"]', "")
    brief.write_text(bare)
    ended = run("list.csv", "--format", "json")
    assert (ended.status, ended.json["verdict"]) == (1, "incomplete")
    assert run("list.csv", "--exit-zero").status == 0
    assert run("list.csv", "--fail-on", "never").status == 1, "incomplete is no finding"
    brief.write_text(bare + '\n[waive]\nLC001 = "a new list, nobody was ever mailed"\n')
    ended = run("list.csv", "--format", "json")
    assert (ended.status, ended.json["verdict"]) == (0, "ready")
    assert ended.json["waived"] == {"LC001": "a new list, nobody was ever mailed"}
    manifest = json.loads((tmp_path / "list.listcheck" / "manifest.json").read_text())
    assert manifest["waived"] == ended.json["waived"]
    assert "was waived" in run("list.csv").out


@pytest.mark.parametrize(
    ("fail_on", "status"), [("drop", 0), ("hold", 1), ("note", 1), ("never", 0)]
)
def test_fail_on(tmp_path: Path, run: Run, brief: Path, fail_on: str, status: int) -> None:
    write(tmp_path / "list.csv", "Email,Country\nbob@firma-4711.it,IT\n")
    assert run("list.csv", "--fail-on", fail_on).status == status


# --- suppression ----------------------------------------------------------------


@pytest.mark.parametrize(
    "source",
    [
        "email\nann@firma-4711.co.uk\n",
        "Email Address;Reason\nANN@Firma-4711.CO.UK ;unsubscribed\n",
        " Ann@firma-4711.co.uk\n",
        "name,contact\nAnn,<ann@firma-4711.co.uk>\n",
        "created,address\n2026-01-01,mailto:ann@firma-4711.co.uk\n",
        "﻿email\r\nann@firma-4711.co.uk\r\n",
    ],
    ids=["plain", "case and space", "no header", "brackets", "second column", "BOM"],
)
def test_suppressed_whatever_the_source_looks_like(
    tmp_path: Path, run: Run, brief: Path, source: str
) -> None:
    write(tmp_path / "optouts.csv", source)
    write(
        tmp_path / "list.csv",
        "Email,Country\nAnn@FIRMA-4711.co.uk,GB\nbea@firma-4711.co.uk,GB\n",
    )
    run("list.csv")
    folder = tmp_path / "list.listcheck"
    assert codes(folder) == {1: {"LC201:drop"}}
    assert [line["Email"] for line in rows(folder / "clean.csv")] == ["bea@firma-4711.co.uk"]
    (line,) = rows(folder / "violations.csv")
    assert line["message"] == "opted out: listed in the suppression source optouts.csv"


def test_an_individual_opt_out_stays_individual(tmp_path: Path, run: Run, brief: Path) -> None:
    write(tmp_path / "optouts.csv", "email\nann@firma-4711.co.uk\n")
    write(tmp_path / "list.csv", "Email,Country\nbea@firma-4711.co.uk,GB\n")
    assert run("list.csv").status == 0


def test_bounces_are_told_from_opt_outs(tmp_path: Path, run: Run, brief: Path) -> None:
    write(
        tmp_path / "optouts.csv",
        "email,reason\nann@firma-4711.co.uk,hard bounce\nbea@firma-4711.co.uk,unsubscribed\n"
        "cid@firma-4711.co.uk,bounced\ncid@firma-4711.co.uk,unsubscribed\n",
    )
    write(
        tmp_path / "list.csv",
        "Email,Country\nann@firma-4711.co.uk,GB\nbea@firma-4711.co.uk,GB\ncid@firma-4711.co.uk,GB\n",
    )
    run("list.csv")
    assert codes(tmp_path / "list.listcheck") == {
        1: {"LC205:drop"},
        2: {"LC201:drop"},
        3: {"LC201:drop"},
    }


def test_numbers_suppress_calls(tmp_path: Path, run: Run, brief: Path) -> None:
    write(tmp_path / "optouts.csv", "phone\n+44 20 7946 0018\n")
    write(tmp_path / "tps.csv", "2079460099\n")
    write(
        tmp_path / "list.csv",
        "Phone,Country\n020 7946 0018,GB\n(020) 7946 0099,GB\n020 7946 0020,GB\n",
    )
    run(
        "list.csv",
        "--register", "TPS=tps.csv@2026-11-20",
        "--register", "CTPS=tps.csv@2026-11-20",
    )  # fmt: skip
    folder = tmp_path / "list.listcheck"
    assert codes(folder) == {1: {"LC201:drop"}, 2: {"LC401:drop"}}
    assert summary(folder)["channel"] == "call"
    assert [line["Phone"] for line in rows(folder / "clean.csv")] == ["020 7946 0020"]


def test_a_national_number_in_a_source_suppresses_it_in_every_country(
    tmp_path: Path, run: Run, brief: Path
) -> None:
    write(tmp_path / "optouts.csv", "phone\n020 7946 0018\n(030) 2345-0001\n")
    write(
        tmp_path / "list.csv",
        "Phone,Country\n+442079460018,GB\n+493023450001,DE\n+493023450002,DE\n",
    )
    run("list.csv", "--register", "TPS=optouts.csv@2026-11-20")
    found = codes(tmp_path / "list.listcheck")
    assert "LC201:drop" in found[1]
    assert "LC201:drop" in found[2]
    assert "LC201:drop" not in found[3]


def test_a_national_number_without_a_country_is_held_not_dropped(
    tmp_path: Path, run: Run, brief: Path
) -> None:
    write(tmp_path / "list.csv", "Phone,Email\n020 7946 0018,\n020 7946 0018,a@firma-1.co.uk\n")
    run("list.csv", "--channel", "call")
    found = codes(tmp_path / "list.listcheck")
    assert found == {1: {"LC131:hold"}, 2: {"LC402:hold"}}


def test_opt_outs_of_the_list_itself(tmp_path: Path, run: Run, brief: Path) -> None:
    write(
        tmp_path / "list.csv",
        "Email,Country,Unsubscribed,Status\n"
        "a@firma-4711.co.uk,GB,yes,\nb@firma-4711.co.uk,GB,no,subscribed\n"
        "c@firma-4711.co.uk,GB,perhaps,\nd@firma-4711.co.uk,GB,,Unsubscribed\n"
        "e@firma-4711.co.uk,GB,,Hard bounced\nf@firma-4711.co.uk,GB,,\n",
    )
    run("list.csv")
    assert codes(tmp_path / "list.listcheck") == {
        1: {"LC204:drop"},
        3: {"LC210:hold"},
        4: {"LC204:drop"},
        5: {"LC205:drop"},
    }


# --- organisations ----------------------------------------------------------------


def test_organisations_by_domain_subdomain_and_account(
    tmp_path: Path, run: Run, brief: Path
) -> None:
    write(
        tmp_path / "orgs.csv",
        "domain,account_id,state\nhttps://www.Alpha-4711.co.uk/,,\n,ACC-7,confirmed\n"
        "mail.beta-4711.co.uk,,pending\ngamma-4711.co.uk,,refused\ngmail.com,,confirmed\n",
    )
    write(
        tmp_path / "list.csv",
        "Email,Country,Account ID\n"
        "a@alpha-4711.co.uk,GB,\na@mail.alpha-4711.co.uk,GB,\na@notalpha-4711.co.uk,GB,\n"
        "a@delta-4711.co.uk,GB,acc-7\na@mail.beta-4711.co.uk,GB,\na@beta-4711.co.uk,GB,\n"
        "a@gamma-4711.co.uk,GB,\nannsomebody4711@gmail.com,GB,\n",
    )
    run("list.csv", "--org-optouts", "orgs.csv")
    assert codes(tmp_path / "list.listcheck") == {
        1: {"LC202:drop"},
        2: {"LC202:drop"},
        4: {"LC202:drop"},
        5: {"LC203:hold"},
        8: {"LC208:hold"},
    }


def test_a_bare_list_of_domains_loses_no_entry(tmp_path: Path, run: Run, brief: Path) -> None:
    write(tmp_path / "orgs.csv", "alpha-4711.co.uk\nbeta-4711.co.uk\n")
    write(
        tmp_path / "list.csv",
        "Email,Country\na@alpha-4711.co.uk,GB\na@beta-4711.co.uk,GB\na@gamma-4711.co.uk,GB\n",
    )
    run("list.csv", "--org-optouts", "orgs.csv")
    assert codes(tmp_path / "list.listcheck") == {1: {"LC202:drop"}, 2: {"LC202:drop"}}


# --- copies -------------------------------------------------------------------------


def test_copies_best_verdict_stays_and_an_opt_out_drops_all(
    tmp_path: Path, run: Run, brief: Path
) -> None:
    write(
        tmp_path / "list.csv",
        "Email,Country,Unsubscribed,Consent\n"
        "a@firma-4711.it,IT,,\n"  # held: no consent known
        "A@Firma-4711.it,IT,,yes\n"  # kept: the best copy
        "a@firma-4711.it,IT,,yes\n"  # dropped: as good, but later
        "b@firma-4711.co.uk,GB,,\n"
        "b@firma-4711.co.uk,GB,yes,\n"  # an opt-out on any copy drops all
        "c@firma-4711.co.uk,GB,,\n",
    )
    run("list.csv")
    folder = tmp_path / "list.listcheck"
    assert codes(folder) == {
        1: {"LC302:hold", "LC106:drop"},
        3: {"LC106:drop"},
        4: {"LC106:drop"},
        5: {"LC204:drop"},
    }
    assert [line["Email"] for line in rows(folder / "clean.csv")] == [
        "A@Firma-4711.it",
        "c@firma-4711.co.uk",
    ]


# --- registers ------------------------------------------------------------------------


def test_registers_missing_stale_undated_and_answered(
    tmp_path: Path, run: Run, brief: Path
) -> None:
    write(tmp_path / "tps.csv", "02079460018\n")
    write(tmp_path / "list.csv", "Phone,Country\n+442079460018,GB\n+442079460020,GB\n")
    run("list.csv", "--register", "TPS=tps.csv@2026-11-20")
    folder = tmp_path / "list.listcheck"
    assert codes(folder) == {1: {"LC401:drop", "LC402:hold"}, 2: {"LC402:hold"}}, "both are due"
    both = ["--register", "TPS=tps.csv@2026-10-25", "--register", "CTPS=tps.csv@2026-11-20"]
    run("list.csv", *both)
    assert codes(folder) == {1: {"LC401:drop"}}, "28 days are allowed"
    both[1] = "TPS=tps.csv@2026-10-24"
    run("list.csv", *both)
    assert codes(folder) == {1: {"LC401:drop", "LC403:hold"}, 2: {"LC403:hold"}}
    both[1] = "TPS=tps.csv"
    run("list.csv", *both)
    assert codes(folder)[2] == {"LC403:hold"}, "an undated copy cannot answer"
    both[1] = "TPS=tps.csv@2026-11-23"
    run("list.csv", *both)
    assert codes(folder)[2] == {"LC403:hold"}, "nor can one from after the send"


def test_consent_for_calls_beats_a_register(tmp_path: Path, run: Run, brief: Path) -> None:
    write(tmp_path / "tps.csv", "02079460018\n02079460020\n")
    write(
        tmp_path / "list.csv",
        "Phone,Country,Consent,Consent channel\n"
        "+442079460018,GB,opt_in,call\n+442079460020,GB,opt_in,email\n",
    )
    run("list.csv", "--register", "TPS=tps.csv@2026-11-20", "--register", "CTPS=tps.csv@2026-11-20")
    assert codes(tmp_path / "list.listcheck") == {2: {"LC401:drop"}}


# --- parts and formats ------------------------------------------------------------------


def test_several_parts_are_one_list(tmp_path: Path, run: Run, brief: Path) -> None:
    (tmp_path / "in" / "deep").mkdir(parents=True)
    write(tmp_path / "in" / "a.csv", "Email,Country\nx@firma-4711.co.uk,GB\ny@firma-4711.it,IT\n")
    write(
        tmp_path / "in" / "deep" / "b.csv",
        "country;e-mail\nGB;X@firma-4711.co.uk\nGB;z@firma-4711.co.uk\n",
    )
    run("in", "-o", "out")
    folder = tmp_path / "out"
    assert (folder / "clean" / "a.csv").read_text() == "Email,Country\nx@firma-4711.co.uk,GB\n"
    assert (folder / "clean" / "deep" / "b.csv").read_text() == (
        "country;e-mail\nGB;z@firma-4711.co.uk\n"
    )
    assert (folder / "held" / "a.csv").read_text() == "Email,Country\ny@firma-4711.it,IT\n"
    lines = rows(folder / "violations.csv")
    assert {(line["file"], line["row"], line["code"]) for line in lines} == {
        ("in/a.csv", "2", "LC302"),
        ("in/deep/b.csv", "1", "LC106"),
    }


def test_parquet_keeps_its_types(tmp_path: Path, run: Run, brief: Path) -> None:
    frame = pl.DataFrame(
        {
            "email": ["a@firma-4711.co.uk", "b@firma-4711.it"],
            "country": ["GB", "IT"],
            "score": [1.5, 2.0],
            "since": pl.Series(["2026-01-01", None]).str.to_date(),
        }
    )
    frame.write_parquet(tmp_path / "list.parquet")
    run("list.parquet")
    clean = pl.read_parquet(tmp_path / "list.listcheck" / "clean.parquet")
    assert clean.equals(frame.head(1))
    assert clean.schema == frame.schema


@pytest.mark.parametrize("quoted", [False, True], ids=["plain", "quoted"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_the_clean_list_keeps_encoding_delimiter_and_line_ends(
    tmp_path: Path, run: Run, brief: Path, encoding: str, line_end: str, quoted: bool
) -> None:
    name = '"Müller; ""Söhne"""' if quoted else "Müller Söhne"
    lines = ["E-Mail;Name;Land", f"ann@firma-4711.co.uk;{name};GB", f"x@@y;{name};GB", ""]
    given = line_end.join(lines).encode(encoding)
    (tmp_path / "list.csv").write_bytes(given)
    run("list.csv")
    clean = (tmp_path / "list.listcheck" / "clean.csv").read_bytes()
    assert clean == line_end.join([*lines[:2], ""]).encode(encoding)


def test_a_list_that_may_be_sent_comes_back_byte_for_byte(
    tmp_path: Path, run: Run, brief: Path
) -> None:
    given = 'Email,"Name, first",Zip\nann@firma-4711.co.uk,"Ann ""A"" Li",00123\n'.replace(
        "Zip", "Country"
    ).replace("00123", "GB")
    write(tmp_path / "list.csv", given)
    assert run("list.csv").status == 0
    assert (tmp_path / "list.listcheck" / "clean.csv").read_bytes() == given.encode()


def test_unreadable_rows_are_counted_and_shown(tmp_path: Path, run: Run, brief: Path) -> None:
    write(
        tmp_path / "list.csv",
        "Email,Country\nann@firma-4711.co.uk,GB\nbea@firma-4711.co.uk,GB,too,many\n"
        "Total: 2\ncid@firma-4711.co.uk,GB\n",
    )
    ended = run("list.csv", "--format", "json")
    assert ended.status == 1
    assert ended.json["rows"] == {
        "read": 4, "kept": 2, "held": 0, "dropped": 0, "unreadable": 2,
    }  # fmt: skip
    bad = rows(tmp_path / "list.listcheck" / "unreadable.csv")
    assert [(line["file"], line["row"], line["line"]) for line in bad] == [
        ("list.csv", "2", "3"),
        ("list.csv", "3", "4"),
    ]


def test_cells_that_spreadsheets_would_run_are_neutralised_in_findings_only(
    tmp_path: Path, run: Run, brief: Path
) -> None:
    write(
        tmp_path / "list.csv",
        'Email,Country\n=cmd|calc@firma-4711.it,IT\n"=HYPERLINK(""x"")",GB\n',
    )
    run("list.csv", "--violations", "all")
    folder = tmp_path / "list.listcheck"
    values = {line["value"] for line in rows(folder / "violations.csv") if line["value"]}
    assert values
    assert not any(value[0] in "=+-@" for value in values)
    assert "\n=cmd|calc@firma-4711.it," in "\n" + (folder / "held.csv").read_text()


def test_the_clean_list_checked_again_drops_and_holds_nothing(
    tmp_path: Path, run: Run, brief: Path
) -> None:
    write(
        tmp_path / "list.csv",
        "Email,Country,Consent\na@firma-4711.co.uk,GB,\nA@firma-4711.co.uk,GB,\n"
        "b@firma-4711.it,IT,opt_in\nc@firma-4711.it,IT,\nd@gmial.com,GB,yes\n",
    )
    run("list.csv")
    again = run("list.listcheck/clean.csv", "-c", brief, "--format", "json", "-o", "again")
    assert again.status == 0
    assert again.json["rows"]["read"] == again.json["rows"]["kept"] == 2


# --- what reviewers found: each once put somebody on the clean list ---------------------------


def kept(folder: Path, column: str = "Email") -> list[str]:
    return [line[column] for line in rows(folder / "clean.csv")]


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


@pytest.mark.parametrize(
    "entry",
    [
        "0475-12-34-56", "0475\u00a012\u00a034\u00a056", "Tel. 0475.12.34.56",
        "+32 475 12 34 56 ext. 5", "\u202d+32475123456", "(0475) 12 34 56",
    ],
)  # fmt: skip
def test_numbers_of_sources_are_read_in_every_spelling(
    tmp_path: Path, run: Run, brief: Path, entry: str
) -> None:
    write(tmp_path / "optouts.csv", f"number\n{entry}\n")
    write(tmp_path / "list.csv", "Phone,Country\n+32 475 12 34 56,BE\n+32 475 12 34 57,BE\n")
    run("list.csv", "--register", "BE-DNCM=optouts.csv@2026-11-20")
    found = codes(tmp_path / "list.listcheck")
    assert found == {1: {"LC201:drop", "LC401:drop"}}


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


@pytest.mark.parametrize(
    "word",
    [
        "UNSUBSCRIBED_ALL", "email_unsubscribed", "opted_out_2025", "Unsub", "not subscribed",
        "Opt-outs", "DNC", "baja", "Désinscription", "abbestellt", "Werbewiderspruch", "deleted",
    ],
)  # fmt: skip
def test_status_words_that_deny(tmp_path: Path, run: Run, brief: Path, word: str) -> None:
    write(tmp_path / "list.csv", f"Email,Country,Status\na@firma-1.co.uk,GB,{word}\n")
    run("list.csv")
    assert codes(tmp_path / "list.listcheck") == {1: {"LC204:drop"}}


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
    import listcheck.run as module

    path = write(tmp_path / "list.csv", "Email,Country\na@firma-1.co.uk,GB\nx@@y,GB\n")
    settle = module.settle

    def meddle(judged: pl.DataFrame) -> pl.DataFrame:
        path.write_text("Email,Country\nx@@y,GB\na@firma-1.co.uk,GB\n")
        return settle(judged)

    monkeypatch.setattr(module, "settle", meddle)
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
