"""What is no send, by the columns of events, types, states and directions of real services."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest

from listcheck import Settings
from listcheck.auditing.logs.send_log import open_log
from listcheck.readers import find_lists
from tests.auditing.truth.reading import ndjson, read, table
from tests.conftest import Ended

Run = Callable[..., Ended]
ANN, BOB = "ann@firma-1.com", "bob@firma-1.com"
ONE, TWO, OURS = "+447400900001", "+447400900002", "+447400900099"
DAY, NEXT = "2026-11-10T09:00:00Z", "2026-11-10T09:00:04Z"

#: Service, headers, the rows but for the recipient and the time (which are put before them), and
#: which of the rows (from 1) are sends. Everything happens to one person.
EVENTS: Final[list[tuple[str, str, list[tuple[str, ...]], list[int]]]] = [
    ("sendgrid webhook", "event,sg_message_id", [
        ("processed", "m1.filter0"), ("deferred", "m1.filter0"), ("delivered", "m1.filter0"),
        ("open", "m1.filter0"), ("click", "m1.filter0"), ("spamreport", "m1.filter0"),
        ("unsubscribe", "m1.filter0"), ("group_unsubscribe", "m1.filter0"),
        ("group_resubscribe", "m1.filter0"), ("bounce", "m1.filter0"),
        ("dropped", "m2.filter0")], [1]),
    ("sendgrid activity", "message_id,event,reason,type", [
        ("m1", "processed", "", ""), ("m1", "delivered", "", ""),
        ("m2", "drop", "Unsubscribed Address", ""), ("m3", "processed", "", ""),
        ("m3", "bounce", "550", "blocked")], [1, 4]),
    ("mailgun", "event,message-id", [
        ("accepted", "a"), ("failed", "a"), ("delivered", "a"), ("opened", "a"), ("clicked", "a"),
        ("unsubscribed", "a"), ("complained", "a"), ("rejected", "b"), ("stored", "c")], [1]),
    ("mandrill webhook", "event,_id", [
        ("send", "a"), ("deferral", "a"), ("hard_bounce", "a"), ("soft_bounce", "a"),
        ("open", "a"), ("click", "a"), ("spam", "a"), ("unsub", "a"), ("reject", "b")], [1]),
    ("sparkpost", "type,message_id", [
        ("injection", "a"), ("delay", "a"), ("delivery", "a"), ("initial_open", "a"),
        ("open", "a"), ("click", "a"), ("amp_open", "a"), ("list_unsubscribe", "a"),
        ("link_unsubscribe", "a"), ("spam_complaint", "a"), ("bounce", "a"),
        ("out_of_band", "a"), ("policy_rejection", "b"), ("generation_failure", "c"),
        ("generation_rejection", "d")], [1]),
    ("brevo", "event,messageId", [
        ("requests", "a"), ("delivered", "a"), ("deferred", "a"), ("softBounces", "a"),
        ("hardBounces", "a"), ("blocked", "b"), ("error", "c"), ("invalid", "d"),
        ("uniqueOpened", "a"), ("opened", "a"), ("clicks", "a"), ("spam", "a"),
        ("unsubscribed", "a"), ("proxy_open", "a")], [1]),
    ("hubspot", "type,id,dropReason", [
        ("SENT", "1", ""), ("PROCESSED", "2", ""), ("DEFERRED", "3", ""), ("DELIVERED", "4", ""),
        ("OPEN", "5", ""), ("CLICK", "6", ""), ("STATUSCHANGE", "7", ""), ("SPAMREPORT", "8", ""),
        ("BOUNCE", "9", ""), ("FORWARD", "10", ""), ("PRINT", "11", ""), ("UNBOUNCE", "12", ""),
        ("DROPPED", "13", "PREVIOUSLY_UNSUBSCRIBED"), ("SUPPRESSED", "14", "")], [1]),
    ("klaviyo, email", "Event,Profile", [
        ("Sent Email", "p"), ("Received Email", "p"), ("Opened Email", "p"),
        ("Clicked Email", "p"), ("Bounced Email", "p"), ("Dropped Email", "p"),
        ("Marked Email as Spam", "p"), ("Unsubscribed from Email Marketing", "p")], [1]),
    ("customer.io", "metric,delivery_id", [
        ("sent", "a"), ("drafted", "b"), ("attempted", "a"), ("delivered", "a"), ("opened", "a"),
        ("clicked", "a"), ("converted", "a"), ("bounced", "a"), ("dropped", "c"),
        ("undeliverable", "d"), ("suppressed", "e"), ("failed", "f")], [1]),
    ("customer.io webhook", "event_type,delivery_id", [
        ("email_sent", "a"), ("email_drafted", "b"), ("email_attempted", "a"),
        ("email_delivered", "a"), ("email_dropped", "c"), ("email_suppressed", "d")], [1]),
    ("ses", "eventType,mail.messageId", [
        ("Send", "a"), ("Delivery", "a"), ("Bounce", "a"), ("Complaint", "a"), ("Open", "a"),
        ("Click", "a"), ("Reject", "b"), ("Rendering Failure", "c"), ("RenderingFailure", "c"),
        ("DeliveryDelay", "a"), ("Subscription", "a")], [1]),
    ("resend", "type,data.email_id", [
        ("email.sent", "a"), ("email.delivered", "a"), ("email.delivery_delayed", "a"),
        ("email.opened", "a"), ("email.clicked", "a"), ("email.complained", "a"),
        ("email.bounced", "a"), ("email.failed", "b"), ("email.scheduled", "c"),
        ("email.suppressed", "d"), ("email.received", "e")], [1]),
    ("iterable", "eventName,messageId", [
        ("emailSend", "a"), ("emailOpen", "a"), ("emailClick", "a"), ("emailBounce", "a"),
        ("emailComplaint", "a"), ("emailSendSkip", "b"), ("emailUnsubscribe", "a")], [1]),
    ("braze", "event_type,message_id", [
        ("users.messages.email.Send", "a"), ("users.messages.email.Delivery", "a"),
        ("users.messages.email.Open", "a"), ("users.messages.email.Bounce", "a"),
        ("users.messages.email.Abort", "b"), ("users.messages.email.MarkAsSpam", "a")], [1]),
    ("mailjet", "event,MessageID", [
        ("sent", "a"), ("open", "a"), ("click", "a"), ("bounce", "a"), ("blocked", "b"),
        ("spam", "a"), ("unsub", "a")], [1]),
    ("salesforce", "EventType,SendID", [
        ("Sent", "9"), ("Open", "9"), ("Click", "9"), ("Unsubscribe", "9"), ("NotSent", "9")],
     [1]),
    ("exchange", "event-id,message-id", [
        ("RECEIVE", "a"), ("SEND", "a"), ("DELIVER", "a"), ("FAIL", "a"), ("DSN", "a"),
        ("DEFER", "a"), ("DROP", "b")], [2]),
    ("brevo export", "st_text,mid", [
        ("Sent", "a"), ("Delivered", "a"), ("First opening", "a"), ("Clicked", "a"),
        ("Blocked", "b")], [1]),
    ("mandrill webhook, wrapped", "event,msg._id,msg.state", [
        ("send", "a", "sent"), ("open", "a", "sent"), ("reject", "b", "rejected")], [1]),
    ("nobody's", "event", [("teleported",), ("sent",), ("",)], [1, 2, 3]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("header", "lines", "sends"), [case[1:] for case in EVENTS], ids=[case[0] for case in EVENTS]
)
@pytest.mark.parametrize("order", ["as it was", "reversed"])
def test_events_of_one_message_are_one_send(
    header: str, lines: list[tuple[str, ...]], sends: list[int], order: str
) -> None:
    timed = [(ANN, f"2026-11-10T09:00:{at:02}Z", *line) for at, line in enumerate(lines, start=1)]
    if order == "reversed":
        timed.reverse()
        sends = [len(lines) + 1 - at for at in sends]
    found = read(table(f"email,timestamp,{header}", timed))
    assert [row for _, row, _ in found.sends] == sorted(sends)
    assert sum(found.events.values()) == len(lines) - len(sends)


#: Service, headers, and rows of which each is about a message of its own: is it a send?
STATES: Final[list[tuple[str, str, dict[str, bool]]]] = [
    ("mandrill", "Status", {
        "sent": True, "delivered": True, "opened": True, "clicked": True, "bounced": True,
        "soft-bounced": True, "deferred": True, "spam": True, "unsub": True, "queued": False,
        "scheduled": False, "rejected": False, "invalid": False}),
    ("postmark", "Status", {"Sent": True, "Processed": True, "Queued": False}),
    ("sendgrid activity", "status", {
        "delivered": True, "processed": True, "not_delivered": True, "dropped": False}),
    ("twilio texts", "MessageStatus", {
        "sending": True, "sent": True, "delivered": True, "undelivered": True, "failed": True,
        "read": True, "queued": False, "scheduled": False, "canceled": False, "received": False,
        "receiving": False, "draft": False}),
    ("vonage", "status", {
        "accepted": True, "delivered": True, "expired": True, "failed": True, "unknown": True,
        "rejected": False}),
    ("infobip", "status.groupName", {
        "PENDING": True, "DELIVERED": True, "UNDELIVERABLE": True, "EXPIRED": True,
        "REJECTED": False}),
    ("mailjet", "Status", {
        "sent": True, "opened": True, "clicked": True, "bounce": True, "softbounced": True,
        "hardbounced": True, "deferred": True, "unsub": True, "blocked": False,
        "queued": False}),
    ("postfix", "status", {"sent": True, "deferred": True, "bounced": True, "expired": True}),
    ("resend", "last_event", {
        "delivered": True, "bounced": True, "complained": True, "scheduled": False,
        "canceled": False, "suppressed": False}),
    ("german", "Zustellstatus", {
        "zugestellt": True, "gesendet": True, "geöffnet": True, "abgelehnt": False,
        "geplant": False, "Entwurf": False, "storniert": False}),
    ("french", "Statut", {"envoyé": True, "livré": True, "annulé": False, "planifié": False}),
    ("spanish", "Estado", {"enviado": True, "entregado": True, "rechazado": False,
                           "programado": False}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("header", "words"), [case[1:] for case in STATES], ids=[case[0] for case in STATES]
)
@pytest.mark.parametrize("ids", [True, False])
def test_a_state_tells_of_the_one_message_of_its_row(
    header: str, words: dict[str, bool], ids: bool
) -> None:
    """Delivered, opened, bounced, failed: it was sent, whether or not others say just that."""
    lines = [(ONE, DAY, word, f"m{at}" if ids else "") for at, word in enumerate(words)]
    found = read(table(f"To,DateSent,{header},MessageSid", lines), channel="sms")
    assert [row for _, row, _ in found.sends] == [
        at for at, is_send in enumerate(words.values(), start=1) if is_send
    ]
    assert set(found.events.values()) <= {1}


#: A call that was tried is a contact, whether or not anybody answered.
CALLS: Final[list[tuple[str, str, dict[tuple[str, ...], bool]]]] = [
    ("twilio", "CallStatus,Direction", {
        ("completed", "outbound-api"): True, ("no-answer", "outbound-dial"): True,
        ("busy", "outbound-api"): True, ("failed", "outbound-api"): True,
        ("canceled", "outbound-api"): True, ("in-progress", "trunking-terminating"): True,
        ("queued", "outbound-api"): False, ("completed", "inbound"): False,
        ("completed", "trunking-originating"): False}),
    ("aircall", "direction,answered,missed_call_reason", {
        ("outbound", "Yes", ""): True, ("outbound", "No", ""): True,
        ("inbound", "No", "no_available_agent"): False}),
    ("five9", "CALL TYPE,DISPOSITION", {
        ("Outbound", "No Answer"): True, ("Outbound", "Abandoned"): True,
        ("Outbound", "Left Voicemail"): True, ("Manual", "Answering Machine"): True,
        ("Inbound", "Sale"): False}),
    ("genesys", "Originating Direction,Disposition", {
        ("outbound", "Dropped"): True, ("outbound", "Busy"): True, ("inbound", "Voicemail"): False,
    }),
    ("asterisk", "disposition", {
        ("ANSWERED",): True, ("NO ANSWER",): True, ("BUSY",): True, ("FAILED",): True,
        ("CONGESTION",): True}),
    ("telephone", "Type", {("Outgoing",): True, ("Incoming",): False, ("Missed",): False}),
    ("dialler, tries", "event", {("attempted",): True, ("Attempt",): True}),
    ("dialler, one row each", "event", {("no_answer",): True, ("answered",): True,
                                        ("busy",): True}),
    ("exchange of texts", "Direction", {("MT",): True, ("MO",): False, ("out",): True,
                                        ("in",): False}),
    ("salesforce", "Incoming", {("false",): True, ("true",): False, ("",): True}),
    ("hubspot", "hs_call_direction,hs_call_status", {
        ("OUTBOUND", "NO_ANSWER"): True, ("OUTBOUND", "COMPLETED"): True,
        ("INBOUND", "COMPLETED"): False}),
    ("how many came in", "Inbound,Outbound", {("1", "0"): True, ("12", "3"): True}),
    ("german", "Richtung", {("ausgehend",): True, ("eingehend",): False}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("header", "lines"), [case[1:] for case in CALLS], ids=[case[0] for case in CALLS]
)
def test_calls_that_were_tried_are_sends(header: str, lines: dict[tuple[str, ...], bool]) -> None:
    found = read(table(f"To,Start Time,{header}", [(ONE, DAY, *line) for line in lines]),
                 channel="call")  # fmt: skip
    assert [row for _, row, _ in found.sends] == [
        at for at, is_send in enumerate(lines.values(), start=1) if is_send
    ]


TEXTS: Final = [
    (OURS, ONE, "Sale", "delivered", "outbound-api", True),
    (OURS, TWO, "Sale", "received", "outbound-reply", True),
    (ONE, OURS, "STOP", "received", "inbound", False),
    (OURS, ONE, "Sale", "queued", "outbound-api", False),
    (OURS, ONE, "Sale", "", "", True),
    (OURS, ONE, "Sale", "levitated", "sideways", True),
]  # fmt: skip


def test_none_of_several_columns_may_say_that_it_is_none() -> None:
    lines = [(*line[:-1], DAY) for line in TEXTS]
    found = read(table("From,To,Body,Status,Direction,SentDate", lines), channel="sms")
    assert [row for _, row, _ in found.sends] == [
        at for at, line in enumerate(TEXTS, start=1) if line[-1]
    ]
    assert found.events == {"received": 1, "queued": 1}
    assert [note.split(":")[0] for note in found.notes] == ["log.csv", "log.csv"]
    assert "levitated (1)" in found.notes[0]
    assert "sideways (1)" in found.notes[1]


def test_event_type_and_state_at_once() -> None:
    lines = [(ANN, DAY, "sent", "ok"), (ANN, DAY, "sent", "rejected"), (BOB, DAY, "open", "ok")]
    found = read(table("email,date,event,status", lines))
    assert [row for _, row, _ in found.sends] == [1]
    assert found.events == {"rejected": 1, "open": 1}


@pytest.mark.parametrize(
    ("header", "words"),
    [
        # Neither is about messages.
        ("state", ["CA", "OK", "NY"]),
        ("type", ["newsletter", "transactional", "open"]),
        ("action", ["print", ""]),
        ("status", ["active", "customer", "subscribed"]),
        ("result", ["complete", "42", ""]),
        ("outcome", ["success", "other"]),
    ],
)
def test_columns_that_do_not_speak_of_messages(header: str, words: list[str]) -> None:
    found = read(table(f"email,date,{header}", [(ANN, DAY, word) for word in words]))
    assert len(found.sends) == len(words)
    assert not found.notes


def test_words_that_nobody_knows_are_told_but_no_texts() -> None:
    words = ["sent", "bob@firma-1.com asked", "0044 20 79460001", "warp 9", "warp 9"]
    lines = [(ANN, DAY, word) for word in words]
    found = read(table("email,date,status", lines))
    assert len(found.sends) == len(lines)
    [note] = found.notes
    assert "other words (4)" in note
    assert "bob" not in note
    assert "0044" not in note
    texts = [(ANN, DAY, "sent"), *((ANN, DAY, f"Spoke of {'abcdefghijklmnopqrstuvwxyz'[at]}")
             for at in range(26))]  # fmt: skip
    [note] = read(table("email,date,status", texts)).notes
    assert "other words (26)" in note
    assert "spoke" not in note


def test_received_alone_was_received_by_the_recipient() -> None:
    lines = [(ONE, DAY, "received"), (TWO, DAY, "Received")]
    assert len(read(table("To,date,status", lines), channel="sms").sends) == 2


def test_klaviyo_tells_what_the_person_did() -> None:
    words = ["Received SMS", "Clicked SMS", "Sent SMS", "Failed to Deliver SMS", "sent"]
    found = read(
        table("phone,date,metric", [(f"{ONE[:-1]}{at}", DAY, word)
                                    for at, word in enumerate(words)]),
        channel="sms",
    )  # fmt: skip
    assert [row for _, row, _ in found.sends] == [1, 5]


# --- a delivery beside its send -------------------------------------------------------------


def test_a_delivery_of_which_no_row_says_sent_is_a_send() -> None:
    lines = [(ANN, DAY, "sent", "a"), (ANN, NEXT, "delivered", "a"), (BOB, NEXT, "delivered", "b")]
    found = read(table("email,timestamp,event,message_id", lines))
    assert found.recipients == [ANN, BOB]
    assert found.events == {"delivered": 1}


@pytest.mark.parametrize(
    ("sent", "delivered", "sends"),
    [
        # Each delivery belongs to one send.
        (["11-10 09:00"], ["11-10 09:00", "11-10 09:01"], 2),
        (["11-10 09:00", "11-10 09:01"], ["11-10 09:02", "11-10 09:03"], 2),
        (["11-10 09:00", "11-11 09:00"], ["11-10 09:01", "11-11 09:01"], 2),
        (["11-10 09:00", "11-11 09:00"], ["11-11 09:01"], 2),
        # Tried for days, but not for ever; a little early by another clock.
        (["11-10 09:00"], ["11-13 09:00"], 1),
        (["11-10 09:00"], ["11-20 09:00"], 2),
        (["11-10 09:00"], ["11-10 08:59"], 1),
        (["11-10 09:00"], ["11-09 09:00"], 2),
        # Nobody knows when: then the first may belong to it.
        (["11-10 09:00"], [""], 1),
        ([""], ["11-10 09:00"], 1),
    ],
)
def test_without_ids_recipient_campaign_and_time_tell(
    sent: list[str], delivered: list[str], sends: int
) -> None:
    lines = [(ANN, f"2026-{time}" if time else "", "sent", "spring") for time in sent]
    lines += [(ANN, f"2026-{time}" if time else "", "delivered", "spring") for time in delivered]
    found = read(table("email,timestamp,event,campaign", lines))
    assert len(found.sends) == sends
    # The same of another campaign, or to another person, is another message.
    other = [(BOB, *line[1:]) for line in lines] + [(*line[:3], "autumn") for line in lines]
    found = read(table("email,timestamp,event,campaign", [*lines, *other]))
    assert len(found.sends) == 3 * sends


def test_of_one_id_a_repeated_delivery_is_still_one_send() -> None:
    lines = [(ANN, DAY, "sent", "a"), *((ANN, NEXT, "delivered", "a"),) * 3]
    assert len(read(table("email,timestamp,event,message_id", lines)).sends) == 1


def test_an_id_of_a_template_does_not_make_two_sends_one() -> None:
    """Bills of two months have one id: a delivery without its own send is not lost."""
    lines = [(ANN, "2026-10-01", "sent", "t"), (ANN, "2026-10-01", "delivered", "t"),
             (ANN, "2026-11-01", "delivered", "t")]  # fmt: skip
    assert [row for _, row, _ in read(table("email,date,event,message_id", lines)).sends] == [1, 3]


def test_what_sends_are_known_by_may_differ_from_log_to_log() -> None:
    """HubSpot gives the event of the send an id, and the others that id in a field of their own."""
    lines = [(ANN, DAY, "SENT", "1", ""), (ANN, NEXT, "PROCESSED", "2", "1"),
             (ANN, NEXT, "DELIVERED", "3", "1"), (BOB, NEXT, "DELIVERED", "4", "0")]  # fmt: skip
    found = read(table("recipient,created,type,id,sentBy.id", lines))
    assert [row for _, row, _ in found.sends] == [1, 4]
    bare = [line[:3] for line in lines]
    first = table("recipient,created,type", bare[:1], "a.csv")
    second = table("recipient,created,type,message_id",
                   [(*bare[2], "x"), (BOB, DAY, "SENT", "y")], "b.csv")  # fmt: skip
    assert read(first, second).recipients == [ANN, BOB]


def test_ids_of_events_tell_no_messages_apart() -> None:
    lines = [(ANN, DAY, "sent", "e1"), (ANN, NEXT, "delivered", "e2")]
    assert len(read(table("email,timestamp,event,message_id", lines)).sends) == 1


def test_states_of_one_message_are_one_send() -> None:
    """Callbacks: a row for each change of the state; without ids each is of its own message."""
    lines = [(ONE, DAY, word, "SM1") for word in ("queued", "sending", "sent", "delivered")]
    lines += [(TWO, DAY, word, "SM2") for word in ("deferred", "deferred", "bounced")]
    lines += [(TWO, DAY, "delivered", "")]
    header = "To,DateSent,MessageStatus,MessageSid"
    found = read(table(header, lines), channel="sms")
    assert [row for _, row, _ in found.sends] == [3, 5, 8]
    bare = read(table("To,DateSent,MessageStatus", [line[:3] for line in lines]), channel="sms")
    assert len(bare.sends) == 7


def test_a_campaign_that_was_sent_twice_to_somebody_is_two_sends() -> None:
    """One row for each message: of few of the ids there are two rows."""
    lines = [(f"{ONE[:-2]}{at}", DAY, "delivered", "c1") for at in range(10, 30)]
    lines += [(f"{ONE[:-2]}10", "2026-11-11", "read", "c1")]
    found = read(table("To,DateSent,Status,Message ID", lines), channel="sms")
    assert len(found.sends) == len(lines)


@pytest.mark.parametrize(
    ("header", "folder", "column"),
    [
        ("email,created", "", None),
        ("email,created,Status", "", "created"),
        ("email,created,Status", "date=2026-11-10/", None),
        ("email,created,Status,Sent", "", "Sent"),
    ],
)
def test_when_a_row_was_made_is_when_it_was_sent_where_it_is_of_a_message(
    header: str, folder: str, column: str | None
) -> None:
    path = Path(f"logs/{folder}log.csv")
    path.parent.mkdir(parents=True)
    cells = {"email": ANN, "created": DAY, "Status": "sent", "Sent": DAY}
    table(header, [[cells[name] for name in header.split(",")]], str(path))
    settings = Settings(send_date=date(2026, 11, 30))
    [file] = find_lists(["logs"], exports=True)
    assert open_log(0, file, settings, Path()).map.columns.get("send_time") == column


def test_each_recipient_has_a_delivery_of_its_own() -> None:
    """SES tells of one delivery for each of the recipients' servers."""
    mail = {"timestamp": DAY, "messageId": "1", "destination": [ANN, BOB]}
    records: list[dict[str, Any]] = [
        {"eventType": "Send", "mail": mail},
        {"eventType": "Delivery", "mail": mail, "delivery": {"recipients": [ANN]}},
        {"eventType": "Delivery", "mail": mail, "delivery": {"recipients": [BOB]}},
        {"eventType": "Delivery", "mail": mail | {"messageId": "2"},
         "delivery": {"recipients": [BOB]}},
        {"eventType": "Bounce", "mail": mail,
         "bounce": {"bouncedRecipients": [{"emailAddress": BOB}]}},
    ]  # fmt: skip
    found = read(ndjson(records))
    assert found.sends == [(0, 1, ANN), (0, 1, BOB), (0, 4, BOB)]


@pytest.mark.parametrize("parts", [["sent", "delivered"], ["delivered", "sent"]])
def test_the_send_may_lie_in_another_log(parts: list[str]) -> None:
    """As parts of one table do: no order, each event somewhere."""
    header = "email,timestamp,event,message_id"
    paths = []
    for at, event in enumerate(parts):
        rest = "sent" if event == "delivered" else "delivered"
        lines = [(ANN, DAY, event, "a"), (BOB, DAY, rest, "b"), ("c@firma-1.com", DAY, "sent", "c"),
                 (BOB, DAY, "delivered", "d")][: 4 - at]  # fmt: skip
        paths.append(table(header, lines, f"part-{at}.csv"))
    found = read(*paths)
    assert found.recipients.count(ANN) == 1
    assert found.recipients.count(BOB) == 2
