"""``listcheck suppress``: build an index of sources, look into it, ask for one person."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import polars as pl

from listcheck import suppression as entries
from listcheck.config.inputs import Dated
from listcheck.contacts import address_keys, known_domains, mailbox_of, phone_keys
from listcheck.core.errors import InputProblem, UsageProblem
from listcheck.core.files import as_usage_problem, replaced
from listcheck.core.places import Target, require_places
from listcheck.matching import (
    PLAIN,
    IndexBuilder,
    digest,
    find,
    key_of,
    mailbox_key_of,
)
from listcheck.policy import Rules, load_rules


def build(
    files: Sequence[Dated],
    target: Path,
    secret: str | None,
    states: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """Build an index of suppression sources at ``target`` and return what it says of itself.

    The file is written beside its place and then moved there, readable by its owner only.

    Raises:
        UsageProblem: ``target`` is no place for an index.
        InputProblem: a source cannot be read or names nobody.
    """
    if target.suffix.lower() != ".parquet":
        raise UsageProblem(f"{target}: an index is a Parquet file: name it so")
    read = [file.path for file in files if file.database is None or file.database.file]
    require_places([Target(str(target), target, "suppression.parquet")], read)
    if target.exists() and entries.about(Dated(target)) is None:
        raise UsageProblem(f"{target}: is there already and is no index of listcheck's")
    reading = replace(_reading(load_rules(None), secret, states), both_mailboxes=True, timed=True)
    names = entries.source_names(files)
    with tempfile.TemporaryDirectory(prefix="listcheck.") as temporary:
        builder = IndexBuilder(Path(temporary))
        sources, forms, domains = [], set[str](), set[str]()
        for at, (file, name) in enumerate(zip(files, names, strict=True)):
            if entries.about(file) is not None:
                raise InputProblem(f"{name}: is an index already: give the sources it was made of")
            parts = entries.opened(file, Path(temporary))

            def keep(rows: pl.DataFrame, source: int = at) -> None:
                builder.add(rows, source)

            loaded, people = entries.read_people(parts, file, name, reading, keep)
            forms |= people.entries.forms
            if people.domains is not None:
                domains |= set(people.domains.entries["domain"])
            sources.append(_described(loaded))
        footer = {
            "version": version("listcheck"),
            "built": datetime.now(UTC).isoformat(timespec="seconds"),
            "keys": "XXH64 of a normalised address, an E.164 number or a hexadecimal digest",
            "forms": sorted(forms),
            "domains": sorted(domains),
            "sources": sources,
        }
        with replaced(target) as fresh, as_usage_problem(str(target)):
            count = builder.write(fresh, footer)
    return footer | {"entries": count, "bytes": target.stat().st_size}


def _described(loaded: entries.Loaded) -> dict[str, Any]:
    obtained = loaded.file.obtained
    return {
        "name": loaded.name,
        "obtained": obtained.isoformat() if obtained else None,
        "sha256": loaded.sha256,
        "bytes": loaded.size,
        "entries": loaded.entries,
        "unreadable": loaded.unreadable,
        "lost": loaded.lost,
        "lost_numbers": loaded.lost_numbers,
        "layout": loaded.layout.title if loaded.layout else None,
        "only_bounces": loaded.only_bounces,
        "remarks": list(loaded.notes),
    }


def _reading(rules: Rules, secret: str | None, states: Mapping[str, str] | None) -> entries.Reading:
    domains = known_domains(
        frozenset(rules.domains.reserved), rules.domains.typos, frozenset(rules.domains.consumer)
    )
    return entries.Reading(
        regions=sorted(rules.countries),
        consumer=domains.consumer,
        secret=secret,
        states=states or {},
    )


def info(file: Dated, today: date) -> dict[str, Any]:
    """What an index holds and how old it is.

    Raises:
        InputProblem: it is no index.
    """
    if not file.path.is_file():
        raise InputProblem(f"{file.path}: no such file")
    footer = entries.about(file)
    if footer is None:
        raise InputProblem(
            f"{file.name}: is no index; 'listcheck suppress build SOURCE -o {file.path.stem}"
            ".parquet' makes one"
        )
    frame = pl.scan_parquet(file.path, glob=False)
    counts = frame.select(
        entries=pl.len(),
        people=pl.col("key").n_unique(),
        bounces=pl.col("bounce").fill_null(value=False).sum(),
        dated=pl.col("since").count(),
        scoped=pl.any_horizontal(pl.col("channels", "brand", "purpose").is_not_null()).sum(),
        expiring=pl.col("expires").count(),
        first=pl.col("since").min(),
        last=pl.col("since").max(),
    ).collect(engine="streaming")
    totals = counts.row(0, named=True)
    for name in ("first", "last"):
        totals[name] = totals[name].date().isoformat() if totals[name] else None
    sources = [
        source | {"age_days": _age(source["obtained"], today)} for source in footer["sources"]
    ]
    return {
        "file": str(file.path),
        "bytes": file.path.stat().st_size,
        **{name: footer[name] for name in ("format", "version", "built", "forms", "domains")},
        "counts": totals,
        "sources": sources,
    }


def _age(obtained: str | None, today: date) -> int | None:
    return (today - date.fromisoformat(obtained)).days if obtained else None


@dataclass(frozen=True)
class Match:
    """An entry that means the person: which source, which record of it, and what it says."""

    source: str
    row: int | None
    what: str
    bounce: bool
    since: datetime | None
    expires: datetime | None
    channels: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """The same as JSON."""
        return {
            "source": self.source,
            "row": self.row,
            "what": self.what,
            "bounce": self.bounce,
            "since": self.since.isoformat(sep=" ") if self.since else None,
            "expires": self.expires.isoformat(sep=" ") if self.expires else None,
            "channels": list(self.channels),
        }


def probe(
    person: str,
    files: Sequence[Dated],
    country: str | None,
    secret: str | None,
    states: Mapping[str, str] | None = None,
) -> list[Match]:
    """The entries of the sources that mean one person: an address, or a number.

    Raises:
        UsageProblem: ``person`` is neither; the text is not repeated.
        InputProblem: a source cannot be read.
    """
    rules = load_rules(None)
    if country is not None and country not in rules.countries:
        known = ", ".join(sorted(rules.countries))
        raise UsageProblem(f"--country {country}: no rules for it; known are {known}")
    wanted = _keys_of(person, country, secret)
    reading = _reading(rules, secret, states)
    matches: list[Match] = []
    with tempfile.TemporaryDirectory(prefix="listcheck.") as temporary:
        for file, name in zip(files, entries.source_names(files), strict=True):
            footer = entries.about(file)
            _, people = entries.load_people(file, name, Path(temporary), reading)
            keys = pl.Series("key", list(wanted), dtype=pl.UInt64).unique().sort()
            if footer is not None:
                hits = find(file.path, keys)
                names = [f"{name}: {source['name']}" for source in footer["sources"]]
            else:
                hits = people.entries.matching(keys).with_columns(source=pl.lit(0))
                names = [name]
            # One person's entries.
            matches += [_match(hit, names, wanted) for hit in hits.iter_rows(named=True)]
            matches += _by_domain(person, name, people)
    return matches


def _match(hit: Mapping[str, Any], names: Sequence[str], wanted: Mapping[int, str]) -> Match:
    bits = hit["channels"]
    channels = entries.CHANNEL_BITS.items()
    return Match(
        source=names[hit["source"]],
        row=hit["row"],
        what=wanted[hit["key"]],
        bounce=bool(hit["bounce"]),
        since=hit["since"],
        expires=hit["expires"],
        channels=tuple(name for name, bit in channels if bits is None or bits & bit),
    )


def _by_domain(person: str, name: str, people: entries.People) -> list[Match]:
    if people.domains is None or "@" not in person:
        return []
    (address,) = address_keys(pl.Series([person]))
    domain = address.rpartition("@")[2] if address else ""
    rows = people.domains.entries.filter(pl.col("state") == "confirmed")["domain"].drop_nulls()
    covering = [covered for covered in rows if domain == covered or domain.endswith(f".{covered}")]
    every = tuple(entries.CHANNEL_BITS)
    return [Match(name, None, "whole domain", False, None, None, every) for _ in covering[:1]]


def _keys_of(person: str, country: str | None, secret: str | None) -> dict[int, str]:
    """Every key by which a source may know a person, and what it is the key of."""
    typed = person.strip()
    cells = pl.Series([typed])
    if "@" in typed:
        what, normal = "address", address_keys(cells)[0]
        texts = {normal, typed}
    else:
        what, normal = "number", phone_keys(cells, country)[0]
        texts = {normal, normal.removeprefix("+")} if normal else set()
    if normal is None:
        raise UsageProblem(
            "what came from standard input is no address and no telephone number; expected one "
            "line such as ann@example.com, +442079460018, or a national number with --country"
        )
    forms = {PLAIN: what} | {one: f"{one} of the {what}" for one in entries.algorithms(secret)}
    frame = pl.DataFrame({"text": sorted(texts)})
    names: dict[int, str] = {}
    for form, words in forms.items():
        text = pl.col("text")
        key = key_of(text if form == PLAIN else digest(text, form, secret))
        # What only a digest was made of is not looked for as it stands.
        rows = frame.filter(text == normal) if form == PLAIN else frame
        names |= dict.fromkeys(rows.select(key).to_series(), words)
    if what == "address":
        mailbox = frame.select(mailbox_of(pl.lit(normal)).alias("text"))
        names |= dict.fromkeys(
            mailbox.select(mailbox_key_of(pl.col("text"))).to_series(),
            'address without sub-address (counts with [policy] subaddresses = "same")',
        )
    return names
