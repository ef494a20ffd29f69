"""``listcheck audit``: send logs in, a report out, the exit status of the contract."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from listcheck.cli.check import check_command, read_settings
from listcheck.cli.progress import stages

#: Options that mean the same for a list and for logs.
_SHARED = (
    "channel", "party", "purpose", "country", "suppress", "org_optouts", "register", "ledger",
    "rules", "sheet", "pack", "output_dir", "exit_zero", "redact", "key", "config",
)  # fmt: skip


class _Day(click.ParamType[date]):
    """A day as YYYY-MM-DD, or ``today``."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read the day."""
        if value == "today":
            return date.today()  # noqa: DTZ011 (the user's own day)
        try:
            return datetime.strptime(value, "%Y-%m-%d").date()  # noqa: DTZ007 (a day)
        except ValueError:
            self.fail(f"{value!r}: expected YYYY-MM-DD or today", param, ctx)


@click.command("audit")
@click.argument("sends", nargs=-1, required=True, metavar="SENDS...")
@click.option(
    "--law-of",
    type=_Day(),
    metavar="DAY",
    help="Judge all sends by the law of this day (YYYY-MM-DD or today) instead of their own.",
)
@click.option(
    "--format", type=click.Choice(["text", "json"]), default="text", help="What is printed."
)
@click.option(
    "--fail-on",
    type=click.Choice(["drop", "hold", "never"]),
    help="From what on the exit status is 1: violations (drop), or unknowns too (hold, the "
    "default).",
)
@click.option(
    "--restart", is_flag=True, help="Begin anew instead of going on with an interrupted audit."
)
def audit_command(sends: tuple[str, ...], config: Path | None, **options: Any) -> int:
    """Was each past send in SENDS... lawful on its own day? Send logs: CSV, Parquet, folders.

    Each send is judged by the law of its day, by the consent that existed then, by the opt-outs
    received before it and the time that the law allows for acting on them, and by the copy of a
    register of that time. Exit status: 0 all lawful, 1 a violation or an unknown, 2 wrong use, 3
    unreadable.
    """
    from rich.console import Console  # noqa: PLC0415 (heavy: not for --help)

    from listcheck.auditing.audit import audit  # noqa: PLC0415 (heavy: not for --help)
    from listcheck.report.audit.text import print_audit  # noqa: PLC0415 (heavy: not for --help)

    settings = read_settings(sends, config, options)
    with stages() as progress:
        report = audit(sends, settings, progress)
    if settings.format == "text":
        print_audit(report, Console())
    else:
        click.echo(report.summary.model_dump_json(indent=2))
    return report.exit_status()


audit_command.params += [
    parameter for parameter in check_command.params if parameter.name in _SHARED
]
