"""Every recipient of a message is a send of its own, however a log writes several of them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tests.auditing.truth.reading import ndjson, read, table
from tests.conftest import Ended
from tests.support.campaigns import rows, write

Run = Callable[..., Ended]
ANN, BOB, CAT = "ann@firma-1.com", "bob@firma-1.com", "cat@firma-1.com"
ONE, TWO, THREE = "+447400900001", "+447400900002", "+447400900003"
DAY = "2026-11-10T09:00:00Z"


def ses(kind: str, message: str, *to: str, **more: Any) -> dict[str, Any]:
    mail = {"timestamp": DAY, "source": "n@example.com", "messageId": message,
            "destination": list(to)}  # fmt: skip
    return {"eventType": kind, "mail": mail, **more}


@pytest.mark.parametrize(
    ("first", "second", "recipients"),
    [
        pytest.param(ses("Send", "1", ANN), ses("Send", "2", BOB, CAT), [ANN, BOB, CAT], id="ses"),
        pytest.param(
            ses("Send", "1", ANN, BOB), ses("Send", "2", BOB, CAT), [ANN, BOB, BOB, CAT],
            id="ses-no-single",
        ),
        pytest.param(
            {"Recipients": [ANN], "To": [{"Email": ANN, "Name": "Ann"}], "Cc": [], "Bcc": []},
            {"Recipients": [BOB, CAT], "To": [{"Email": BOB, "Name": "Bob"}],
             "Cc": [{"Email": CAT, "Name": None}], "Bcc": []},
            [ANN, BOB, CAT], id="postmark",
        ),
        pytest.param(
            {"To": [{"Email": ANN, "Name": "Ann"}]},
            {"To": [{"Email": BOB, "Name": "Bob"}], "Bcc": [{"Email": CAT, "Name": ""}]},
            [ANN, BOB, CAT], id="postmark-without-recipients",
        ),
        pytest.param(
            {"data": {"to": [ANN], "created_at": DAY}}, {"data": {"to": [BOB, CAT]}},
            [ANN, BOB, CAT], id="resend",
        ),
        pytest.param(
            {"toRecipients": [{"emailAddress": {"address": ANN}}]},
            {"toRecipients": [{"emailAddress": {"address": BOB}}],
             "ccRecipients": [{"emailAddress": {"address": CAT}}]},
            [ANN, BOB, CAT], id="graph",
        ),
        pytest.param(
            {"event-data": {"recipient": ANN, "message": {"headers": {"to": f"{ANN}, {BOB}"}}}},
            {"event-data": {"recipient": BOB, "message": {"headers": {"to": f"{ANN}, {BOB}"}}}},
            [ANN, BOB], id="mailgun: one row each",
        ),
        pytest.param({"emails": [ANN, BOB]}, {"emails": [CAT]}, [ANN, BOB, CAT], id="emails"),
        pytest.param({"email": ANN, "to": "Newsletter"}, {"email": BOB, "to": "Newsletter"},
                     [ANN, BOB], id="to is no address"),
        pytest.param({"to": ANN.upper(), "cc": f"Ann <{ANN}>"}, {"to": BOB},
                     [ANN.upper(), BOB], id="the same twice"),
        pytest.param({"recipient": ANN, "recipients": 2}, {"recipient": BOB, "recipients": 2},
                     [ANN, BOB], id="how many"),
    ],
)  # fmt: skip
def test_recipients_in_json(
    first: dict[str, Any], second: dict[str, Any], recipients: list[str]
) -> None:
    found = read(ndjson([first, second]))
    assert found.recipients == sorted(recipients)
    assert found.further == len(recipients) - 2
    assert {row for _, row, _ in found.sends} == {1, 2}


@pytest.mark.parametrize(
    ("cell", "recipients"),
    [
        (f"{BOB};{CAT}", [BOB, CAT]),
        (f"{BOB}, {CAT}", [BOB, CAT]),
        (f"{BOB}|{CAT}", [BOB, CAT]),
        (f"{BOB} ::: {CAT}", [BOB, CAT]),
        (f"{BOB}\n{CAT}", [BOB, CAT]),
        (f"{BOB} {CAT}", [BOB, CAT]),
        (f"Bob Ray <{BOB}>; Cat Fox <{CAT}>", [BOB, CAT]),
        (f"Ray, Bob <{BOB}>; Fox, Cat <{CAT}>", [BOB, CAT]),
        (f'"Ray, Bob" <{BOB}>, "Fox, Cat" <{CAT}>', [BOB, CAT]),
        (f'"{ANN}; on behalf" <{BOB}>, {CAT}', [BOB, CAT]),
        (f"Bob (mailto:{BOB}); SMTP:{CAT}", [BOB, CAT]),
        (json.dumps([BOB, CAT]), [BOB, CAT]),
        (json.dumps([{"Email": BOB, "Name": "Bob; Ray"}, {"Email": CAT}]), [BOB, CAT]),
        (json.dumps([BOB]), [BOB]),
        (f"{{{BOB},{CAT}}}", [BOB, CAT]),
        (f"['{BOB}', '{CAT}']", [BOB, CAT]),
        (f"{BOB}; {BOB.upper()}", [BOB]),
        (f"{BOB};", [BOB]),
        (f"All staff; {BOB}", ["All staff", BOB]),
        # Whoever cannot be read is not lost.
        (f"All staff; {BOB}; {CAT}", ["All staff", BOB, CAT]),
        ("[]", ["[]"]),
        ("nobody", ["nobody"]),
    ],
)
@pytest.mark.parametrize("header", ["To", "Recipients", "email", "Rcpt To", "Destination"])
def test_several_addresses_in_one_cell(header: str, cell: str, recipients: list[str]) -> None:
    path = table(f"{header},send_time", [(ANN, DAY), (cell, DAY)])
    found = read(path)
    assert found.recipients == sorted([ANN, *recipients])
    assert [row for _, row, _ in found.sends] == [1] + [2] * len(recipients)


@pytest.mark.parametrize(
    ("header", "lines", "recipients"),
    [
        ("To,Cc,Bcc", [(ANN, "", ""), (BOB, CAT, ""), ("", "", ANN)], [ANN, ANN, BOB, CAT]),
        ("Email,CC,BCC", [(ANN, "", CAT)], [ANN, CAT]),
        ("recipient,cc", [(ANN, f"{BOB};{CAT}")], [ANN, BOB, CAT]),
        ("ToAddress,CcAddress,BccAddress", [(ANN, BOB, "")], [ANN, BOB]),
        ("To: (Address),CC: (Address)", [(ANN, BOB)], [ANN, BOB]),
        ("to.email,to.name,cc.email", [(ANN, "Ann", BOB)], [ANN, BOB]),
        ("Recipient 1,Recipient 2", [(ANN, BOB), (CAT, "")], [ANN, BOB, CAT]),
        ("To,From", [(ANN, BOB)], [ANN]),
        ("To,Reply-To", [(ANN, BOB)], [ANN]),
        # A contact's own other address is no other recipient.
        ("Email,Email 2", [(ANN, BOB)], [ANN]),
    ],
)
def test_recipients_in_several_columns(
    header: str, lines: list[tuple[str, ...]], recipients: list[str]
) -> None:
    found = read(table(f"{header},Sent", [(*line, DAY) for line in lines]))
    assert found.recipients == sorted(recipients)


def test_a_second_recipient_that_comes_up_late() -> None:
    plain = [ses("Send", str(at), ANN) for at in range(1_500)]
    found = read(ndjson([*plain, ses("Send", "x", BOB, CAT)]))
    assert found.recipients == sorted([*[ANN] * 1_500, BOB, CAT])


@pytest.mark.parametrize(
    ("cell", "recipients"),
    [
        (f"{TWO};{THREE}", [TWO, THREE]),
        (f"{TWO}, {THREE}", [TWO, THREE]),
        (f"{TWO} / {THREE}", [TWO, THREE]),
        (json.dumps([TWO, THREE]), [TWO, THREE]),
        (json.dumps([{"phone_number": TWO, "carrier": "x"}, {"phone_number": THREE}]),
         [TWO, THREE]),
        ("020 7946 0001, ext. 5", ["020 7946 0001, ext. 5"]),
        ("(020) 7946-0001", ["(020) 7946-0001"]),
        (f"{TWO}; +44 7400 900 002", [TWO]),
    ],
)  # fmt: skip
def test_several_numbers_in_one_cell(cell: str, recipients: list[str]) -> None:
    found = read(table("To,SentDate", [(ONE, DAY), (cell, DAY)]), channel="sms")
    assert found.recipients == sorted([ONE, *recipients])


def test_numbers_in_json() -> None:
    records = [
        {"data": {"event_type": "message.sent", "payload": {"direction": "outbound",
         "to": [{"phone_number": ONE, "status": "queued"}], "sent_at": DAY}}},
        {"data": {"event_type": "message.sent", "payload": {"direction": "outbound",
         "to": [{"phone_number": TWO}, {"phone_number": THREE}], "sent_at": DAY}}},
        {"data": {"event_type": "message.received", "payload": {"direction": "inbound",
         "to": [{"phone_number": TWO}], "received_at": DAY}}},
    ]  # fmt: skip
    found = read(ndjson(records), channel="sms")
    assert found.recipients == [ONE, TWO, THREE]
    assert sum(found.events.values()) == 1


def test_each_channel_has_its_own_recipients() -> None:
    lines = [("email", f"{ANN};{BOB}", f"{ONE};{TWO}"), ("sms", CAT, f"{ONE};{TWO}")]
    found = read(table("channel,email,phone", lines))
    assert found.sends == [(0, 1, ANN), (0, 1, BOB), (0, 2, ONE), (0, 2, TWO)]


@pytest.mark.parametrize("form", ["ndjson", "document", "csv"])
def test_who_opted_out_is_a_violation_and_nobody_else(run: Run, form: str) -> None:
    """Message 2 went to Bob, who had opted out, and to Cat, who had not."""
    write(Path("optouts.csv"), f"email,unsubscribed_at\n{BOB},2026-10-01\n")
    path = Path("log.csv")
    if form == "ndjson":
        path = ndjson([ses("Send", "1", ANN), ses("Send", "2", BOB, CAT)])
    elif form == "document":
        messages = [
            {"MessageID": at, "Recipients": to, "SentAt": DAY, "Status": "Sent"}
            for at, to in (("1", [ANN]), ("2", [BOB, CAT]))
        ]
        path = write(Path("log.json"), json.dumps({"TotalCount": 2, "Messages": messages}))
    else:
        table("Recipients,Sent,Status", [(ANN, DAY, "sent"), (f"{BOB};{CAT}", DAY, "sent")])
    ended = run("audit", path, "--suppress", "optouts.csv", "--country", "US", "--party", "first",
                "--format", "json", "-o", "out")  # fmt: skip
    assert ended.status == 1, ended.err
    told = ended.json
    assert told["sends"] == {
        "read": 3, "lawful": 2, "violation": 1, "unknown": 0, "unreadable": 0
    }  # fmt: skip
    assert told["further_recipients"] == 1
    assert any("a message with several is a send" in note for note in told["notes"])
    [line] = rows(Path("out/violations.csv"))
    assert (line["row"], line["code"], line["value"]) == ("2", "LC201", BOB)
    verdicts = pl.read_parquet("out/verdicts.parquet")
    assert verdicts["row"].to_list() == [1, 2, 2]
    assert sorted(verdicts.filter(pl.col("row") == 2)["answer"]) == ["lawful", "violation"]
