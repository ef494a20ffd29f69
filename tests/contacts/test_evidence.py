"""Evidence: blank is unknown, dates are never guessed, a confirmation alone is an import."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import polars as pl
import pytest

from listcheck.contacts.email.addresses import Domains, email_steps
from listcheck.contacts.evidence.cell_values import moment, yes_no
from listcheck.contacts.evidence.evidence import EvidenceOptions, with_evidence
from listcheck.contacts.hygiene import hygiene_steps
from listcheck.core.columns import FIELDS, SEND_DATE
from listcheck.core.steps import with_steps
from listcheck.mapping import map_columns, with_fields

NO_DOMAINS = Domains(frozenset(), frozenset(), {}, frozenset(), frozenset())


def frame(channel: str = "email", **cells: str | None) -> pl.LazyFrame:
    there = {f"c{at}": [cells.get(field)] for at, field in enumerate(FIELDS)}
    schema = {"row": pl.UInt32, **dict.fromkeys(there, pl.String)}
    headers = {field: field for field in FIELDS}
    mapping = map_columns(list(FIELDS), headers, "test").for_channel(channel)
    return with_fields(pl.LazyFrame({"row": [1], **there}, schema=schema), mapping)


def read(*, channel: str = "email", grade: str = "times", **cells: str | None) -> dict[str, Any]:
    options = EvidenceOptions(channel, double_opt_in=grade)  # type: ignore[arg-type]  # any grade
    sent = pl.lit(date(2026, 11, 22)).alias(SEND_DATE.name)
    found = with_evidence(frame(channel, **cells).with_columns(sent), options)
    return found.collect(engine="streaming").row(0, named=True)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("yes", "yes"), ("TRUE", "yes"), (" 1 ", "yes"), ("Ja", "yes"), ("oui", "yes"),
        ("x", "yes"), ("no", "no"), ("0", "no"), ("Nein", "no"), ("maybe", "unreadable"),
        ("2026-01-01", "unreadable"), ("", None), (None, None),
    ],
)  # fmt: skip
def test_yes_no(text: str | None, answer: str | None) -> None:
    assert frame(opted_out=text).select(yes_no("opted_out")).collect().item() == answer


@pytest.mark.parametrize(
    ("text", "order", "expected"),
    [
        ("2026-04-03", None, datetime(2026, 4, 3)),
        ("2026-04-03T10:20:30Z", None, datetime(2026, 4, 3, 10, 20, 30)),
        ("2026-04-03 10:20", None, datetime(2026, 4, 3, 10, 20)),
        ("03/04/2026", None, None),
        ("03/04/2026", "dmy", datetime(2026, 4, 3)),
        ("03/04/2026", "mdy", datetime(2026, 3, 4)),
        ("3.4.2026 09:05", "dmy", datetime(2026, 4, 3, 9, 5)),
        ("31.12.2026", None, None),
        ("2026-02-30", None, None),
        ("32/01/2026", "dmy", None),
        ("soon", "dmy", None),
        ("20260403", None, None),
    ],
)
def test_moments(text: str, order: Any, expected: datetime | None) -> None:
    found = frame(consent_date=text).select(moment("consent_date", order)).collect().item()
    assert found == expected


EARLY, LATE = "2026-01-01 10:00:00", "2026-01-01 10:05:00"


@pytest.mark.parametrize(
    ("cells", "grade", "consent"),
    [
        ({}, "times", None),
        ({"consent": ""}, "times", None),
        ({"consent": "banana"}, "times", None),
        ({"consent": "no"}, "times", "none"),
        ({"consent": "none", "optin_time": EARLY, "confirm_time": LATE}, "times", "none"),
        ({"consent": "yes"}, "times", "opt_in"),
        ({"consent": "Opt-in"}, "times", "opt_in"),
        ({"consent": "double_opt_in"}, "times", "opt_in"),
        ({"consent": "double_opt_in"}, "stated", "double_opt_in"),
        ({"optin_time": EARLY, "confirm_time": LATE}, "times", "double_opt_in"),
        ({"optin_time": LATE, "confirm_time": EARLY}, "times", "opt_in"),
        ({"confirm_time": LATE}, "times", None),
        ({"optin_time": EARLY}, "times", "opt_in"),
        ({"consent": "yes", "optin_time": EARLY, "confirm_time": LATE}, "full", "opt_in"),
        (
            {
                "optin_time": EARLY,
                "confirm_time": LATE,
                "optin_ip": "10.0.0.7",
                "confirm_ip": "::1",
            },
            "full",
            "double_opt_in",
        ),
        ({"consent": "yes", "consent_channel": "phone"}, "times", None),
        ({"consent": "yes", "consent_channel": "E-Mail, SMS"}, "times", "opt_in"),
    ],
)
def test_consent(cells: dict[str, str], grade: str, consent: str | None) -> None:
    assert read(grade=grade, **cells)["consent"] == consent


@pytest.mark.parametrize(
    ("channel", "stated", "consent"),
    [
        ("call", None, None), ("call", "call", "opt_in"), ("call", "phone", "opt_in"),
        ("call", "email", None), ("call", "automated-call", None), ("sms", "sms", "opt_in"),
        ("automated-call", "automated-call", "opt_in"), ("automated-call", "call", None),
        ("sms", "all", "opt_in"),
    ],
)  # fmt: skip
def test_consent_is_per_channel(channel: str, stated: str | None, consent: str | None) -> None:
    assert read(channel=channel, consent="yes", consent_channel=stated)["consent"] == consent


def test_the_day_of_a_consent() -> None:
    assert read(consent="yes", consent_date="2026-02-03")["consent_date"] == date(2026, 2, 3)
    assert read(optin_time=EARLY, confirm_time=LATE)["consent_date"] == date(2026, 1, 1)
    assert read(consent="yes")["consent_date"] is None


@pytest.mark.parametrize(
    ("cells", "opted_out", "field"),
    [
        ({}, None, None),
        ({"opted_out": "no"}, "no", None),
        ({"opted_out": "yes"}, "yes", "opted_out"),
        ({"opted_out": "hm"}, "unreadable", "opted_out"),
        ({"opted_out": "no", "opted_out_at": "2026-01-01"}, "yes", "opted_out_at"),
        ({"status": "Unsubscribed"}, "yes", "opted_out"),
        ({"status": "abgemeldet"}, "yes", "opted_out"),
        ({"consent": "withdrawn"}, "yes", "consent"),
        ({"consent": "Unsubscribed", "consent_channel": "call"}, None, None),
        ({"consent": "no"}, None, None),
        ({"status": "subscribed"}, None, None),
        ({"status": "active"}, None, None),
    ],
)
def test_opt_outs(cells: dict[str, str], opted_out: str | None, field: str | None) -> None:
    found = read(**cells)
    assert (found["opted_out"], found["opted_out_field"]) == (opted_out, field)


@pytest.mark.parametrize("word", ["Bounced", "hard bounce", "cleaned", "Complained", "spam"])
def test_bounces(word: str) -> None:
    assert read(status=word)["bounced"] is True
    assert read(status="active")["bounced"] is False


def test_hygiene() -> None:
    def hygiene(**cells: str) -> tuple[bool, bool]:
        # Of an address only the step that reads it says whether it is plain.
        steps = [email_steps(NO_DOMAINS)[0], *hygiene_steps()]
        row = with_steps(frame(**cells), steps).collect().row(0, named=True)
        return row["formula"], row["hidden_character"]

    assert hygiene(first_name="=1+1") == (True, False)
    assert hygiene(company="@SUM(A1)") == (True, False)
    assert hygiene(phone="+442079460018") == (False, False)
    assert hygiene(phone="=442079460018") == (True, False)
    assert hygiene(email="an\u200bn@firma.de") == (False, True)
    assert hygiene(last_name="O'Neill-Smith") == (False, False)
    assert hygiene() == (False, False)


def test_a_date_that_only_the_order_settles_is_told() -> None:
    assert read(consent_date="03/04/2026")["date_unread"] is True
    assert read(consent_date="2026-04-03")["date_unread"] is False
    assert read()["date_unread"] is False
