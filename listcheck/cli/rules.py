"""``listcheck rules show | lookup | diff | lint``."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path

import click

_RULES = click.option(
    "--rules",
    "folder",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="A rules folder instead of the shipped one.",
)
_DATE = click.option(
    "--send-date",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="The day whose law is asked. Default: today.",
)
_PACK = click.option(
    "--pack", type=click.Choice(["current", "guide"]), default="current", show_default=True
)
_FORMAT = click.option(
    "--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True
)


@click.group("rules")
def rules_group() -> None:
    """Look into the law that listcheck applies."""


@rules_group.command("lookup")
@click.argument("country", metavar="CC")
@click.option(
    "--channel",
    type=click.Choice(["email", "sms", "chat", "call", "automated-call"]),
    default="email",
    show_default=True,
)
@click.option("--party", type=click.Choice(["first", "third"]), help="Default: the stricter.")
@click.option(
    "--address-kind", type=click.Choice(["generic", "individual"]), help="Default: the stricter."
)
@click.option(
    "--subscriber", type=click.Choice(["corporate", "individual"]), help="Default: the stricter."
)
@_DATE
@_PACK
@_RULES
@_FORMAT
def lookup_command(  # noqa: PLR0913, PLR0917 (one parameter per option)
    country: str,
    channel: str,
    party: str | None,
    address_kind: str | None,
    subscriber: str | None,
    send_date: datetime | None,
    pack: str,
    folder: Path | None,
    format_: str,
) -> None:
    """What the law of country CC demands for one kind of contact on one day."""
    from listcheck.lawbook.lookup import lookup, lookup_text  # noqa: PLC0415 (heavy)
    from listcheck.policy import load_rules  # noqa: PLC0415 (heavy: not for --help)

    rules = load_rules(folder)
    law = lookup(
        rules,
        country.upper(),
        channel,
        on=_day(send_date),
        pack=pack,
        party=party,
        address_kind=address_kind,
        subscriber=subscriber,
    )
    click.echo(_json(law) if format_ == "json" else lookup_text(rules, law))


@rules_group.command("show")
@click.argument("country", metavar="CC")
@_DATE
@_PACK
@_RULES
@_FORMAT
def show_command(
    country: str, send_date: datetime | None, pack: str, folder: Path | None, format_: str
) -> None:
    """A country's law on one day: who needs what, changes, notes and citations."""
    from listcheck.lawbook.country_page import show_text  # noqa: PLC0415 (heavy: not for --help)
    from listcheck.lawbook.show import show, show_json  # noqa: PLC0415 (heavy)
    from listcheck.policy import load_rules  # noqa: PLC0415 (heavy: not for --help)

    rules = load_rules(folder)
    law = show(rules, country.upper(), on=_day(send_date), pack=pack)
    click.echo(_json(show_json(law)) if format_ == "json" else show_text(rules, law))


@rules_group.command("diff")
@click.argument("words", metavar="[A B] [CC]", nargs=-1)
@_DATE
@_RULES
@_FORMAT
def diff_command(
    words: tuple[str, ...],
    send_date: datetime | None,
    folder: Path | None,
    format_: str,
) -> None:
    """What differs between A and B in the law of country CC, or of all, and why.

    A and B are packs, guide or current, or the law of a pack on a day, PACK@YYYY-MM-DD.
    Default: guide and current.

    \b
    listcheck rules diff guide current FR
    listcheck rules diff current@2026-08-10 current@2026-08-11
    """  # noqa: D301 (click wants the character itself)
    from listcheck.lawbook.diff import diff, diff_json, diff_text, side_of  # noqa: PLC0415 (heavy: not for --help)
    from listcheck.policy import load_rules  # noqa: PLC0415 (heavy: not for --help)

    alone = len(words) == 1 and words[0].partition("@")[0] in ("guide", "current")
    if len(words) > 3 or alone:
        raise click.UsageError("expected [A B] [CC]: two packs and at most one country")
    a, b = words[:2] if len(words) > 1 else ("guide", "current")
    country = words[-1] if len(words) % 2 else None
    day = _day(send_date)
    one, two = side_of(a, day), side_of(b, day)
    rules = load_rules(folder)
    differences = diff(rules, one, two, country.upper() if country else None)
    if format_ == "json":
        click.echo(_json(diff_json(differences)))
    else:
        click.echo(diff_text(rules, differences, one, two))


@rules_group.command("lint")
@_RULES
def lint_command(folder: Path | None) -> int:
    """Check a rules folder: every cell answered once on every day, every rule cited."""
    from listcheck.policy import load_rules  # noqa: PLC0415 (heavy: not for --help)
    from listcheck.policy.lint.sweep import lint  # noqa: PLC0415 (heavy: not for --help)

    rules = load_rules(folder)
    problems = lint(rules)
    for problem in problems:
        click.echo(problem)
    if problems:
        click.echo(f"{len(problems)} problems", err=True)
        return 2
    click.echo(f"{len(rules.countries)} countries, {len(rules.registers)} registers: no problem")
    for file in rules.review_due(_day(None)):
        click.echo(f"note: {file.country}: last reviewed on {file.reviewed}, over a year ago")
    return 0


def _day(given: datetime | None) -> date:
    return given.date() if given else date.today()  # noqa: DTZ011 (the user's own day is meant)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)
