"""``listcheck columns LIST``: the fields as understood."""

from __future__ import annotations

import json
from pathlib import Path

import click

from listcheck.cli.check import read_settings


@click.command("columns")
@click.argument("lists", nargs=-1, required=True, metavar="LIST...")
@click.option("-c", "--config", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--sheet", metavar="NAME", help="Which sheet of a workbook. Default: the first.")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text")
def columns_command(
    lists: tuple[str, ...], config: Path | None, sheet: str | None, format_: str
) -> None:
    """How listcheck understands the columns of LIST..., and how each file was read."""
    from listcheck.campaign.understood import read_columns  # noqa: PLC0415 (heavy: not for --help)

    settings = read_settings(lists, config, {"sheet": sheet})
    understood = read_columns(lists, settings)
    if format_ == "json":
        click.echo(
            json.dumps([item.as_json() for item in understood], ensure_ascii=False, indent=2)
        )
        return
    for item in understood:
        click.echo(f"{item.name}: {item.records:,} records, {item.how}")
        width = max([len(header) for header in item.headers] + [6])
        for header in item.headers:
            field = item.fields.get(header)
            meaning = f"→ {field[0]} ({field[1]})" if field else "  carried along unchanged"
            shown = "".join(sign if sign.isprintable() else "�" for sign in header)
            click.echo(f"  {shown:<{width}}  {meaning}")
        for note in item.notes:
            click.echo(f"  note: {note}")
