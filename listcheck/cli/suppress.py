"""``listcheck suppress``: the index of suppression sources, and one person's entries."""

from __future__ import annotations

import json
import os
import sys
from datetime import date
from pathlib import Path
from typing import Any

import click

_FORMAT = click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text")
_SOURCES = click.argument("sources", metavar="SOURCE[@YYYY-MM-DD]...", nargs=-1, required=True)


@click.group("suppress")
def suppress_group() -> None:
    """Suppression sources: build an index, look into it, ask for one person."""


@suppress_group.command("build")
@_SOURCES
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    default="suppression.parquet",
    show_default=True,
    help="Where the index goes; an earlier index there is replaced.",
)
@_FORMAT
def build_command(sources: tuple[str, ...], output: Path, format_: str) -> None:
    """Build an index of suppression sources.

    Addresses, numbers and digests become sorted 64-bit keys with their dates and scopes; no
    address is inside. It is read many times faster than the sources. Keys can be tried out
    against guessed addresses, so an index is still personal data.
    """
    from listcheck.config.inputs import Dated  # noqa: PLC0415 (heavy: not for --help)
    from listcheck.suppression.build_index import build  # noqa: PLC0415 (heavy)

    built = build([Dated.parse(source) for source in sources], output, _secret(), _states())
    if format_ == "json":
        _json(built)
        return
    click.echo(f"{output}: {built['entries']:,} entries of {len(built['sources'])} sources, "
               f"{built['bytes']:,} bytes")  # fmt: skip
    for source in built["sources"]:
        click.echo(f"  {_line(source)}")
        for remark in source["remarks"]:
            click.echo(f"    note: {remark}")
    click.echo(f"use it: --suppress {output}")


@suppress_group.command("info")
@click.argument("index", metavar="INDEX")
@_FORMAT
def info_command(index: str, format_: str) -> None:
    """What an index holds, and how old it is."""
    from listcheck.config.inputs import Dated  # noqa: PLC0415 (heavy: not for --help)
    from listcheck.suppression.build_index import info  # noqa: PLC0415 (heavy)

    about = info(Dated.parse(index), date.today())  # noqa: DTZ011 (the user's own day is meant)
    if format_ == "json":
        _json(about)
        return
    counts = about["counts"]
    click.echo(f"{about['file']}: built {about['built']} by listcheck {about['version']}")
    click.echo(f"  {counts['entries']:,} entries with {counts['people']:,} keys: "
               f"{', '.join(about['forms']) or 'none'}")  # fmt: skip
    span = f" ({counts['first']} to {counts['last']})" if counts["first"] else ""
    click.echo(
        f"  {counts['bounces']:,} bounces or complaints, {counts['dated']:,} with a date{span}, "
        f"{counts['scoped']:,} with a scope, {counts['expiring']:,} that expire"
    )
    if about["domains"]:
        click.echo(f"  {len(about['domains']):,} whole domains")
    for source in about["sources"]:
        age = source["age_days"]
        old = "of unknown age" if age is None else f"{age} days old"
        click.echo(f"  {_line(source)}, {old}")


@suppress_group.command("probe")
@_SOURCES
@click.option("--country", metavar="CC", help="Whose national number it is.")
@_FORMAT
def probe_command(sources: tuple[str, ...], country: str | None, format_: str) -> None:
    """Whether one person is in the sources, and which entry says so.

    The address or number is read from standard input, so that it stands on no command line:
    echo ann@example.com | listcheck suppress probe unsubscribed.csv. Exit status 1: an entry
    means the person.
    """
    from listcheck.config.inputs import Dated  # noqa: PLC0415 (heavy: not for --help)
    from listcheck.suppression.build_index import probe  # noqa: PLC0415 (heavy)

    person = sys.stdin.readline()
    code = country.strip().upper() if country else None
    matches = probe(person, [Dated.parse(source) for source in sources], code, _secret(), _states())
    if format_ == "json":
        _json({"found": bool(matches), "matches": [match.as_json() for match in matches]})
    else:
        for match in matches:
            where = f"record {match.row:,}" if match.row else "an entry"
            kind = "bounce or complaint" if match.bounce else "opt-out"
            since = f" since {match.since}" if match.since else ""
            until = f", expires {match.expires}" if match.expires else ""
            click.echo(f"{match.source}: {where}: {kind}{since}{until}; known by its {match.what}; "
                       f"for {', '.join(match.channels)}")  # fmt: skip
        if not matches:
            click.echo("no entry of these sources means this person")
    sys.exit(1 if matches else 0)


def _states() -> dict[str, str]:
    """Words of states that the nearest configuration explains."""
    from listcheck.config.file import find_config, read_config  # noqa: PLC0415 (heavy)

    path = find_config(Path())
    return read_config(path).states.words if path else {}


def _secret() -> str | None:
    return os.environ.get("LISTCHECK_SUPPRESSION_KEY") or None


def _json(values: dict[str, Any]) -> None:
    click.echo(json.dumps(values, ensure_ascii=False, indent=2))


def _line(source: dict[str, Any]) -> str:
    unreadable = f", {source['unreadable']:,} unreadable" if source["unreadable"] else ""
    obtained = f" of {source['obtained']}" if source["obtained"] else ""
    return f"{source['name']}{obtained}: {source['entries']:,} records{unreadable}"
