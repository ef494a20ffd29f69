"""Contacts that the law is asked for, and a law made for a test."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import polars as pl

from listcheck.core import columns as c
from listcheck.policy import (
    Law,
    Rules,
    law_of,
    load_rules,
    with_policy,
)
from listcheck.policy.files.register_file import Register
from listcheck.policy.files.rule_file import CountryFile

TODAY = date(2026, 11, 22)
FIRST_DAY = date(2018, 5, 25)
KEYS = (c.COUNTRY, c.OTHER_COUNTRY, c.PARTY, c.ADDRESS_KIND, c.SUBSCRIBER)
FACTS = (
    c.LINE_TYPE,
    c.NUMBER_SOURCE,
    c.RELATIONSHIP,
    c.EXISTING_AGREEMENT,
    c.PUBLISHED_BUSINESS_CONTACT,
    c.RELATIONSHIP_DATE,
    c.CONTRACT_END,
    c.CONSENT_LAST_USED,
    c.CURRENT_CUSTOMER,
    c.CONSENT,
    c.CONSENT_DATE,
    c.SEND_DATE,
    c.COLLECTED_BY,
    c.SENDER_ENTITY,
    c.SIMILAR_PRODUCTS,
    c.OPTOUT_OFFERED,
    c.UNSUBSCRIBE_ROUTE,
    c.CHANNEL,
)
SCHEMA = {column.name: column.dtype for column in (*KEYS, *FACTS)}
#: A contact whose law is known and whose evidence is blank.
CONTACT = {"party": "first", "address_kind": "individual", "subscriber": "corporate"}


@cache
def shipped() -> Rules:
    return load_rules()


@cache
def guide(channel: str, sender_kind: str | None = None) -> Law:
    campaign = {"sender_kind": sender_kind}
    return law_of(shipped(), channel, on=TODAY, pack="guide", campaign=campaign)


def frame_of(contacts: list[dict[str, Any]], listed: tuple[str, ...] = ()) -> pl.LazyFrame:
    schema = SCHEMA | {c.listed_on(name): pl.Boolean for name in listed}
    schema |= {c.listed_since(name): pl.Date for name in listed}
    rows = [dict.fromkeys(schema) | contact for contact in contacts]
    return pl.LazyFrame(rows, schema=schema, orient="row")


def applied(
    law: Law, *contacts: dict[str, Any], registers: Mapping[str, Any] | None = None
) -> list[dict[str, Any]]:
    supplied = dict(registers or {})
    frame = with_policy(
        frame_of([CONTACT | contact for contact in contacts], tuple(supplied)), law, supplied
    )
    return frame.collect(engine="streaming").to_dicts()


def one(
    law: Law, contact: dict[str, Any], registers: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    (found,) = applied(law, contact, registers=registers)
    return found


def law_with(
    *exceptions: dict[str, Any],
    registers: tuple[Register, ...] = (),
    channel: str = "call",
    on: date = TODAY,
    campaign: Mapping[str, str | None] | None = None,
    **said: Any,
) -> Law:
    """The law of country XX, whose one row has these exceptions, beside a plain country YY."""
    row: dict[str, Any] = {
        "id": "XX-all",
        "pack": ["guide", "current"],
        "channel": channel,
        "party": ["first", "third"],
        "address_kind": ["generic", "individual"],
        "subscriber": ["corporate", "individual"],
        "basis": "opt_out",
        "soft_opt_in": False,
        "register": [],
        "from": FIRST_DAY,
        "confidence": "high",
        "source": [{"title": "An act", "url": "https://law.example/"}],
    }
    files = {
        code: CountryFile.model_validate(
            {"country": code, "name": code, "reviewed": TODAY, "gdpr": True, "rule": [rule]}
        )
        for code, rule in {
            "XX": row | said | {"exception": list(exceptions)},
            "YY": row | {"id": "YY-all"},
        }.items()
    }
    rules = replace(shipped(), countries=files, registers={item.id: item for item in registers})
    return law_of(rules, channel, on=on, pack="current", campaign=campaign)


def exception(
    basis: str, *, soft: bool = False, registers: Any = (), **when: str | list[str]
) -> dict[str, Any]:
    return {"when": when, "basis": basis, "soft_opt_in": soft, "register": list(registers)}
