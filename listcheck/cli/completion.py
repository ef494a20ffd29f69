"""``listcheck completion SHELL``: the script that completes commands and options."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class


@click.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion_command(ctx: click.Context, shell: str) -> None:
    """Print the completion script of SHELL: eval "$(listcheck completion bash)"."""
    completion = get_completion_class(shell)
    if completion is None:  # the choice above names only what click knows
        raise click.UsageError(f"no completion for {shell}")
    root = ctx.find_root().command
    click.echo(completion(root, {}, "listcheck", "_LISTCHECK_COMPLETE").source())
