"""The paste-ready configuration block that closes every gap of a run."""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from listcheck.campaign.model import Campaign
from listcheck.config.inputs import Dated
from listcheck.core import columns as c
from listcheck.results.check_result import RunFindingLine
from listcheck.summary.law_notes import facts_of_contacts, facts_to_declare

TOP, BRIEF, INTEREST, COLUMNS = "", "[brief]", "[brief.legitimate_interest]", "[columns]"
WAIVE = "[waive]"


@dataclass(frozen=True)
class Gap:
    """A line of configuration and the findings that it closes.

    What only the sender knows stands there as ``FILL IN``: until it is filled in, the
    key counts as not given, so that pasting the block declares nothing.
    """

    codes: frozenset[str]
    section: str
    line: str

    @property
    def key(self) -> str:
        """The key that the line sets."""
        return self.line.split(" =")[0]


def _gap(codes: str, section: str, line: str) -> Gap:
    return Gap(frozenset(codes.split()), section, line)


GAPS = (
    _gap("PARTY", TOP, 'party = "FILL IN: first (you collected the data yourself) or third"'),
    _gap("LC131", TOP, 'country = "FILL IN: country of contacts that nothing tells, as in GB"'),
    _gap("SHEET", TOP, "sheet = {sheet}"),
    # Before the other lines of this key: it holds what they would.
    _gap("OPT_OUT_SHEETS", TOP, "suppress = [{with_sheets}]"),
    _gap(
        "LC001", TOP, 'suppress = ["FILL IN: your export of unsubscribes, unsubscribed.csv@{day}"]'
    ),
    _gap("LC206", TOP, "suppress = [{dated}]"),
    _gap("LC206", TOP, "org_optouts = [{dated_organisations}]"),
    _gap("LC402 LC403", TOP, "register = [{registers}]"),
    _gap("LC005", BRIEF, 'sender_name = "FILL IN: who the recipient sees"'),
    _gap("LC004", BRIEF, 'unsubscribe = "FILL IN: address of the unsubscribe page"'),
    _gap("LC311", BRIEF, 'publishes_privacy_notice = "FILL IN: true or false"'),
    _gap("LC304 SOFT", BRIEF, 'sender_kind = "FILL IN: commercial, charity, party or nonprofit"'),
    _gap(
        "LC304 SOFT",
        BRIEF,
        'sender_entity = "FILL IN: legal entity, as in the column collected_by"',
    ),
    _gap(
        "LC304 SOFT",
        BRIEF,
        'similar_products = "FILL IN: true if own products similar to those sold"',
    ),
    _gap("sector", BRIEF, 'sector = "FILL IN: line of business, as in home_renovation, other"'),
    _gap("product", BRIEF, 'product = "FILL IN: what is sold, as in mobile_subscription, other"'),
    _gap(
        "professional_message",
        BRIEF,
        'professional_message = "FILL IN: true if it concerns the recipient\'s profession"',
    ),
    _gap(
        "LC501 existing_agreement",
        COLUMNS,
        'existing_agreement = "FILL IN: header of: an agreement is in force"',
    ),
    _gap(
        "LC309",
        INTEREST,
        'purpose = {{ result = "FILL IN: pass or fail", text = "FILL IN: why this campaign" }}',
    ),
    _gap(
        "LC309",
        INTEREST,
        'necessity = {{ result = "FILL IN: pass or fail", text = "FILL IN: why no milder way" }}',
    ),
    _gap(
        "LC309",
        INTEREST,
        'balancing = {{ result = "FILL IN: pass or fail", date = "FILL IN: its day" }}',
    ),
    _gap("LC302 LC303 LC305", COLUMNS, 'consent = "FILL IN: header of the consent column"'),
    _gap("LC303", COLUMNS, 'optin_time = "FILL IN: header of the sign-up time"'),
    _gap("LC303", COLUMNS, 'confirm_time = "FILL IN: header of the confirmation time"'),
    _gap(
        "SOFT relationship",
        COLUMNS,
        'relationship = "FILL IN: header of: customer, negotiation, enquiry"',
    ),
    _gap("SOFT", COLUMNS, 'collected_by = "FILL IN: header of: entity that collected the details"'),
    _gap(
        "OFFERED SOFT",
        COLUMNS,
        'optout_offered = "FILL IN: header of: opt-out offered at collection"',
    ),
    _gap("AGE", COLUMNS, 'relationship_date = "FILL IN: header of: day of the last purchase"'),
    _gap("AGE", COLUMNS, 'contract_end = "FILL IN: header of: day the contract ended"'),
    _gap("number_source", COLUMNS, 'number_source = "FILL IN: header of: directory, given …"'),
    _gap("published_business_contact", COLUMNS, 'published_business_contact = "FILL IN: header"'),
    _gap("CHANNEL", COLUMNS, 'consent_channel = "FILL IN: header of: channels of the consent"'),
    _gap("DATES", COLUMNS, 'date_order = "FILL IN: dmy or mdy"'),
    # Mending the source closes it; only a reason can where nobody stands in what is unread.
    _gap("LC214", WAIVE, 'LC214 = "FILL IN: why nobody stands in the entries that are unread"'),
)


def config_block(
    campaign: Campaign, judged: pl.DataFrame, findings: Sequence[RunFindingLine]
) -> str:
    """TOML to paste into ``listcheck.toml``; empty where nothing is missing."""
    found = {item.code for item in findings if item.outcome in ("incomplete", "note")}
    found |= held_codes(judged)
    if bool(judged["party_unknown"].any()):
        found.add("PARTY")
    if bool(judged[c.DATE_UNREAD.name].any()):
        found.add("DATES")
    found |= facts_to_declare(campaign, judged)
    held = judged.filter(c.VERDICT.expr == "hold")
    if bool(held[c.SOFT_OPT_IN.name].any()) and found & {"LC302", "LC303"}:
        found.add("SOFT")
    reasons = set(held[c.SOFT_OPT_IN_REASON.name].cast(pl.String).unique())
    if any(reason and "relationship_date" in reason for reason in reasons):
        found.add("AGE")
    if any(reason and "optout_offered" in reason for reason in reasons):
        found.add("OFFERED")
    found |= facts_of_contacts(campaign, held)
    gaps = set(held[c.CONSENT_GAP.name].cast(pl.String).unique())
    if any(gap and "another channel" in gap for gap in gaps):
        found.add("CHANNEL")
    sheets = _sheets(campaign, found)
    found |= set(sheets)
    day = campaign.settings.send_date
    told = {
        "day": str(day),
        "registers": ", ".join(_registers(campaign, judged)),
        "dated": ", ".join(_dated(campaign.settings.suppress, campaign)),
        "dated_organisations": ", ".join(_dated(campaign.settings.org_optouts, campaign)),
        "sheet": sheets.get("SHEET", ""),
        "with_sheets": sheets.get("OPT_OUT_SHEETS", ""),
    }
    open_gaps = [gap for gap in GAPS if gap.codes & found and not _given(gap, campaign)]
    return _block([*_columns_not_read(campaign), *open_gaps], told)


def _block(gaps: Sequence[Gap], told: Mapping[str, str]) -> str:
    """The lines by section, each key once."""
    block: list[str] = []
    for section in (TOP, BRIEF, INTEREST, COLUMNS, WAIVE):
        lines: dict[str, str] = {}
        for gap in gaps:
            if gap.section == section:
                lines.setdefault(gap.key, gap.line.format(**told))
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
        gaps.append(_gap("LC212", COLUMNS, line.replace("{", "{{").replace("}", "}}")))
    return gaps


def _sheets(campaign: Campaign, codes: Collection[str]) -> dict[str, str]:
    """What the keys are to hold for the sheets that were not read, by the gap they leave."""
    sheets = campaign.unread_sheets if "LC009" in codes else ()
    opt_outs = [
        _text(f"FILL IN: {sheet.file}#{sheet.reference}@DAY")
        for sheet in sheets
        if sheet.kind == "opt_outs"
    ]
    read = [sheet.read for sheet in sheets if sheet.kind == "contacts" and not sheet.chosen]
    found = {"SHEET": _text(f"FILL IN: {read[0]}, if no other is meant")} if read else {}
    if opt_outs:
        given = _dated(campaign.settings.suppress, campaign)
        found["OPT_OUT_SHEETS"] = ", ".join([*given, *opt_outs])
    return found


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
    if gap.key in ("suppress", "org_optouts") and "LC206" in gap.codes:
        return not getattr(settings, gap.key)
    if gap.section == TOP:
        return gap.key in ("party", "country") and getattr(settings, gap.key) is not None
    if gap.section == BRIEF:
        return getattr(settings.brief, gap.key) not in (None, "")
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
    due = judged.filter(pl.col("LC402.hold") | pl.col("LC403.hold"))
    found = due[c.REGISTER.name].cast(pl.String).drop_nulls().unique()
    return sorted({name for names in found for name in names.split("+")})
