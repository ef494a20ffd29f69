"""Summaries of audits, made by hand for the tests of their reports."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

from listcheck.results.audit_result import (
    AuditCheck,
    AuditSummary,
    Exposure,
    LateOptOuts,
    MonthTally,
    NamedTally,
    Recipient,
    RuleTally,
    Sends,
    SourceTally,
    Tally,
)
from listcheck.results.check_result import Citation, RulesLine, RunFindingLine, SourceLine

NAMES = {
    "DE": "Germany", "GB": "United Kingdom", "FR": "France", "IT": "Italy", "ES": "Spain",
    "NL": "Netherlands", "US": "United States", "CA": "Canada",
}  # fmt: skip
CHANNELS = ("email", "sms", "call")
GDPR = Citation(
    title="Regulation (EU) 2016/679 (GDPR) art. 83(5)(b)",
    url="https://eur-lex.europa.eu/eli/reg/2016/679/oj",
)
UWG = Citation(title="UWG § 7(2)", url="https://www.gesetze-im-internet.de/uwg_2004/__7.html")
PECR = Citation(
    title="PECR 2003 reg. 22", url="https://www.legislation.gov.uk/uksi/2003/2426/regulation/22"
)
CAN_SPAM = Citation(
    title="15 U.S.C. § 7704(a)(4)", url="https://www.law.cornell.edu/uscode/text/15/7704"
)


def months_between(first: str, count: int) -> list[str]:
    year, month = (int(part) for part in first.split("-"))
    at = [year * 12 + month - 1 + n for n in range(count)]
    return [f"{n // 12:04}-{n % 12 + 1:02}" for n in at]


def tally(read: int, violation: int = 0, unknown: int = 0) -> dict[str, int]:
    return {
        "read": read,
        "lawful": read - violation - unknown,
        "violation": violation,
        "unknown": unknown,
    }


def split(total: int, weights: list[float]) -> list[int]:
    """A total in whole parts that add up to it."""
    whole = sum(weights)
    parts = [int(total * weight / whole) for weight in weights]
    parts[0] += total - sum(parts)
    return parts


def sums(months: list[MonthTally]) -> dict[str, int]:
    return {
        name: sum(getattr(item, name) for item in months)
        for name in ("read", "lawful", "violation", "unknown")
    }


def empty(**changes: Any) -> AuditSummary:
    told: dict[str, Any] = {
        "version": "0.1.0",
        "verdict": "lawful",
        "sends": Sends(),
        "first_day": None,
        "last_day": None,
        "purpose": "marketing",
        "party": None,
        "pack": "current",
        "checks": [],
        "countries": {},
        "channels": {},
        "months": [],
        "rules": RulesLine(sha256="0123456789abcdef" * 4, oldest_review=date(2026, 11, 20)),
        "files": {"verdicts": "verdicts.parquet", "summary": "summary.json"},
    }
    return AuditSummary.model_validate(told | changes)


def of_months(months: list[str], violation: int = 7, unknown: int = 40) -> AuditSummary:
    """A summary of nothing but months of 1,000 sends each."""
    rows = [
        MonthTally(month=month, channel="email", **tally(1000, violation, unknown))
        for month in months
    ]
    total = sums(rows)
    return empty(
        verdict="violations" if violation else "unknowns" if unknown else "lawful",
        sends=Sends(**total),
        months=rows,
        first_day=date.fromisoformat(f"{months[0]}-03"),
        last_day=date.fromisoformat(f"{months[-1]}-28"),
        countries={"DE": Tally(**total)},
        channels={"email": Tally(**total)},
        checks=[
            AuditCheck(code="LC201", name="individual-opt-out", answer="violation",
                       count=total["violation"]),
            AuditCheck(code="LC302", name="opt-in-missing", answer="unknown",
                       count=total["unknown"]),
        ],
    )  # fmt: skip


def five_years(**changes: Any) -> AuditSummary:
    """Five years of sends of a house that got better at opt-outs: the same at every call."""
    rng = random.Random(5)
    months = []
    for at, month in enumerate(months_between("2021-01", 60)):
        if month in ("2022-08", "2023-07", "2023-08"):
            continue
        for channel, size in zip(CHANNELS, (9000, 1500, 700), strict=True):
            if channel == "sms" and month < "2022-03":
                continue
            read = int(size * (1 + at / 60) * rng.uniform(0.6, 1.2))
            rate = 0.012 * (1 - at / 90) * rng.uniform(0.4, 1.3)
            if month in ("2021-05", "2024-11"):
                rate *= 5
            months.append(
                MonthTally(
                    month=month,
                    channel=channel,
                    codes={"LC201": int(read * rate)},
                    **tally(read, int(read * rate), int(read * rate * rng.uniform(0.8, 3.5))),
                )
            )
    months.append(MonthTally(month=None, channel="email", **tally(1204, 0, 1204)))
    total = sums(months)
    read, violation, unknown = total["read"], total["violation"], total["unknown"]

    def shared(weights: list[float], worst: int) -> list[dict[str, int]]:
        bad = [weight * (6 if at == worst else 1) for at, weight in enumerate(weights)]
        return [
            tally(*three)
            for three in zip(split(read, weights), split(violation, bad), split(unknown, weights),
                             strict=True)
        ]  # fmt: skip

    countries = dict(zip([*NAMES, "??"], shared([30, 22, 14, 10, 8, 7, 6, 2, 1], 3), strict=True))
    campaigns = shared([rng.uniform(1, 9) for _ in range(40)], 7)
    quarters = [f"{year} Q{n} {what}" for year in range(2021, 2026) for n in range(1, 5)
                for what in ("newsletter", "offer to lapsed customers")]  # fmt: skip
    late = int(violation * 0.42)
    classes = ["1-3", "4-10", "11-30", "31-90", "91-365", "over 365"]
    registers = [
        SourceLine(name="TPS", kind="register", obtained=date(2021 + at // 12, at % 12 + 1, 3),
                   entries=18_000_000 + at, unreadable=0, matched=at)
        for at in range(58)
    ]  # fmt: skip
    codes = [
        ("LC201", "individual-opt-out", 0.38),
        ("LC302", "opt-in-missing", 0.31),
        ("LC303", "double-opt-in-missing", 0.14),
        ("LC401", "on-do-not-call-register", 0.1),
        ("LC202", "organisation-opt-out", 0.04),
        ("LC306", "consent-expired", 0.06),
    ]
    open_ = [
        ("LC402", "register-not-supplied", 0.36),
        ("LC302", "opt-in-missing", 0.4),
        ("LC309", "legitimate-interest-not-assessed", 0.12),
        ("LC007", "send-time-unknown", 0.05),
        ("LC301", "no-rule-for-country", 0.03),
        ("LC204", "opted-out-in-list", 0.02),
    ]
    told: dict[str, Any] = {
        "verdict": "violations",
        "sends": Sends(unreadable=37, **(total | {"read": read + 37})),
        "events": {"open": 204_113, "click": 18_204, "bounce": 3_311},
        "first_day": date(2021, 1, 4),
        "last_day": date(2025, 12, 30),
        "within_grace": 1893,
        "checks": [
            *(AuditCheck(code=code, name=name, answer="violation", count=int(violation * part))
              for code, name, part in codes),
            *(AuditCheck(code=code, name=name, answer="unknown", count=int(unknown * part))
              for code, name, part in open_),
            AuditCheck(code="LC108", name="consumer-mailbox", answer="note", count=90_113),
        ],
        "countries": countries,
        "channels": dict(zip(CHANNELS, shared([84, 10, 6], 2), strict=True)),
        "months": months,
        "campaigns": [
            NamedTally(name=name, **answers)
            for name, answers in zip(quarters, campaigns, strict=True)
        ],
        "senders": [
            NamedTally(name=name, **answers)
            for name, answers in zip(["news@firma-4711.de", "sales team north", None],
                                     shared([60, 30, 10], 1), strict=True)
        ],
        "logs": [
            NamedTally(name=f"logs/{year}.parquet", **answers)
            for year, answers in zip(range(2021, 2026), shared([14, 16, 20, 24, 26], 0),
                                     strict=True)
        ],
        "late": LateOptOuts(
            sends=late,
            recipients=int(late * 0.6),
            within_grace=1893,
            days_late=dict(zip(classes, split(late, [34, 27, 18, 11, 8, 2]), strict=True)),
            days_late_most=512,
            sources=[
                SourceTally(name="crm-optouts.csv", late=int(late * 0.7), days_late_most=512),
                SourceTally(name="ledger", late=int(late * 0.3), days_late_most=41),
            ],
            most_contacted=[
                Recipient(recipient=f"{rng.getrandbits(128):032x}", sends=31 - 2 * at,
                          first=date(2021, 3, 2 + at), last=date(2022, 7, 29),
                          days_late_most=512 - at)
                for at in range(8)
            ],
        ),
        "rules_cited": [
            RuleTally(code="LC302", answer="violation", rule="DE-email-b2c-2019", country="DE",
                      count=int(violation * 0.2), confidence="high", citations=[UWG]),
            RuleTally(code="LC302", answer="violation", rule="GB-email-pecr", country="GB",
                      count=int(violation * 0.11), confidence="high", citations=[PECR]),
            RuleTally(code="LC303", answer="violation", rule="DE-email-doi", country="DE",
                      count=int(violation * 0.14), confidence="medium", citations=[UWG, GDPR]),
            RuleTally(code="LC402", answer="unknown", rule="GB-call-tps", country="GB",
                      count=int(unknown * 0.36), confidence="high", citations=[PECR]),
        ],
        "exposure": [
            Exposure(country="IT", channel="email", law="GDPR", per="infringement",
                     maximum="EUR 20,000,000 or 4 % of world turnover, whichever is higher",
                     violations=countries["IT"]["violation"], confidence="high", citations=[GDPR]),
            Exposure(country="DE", channel="email", law="UWG", per="infringement",
                     maximum="EUR 300,000", violations=countries["DE"]["violation"],
                     confidence="high", citations=[UWG]),
            Exposure(country="DE", channel="email", law="GDPR", per="infringement",
                     maximum="EUR 20,000,000 or 4 % of world turnover, whichever is higher",
                     violations=countries["DE"]["violation"], confidence="high", citations=[GDPR]),
            Exposure(country="US", channel="email", law="CAN-SPAM Act", per="message",
                     maximum="USD 53,088", violations=countries["US"]["violation"],
                     confidence="medium", citations=[CAN_SPAM]),
        ],
        "exposure_unknown": {"CA": countries["CA"]["violation"]},
        "sources": [
            SourceLine(name="crm-optouts.csv", kind="people", obtained=date(2025, 12, 31),
                       entries=41_205, unreadable=3, matched=late),
            SourceLine(name="ledger", kind="people", obtained=None, entries=9_120, unreadable=0,
                       matched=211),
            *registers,
        ],
        "findings": [
            RunFindingLine(code="LC005", name="sender-not-identified", outcome="note",
                           message="the brief does not name the sender", remedy=None),
        ],
        "waived": {"LC309": "assessed on paper in 2020, file 12/4"},
        "notes": ["The logs of August 2022 and of July and August 2023 hold no sends."],
        "columns": {"email": "Email", "country": "Country", "send_time": "Sent at"},
        "files": {"verdicts": "sends.listcheck/verdicts.parquet",
                  "violations": "sends.listcheck/violations.csv",
                  "report": "sends.listcheck/report.html",
                  "summary": "sends.listcheck/summary.json"},
    }  # fmt: skip
    return empty(**(told | changes))
