"""``listcheck check``: options in, a report out, the exit status of the contract."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from listcheck.cli.progress import stages
from listcheck.core.format_names import printed_formats
from listcheck.engines.choose import ENGINES

if TYPE_CHECKING:
    from listcheck.config.settings import Settings


class _Formats(click.Choice[str]):
    """The formats that can be printed, asked for only when somebody chooses: plug-ins add some."""

    def __init__(self) -> None:
        self.case_sensitive = True

    @property
    def choices(self) -> tuple[str, ...]:  # type: ignore[override]  # nobody sets them
        """Their names, in their order."""
        return printed_formats()


@click.command("check")
@click.argument("lists", nargs=-1, required=True, metavar="LIST...")
@click.option(
    "--channel",
    type=click.Choice(["email", "sms", "chat", "call", "automated-call"]),
    help="How you will contact them. Default: email when the list has addresses, else call.",
)
@click.option(
    "--party",
    type=click.Choice(["first", "third"]),
    help="Who collected the data: you (first) or somebody else. Default: the stricter of both.",
)
@click.option(
    "--purpose",
    type=click.Choice(["marketing", "contract", "complementary", "share"]),
    help="What for: marketing (the default), an existing contract, a complementary offer, or "
    "handing the list to somebody else.",
)
@click.option(
    "--send-date",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="The day whose law and deadlines apply. Default: today.",
)
@click.option("--country", metavar="CC", help="For contacts whose country cannot be told.")
@click.option(
    "--suppress",
    multiple=True,
    metavar="PATH[@DAY]",
    help="People who opted out, and the day of the export (repeat).",
)
@click.option(
    "--org-optouts",
    multiple=True,
    metavar="PATH[@DAY]",
    help="Organisations that opted out: domain, account_id, state (repeat).",
)
@click.option(
    "--register",
    multiple=True,
    metavar="ID=PATH[@DAY]",
    help="A do-not-call register (TPS, CTPS, FR-BLOCTEL …) and the day you got it (repeat).",
)
@click.option(
    "--ledger",
    metavar="URL",
    help="The opt-out ledger: an SQLite file or postgresql://…",
)
@click.option(
    "--rules",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="A rules folder instead of the shipped one.",
)
@click.option(
    "--sheet",
    metavar="NAME",
    help="Which sheet of a workbook: its name or number. Default: the first.",
)
@click.option(
    "--pack",
    type=click.Choice(["current", "guide"]),
    help="The law: with every later change (current, the default) or the 2018 guide alone.",
)
@click.option(
    "--engine",
    type=click.Choice(ENGINES),
    help="Where the contacts are judged. Default: local, on this machine.",
)
@click.option(
    "-o",
    "--output-dir",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Where the files go. Default: <list>.listcheck in this folder.",
)
@click.option(
    "--write-contacts",
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="Also write every contact as understood and judged, as Parquet.",
)
@click.option(
    "--format",
    type=_Formats(),
    help="What is printed.",
)
@click.option(
    "--report",
    multiple=True,
    metavar="FORMAT=PATH",
    help="Also write one of these formats into a file (repeat).",
)
@click.option(
    "--fail-on",
    type=click.Choice(["drop", "hold", "note", "never"]),
    help="From which finding on the exit status is 1. Default: hold.",
)
@click.option("--exit-zero", is_flag=True, default=None, help="Exit with 0 whatever was found.")
@click.option(
    "--max-rate",
    multiple=True,
    metavar="CODE=PERCENT",
    help="Tolerate a check up to a share of the list (LC102=0.5%), and fail above it (repeat).",
)
@click.option(
    "--baseline",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Findings that are known and do not fail; needs a key (LISTCHECK_KEY).",
)
@click.option(
    "--update-baseline",
    is_flag=True,
    default=None,
    help="Write the findings of this run into the baseline.",
)
@click.option(
    "--select", multiple=True, metavar="CODES", help="Of the checks that only note, count these."
)
@click.option(
    "--ignore", multiple=True, metavar="CODES", help="Checks that only note and do not count."
)
@click.option(
    "--redact",
    is_flag=True,
    default=None,
    help="No address or number in any file but the lists themselves.",
)
@click.option(
    "--show-cells",
    is_flag=True,
    default=None,
    help="Show cells of sample rows in report.html as they stand, not masked.",
)
@click.option(
    "--key",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Sign the manifest with this private key (Ed25519, PEM or OpenSSH).",
)
@click.option(
    "--violations",
    type=click.Choice(["findings", "all"]),
    help="'all' writes notes into the violations file too.",
)
@click.option(
    "-c",
    "--config",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The configuration. Default: the nearest listcheck.toml from the list's folder up.",
)
def check_command(lists: tuple[str, ...], config: Path | None, **options: Any) -> int:
    """Check LIST... before a send: CSV, TSV (plain, .gz, .zst), Parquet, a glob, a folder or -.

    Writes the clean list, the held contacts and the violations into an output folder.
    Exit status: 0 nothing found, 1 something found or incomplete, 2 wrong use, 3 unreadable.
    """
    from rich.console import Console  # noqa: PLC0415 (heavy: not for --help)

    from listcheck.report.check.text import print_text  # noqa: PLC0415 (heavy: not for --help)
    from listcheck.report.machine.formats import printed  # noqa: PLC0415 (heavy: not for --help)
    from listcheck.run import check  # noqa: PLC0415 (heavy: not for --help)

    settings = read_settings(lists, config, options)
    with stages() as progress:
        report = check(lists, settings, progress)
    if settings.format == "text":
        print_text(report.summary, Console())
    else:
        click.echo(printed(report, settings.format))
    return report.exit_status()


def read_settings(lists: tuple[str, ...], config: Path | None, options: dict[str, Any]) -> Settings:
    """The configuration that belongs to the first list, with the options over it."""
    from listcheck.config.file import find_config  # noqa: PLC0415 (heavy: not for --help)
    from listcheck.gate.gate_settings import settings_of  # noqa: PLC0415 (heavy: not for --help)

    given: date | None = options.get("send_date")
    if isinstance(given, datetime):
        options = options | {"send_date": given.date()}
    start = Path(lists[0]) if lists and lists[0] != "-" else Path()
    path = config or find_config(start if start.is_dir() else start.parent)
    return settings_of(path, options)
