"""Exports in their vendors' layouts: every state that the vendor knows, in every adapter."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from listcheck.mapping import map_columns
from listcheck.mapping.vendors import VENDORS, recognised
from tests.support.campaigns import codes, summary, write

#: What an opt-out state leads to.
OUT, BOUNCED, HOLD, POLARITY = "LC204:drop", "LC205:drop", "LC210:hold", "LC209:hold"
STATES = {OUT, BOUNCED, HOLD, POLARITY}

#: Vendor, channel, header, and rows with the code of their state (none: no opt-out).
EXPORTS: list[tuple[str, str, str, list[tuple[str, str | None]]]] = [
    (
        "mailchimp", "email",
        "Email Address,First Name,MEMBER_RATING,OPTIN_TIME,OPTIN_IP,CONFIRM_TIME,CONFIRM_IP,CC,LEID,EUID",
        [("a@firma-4711.de,Ann,2,2026-01-02 10:00:00,192.0.2.1,2026-01-02 10:05:00,192.0.2.1,DE,1,x", None)],
    ),
    (
        "hubspot", "email",
        ("Record ID,Email,Marketing contact status,Unsubscribed from all email,Opted out of email: News,"
        "Invalid email address"),
        [
            ("1,a@firma-4711.de,Marketing contact,,,", None),
            ("2,b@firma-4711.de,Non-marketing contact,true,,", OUT),
            ("3,c@firma-4711.de,Marketing contact,false,true,", OUT),
            ("4,d@firma-4711.de,Marketing contact,false,false,true", BOUNCED),
            ("5,e@firma-4711.de,Marketing contact,perhaps,,", HOLD),
        ],
    ),
    (
        "salesforce", "email", "Email,Phone,Email Opt Out,Do Not Call,Account Name",
        [
            ("a@firma-4711.de,+4930901820,0,1,X", None),
            ("b@firma-4711.de,+4930901821,1,0,X", OUT),
            ("c@firma-4711.de,+4930901822,,,X", None),
            ("d@firma-4711.de,+4930901823,?,0,X", HOLD),
        ],
    ),
    (
        "salesforce", "call", "Email,Phone,HasOptedOutOfEmail,DoNotCall,HasOptedOutSolicit",
        [
            ("a@firma-4711.de,+4930901820,true,false,false", None),
            ("b@firma-4711.de,+4930901821,false,true,false", OUT),
            ("c@firma-4711.de,+4930901822,false,false,true", OUT),
        ],
    ),
    (
        "marketing_cloud", "email", "SubscriberKey,EmailAddress,Status",
        [
            ("1,a@firma-4711.de,Active", None),
            ("2,b@firma-4711.de,Unsubscribed", OUT),
            ("3,c@firma-4711.de,Bounced", BOUNCED),
            ("4,d@firma-4711.de,Held", BOUNCED),
            ("5,e@firma-4711.de,Deleted", OUT),
        ],
    ),
    (
        "pipedrive", "email",
        "Person - Name,Person - Email - Work,Person - Email - Home,Person - Marketing status",
        [
            ("Ann,a@firma-4711.de,,Subscribed", None),
            ("Bea,b@firma-4711.de,,Unsubscribed", OUT),
            ("Cem,c@firma-4711.de,,Bounced", BOUNCED),
            ("Dan,d@firma-4711.de,,No consent", None),
            ("Eva,e@firma-4711.de,,Archived", OUT),
            ("Fay,f@firma-4711.de,,Pending double opt-in", HOLD),
        ],
    ),
    (
        "dynamics", "email",
        "(Do Not Modify) Contact,Email,Do not allow Emails,Do not allow Bulk Emails,Do not allow Phone Calls",
        [
            ("1,a@firma-4711.de,Allow,Allow,Do Not Allow", None),
            ("2,b@firma-4711.de,Do Not Allow,Allow,Allow", OUT),
            ("3,c@firma-4711.de,Allow,Do Not Allow,Allow", OUT),
            ("4,d@firma-4711.de,true,false,false", OUT),
            ("5,e@firma-4711.de,false,false,true", None),
            ("6,f@firma-4711.de,Vielleicht,Allow,Allow", HOLD),
        ],
    ),
    (
        "zoho", "email", "Record Id,Lead Owner,Email,Email Opt Out,Unsubscribed Mode,Unsubscribed Time",
        [
            ("1,O,a@firma-4711.de,false,,", None),
            ("2,O,b@firma-4711.de,true,,", OUT),
            ("3,O,c@firma-4711.de,false,Consent form,", OUT),
            ("4,O,d@firma-4711.de,false,,2026-01-02 10:00:00", OUT),
        ],
    ),
    (
        "brevo", "email", "EMAIL;LASTNAME;FIRSTNAME;SMS;EMAIL_BLACKLISTED;SMS_BLACKLISTED;ADDED_TIME;MODIFIED_TIME",
        [
            ("a@firma-4711.de;A;Ann;;No;Yes;02-01-2026;02-01-2026", None),
            ("b@firma-4711.de;B;Bea;;Yes;No;02-01-2026;02-01-2026", OUT),
        ],
    ),
    (
        "brevo", "email", "EMAIL;email_marketing;ADDED_TIME;MODIFIED_TIME",
        [
            ("a@firma-4711.de;subscribed;02-01-2026;02-01-2026", None),
            ("b@firma-4711.de;unsubscribed;02-01-2026;02-01-2026", OUT),
        ],
    ),
    (
        "activecampaign", "email", "Email,First Name,Last Name,Phone,Tags,Date Created,IP,Status",
        [
            ("a@firma-4711.de,Ann,A,,,2026-01-02,192.0.2.1,Active", None),
            ("b@firma-4711.de,Bea,B,,,2026-01-02,192.0.2.1,Unsubscribed", OUT),
            ("c@firma-4711.de,Cem,C,,,2026-01-02,192.0.2.1,Bounced", BOUNCED),
            ("d@firma-4711.de,Dan,D,,,2026-01-02,192.0.2.1,Unconfirmed", HOLD),
            ("e@firma-4711.de,Eva,E,,,2026-01-02,192.0.2.1,2", OUT),
            ("f@firma-4711.de,Fay,F,,,2026-01-02,192.0.2.1,3", BOUNCED),
        ],
    ),
    (
        "constant_contact", "email",
        ("Email address,First name,Email status,Email permission status,Confirmed Opt-Out Date,"
        "Confirmed Opt-Out Reason"),
        [
            ("a@firma-4711.de,Ann,Active,Express,,", None),
            ("b@firma-4711.de,Bea,Active,Unsubscribed,,", OUT),
            ("c@firma-4711.de,Cem,Active,Implied,2020-09-25 16:45:13 -0400,", OUT),
            ("d@firma-4711.de,Dan,Active,Express,,too many", OUT),
        ],
    ),
    (
        "klaviyo", "email", "Email,Klaviyo ID,Email Marketing Consent,Email Suppressions,SMS Marketing Consent",
        [
            ("a@firma-4711.de,1,SUBSCRIBED,[],UNSUBSCRIBED", None),
            ("b@firma-4711.de,2,UNSUBSCRIBED,[],", OUT),
            ("c@firma-4711.de,3,SUBSCRIBED,HARD_BOUNCE,", OUT),
            ("e@firma-4711.de,5,SUBSCRIBED,true,", OUT),
            ("f@firma-4711.de,6,SUBSCRIBED,FALSE,", None),
            ("d@firma-4711.de,4,NEVER_SUBSCRIBED,,", None),
        ],
    ),
    (
        "mailerlite", "email", "email,status,subscribed_at,ip_address,opted_in_at,optin_ip,unsubscribed_at",
        [
            ("a@firma-4711.de,active,2026-01-02 10:00:00,,,,", None),
            ("b@firma-4711.de,unsubscribed,2026-01-02 10:00:00,,,,2026-02-02 10:00:00", OUT),
            ("c@firma-4711.de,bounced,,,,,", BOUNCED),
            ("d@firma-4711.de,junk,,,,,", BOUNCED),
            ("e@firma-4711.de,unconfirmed,,,,,", HOLD),
        ],
    ),
    (
        "google", "email", "First Name,Last Name,Organization Name,E-mail 1 - Label,E-mail 1 - Value,E-mail 2 - Value",
        [("Ann,A,X,Work,a@firma-4711.de,", None)],
    ),
    (
        "outlook", "email", "Title,First Name,Company,Business Country/Region,E-mail Address,E-mail Type,E-mail Display Name",
        [(",Ann,X,Germany,a@firma-4711.de,SMTP,Ann", None)],
    ),
    (
        "listmonk", "email", "uuid,email,name,attributes,status,created_at,updated_at",
        [
            ("1,a@firma-4711.de,Ann,{},enabled,2026-01-02,2026-01-02", None),
            ("2,b@firma-4711.de,Bea,{},blocklisted,2026-01-02,2026-01-02", OUT),
            ("3,c@firma-4711.de,Cem,{},disabled,2026-01-02,2026-01-02", OUT),
        ],
    ),
    (
        "mautic", "email", "email,firstname,dateIdentified,points,doNotEmail",
        [("a@firma-4711.de,Ann,2026-01-02,3,0", None), ("b@firma-4711.de,Bea,2026-01-02,3,1", OUT)],
    ),
    (
        "civicrm", "email", "Email,Do Not Phone,Do Not Email,Do Not Mail,Do Not Sms,No Bulk Emails (User Opt Out)",
        [
            ("a@firma-4711.de,1,0,1,1,0", None),
            ("b@firma-4711.de,0,1,0,0,0", OUT),
            ("c@firma-4711.de,0,0,0,0,1", OUT),
        ],
    ),
    (
        "civicrm", "email", "id,email,do_not_email,do_not_phone,do_not_mail,is_opt_out,on_hold",
        [
            ("1,a@firma-4711.de,0,1,1,0,0", None),
            ("2,b@firma-4711.de,0,0,0,1,0", OUT),
            ("3,c@firma-4711.de,0,0,0,0,1", BOUNCED),
            ("4,d@firma-4711.de,0,0,0,0,2", OUT),
            ("5,e@firma-4711.de,0,0,0,0,On Hold Bounce", BOUNCED),
            ("6,f@firma-4711.de,0,0,0,0,On Hold Opt Out", OUT),
        ],
    ),
    (
        "prestashop", "email", "id_customer,email,firstname,lastname,newsletter,optin",
        [
            ("1,a@firma-4711.de,Ann,A,1,0", None),
            ("2,b@firma-4711.de,Bea,B,0,1", OUT),
        ],
    ),
]  # fmt: skip


def folder_of(
    tmp_path: Path, run: Callable[..., Any], header: str, rows: list[str], *more: Any
) -> Path:
    write(tmp_path / "export.csv", "\n".join([header, *rows, ""]))
    run(tmp_path / "export.csv", "--country", "DE", "-o", tmp_path / "o", *more)
    return tmp_path / "o"


@pytest.mark.parametrize(
    ("vendor", "channel", "header", "rows"), EXPORTS, ids=[f"{e[0]}-{e[1]}" for e in EXPORTS]
)
def test_every_state(
    vendor: str,
    channel: str,
    header: str,
    rows: list[tuple[str, str | None]],
    tmp_path: Path,
    run: Callable[..., Any],
) -> None:
    lines = [row for row, _ in rows]
    found = codes(folder_of(tmp_path, run, header, lines, "--channel", channel))
    states = {row: found.get(row, set()) & STATES for row in range(1, len(rows) + 1)}
    assert states == {at: {code} - {None} for at, (_, code) in enumerate(rows, start=1)}
    delimiter = ";" if ";" in header else ","
    mapping = map_columns(header.split(delimiter), {}, "export.csv")
    assert mapping.vendor is not None
    assert mapping.vendor.id == vendor
    notes = " ".join(summary(tmp_path / "o")["notes"])
    assert f"read as an export of {mapping.vendor.title}" in notes
    assert all(caution in notes for caution in mapping.vendor.cautions)


def test_every_adapter_has_a_fixture_and_a_reference() -> None:
    assert {vendor.id for vendor in VENDORS} == {vendor for vendor, *_ in EXPORTS}
    assert all(vendor.references for vendor in VENDORS)


def test_headers_of_nobody() -> None:
    assert recognised(["email", "country", "name"]) is None


@pytest.mark.parametrize("vendor", ["google", "outlook", "mautic", "mailchimp", "listmonk"])
def test_an_export_without_opt_outs_is_no_source_of_them(
    vendor: str, tmp_path: Path, run: Callable[..., Any]
) -> None:
    header, rows = next((header, rows) for name, _, header, rows in EXPORTS if name == vendor)
    folder = folder_of(tmp_path, run, header, [row for row, _ in rows])
    finding = next(line for line in summary(folder)["findings"] if line["code"] == "LC001")
    title = next(adapter.title for adapter in VENDORS if adapter.id == vendor)
    assert f"an export of {title}, which leaves opt-outs out" in finding["message"]


def test_any_address_of_a_contact_counts(tmp_path: Path, run: Callable[..., Any]) -> None:
    header = "Person - Name,Person - Email - Work,Person - Email - Home,Person - Email - Other,Person - Phone - Work,Person - Phone - Mobile"
    rows = [
        "Ann,ann@firma-4711.de,ann@privat-4711.de,,+4930901820,",
        "Bea,bea@firma-4711.de,,,+4930901821,+49 151 23456789",
        "Cem,cem@firma-4711.de,,CEM@privat-4711.de,,",
    ]
    write(tmp_path / "out.csv", "who\nann@privat-4711.de\ncem@privat-4711.de\n+4915123456789\n")
    out = ("--suppress", tmp_path / "out.csv")
    found = codes(folder_of(tmp_path, run, header, rows, *out))
    assert {row for row, said in found.items() if "LC201:drop" in said} == {1, 3}
    found = codes(folder_of(tmp_path, run, header, rows, *out, "--channel", "call"))
    assert {row for row, said in found.items() if "LC201:drop" in said} == {1, 2, 3}


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("Allow", POLARITY),
        ("Do Not Allow", OUT),
        ("denied", OUT),
        ("", None),
        ("no", None),
        ("yes", OUT),
    ],
)
def test_doubtful_polarity_where_no_vendor_is_known(
    cell: str, code: str | None, tmp_path: Path, run: Callable[..., Any]
) -> None:
    found = codes(folder_of(tmp_path, run, "email,Do not contact", [f"a@firma-4711.de,{cell}"]))
    assert found.get(1, set()) & STATES == {code} - {None}


def test_what_the_vendor_says_of_consent(tmp_path: Path, run: Callable[..., Any]) -> None:
    def consents(header: str, *rows: str) -> list[str | None]:
        path = tmp_path / "contacts.parquet"
        folder_of(tmp_path, run, header, list(rows), "--write-contacts", path)
        found = codes(tmp_path / "o")
        assert pl.read_parquet(path).height == len(rows)
        wanted = ("LC303:drop", "LC303:hold")
        return [next((code for code in wanted if code in found.get(at, set())), None)
                for at in range(1, len(rows) + 1)]  # fmt: skip

    # Germany asks every person for consent: no is dropped, silence is held.
    assert consents(
        "Email,Klaviyo ID,Email Marketing Consent",
        "a@firma-4711.de,1,SUBSCRIBED", "b@firma-4711.de,2,NEVER_SUBSCRIBED", "c@firma-4711.de,3,",
    )[1:] == ["LC303:drop", "LC303:hold"]  # fmt: skip
    # A confirmation alone is an import: it proves nothing.
    header = "Email Address,MEMBER_RATING,OPTIN_TIME,OPTIN_IP,CONFIRM_TIME,CONFIRM_IP,LEID,EUID"
    assert consents(
        header,
        "a@firma-4711.de,2,2026-01-02 10:00:00,192.0.2.1,2026-01-02 10:05:00,192.0.2.1,1,x",
        "b@firma-4711.de,2,,,2026-01-02 10:05:00,192.0.2.1,1,x",
    ) == [None, "LC303:hold"]  # fmt: skip


def test_several_addresses_in_one_cell(tmp_path: Path, run: Callable[..., Any]) -> None:
    header = "First Name,E-mail 1 - Label,E-mail 1 - Value,E-mail 2 - Value,Phone 1 - Value"
    rows = [
        "Ann,Work,ann@firma-4711.se ::: ann@privat-4711.se,,",
        "Bea,Work,bea@firma-4711.se,bea@privat-4711.se ::: bea@andere-4711.se,",
        "Cem,Work,cem@firma-4711.se,,",
    ]
    write(tmp_path / "out.csv", "who\nann@privat-4711.se\nbea@andere-4711.se\n")
    folder = folder_of(tmp_path, run, header, rows, "--suppress", tmp_path / "out.csv")
    found = codes(folder)
    assert {row for row, said in found.items() if "LC201:drop" in said} == {1, 2}
    assert not any("LC102:drop" in said for said in found.values())


@pytest.mark.parametrize("vendor", sorted({vendor for vendor, *_ in EXPORTS}))
def test_a_locked_mapping_reads_the_same(
    vendor: str, tmp_path: Path, run: Callable[..., Any]
) -> None:
    _, channel, header, rows = next(export for export in EXPORTS if export[0] == vendor)
    lines = [row for row, _ in rows]
    before = codes(folder_of(tmp_path, run, header, lines, "--channel", channel))
    assert run("init", tmp_path / "export.csv").status == 0
    assert (Path.cwd() / "listcheck.toml").is_file()
    locked = ("--channel", channel, "-c", Path.cwd() / "listcheck.toml")
    after = codes(folder_of(tmp_path, run, header, lines, *locked))
    assert after == before
    # A header that is no longer there is an error, not a guess.
    ended = run(write(tmp_path / "other.csv", "Mail,Land\nx@firma-4711.de,DE\n"), *locked)
    assert ended.status == 2
    assert "is not in the list" in ended.err
