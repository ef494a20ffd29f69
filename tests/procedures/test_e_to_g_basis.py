"""Procedures 29 to 46: the basis of contact, addresses and calls, and passing data on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.campaigns import write
from tests.support.cases import MAILBOX, Run, declare, findings, judge, last

PRIVACY_NOTICE = "publishes_privacy_notice = true"
BALANCING = 'balancing = { result = "pass", date = 2026-11-01 }'
#: A named person at a company where no consent is needed: legitimate interest.
INTEREST = "GB"


def assessed(run: Run, brief: Path, changes: dict[str, str]) -> tuple[str, str]:
    """The run's verdict and what LC309 says, for a brief with this assessment."""
    declare(brief, changes)
    assert judge(run, "Country", [INTEREST]) == {INTEREST: ""}
    return last()["verdict"], findings().get("LC309", "")


# --- E. legal basis ---------------------------------------------------------------------


def test_procedure_29_country_and_channel_give_the_basis(run: Run, brief: Path) -> None:
    """GIVEN a country and a channel THEN its basis; blank or unknown country THEN held."""
    cases = {
        "GB": "",
        "IT": "LC302:hold",
        "DE": "LC303:hold",
        "": "LC131:hold",
        "Atlantis": "LC131:hold",
        "JP": "LC301:hold",
    }
    assert judge(run, "Country", cases) == cases


def test_procedure_30_positive_act_for_each_channel(run: Run, brief: Path) -> None:
    """GIVEN no tick THEN not usable; GIVEN a tick for e-mail THEN for e-mail alone."""
    header = "Country,Consent,Consent channel"
    cases = {
        "CZ,yes,email": "",
        "CZ,yes,": "",
        "CZ,,": "LC302:hold",
        "CZ,no,": "LC302:drop",
        "CZ,,email": "LC302:hold",
        "CZ,yes,call": "LC302:hold",
    }
    assert judge(run, header, cases) == cases
    # Without a word on the channel a refusal, like a consent, speaks for e-mail.
    calls = dict.fromkeys(cases, "LC302:hold") | {"CZ,yes,call": ""}
    assert judge(run, header, calls, "--channel", "call", to="+420 212 345 {n:03}") == calls


def test_procedure_31_opt_out_always_offered(run: Run, brief: Path) -> None:
    """GIVEN a send without a way out THEN it fails in every country, whatever the basis."""
    header, cases = "Country,Consent", {"GB,": "", "US,": "", "CZ,yes": "", "CA,yes": ""}
    assert judge(run, header, cases) == cases
    assert (last()["verdict"], "LC004" in findings()) == ("ready", False)
    declare(brief, {'unsubscribe = "https://sender.invalid/u"': ""})
    for case in ("US,", "CA,yes"):
        assert judge(run, header, [case]) == {case: ""}
        assert (last()["verdict"], "LC004" in findings()) == ("incomplete", True)


def test_procedure_32_people_are_told(run: Run, brief: Path) -> None:
    """GIVEN no privacy notice, published or given THEN the run says so; else not."""
    judge(run, "Country,Notice date", ["GB,2026-01-31"])
    assert "LC311" not in findings()
    declare(brief, {PRIVACY_NOTICE: ""})
    judge(run, "Country,Notice date", ["GB,2026-01-31"])
    assert "LC311" not in findings()
    for said in ("", "publishes_privacy_notice = false"):
        declare(brief, {PRIVACY_NOTICE: said})
        judge(run, "Country,Consent", ["CZ,yes"])
        assert "privacy notice" in findings()["LC311"]


@pytest.mark.parametrize(
    ("line", "gap"),
    [
        ('purpose = "p"', "purpose"),
        ('necessity = "n"', "necessity"),
        (BALANCING, "purpose (undated), necessity (undated), balancing"),
        (f'[brief.legitimate_interest]\npurpose = "p"\nnecessity = "n"\n{BALANCING}',
         "purpose, necessity, balancing"),
    ],
    ids=["purpose", "necessity", "balancing", "all"],
)  # fmt: skip
def test_procedure_33_three_tests_or_no_interest(
    run: Run, brief: Path, line: str, gap: str
) -> None:
    """GIVEN all three tests passed and dated THEN ready; one missing THEN incomplete."""
    verdict, message = assessed(run, brief, {line: ""})
    assert verdict == "incomplete"
    assert message.endswith(f"carry it: {gap}")


@pytest.mark.parametrize(
    ("purpose", "gap"),
    [
        ('"tell our customers about spare parts"', ""),
        ('{ result = "pass", date = 2026-10-01, text = "spare parts" }', ""),
        ('{ result = "fail", date = 2026-10-01, text = "spam consumers" }', "purpose (it failed)"),
        ('{ text = "not assessed" }', "purpose"),
        ('"  "', "purpose"),
    ],
)
def test_procedure_34_purpose(run: Run, brief: Path, purpose: str, gap: str) -> None:
    """GIVEN a purpose that is stated and lawful THEN ready; unstated or not lawful THEN not."""
    verdict, message = assessed(run, brief, {'purpose = "p"': f"purpose = {purpose}"})
    assert verdict == ("incomplete" if gap else "ready")
    assert message.rpartition("carry it: ")[2] == gap


@pytest.mark.parametrize(
    ("necessity", "gap"),
    [
        ('{ result = "pass", date = 2026-11-22 }', ""),
        ('{ result = "fail", date = 2026-11-01 }', "necessity (it failed)"),
        ('{ result = "pass", date = 2026-11-23 }', "necessity (dated after the send)"),
    ],
)
def test_procedure_35_necessity(run: Run, brief: Path, necessity: str, gap: str) -> None:
    """GIVEN no less intrusive way THEN ready; GIVEN there is one THEN incomplete."""
    verdict, message = assessed(run, brief, {'necessity = "n"': f"necessity = {necessity}"})
    assert verdict == ("incomplete" if gap else "ready")
    assert message.rpartition("carry it: ")[2] == gap


def test_procedure_36_balancing_flags(run: Run, brief: Path) -> None:
    """GIVEN a flag THEN a person must look; GIVEN the balance failed THEN no interest at all."""
    flags = [
        "child", "vulnerable", "special categories", "criminal data", "profiling",
        "risk of damage", "large scale", "loss of control",
    ]  # fmt: skip
    cases = {f"GB,{flag}": "LC310:hold" for flag in flags} | {"GB,": "", "GB,no": "", "GB,none": ""}
    assert judge(run, "Country,Balancing flags", cases) == cases
    verdict, message = assessed(run, brief, {BALANCING: BALANCING.replace("pass", "fail")})
    assert verdict == "incomplete"
    assert "balancing (it failed)" in message


def test_procedure_37_a_relation_is_no_assessment(run: Run, brief: Path) -> None:
    """GIVEN a client THEN the interest still has to be assessed; consent needs none."""
    declare(brief, {'purpose = "p"': ""})
    header = "Country,Relationship,Existing agreement,Optout offered,Consent"
    for case, verdict in [
        ("GB,customer,yes,yes,", "incomplete"),
        ("FR,customer,yes,yes,", "incomplete"),
        ("GB,customer,yes,yes,yes", "ready"),
        ("US,,,,", "ready"),  # no GDPR there
    ]:
        assert judge(run, header, [case]) == {case: ""}
        assert last()["verdict"] == verdict


def test_procedure_38_would_the_recipient_object(run: Run, brief: Path) -> None:
    """GIVEN the balance was struck after the send THEN it counts not; an objection ends all."""
    later = BALANCING.replace("2026-11-01", "2026-11-23")
    verdict, message = assessed(run, brief, {BALANCING: later})
    assert verdict == "incomplete"
    assert "balancing (dated after the send)" in message
    declare(brief)
    cases = {"GB,": "", "GB,yes": "LC204:drop"}
    assert judge(run, "Country,Opted out", cases) == cases


# --- F. addresses and calls ---------------------------------------------------------------


def test_procedure_39_generic_addresses(run: Run, brief: Path) -> None:
    """GIVEN info@ of a company THEN no consent and no interest; of a sole trader THEN consent."""
    declare(brief, {'purpose = "p"': ""})
    addressed = {
        "{country},corporate,1": ("info@firma-{n}.com", ""),
        "{country},corporate,2": ("enquiry@firma-{n}.com", ""),
        "{country},individual,3": ("info@firma-{n}.com", "LC302:hold"),
        "{country},corporate,4": (MAILBOX, "LC302:hold"),
    }
    cases, to = {}, []
    for country in ("BE", "NO"):
        for cells, (box, finding) in addressed.items():
            cases[cells.format(country=country)] = finding
            to.append(box)
    assert judge(run, "Country,Subscriber type,No", cases, to=to) == cases
    assert "LC309" not in findings()


def test_procedure_40_a_person_at_a_company(run: Run, brief: Path) -> None:
    """GIVEN first.last@company THEN personal data: an assessed interest, or incomplete."""
    assert assessed(run, brief, {}) == ("ready", "")
    verdict, message = assessed(run, brief, {'purpose = "p"': ""})
    assert verdict == "incomplete"
    assert message.startswith("1 kept contacts rest on legitimate interest")
    judge(run, "Country", [INTEREST], to="info@firma-{n}.com")
    assert (last()["verdict"], findings().get("LC309")) == ("ready", None)


def test_procedure_41_switchboard_or_employee(run: Run, brief: Path) -> None:
    """GIVEN a general number THEN telecom rules alone; an employee's THEN an interest too."""
    declare(brief, {'purpose = "p"': ""})
    header, to = "Country,Subscriber type,Line is switchboard", "+33 1 23 45 6{n:03}"
    for case, verdict in [
        ("FR,corporate,yes", "ready"),
        ("FR,corporate,no", "incomplete"),
        ("FR,corporate,", "incomplete"),
    ]:
        assert judge(run, header, [case], to=to) == {case: ""}
        assert last()["verdict"] == verdict
        assert ("LC309" in findings()) == (verdict == "incomplete")


#: The guide's countries with a do-not-call check: registers and numbers of consumers.
CHECKED = {
    "BE": ("BE-DNCM", "+32 12 34 5{n:03}"),
    "DK": ("DK-ROBINSON", "+45 32 12 3{n:03}"),
    "FI": ("FI-ROBINSON", "+358 13 123 4{n:03}"),
    "FR": ("FR-BLOCTEL", "+33 1 23 45 6{n:03}"),
    "GR": ("GR-ART11", "+30 21 2345 6{n:03}"),
    "HU": ("HU-DIRECTORY", "+36 1 234 5{n:03}"),
    "IE": ("IE-NDD", "+353 22 12{n:03}"),
    "GB": ("TPS CTPS", "+44 121 234 5{n:03}"),
}


def test_procedure_42_do_not_call_check(run: Run, brief: Path, tmp_path: Path) -> None:
    """GIVEN the cell says so THEN a fresh register is asked first: missing, old, listed."""
    to = [number for _, number in CHECKED.values() for _ in range(2)]
    listed = "".join(f"{number.format(n=n)}\n" for n, number in enumerate(to, 1) if n % 2 == 0)
    write(tmp_path / "listed.csv", f"number\n{listed}")
    registers = " ".join(names for names, _ in CHECKED.values()).split()
    for day, free, blocked in [
        ("", "LC402:hold", "LC402:hold"),
        ("@2026-11-20", "", "LC401:drop"),
        ("@2026-09-01", "LC403:hold", "LC401:drop LC403:hold"),
    ]:
        options = [f"--register={name}=listed.csv{day}" for name in registers] if day else []
        cases = {f"{code},{no}": blocked if no else free for code in CHECKED for no in (0, 1)}
        assert judge(run, "Country,No", cases, "--pack", "guide", *options, to=to) == cases


@pytest.mark.parametrize("pack", ["current", "guide"])
def test_irish_mobiles_are_opt_in(run: Run, brief: Path, pack: str) -> None:
    """GIVEN an Irish mobile THEN consent, and no register makes up for it."""
    write(Path("ndd.csv"), "number\n+3532212999\n")
    options = ("--pack", pack, "--register", "IE-NDD=ndd.csv@2026-11-20")
    mobile, fixed = "+353 85 012 3{n:03}", "+353 22 12{n:03}"
    cases = {"IE,,call": "LC302:hold", "IE,yes,call": "", "IE,,": ""}
    header, to = "Country,Consent,Consent channel", [mobile, mobile, fixed]
    assert judge(run, header, cases, *options, to=to) == cases


@pytest.mark.parametrize(
    ("pack", "day", "listed", "unlisted"),
    [
        ("guide", "2019-11-22", "", "LC302:hold"),
        ("guide", "2026-11-22", "", "LC302:hold"),
        ("current", "2022-06-30", "LC402:hold", "LC402:hold"),
        ("current", "2022-07-01", "LC302:hold", "LC302:hold"),
    ],
)
def test_procedure_43_czech_directory(
    run: Run, brief: Path, pack: str, day: str, listed: str, unlisted: str
) -> None:
    """GIVEN a number in the public directory THEN free by the guide, and by law no longer."""
    cases = {
        "CZ,directory": listed,
        "CZ,random": unlisted,
        "CZ,": unlisted,
    }
    options = ("--pack", pack, "--send-date", day)
    told = judge(run, "Country,Number source", cases, *options, to="+420 212 345 {n:03}")
    assert told == cases


# --- G. passing data on -------------------------------------------------------------------


def test_procedure_45_no_onward_sharing(run: Run, brief: Path, tmp_path: Path) -> None:
    """GIVEN an opt-out of the person or the organisation THEN not in what a third party gets."""
    write(tmp_path / "optouts.csv", f"email\n{MAILBOX.format(n=1)}\n")
    write(tmp_path / "orgs.csv", "domain\nfirma-2.com\n")
    cases = {
        "US,": "LC201:drop LC503:drop",
        "US,no": "LC202:drop LC503:drop",
        "US,yes": "LC204:drop LC503:drop",
        "GB,no": "",
    }
    options = ("--purpose", "share", "--org-optouts", "orgs.csv")
    assert judge(run, "Country,Opted out", cases, *options) == cases
