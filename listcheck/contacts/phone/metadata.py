"""libphonenumber's metadata turned into regular expressions and tables.

The patterns speak about E.164 text (``+`` and digits) and hold every calling code
at once, so that one pass of Polars' engine answers for numbers of all countries.
Whatever in the metadata does not have the shape this module understands is left
out, and its numbers go to phonenumbers itself: a new release of the metadata can
make the vector path slower, never wrong.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import polars as pl

from listcheck.contacts.phone.patterns import LONGEST, alternatives, lengths_of

if TYPE_CHECKING:
    from phonenumbers.phonemetadata import PhoneMetadata

#: The types libphonenumber asks for before fixed and mobile lines, in its order.
SPECIAL_TYPES: Final = (
    "premium_rate",
    "toll_free",
    "shared_cost",
    "voip",
    "personal_number",
    "pager",
    "uan",
    "voicemail",
)

#: Leading digits that tell regions of one calling code apart have no more places.
_LEAD: Final = 3
#: Matches no text at all: what a pattern without alternatives means.
_NEVER = r"[^\s\S]"


@dataclass(frozen=True)
class NumberingPlan:
    """Patterns for one rank of regions: the numbers they match are valid there.

    A number is valid when it matches ``general`` and any of the other three.
    ``mobile`` and ``fixed`` both match where the plan cannot tell the two apart.
    """

    general: str
    fixed: str
    mobile: str
    special: str


@dataclass(frozen=True)
class Metadata:
    """Everything the vector path knows about the world's numbering plans."""

    #: The first region of every calling code, and the next one that has to be asked.
    first: NumberingPlan
    second: NumberingPlan
    #: One pattern per special type, in libphonenumber's order; first regions only.
    special: dict[str, str]
    #: Numbers that parsing may rewrite, and those another region owns by its leading digits:
    #: the first region of their calling code cannot answer.
    closed: str
    #: Numbers that a region asked before the second one owns by its leading digits.
    second_barred: str
    #: Numbers with a calling code that exists, and the ones among them that match a type of
    #: any region of their code: what is ``coded`` but not ``typed`` is not valid anywhere.
    coded: str
    typed: str
    #: Numbers that parsing may rewrite (a trunk prefix after the calling code).
    rewritten: str
    #: Calling codes whose trunk prefix is 0, as ``^(\+code)0``.
    trunk_zero: str
    #: Region by the first three digits of an E.164 number (a thousand of them), for either rank.
    first_region: pl.Series
    second_region: pl.Series
    #: Region and digits (``AU1831…``) that only the judge knows how to read.
    guarded: str
    #: One row per region: how its national numbers are written (see ``_dialling``).
    dialling: pl.DataFrame


def _patterns(metadata: PhoneMetadata) -> dict[str, str]:
    """Pattern of every type of one region (and ``general``).

    Raises ValueError where a pattern says less than the description: libphonenumber
    also looks at the possible lengths, which the patterns almost always imply.
    """
    patterns: dict[str, str] = {}
    general = metadata.general_desc
    if general is None:
        raise ValueError("a region without a general description")
    for name in ("general_desc", "fixed_line", "mobile", *SPECIAL_TYPES):
        desc = getattr(metadata, name)
        if desc is None or not desc.national_number_pattern:
            continue
        pattern = desc.national_number_pattern
        if desc is not general:
            lengths = lengths_of(pattern)
            for possible in (desc.possible_length, general.possible_length):
                if possible and not lengths <= set(possible):
                    raise ValueError("a pattern allows more lengths than the description")
        patterns[name] = pattern
    if metadata.same_mobile_and_fixed_line_pattern and "fixed_line" in patterns:
        patterns["mobile"] = patterns["fixed_line"]
    return patterns


def _typed(plans: Iterable[PhoneMetadata]) -> list[str]:
    """Every pattern of every type of some regions, each once."""
    patterns: dict[str, None] = {}
    for plan in plans:
        for name in ("fixed_line", "mobile", *SPECIAL_TYPES):
            desc = getattr(plan, name)
            if desc is not None and desc.national_number_pattern:
                patterns[desc.national_number_pattern] = None
    return list(patterns)


def _ascii(pattern: str) -> str:
    r"""The pattern in Rust's terms: ``\d`` would mean every Unicode digit there."""
    return pattern.replace(r"\d", "[0-9]")


def _any_of(parts: Iterable[str], *, start: str = "^", end: str = "") -> str:
    """One pattern that matches where any of the parts does."""
    joined = "|".join(parts)
    return f"{start}(?:{_ascii(joined)}){end}" if joined else _NEVER


def _plan(ranked: dict[int, dict[str, str]]) -> NumberingPlan:
    """Patterns over E.164 text from the national patterns of one region per code."""

    def of(*types: str) -> str:
        return _any_of(
            (
                f"{code}(?:{patterns[kind]})"
                for code, patterns in ranked.items()
                for kind in types
                if kind in patterns
            ),
            start=r"^\+",
            end="$",
        )

    return NumberingPlan(of("general_desc"), of("fixed_line"), of("mobile"), of(*SPECIAL_TYPES))


def _dialling(regions: dict[str, PhoneMetadata]) -> tuple[pl.DataFrame, str]:
    """How national numbers are written, and the pattern of what is too intricate.

    The frame has one row per region: ``region``; ``code`` (calling code; null: leave
    the region's national numbers to the judge); ``international`` and ``trunk_1``,
    ``trunk_2`` (plain prefixes, null where none); ``longest`` (most digits a number
    without prefixes can have).
    """
    rows: list[dict[str, str | int | None]] = []
    guarded: list[str] = []
    for region, metadata in sorted(regions.items()):
        abroad, guards = alternatives(metadata.international_prefix)
        trunks, more = alternatives(metadata.national_prefix_for_parsing)
        guards = guards + more + abroad[1:] + trunks[2:]
        general = metadata.general_desc
        possible = (
            (*general.possible_length, *general.possible_length_local_only) if general else ()
        )
        overlap = any(a != b and b.startswith(a) for a in trunks for b in trunks)
        rows.append(
            {
                "region": region,
                "code": None if overlap or "" in guards else str(metadata.country_code),
                "international": abroad[0] if abroad else None,
                "trunk_1": trunks[0] if trunks else None,
                "trunk_2": trunks[1] if len(trunks) > 1 else None,
                "longest": max(possible, default=LONGEST),
            }
        )
        guarded += [region + guard for guard in guards]
    schema = {
        "region": pl.String,
        "code": pl.String,
        "international": pl.String,
        "trunk_1": pl.String,
        "trunk_2": pl.String,
        "longest": pl.UInt32,
    }
    return pl.DataFrame(rows, schema=schema), _any_of(guarded)


def _not_beginning(lead: str) -> list[str]:
    """The three digits that do not begin as the pattern of leading digits wants.

    Text of fewer digits is of no plan anyway. Raises ValueError for a pattern that looks
    at more digits.
    """
    if max(lengths_of(lead)) > _LEAD:
        raise ValueError("leading digits of more places than expected")
    starts = map("{:03}".format, range(10**_LEAD))
    return [start for start in starts if not re.match(lead, start)]


def _by_start(regions: Mapping[int, str | None]) -> pl.Series:
    """Region of each of the thousand three-digit beginnings; no code begins another."""
    codes = {str(code): region for code, region in regions.items()}
    starts = map("{:03}".format, range(1000))
    region_of_start = [
        next((codes[start[:size]] for size in (1, 2, 3) if start[:size] in codes), None)
        for start in starts
    ]
    return pl.Series("region", region_of_start, dtype=pl.String)


@functools.cache
def metadata() -> Metadata:
    """Read libphonenumber's metadata and build the patterns (once per process)."""
    # Only a list with numbers pays for the import.
    from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, PhoneMetadata  # noqa: PLC0415

    regions: dict[str, PhoneMetadata] = {}
    first: dict[int, dict[str, str]] = {}
    second: dict[int, dict[str, str]] = {}
    second_region: dict[int, str] = {}
    elsewhere, barred, rewritten, zeros = list[str](), list[str](), list[str](), list[str]()
    typed = list[str]()
    for code, names in COUNTRY_CODE_TO_REGION_CODE.items():
        candidates = [
            (name, PhoneMetadata.metadata_for_region_or_calling_code(code, name)) for name in names
        ]
        plans = [(name, plan) for name, plan in candidates if plan is not None]
        regions |= {name: plan for name, plan in plans if name != "001"}
        typed += [f"{code}(?:{pattern})" for pattern in _typed(plan for _, plan in plans)]
        prefixes = {plan.national_prefix_for_parsing or "" for _, plan in plans} - {""}
        rewritten += [f"{code}(?:{prefix})" for prefix in sorted(prefixes)]
        trunks, guards = alternatives(plans[0][1].national_prefix_for_parsing)
        if "0" in trunks and not any("0".startswith(g) or g.startswith("0") for g in guards):
            zeros.append(str(code))
        try:
            if lead := plans[0][1].leading_digits:
                elsewhere.append(f"{code}(?:{'|'.join(_not_beginning(lead))})")
            first[code] = _patterns(plans[0][1])
            rest = [name for name, plan in plans[1:] if plan.leading_digits is None]
            if rest:
                second[code] = _patterns(dict(plans)[rest[0]])
                second_region[code] = rest[0]
        except ValueError:
            # Neither rank may answer when one of them is not understood.
            for table in (first, second, second_region):
                table.pop(code, None)
            continue
        for name, plan in plans:
            if name == second_region.get(code):
                break
            if plan.leading_digits is not None:
                barred.append(f"{code}(?:{plan.leading_digits})")
    dialling, guarded = _dialling(regions)
    # One type at a time: a plan in which nothing else is special.
    alone = {
        kind: _plan({c: {kind: p[kind]} for c, p in first.items() if kind in p}).special
        for kind in SPECIAL_TYPES
    }
    return Metadata(
        first=_plan(first),
        second=_plan(second),
        special=alone,
        closed=_any_of([*rewritten, *elsewhere], start=r"^\+"),
        second_barred=_any_of(barred, start=r"^\+"),
        coded=_any_of(map(str, COUNTRY_CODE_TO_REGION_CODE), start=r"^\+"),
        typed=_any_of(typed, start=r"^\+", end="$"),
        rewritten=_any_of(rewritten, start=r"^\+"),
        trunk_zero=rf"^(\+(?:{'|'.join(zeros)}))0",
        first_region=_by_start(
            {
                code: None if names[0] == "001" else names[0]
                for code, names in COUNTRY_CODE_TO_REGION_CODE.items()
            }
        ),
        second_region=_by_start(second_region),
        guarded=guarded,
        dialling=dialling,
    )


def calling_code(country: str) -> int:
    """The calling code of a country (ISO 3166-1 alpha-2), 0 where there is none."""
    from phonenumbers import country_code_for_region  # noqa: PLC0415 (as above)

    return int(country_code_for_region(country))
