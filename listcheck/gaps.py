"""The paste-ready configuration block that closes every gap of a run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from listcheck import columns as c
from listcheck.campaign import Campaign
from listcheck.report.model import RunFindingLine

TOP, BRIEF, INTEREST, COLUMNS = "", "[brief]", "[brief.legitimate_interest]", "[columns]"


@dataclass(frozen=True)
class Gap:
    """A line of configuration and the findings that it closes.

    What only the sender knows stands there as an example to fill in; what would break
    a run until it is filled in (a header, a file) is commented out.
    """

    codes: frozenset[str]
    section: str
    line: str


def _gap(codes: str, section: str, line: str) -> Gap:
    return Gap(frozenset(codes.split()), section, line)


GAPS = (
    _gap("PARTY", TOP, 'party = "first"  # or "third": who collected the data'),
    _gap("LC131", TOP, 'country = "GB"  # for contacts whose country nothing tells'),
    _gap("LC001", TOP, '# suppress = ["unsubscribed.csv@{day}"]  # your export of unsubscribes'),
    _gap("LC206", TOP, "# suppress = [{dated}]  # the day of a fresh export"),
    _gap("LC402 LC403", TOP, "# register = [{registers}]"),
    _gap("LC005", BRIEF, 'sender_name = "Example Ltd"'),
    _gap("LC004", BRIEF, 'unsubscribe = "https://www.example.com/unsubscribe"'),
    _gap("LC311", BRIEF, "publishes_privacy_notice = true"),
    _gap("LC304", BRIEF, 'sender_kind = "commercial"'),
    _gap("LC304", BRIEF, 'sender_entity = "Example Ltd"  # as in the column collected_by'),
    _gap("LC304", BRIEF, "similar_products = true  # own products, similar to those sold"),
    _gap("LC309", INTEREST, "# write the assessment first, then declare it:"),
    _gap("LC309", INTEREST, 'purpose = "why this campaign"'),
    _gap("LC309", INTEREST, 'necessity = "why no less intrusive way will do"'),
    _gap("LC309", INTEREST, 'balancing = {{ result = "pass", date = {day} }}'),
    _gap("LC302 LC303 LC305", COLUMNS, '# consent = "Header of the consent column"'),
    _gap("LC303", COLUMNS, '# optin_time = "Header of the sign-up time"'),
    _gap("LC303", COLUMNS, '# confirm_time = "Header of the confirmation time"'),
)


def config_block(
    campaign: Campaign, judged: pl.DataFrame, findings: Sequence[RunFindingLine]
) -> str:
    """TOML to paste into ``listcheck.toml``; empty where nothing is missing."""
    found = {item.code for item in findings if item.outcome in ("incomplete", "note")}
    found |= held_codes(judged)
    if bool(judged["party_unknown"].any()):
        found.add("PARTY")
    day = campaign.settings.send_date
    told = {
        "day": str(day),
        "registers": ", ".join(f'"{name}={name.lower()}.csv@{day}"' for name in _due(judged)),
        "dated": ", ".join(f'"{file.path}@{day}"' for file in campaign.settings.suppress),
    }
    block: list[str] = []
    for section in (TOP, BRIEF, INTEREST, COLUMNS):
        lines = [
            gap.line.format(**told) for gap in GAPS if gap.section == section and gap.codes & found
        ]
        if lines:
            block += ["", section, *lines]
    return "\n".join(block).strip("\n") + "\n" if block else ""


def held_codes(judged: pl.DataFrame) -> set[str]:
    """Codes of the checks for which some contact is held."""
    held = judged.filter(c.VERDICT.expr == "hold")
    names = [name for name in judged.columns if name.endswith(".hold")]
    return {name.removesuffix(".hold") for name in names if bool(held[name].any())}


def _due(judged: pl.DataFrame) -> list[str]:
    """Registers that held contacts wait for."""
    due = judged.filter(pl.col("LC402.hold") | pl.col("LC403.hold"))
    found = due[c.REGISTER.name].cast(pl.String).drop_nulls().unique()
    return sorted({name for names in found for name in names.split("+")})
