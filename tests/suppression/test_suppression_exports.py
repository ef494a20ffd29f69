"""Suppression exports in their vendors' layouts: who is meant, why, and what they cannot stand for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from listcheck.suppression.layouts import LAYOUTS
from tests.support.campaigns import codes, summary, write

OUT, BOUNCED = "LC201:drop", "LC205:drop"
LIST = "email,country\n" + "".join(
    f"{who}@firma-4711.se,SE\n" for who in ("ann", "bea", "cem", "dan")
)

#: Vendor, the file's name, its text, and what becomes of ann, bea, cem and dan.
EXPORTS = [
    ("Mailchimp (unsubscribed)", "unsubscribed_members.csv", "Email Address,First Name,UNSUB_TIME,UNSUB_REASON,NOTES\nann@firma-4711.se,A,2026-01-02 10:00:00,NORMAL,asked by bea@firma-4711.se\n", (OUT, None, None, None)),
    ("Mailchimp (cleaned)", "cleaned_members.csv", "Email Address,CLEAN_TIME\nann@firma-4711.se,2026-01-02\n", (BOUNCED, None, None, None)),
    ("SendGrid", "suppression_unsubscribes.csv", "email,created\nann@firma-4711.se,1760000000\n", (OUT, None, None, None)),
    ("SendGrid", "suppression_bounces.csv", "status,reason,email,created\n5.1.1,550 no such user bea@firma-4711.se,ann@firma-4711.se,1760000000\n", (BOUNCED, None, None, None)),
    ("SendGrid", "suppression_spam_reports.csv", "ip,email,created\n192.0.2.1,ann@firma-4711.se,1760000000\n", (BOUNCED, None, None, None)),
    ("Mailgun", "unsubscribes.csv", "address,tags,created_at\nann@firma-4711.se,*,2026-01-02\n", (OUT, None, None, None)),
    ("Mailgun (bounces)", "mg.csv", "address,code,error,created_at\nann@firma-4711.se,550,bea@firma-4711.se unknown,2026-01-02\n", (BOUNCED, None, None, None)),
    ("Amazon SES", "ses.csv", "ann@firma-4711.se,BOUNCE\nbea@firma-4711.se, COMPLAINT\n", (BOUNCED, BOUNCED, None, None)),
    ("Postmark", "postmark.csv", "EmailAddress,SuppressionReason,Origin,CreatedAt\nann@firma-4711.se,HardBounce,Recipient,2026-01-02\nbea@firma-4711.se,ManualSuppression,Recipient,2026-01-02\ncem@firma-4711.se,SpamComplaint,Recipient,2026-01-02\n", (BOUNCED, OUT, BOUNCED, None)),
    ("SparkPost", "sparkpost.csv", "recipient,type,source,description\nann@firma-4711.se,non_transactional,Unsubscribe Link,dan@firma-4711.se\nbea@firma-4711.se,transactional,Bounce Rule,x\n", (OUT, BOUNCED, None, None)),
    ("Telnyx", "telnyx.csv", "id,to,from,reason,source,scope,status,created_at\n1,ann@firma-4711.se,bea@firma-4711.se,unsubscribe,api,all,active,2026-01-02\n", (OUT, None, None, None)),
    ("MailUp", "mailup.csv", "e-mail,Phone Number,idList,OptOut_Date\nann@firma-4711.se,,1,20260102T111244\n", (OUT, None, None, None)),
    ("promio", "promio.csv", '"sender_id";"ts";"custID";"mail";"status"\n"1";"2026-01-02";"7";"ann@firma-4711.se";"1"\n"1";"2026-01-02";"8";"bea@firma-4711.se";"3"\n', (OUT, BOUNCED, None, None)),
    ("Salesforce Marketing Cloud", "sfmc.csv", "Email Address,Date Added,Status\nann@firma-4711.se,2026-01-02,Unsubscribed\nbea@firma-4711.se,2026-01-02,Held\n", (OUT, BOUNCED, None, None)),
    ("Amazon SES", "ses.json", '{"SuppressedDestinationSummaries": [\n{"EmailAddress": "ann@firma-4711.se", "Reason": "BOUNCE", "LastUpdateTime": "2026-01-02T10:00:00+00:00"},\n{"EmailAddress": "bea@firma-4711.se", "Reason": "COMPLAINT", "LastUpdateTime": "2026-01-02T10:00:00+00:00"}]}\n', (BOUNCED, BOUNCED, None, None)),
    ("Amazon SES", "ses.ndjson", '{"emailAddress":"ann@firma-4711.se","reason":"BOUNCE"}\n{"emailAddress":"bea@firma-4711.se","reason":"COMPLAINT"}\n', (BOUNCED, BOUNCED, None, None)),
    ("SendGrid", "unsubscribes.json", '[{"created":1760000000,"email":"ann@firma-4711.se"},{"created":1760000001,"email":"bea@firma-4711.se"}]', (OUT, OUT, None, None)),
    ("Postmark", "postmark.json", '{"Suppressions":[{"EmailAddress":"ann@firma-4711.se","SuppressionReason":"ManualSuppression","Origin":"Recipient","CreatedAt":"2026-01-02"},{"EmailAddress":"bea@firma-4711.se","SuppressionReason":"HardBounce","Origin":"Recipient","CreatedAt":"2026-01-02"}]}', (OUT, BOUNCED, None, None)),
    ("Mailgun", "mailgun.json", '{"items":[{"address":"ann@firma-4711.se","tags":["*"],"created_at":"Fri, 02 Jan 2026 10:00:00 UTC"}],"paging":{"next":"https://api.example/2","previous":"https://api.example/0"}}', (OUT, None, None, None)),
    ("SparkPost", "sparkpost.json", '{"results":[{"recipient":"ann@firma-4711.se","type":"non_transactional","source":"Unsubscribe Link","description":"dan@firma-4711.se"},{"recipient":"bea@firma-4711.se","type":"transactional","source":"Bounce Rule"}],"links":[],"total_count":2}', (OUT, BOUNCED, None, None)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("title", "name", "text", "expected"), EXPORTS, ids=[f"{e[0]} {e[1]}" for e in EXPORTS]
)
def test_layouts(
    title: str,
    name: str,
    text: str,
    expected: tuple[str | None, ...],
    tmp_path: Path,
    run: Callable[..., Any],
) -> None:
    write(tmp_path / "list.csv", LIST)
    write(tmp_path / name, text)
    run(tmp_path / "list.csv", "--suppress", tmp_path / name, "-o", tmp_path / "o")
    found = codes(tmp_path / "o")
    said = tuple(next(iter(found.get(row, set()) & {OUT, BOUNCED}), None) for row in range(1, 5))
    assert said == expected
    told = summary(tmp_path / "o")
    assert any(f"{name}: read as a suppression export of {title}" in note for note in told["notes"])
    incomplete = {finding["code"] for finding in told["findings"]}
    only_bounces = OUT not in expected
    assert ("LC001" in incomplete) == only_bounces


def test_every_layout_has_an_export() -> None:
    assert {layout.title for layout in LAYOUTS} == {title for title, *_ in EXPORTS}


def test_bounces_cannot_stand_for_opt_outs(tmp_path: Path, run: Callable[..., Any]) -> None:
    write(tmp_path / "list.csv", LIST)
    write(tmp_path / "ses.csv", "ann@firma-4711.se,BOUNCE\n")
    run(tmp_path / "list.csv", "--suppress", tmp_path / "ses.csv", "-o", tmp_path / "o")
    finding = next(f for f in summary(tmp_path / "o")["findings"] if f["code"] == "LC001")
    assert "ses.csv holds bounces and complaints only" in finding["message"]


def test_anybody_s_reasons_are_not_those_of_ses(tmp_path: Path, run: Callable[..., Any]) -> None:
    write(tmp_path / "list.csv", LIST)
    lines = (
        '{"emailAddress":"ann@firma-4711.se","reason":"asked"}',
        '{"emailAddress":"bea@firma-4711.se","reason":"BOUNCE"}',
    )
    write(tmp_path / "own.ndjson", "\n".join(lines))
    run(tmp_path / "list.csv", "--suppress", tmp_path / "own.ndjson", "-o", tmp_path / "o")
    found = codes(tmp_path / "o")
    assert OUT in found[1]
    assert BOUNCED in found[2]
    told = summary(tmp_path / "o")
    assert not any("Amazon" in note for note in told["notes"])
    assert "LC001" not in {finding["code"] for finding in told["findings"]}


def test_fields_within_fields_are_no_vendors(tmp_path: Path, run: Callable[..., Any]) -> None:
    write(tmp_path / "list.csv", LIST)
    sender = '"sender":{"address":"sender@firma-1.se","created_at":"2013-01-01 15:30:27"}'
    lines = [
        f'{{"email":"{who}@firma-4711.se","reason":"unsub","created_at":"2024-01-01 15:30:27",{sender}}}'
        for who in ("ann", "bea")
    ]
    write(tmp_path / "rejects.json", f"[{','.join(lines)}]")
    run(tmp_path / "list.csv", "--suppress", tmp_path / "rejects.json", "-o", tmp_path / "o")
    found = codes(tmp_path / "o")
    assert {row for row in range(1, 5) if OUT in found.get(row, set())} == {1, 2}


@pytest.mark.parametrize("name", ["out.csv", "out.json"])
def test_a_vendors_layout_hides_no_other_number(
    name: str, tmp_path: Path, run: Callable[..., Any]
) -> None:
    write(tmp_path / "list.csv", "phone,country\n+4915112345678,DE\n+4915112345679,DE\n")
    text = "email,created,phone\na@firma-1.de,1443651154,+4915112345678\n"
    if name.endswith("json"):
        text = '[{"email":"a@firma-1.de","created":1443651154,"phones":["+4915112345678","+1"]}]'
    write(tmp_path / name, text)
    run(tmp_path / "list.csv", "--channel", "sms", "--suppress", tmp_path / name, "-o", "o")
    assert OUT in codes(Path("o"))[1]
    assert OUT not in codes(Path("o")).get(2, set())
