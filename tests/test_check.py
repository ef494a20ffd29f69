"""The whole way: a list in, its contacts in the right place, for the right reason."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Ended
from tests.support.campaigns import BRIEF, codes, rows, summary, write

Run = Callable[..., Ended]


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
        # Nothing is known of who reads an invalid address: the strictest law applies.
        3: {"LC102:drop", "LC302:hold"},
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
        "rule": "IT-email-first-corporate-2018-09-19",
        "message": "IT demands consent before contact (opt-in): the list says that there is none",
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
        # The host's domain stands for its organisation.
        6: {"LC203:hold"},
        # A free-mail address is a private person's: opt-in.
        8: {"LC208:hold", "LC302:hold"},
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
