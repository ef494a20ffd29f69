"""``listcheck verify MANIFEST``: is this still the list that was checked, and still fresh?"""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import click


@click.command("verify")
@click.argument("manifest", type=click.Path(path_type=Path))
@click.option(
    "--send-date",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="The day of the send. Default: the day that was checked for, or today if that is later.",
)
@click.option(
    "--key",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The Ed25519 key (public or private) that must have signed the manifest.",
)
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text")
def verify_command(
    manifest: Path, send_date: datetime | None, key: Path | None, format_: str
) -> int:
    """Is this still the list that was checked, and still fresh? MANIFEST: the file or its folder.

    Holds the list, every file of the run, the sources, the brief and the rules to the digests
    in the manifest, and the day of the send to what expires. Exit status: 0 all holds,
    1 something does not, 2 wrong use, 3 no such manifest.
    """
    from listcheck.proof.verify import verify  # noqa: PLC0415 (heavy: not for --help)

    verified = verify(manifest, on=send_date.date() if send_date else None, key=key)
    if format_ == "json":
        click.echo(json.dumps(verified.as_json(), ensure_ascii=False, indent=2))
        return 1 if verified.problems else 0
    rows = verified.manifest.rows
    if verified.problems:
        click.echo("do not send: this is no longer what was checked, or no longer fresh")
    else:
        signed = ", signed with this key" if key else ""
        click.echo(
            f"holds: the clean list ({rows.kept:,} of {rows.read:,} contacts) is the one that was "
            f"checked, and fresh for a send on {verified.day}{signed}"
        )
    for problem in verified.problems:
        click.echo(f"  {problem.code}: {problem.name}: {problem.message}")
        click.echo(f"        → {problem.remedy}")
    for note in verified.notes:
        click.echo(f"  note: {note}")
    return 1 if verified.problems else 0
