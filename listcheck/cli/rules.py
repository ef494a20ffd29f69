"""``listcheck rules show | lookup | lint``."""

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
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text")
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
    from listcheck.commands.rules import lookup, lookup_text  # noqa: PLC0415 (heavy)
    from listcheck.policy import load_rules  # noqa: PLC0415 (heavy: not for --help)

    found = lookup(
        load_rules(folder),
        country.upper(),
        channel,
        on=_day(send_date),
        pack=pack,
        party=party,
        address_kind=address_kind,
        subscriber=subscriber,
    )
    if format_ == "json":
        click.echo(json.dumps(found, ensure_ascii=False, indent=2, default=str))
    else:
        click.echo(lookup_text(found))


@rules_group.command("show")
@click.argument("country", metavar="CC")
@_DATE
@_PACK
@_RULES
def show_command(country: str, send_date: datetime | None, pack: str, folder: Path | None) -> None:
    """Print a country's law on one day, with its notes and citations."""
    from listcheck.commands.rules import show_text  # noqa: PLC0415 (heavy: not for --help)
    from listcheck.policy import load_rules  # noqa: PLC0415 (heavy: not for --help)

    click.echo(show_text(load_rules(folder), country.upper(), on=_day(send_date), pack=pack))


@rules_group.command("lint")
@_RULES
def lint_command(folder: Path | None) -> int:
    """Check a rules folder: every cell answered once on every day, every rule cited."""
    from listcheck.policy import load_rules  # noqa: PLC0415 (heavy: not for --help)
    from listcheck.policy.lint import lint  # noqa: PLC0415 (heavy: not for --help)

    rules = load_rules(folder)
    problems = lint(rules)
    for problem in problems:
        click.echo(problem)
    if problems:
        click.echo(f"{len(problems)} problems", err=True)
        return 2
    click.echo(f"{len(rules.countries)} countries, {len(rules.registers)} registers: no problem")
    return 0


def _day(given: datetime | None) -> date:
    return given.date() if given else date.today()  # noqa: DTZ011 (the user's own day is meant)
