"""The paste-ready configuration block that closes every gap of a run."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from listcheck import columns as c
from listcheck.campaign import Campaign
from listcheck.report.model import HoldCause, RunFindingLine


def config_block(
    campaign: Campaign,
    judged: pl.DataFrame,
    findings: Sequence[RunFindingLine],
    holds: Sequence[HoldCause],
) -> str:
    """TOML to paste into ``listcheck.toml``; empty where nothing is missing.

    What only the sender knows stands there as an example to fill in; what would
    break a run until it is filled in (a header, a file) is commented out.
    """
    open_codes = {item.code for item in findings if item.outcome in ("incomplete", "note")}
    held = {check.code for check in holds} | _held_codes(judged)
    day = campaign.settings.send_date
    top: list[str] = []
    brief: list[str] = []
    columns: list[str] = []
    if bool(judged["party_unknown"].any()):
        top.append('party = "first"  # or "third": who collected the data')
    if "LC131" in held:
        top.append('country = "GB"  # for contacts whose country nothing tells')
    if "LC001" in open_codes:
        top.append(f'# suppress = ["unsubscribed.csv@{day}"]  # the export of your unsubscribes')
    if held & {"LC402", "LC403"}:
        copies = ", ".join(f'"{name}={name.lower()}.csv@{day}"' for name in _registers(judged))
        top.append(f"# register = [{copies}]")
    if "LC005" in open_codes:
        brief.append('sender_name = "Example Ltd"')
    if "LC004" in open_codes:
        brief.append('unsubscribe = "https://www.example.com/unsubscribe"')
    if "LC311" in open_codes:
        brief.append("publishes_privacy_notice = true")
    if "LC304" in held:
        brief += [
            'sender_kind = "commercial"',
            'sender_entity = "Example Ltd"  # as in the list\'s column collected_by',
            "similar_products = true  # own products, similar to those sold",
        ]
    if held & {"LC302", "LC303", "LC305"}:
        columns.append('# consent = "Header of the consent column"')
    if "LC303" in held:
        columns.append('# optin_time = "Header of the sign-up time"')
        columns.append('# confirm_time = "Header of the confirmation time"')
    block = list(top)
    if brief:
        block += ["", "[brief]", *brief] if block else ["[brief]", *brief]
    if "LC309" in open_codes:
        block += [
            "",
            "[brief.legitimate_interest]  # write the assessment first, then declare it",
            'purpose = "why this campaign"',
            'necessity = "why no less intrusive way will do"',
            f'balancing = {{ result = "pass", date = {day} }}',
        ]
    if columns:
        block += ["", "[columns]", *columns]
    return "\n".join(block).strip("\n") + "\n" if block else ""


def _held_codes(judged: pl.DataFrame) -> set[str]:
    held = judged.filter(c.VERDICT.expr == "hold")
    names = [name for name in judged.columns if name.endswith(".hold")]
    return {name.removesuffix(".hold") for name in names if bool(held[name].any())}


def _registers(judged: pl.DataFrame) -> list[str]:
    due = judged.filter(pl.col("LC402.hold") | pl.col("LC403.hold"))
    found = due[c.REGISTER.name].cast(pl.String).drop_nulls().unique()
    return sorted({name for names in found for name in names.split("+")})
