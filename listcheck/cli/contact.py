"""``listcheck contact``: how one contact is read, from standard input."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path

import click


@click.command("contact")
@click.option(
    "--channel",
    type=click.Choice(["email", "sms", "call", "automated-call"]),
    help="Default: email when there is an address, else call.",
)
@click.option("--country", metavar="CC", help="Where nothing else tells the country.")
@click.option(
    "--rules",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="A rules folder instead of the shipped one.",
)
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text")
def contact_command(
    channel: str | None, country: str | None, rules: Path | None, format_: str
) -> None:
    """How one contact is read, and why.

    The contact comes from standard input, never from the command line, where others could see
    it: an address, a number, or lines such as "company = Example Ltd".
    """
    from listcheck.campaign.one_contact import fields_of, read_contact  # noqa: PLC0415 (heavy)
    from listcheck.config.settings import Settings  # noqa: PLC0415 (heavy: not for --help)

    settings = Settings(
        send_date=date.today(),  # noqa: DTZ011 (unused here)
        channel=channel,
        country=country.strip().upper() if country else None,
        rules=rules,
    )
    facts = read_contact(fields_of(sys.stdin.read()), settings)
    if format_ == "json":
        values = {item.name: {"value": item.value, "why": item.why} for item in facts}
        click.echo(json.dumps(values, ensure_ascii=False, indent=2))
        return
    for item in facts:
        click.echo(f"{item.name:<19} {_shown(item.value)}")
        click.echo(f"{'':<19}   because: {item.why}")


def _shown(value: str | bool | None) -> str:
    if isinstance(value, str):
        return value
    return "unknown" if value is None else "yes" if value else "no"
