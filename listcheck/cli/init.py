"""``listcheck init [LIST]``: write a commented listcheck.toml."""

from __future__ import annotations

from pathlib import Path

import click

from listcheck.core.errors import UsageProblem


@click.command("init")
@click.argument("lists", nargs=-1, metavar="[LIST]")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Where to write. Default: listcheck.toml beside the list.",
)
@click.option("--force", is_flag=True, help="Replace a file that is there.")
def init_command(lists: tuple[str, ...], output: Path | None, force: bool) -> None:
    """Write a commented listcheck.toml, with the columns of LIST when one is given."""
    from listcheck.campaign.template import commented_config  # noqa: PLC0415 (heavy: not for --help)

    beside = Path(lists[0]).parent if lists and lists[0] != "-" else Path()
    target = output or beside / "listcheck.toml"
    if target.exists() and not force:
        raise UsageProblem(f"{target}: is there already; --force replaces it")
    text = commented_config(lists)
    try:
        target.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageProblem(f"{target}: cannot be written: {error.strerror}") from None
    click.echo(
        f"wrote {target}: fill in the brief, then run: listcheck {' '.join(lists) or 'LIST'}"
    )
