"""``listcheck checks`` and ``listcheck explain CODE``."""

from __future__ import annotations

import json

import click


@click.command("checks")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text")
def checks_command(format_: str) -> None:
    """The table of all checks: code, name, verdict."""
    from listcheck.checks import known_checks  # noqa: PLC0415 (heavy: not for --help)

    if format_ == "json":
        rows = [
            {"code": check.code, "name": check.name, "verdict": check.verdicts}
            for check in known_checks()
        ]
        click.echo(json.dumps(rows, indent=2))
        return
    for check in known_checks():
        click.echo(f"{check.code}  {check.name:<38} {check.verdicts}")


@click.command("explain")
@click.argument("code")
def explain_command(code: str) -> None:
    """What a check does, why it matters, an example, what to do, references."""
    from listcheck.checks import ContactCheck, check_by_code  # noqa: PLC0415 (heavy)

    check = check_by_code(code)
    click.echo(check.doc.strip())
    click.echo(f"\nVerdict: {check.verdicts}")
    if isinstance(check, ContactCheck) and check.remedy:
        click.echo(f"Releases a held contact: {check.remedy}")
