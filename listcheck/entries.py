"""Read opt-outs and registers through the same stages as a list: sources, then contacts.

A source that holds no address, number or domain at all is an error: it would
protect nobody, and silence would look like safety.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

import polars as pl

from listcheck.brief import Dated, RegisterCopy
from listcheck.checks import SuppressionFacts
from listcheck.contacts import BOUNCED_STATUS
from listcheck.errors import InputProblem, UsageProblem
from listcheck.keys import (
    address_key,
    domain_key,
    is_domain,
    loose_keys,
    person_key,
    person_keys,
    refuse_hashes,
    refuse_what_would_be_lost,
)
from listcheck.matching import OrganisationEntries, PeopleEntries
from listcheck.policy import Register
from listcheck.sources import ListFile, Part, find_lists, folded, open_list

_REASON_HEADERS: Final = ("reason", "status", "type", "event", "suppressionreason", "bouncetype")
_DOMAIN_HEADERS: Final = ("domain", "domains", "emaildomain", "website", "organisationdomain")
_ACCOUNT_HEADERS: Final = ("accountid", "account", "companyid", "organisationid")
_STATE_HEADERS: Final = ("state", "status", "decision")
_STATES: Final = {
    "confirmed": "confirmed", "yes": "confirmed", "opted out": "confirmed",
    "opted_out": "confirmed", "pending": "pending", "open": "pending",
    "org_pending_authority": "pending", "refused": "refused", "no": "refused",
    "rejected": "refused",
}  # fmt: skip


@dataclass(frozen=True)
class Loaded:
    """One source as it was read: its digest, how many entries, how many unreadable."""

    file: Dated
    name: str
    sha256: str
    size: int
    entries: int
    unreadable: int
    kind: str

    def facts(self, matched: int) -> SuppressionFacts:
        """What the run checks are told of this source."""
        return SuppressionFacts(
            name=self.name,
            kind=self.kind,  # type: ignore[arg-type]  # one of the three kinds, set below
            obtained=self.file.obtained,
            entries=self.entries,
            unreadable=self.unreadable,
            matched=matched,
        )


def load_people(
    file: Dated, name: str, work: Path, regions: Sequence[str]
) -> tuple[Loaded, PeopleEntries]:
    """Read a suppression source: every cell that is an address or a number is an entry.

    A number in national form does not say whose it is: it suppresses the number that it
    is in each of ``regions``, since an opt-out too many costs less than one too few.

    Raises:
        InputProblem: no such file, unreadable, or no address and no number in it.
    """
    part = _open(file, work)
    cells = part.frame.drop("row").collect()
    keys = [key for column in cells.columns for key in person_keys(cells[column], regions)]
    key = pl.select(pl.coalesce(keys) if keys else pl.lit(None, dtype=pl.String)).to_series()
    if not key.drop_nulls().len():
        refuse_hashes(cells, name)
        raise InputProblem(
            f"{name}: holds no address and no telephone number; a suppression source needs a "
            "column of addresses or of numbers"
        )
    bounces = _bounces(part, cells, name)
    rows = pl.concat(
        [pl.DataFrame({"key": found, "bounce": bounces}).drop_nulls("key") for found in keys]
    )
    readable = _any_key(keys)
    refuse_what_would_be_lost(cells, readable, name)
    loaded = _loaded(part, file, name, "people", int((~readable).sum()))
    # What cannot be read as a row, or holds several addresses, may still name people.
    loose = pl.concat([part.unreadable["text"], *(cells[column] for column in cells.columns)])
    salvaged = loose_keys(loose, regions, numbers=part.unreadable["text"])
    more = pl.DataFrame({"key": salvaged, "bounce": [False] * len(salvaged)}, schema=rows.schema)
    more = more.join(rows, on="key", how="anti")
    return loaded, PeopleEntries(name, pl.concat([rows, more]).unique())


def load_organisations(
    file: Dated, name: str, work: Path, consumer: frozenset[str]
) -> tuple[Loaded, OrganisationEntries]:
    """Read organisation opt-outs: a domain or an account id, and a state (default confirmed).

    A refused request suppresses nobody. A free-mail domain becomes ``shared``.

    Raises:
        InputProblem: unreadable, neither a domain nor an account id in it, or a state
            that is none.
    """
    # A bare list of domains has no header: its first line is its first entry.
    part = _open(file, work, header="no")
    first = part.frame.drop("row").head(1).collect().row(0)
    if not any(cell is not None and is_domain(cell) for cell in first):
        part = _open(file, work)
    elif len(part.headers) > 1:
        raise InputProblem(
            f"{name}: has several columns and no header; add one: domain,account_id,state"
        )
    cells = part.frame.drop("row").collect()
    at = {folded(header): f"c{index}" for index, header in enumerate(part.headers)}
    domain_column = next((at[name_] for name_ in _DOMAIN_HEADERS if name_ in at), None)
    account_column = next((at[name_] for name_ in _ACCOUNT_HEADERS if name_ in at), None)
    state_column = next((at[name_] for name_ in _STATE_HEADERS if name_ in at), None)
    if domain_column is None and account_column is None:
        domain_column = next(
            (column for column in cells.columns if domain_key(cells[column]).drop_nulls().len()),
            None,
        )
    nothing = pl.Series("none", [None], dtype=pl.String).new_from_index(0, cells.height)
    domains = domain_key(cells[domain_column]) if domain_column else nothing
    accounts = (
        cells[account_column].str.strip_chars().str.to_lowercase().replace("", None)
        if account_column
        else nothing
    )
    state = cells[state_column].str.strip_chars().str.to_lowercase() if state_column else nothing
    told = state.replace_strict(
        list(_STATES), list(_STATES.values()), default=None, return_dtype=pl.String
    )
    unknown = int((state.is_not_null() & (state != "") & told.is_null()).sum())
    if unknown:
        raise InputProblem(
            f"{name}: {unknown} entries have a state that is none; expected confirmed, pending "
            "or refused"
        )
    rows = pl.DataFrame(
        {
            "domain": domains,
            "account_id": accounts,
            # A request without a state is taken at its word.
            "state": told.fill_null("confirmed"),
        }
    )
    readable = rows["domain"].is_not_null() | rows["account_id"].is_not_null()
    if not readable.any():
        raise InputProblem(
            f"{name}: holds no domain and no account id; organisation opt-outs need a column "
            "'domain' or 'account_id'"
        )
    rows = rows.filter(readable & (rows["state"] != "refused"))
    # A row that could not be read may still name a domain: it is taken at its word.
    pieces = part.unreadable["text"].str.extract_all(r"[^\s,;|\"']+").explode().drop_nulls()
    if domain_column:
        unread = cells[domain_column].filter(domains.is_null() & (told.fill_null("") != "refused"))
        pieces = pl.concat([pieces, unread.str.extract_all(r"[^\s,;|\"']+").explode().drop_nulls()])
    found = domain_key(pieces.str.replace(r"^.*@", "")).drop_nulls().unique()
    more = pl.DataFrame({"domain": found}).with_columns(
        pl.lit(None, dtype=pl.String).alias("account_id"), pl.lit("confirmed").alias("state")
    )
    rows = pl.concat([rows, more.join(rows, on="domain", how="anti")])
    none = pl.lit(None, dtype=pl.String)
    rows = pl.concat(
        [
            # Only the domain is shared; an account id names one organisation.
            rows.filter(pl.col("domain").is_not_null()).with_columns(
                none.alias("account_id"),
                pl.when(pl.col("domain").is_in(sorted(consumer)))
                .then(pl.lit("shared"))
                .otherwise("state")
                .alias("state"),
            ),
            rows.filter(pl.col("account_id").is_not_null()).with_columns(none.alias("domain")),
        ]
    )
    loaded = _loaded(part, file, name, "organisations", int((~readable).sum()))
    return loaded, OrganisationEntries(name, rows)


def load_register(
    copy: RegisterCopy, register: Register, work: Path
) -> tuple[Loaded, pl.DataFrame]:
    """Read a copy of a register: numbers in national or international form, or addresses.

    Raises:
        InputProblem: unreadable, or none of its entries is a number (or an address).
    """
    part = _open(copy.file, work)
    cells = part.frame.drop("row").collect()
    found = [
        person_key(cells[column], register.country)
        if register.kind == "phone"
        else address_key(cells[column])
        for column in cells.columns
    ]
    found.append(loose_keys(part.unreadable["text"], [register.country], part.unreadable["text"]))
    rows = pl.concat([pl.DataFrame({"key": keys}).drop_nulls() for keys in found])
    if not rows.height:
        what = "telephone number" if register.kind == "phone" else "address"
        raise InputProblem(f"{copy.file.path}: holds no {what}; is this the {register.id} file?")
    unreadable = int((~_any_key(found[:-1])).sum())
    return _loaded(part, copy.file, register.id, "register", unreadable), rows.unique()


def register_for(copy: RegisterCopy, registers: dict[str, Register]) -> Register:
    """The register that ``--register`` names, by id or by a country that has only one.

    Raises:
        UsageProblem: no such register, or the country has several.
    """
    if copy.register in registers:
        return registers[copy.register]
    ours = [item for item in registers.values() if item.country == copy.register]
    if len(ours) == 1:
        return ours[0]
    known = ", ".join(sorted(registers))
    if ours:
        names = " and ".join(item.id for item in ours)
        raise UsageProblem(f"--register {copy.register}: has several registers: give {names}")
    raise UsageProblem(f"--register {copy.register}: is no register; known are {known}")


def source_names(files: Sequence[Dated]) -> list[str]:
    """Short names for sources; the whole path where two would share one."""
    names = [file.path.name for file in files]
    return [
        name if names.count(name) == 1 else str(file.path)
        for name, file in zip(names, files, strict=True)
    ]


def _open(file: Dated, work: Path, header: Literal["auto", "no"] = "auto") -> Part:
    found: list[ListFile] = find_lists([str(file.path)])
    if len(found) != 1:
        raise InputProblem(f"{file.path}: expected one file, found {len(found)}")
    return open_list(found[0], work, header=header)


def _loaded(part: Part, file: Dated, name: str, kind: str, unreadable: int) -> Loaded:
    return Loaded(
        file=file,
        name=name,
        sha256=part.sha256,
        size=part.size,
        entries=part.records,
        unreadable=unreadable + part.unreadable.height,
        kind=kind,
    )


def _any_key(keys: list[pl.Series]) -> pl.Series:
    return pl.select(pl.any_horizontal([key.is_not_null() for key in keys])).to_series()


def _bounces(part: Part, cells: pl.DataFrame, name: str) -> pl.Series:
    """Whether an entry is a bounce or a complaint: by its reason, else by the file's name."""
    by_name = any(word in name.casefold() for word in ("bounce", "cleaned", "spam", "complaint"))
    default = pl.Series("bounce", [by_name]).new_from_index(0, cells.height)
    for at, header in enumerate(part.headers):
        if folded(header) in _REASON_HEADERS:
            reason = cells[f"c{at}"]
            told = pl.select(
                pl.when(reason.is_not_null())
                .then(reason.str.contains(BOUNCED_STATUS))
                .otherwise(default)
            ).to_series()
            return told.fill_null(by_name).alias("bounce")
    return default
