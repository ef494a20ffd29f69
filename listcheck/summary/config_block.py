"""The paste-ready configuration block that closes every gap of a run."""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Final

import polars as pl

from listcheck.campaign.model import Campaign
from listcheck.checks import contact_checks, known_checks
from listcheck.checks.gaps import BRIEF, COLUMNS, REGISTER, SECTIONS, TOP, Gap
from listcheck.config.inputs import Dated
from listcheck.core import columns as c
from listcheck.results.check_result import RunFindingLine
from listcheck.summary.law_notes import facts_of_contacts, facts_to_declare

#: The keys in the order in which they are pasted; a plug-in's keys come last.
_ORDER: Final = (
    "party", "country", "sheet", "suppress", "org_optouts", "register", "sender_name",
    "unsubscribe", "publishes_privacy_notice", "sender_kind", "sender_entity", "similar_products",
    "sector", "product", "professional_message", "existing_agreement", "purpose", "necessity",
    "balancing", "consent", "optin_time", "confirm_time", "relationship", "collected_by",
    "optout_offered", "relationship_date", "contract_end", "number_source",
    "published_business_contact", "consent_channel", "date_order",
)  # fmt: skip


def _fact(section: str, line: str, situation: str) -> Gap:
    return Gap(section, line, frozenset({situation}), by_finding=False)


#: What the law, or the reading of the list, turns on whatever a check found.
_OF_NO_CHECK: Final = (
    _fact(TOP, 'party = "FILL IN: first (you collected the data yourself) or third"', "party"),
    _fact(BRIEF, 'sector = "FILL IN: line of business, as in home_renovation, other"', "sector"),
    _fact(BRIEF, 'product = "FILL IN: what is sold, as in mobile_subscription, other"', "product"),
    _fact(
        BRIEF,
        'professional_message = "FILL IN: true if it concerns the recipient\'s profession"',
        "professional_message",
    ),
    _fact(COLUMNS, 'number_source = "FILL IN: header of: directory, given …"', "number_source"),
    _fact(
        COLUMNS,
        'published_business_contact = "FILL IN: header"',
        "published_business_contact",
    ),
    _fact(COLUMNS, 'date_order = "FILL IN: dmy or mdy"', "date_order"),
)


def config_block(
    campaign: Campaign, judged: pl.DataFrame, findings: Sequence[RunFindingLine]
) -> str:
    """TOML to paste into ``listcheck.toml``; empty where nothing is missing."""
    codes = {item.code for item in findings if item.outcome in ("incomplete", "note")}
    codes |= held_codes(judged)
    sheets = _sheets(campaign)
    situations = _situations(campaign, judged, codes) | sheets.keys()
    day = campaign.settings.send_date
    values = {
        "day": str(day),
        "registers": ", ".join(_registers(campaign, judged)),
        "dated": ", ".join(_dated(campaign.settings.suppress, campaign)),
        "dated_organisations": ", ".join(_dated(campaign.settings.org_optouts, campaign)),
        "sheet": sheets.get("sheet", ""),
        "with_sheets": sheets.get("with_sheets", ""),
    }
    owned = [(check.code, gap) for check in known_checks() for gap in check.gaps]
    open_gaps = [
        gap
        for code, gap in [*owned, *(("", gap) for gap in _OF_NO_CHECK)]
        if (gap.situations & situations or (gap.by_finding and code in codes))
        and (gap.needs is None or gap.needs in situations)
        and not _given(gap, campaign)
    ]
    return _block([*_columns_not_read(campaign), *sorted(open_gaps, key=_place)], values)


def _place(gap: Gap) -> tuple[int, int]:
    return (_ORDER.index(gap.key) if gap.key in _ORDER else len(_ORDER), gap.rank)


def _situations(campaign: Campaign, judged: pl.DataFrame, codes: Collection[str]) -> set[str]:
    """What of this run, besides the findings, makes a line worth pasting."""
    some = facts_to_declare(campaign, judged)
    if bool(judged["party_unknown"].any()):
        some.add("party")
    if bool(judged[c.DATE_UNREAD.name].any()):
        some.add("date_order")
    held = judged.filter(c.VERDICT.expr == "hold")
    opened = {name for check in contact_checks() if check.code in codes for name in check.opens}
    if bool(held[c.SOFT_OPT_IN.name].any()):
        some |= opened
    reasons = set(held[c.SOFT_OPT_IN_REASON.name].unique().cast(pl.String))
    for field in ("relationship_date", "optout_offered"):
        if any(reason and field in reason for reason in reasons):
            some.add(field)
    some |= facts_of_contacts(campaign, held)
    gaps = set(held[c.CONSENT_GAP.name].unique().cast(pl.String))
    if any(gap and "another channel" in gap for gap in gaps):
        some.add("consent_channel")
    return some


def _block(gaps: Sequence[Gap], values: Mapping[str, str]) -> str:
    """The lines by section, each key once."""
    block: list[str] = []
    for section in SECTIONS:
        lines: dict[str, str] = {}
        for gap in gaps:
            if gap.section == section:
                lines.setdefault(gap.key, gap.line.format(**values))
        if lines:
            block += ["", section, *lines.values()]
    return "\n".join(block).strip("\n") + "\n" if block else ""


def _columns_not_read(campaign: Campaign) -> list[Gap]:
    """Columns that speak of opt-outs and are not understood, as what they probably are.

    The whole key: what the configuration names already stays. Whatever such a column holds is held
    (a person must look), until [states] explains its words or it is called not_opt_outs.
    """
    wanted: dict[str, list[str]] = {}
    for columns in campaign.maps:
        for at in columns.not_understood:
            wanted.setdefault(columns.probable_field(at), []).append(columns.headers[at])
    gaps = []
    for field, headers in sorted(wanted.items()):
        given = campaign.settings.columns.headers.get(field, ())
        every = dict.fromkeys([*([given] if isinstance(given, str) else given), *headers])
        line = f"{field} = {json.dumps(list(every), ensure_ascii=False)}"
        # What a header holds in braces is no place to fill in.
        gaps.append(Gap(COLUMNS, line.replace("{", "{{").replace("}", "}}")))
    return gaps


def _sheets(campaign: Campaign) -> dict[str, str]:
    """What the keys are to hold for the sheets that were not read, by the situation they are."""
    sheets = campaign.unread_sheets
    opt_outs = [
        _text(f"FILL IN: {sheet.file}#{sheet.reference}@DAY")
        for sheet in sheets
        if sheet.kind == "opt_outs"
    ]
    read = [sheet.read for sheet in sheets if sheet.kind == "contacts" and not sheet.chosen]
    texts = {"sheet": _text(f"FILL IN: {read[0]}, if no other is meant")} if read else {}
    if opt_outs:
        given = _dated(campaign.settings.suppress, campaign)
        texts["with_sheets"] = ", ".join([*given, *opt_outs])
    return texts


def _text(text: str) -> str:
    """A text of TOML."""
    return json.dumps(text, ensure_ascii=False)


def _registers(campaign: Campaign, judged: pl.DataFrame) -> list[str]:
    """The whole key: what is given and good, then what is due."""
    due = _due(judged)
    day = campaign.settings.send_date
    kept = [
        f'"{copy.register}={_written(copy.file, campaign)}"'
        for copy in campaign.settings.registers
        if copy.register not in due
    ]
    return [*kept, *(f'"FILL IN: {name}=FILE@{day}"' for name in due)]


def _dated(files: Sequence[Dated], campaign: Campaign) -> list[str]:
    """The whole key: files of a known day before the send as they are, the others to be dated."""
    day = campaign.settings.send_date
    return [
        f'"{_written(file, campaign)}"'
        if file.obtained and file.obtained <= day and not file.database
        else f'"FILL IN: {file.name}@DAY"'
        for file in files
    ]


def _written(file: Dated, campaign: Campaign) -> str:
    """A file as the configuration writes it: relative to the configuration where it can be."""
    base = campaign.settings.config.parent if campaign.settings.config else Path()
    path = os.path.relpath(file.path, base) + (f"#{file.sheet}" if file.sheet else "")
    return (path if file.obtained is None else f"{path}@{file.obtained}").replace("\\", "/")


def _given(gap: Gap, campaign: Campaign) -> bool:
    """Whether the sender has said this already: what is open then are the contacts' cells."""
    settings = campaign.settings
    if gap.amends:
        return not getattr(settings, gap.key, None)
    if gap.section == TOP:
        return gap.key in ("party", "country") and getattr(settings, gap.key) is not None
    if gap.section == BRIEF:
        # A plug-in's line may name a key that nobody reads.
        return getattr(settings.brief, gap.key, None) not in (None, "")
    if gap.section == COLUMNS:
        return any(gap.key in columns.positions for columns in campaign.maps)
    return False


def held_codes(judged: pl.DataFrame) -> set[str]:
    """Codes of the checks for which some contact is held."""
    held = judged.filter(c.VERDICT.expr == "hold")
    names = [name for name in judged.columns if name.endswith(".hold")]
    return {name.removesuffix(".hold") for name in names if bool(held[name].any())}


def _due(judged: pl.DataFrame) -> list[str]:
    """Registers that held contacts wait for."""
    waiting = [
        check.column("hold")
        for check in contact_checks()
        if check.hold is not None and REGISTER in check.gaps
    ]
    due = judged.filter(pl.any_horizontal(pl.lit(value=False), *waiting))
    registers = due[c.REGISTER.name].cast(pl.String).drop_nulls().unique()
    return sorted({name for names in registers for name in names.split("+")})
