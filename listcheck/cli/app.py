"""The command group: a bare ``listcheck LIST`` is ``listcheck check LIST``."""

from __future__ import annotations

import io
import signal
import sys
import threading
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any, TextIO

import click

from listcheck.cli.audit import audit_command
from listcheck.cli.check import check_command
from listcheck.cli.columns import columns_command
from listcheck.cli.completion import completion_command
from listcheck.cli.contact import contact_command
from listcheck.cli.explain import checks_command, explain_command
from listcheck.cli.init import init_command
from listcheck.cli.optout_read import optout_group
from listcheck.cli.rules import rules_group
from listcheck.cli.suppress import suppress_group
from listcheck.cli.verify import verify_command
from listcheck.core.errors import ListcheckError


class ListsByDefault(click.Group):
    """Takes anything that is no command as a list to check."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put ``check`` before arguments that name no command."""
        options = {"--help", "-h", "--version", "--debug"}
        first = next((at for at, word in enumerate(args) if word != "--debug"), None)
        if first is not None and args[first] not in self.commands and args[first] not in options:
            args = [*args[:first], "check", *args[first:]]
        return super().parse_args(ctx, args)


@click.group(
    cls=ListsByDefault,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    no_args_is_help=True,
)
@click.version_option(package_name="listcheck")
@click.option("--debug", is_flag=True, help="Show a traceback when listcheck itself fails.")
def cli(debug: bool) -> None:
    """Check a campaign list before you send to it.

    \b
    listcheck campaign.csv      writes campaign.listcheck/ with the clean list,
                                the held contacts and every violation
    listcheck check --help      all options of a check
    """  # noqa: D301 (click reads the backspace itself)
    del debug  # read in main(), where errors end


for _command in (
    check_command,
    audit_command,
    columns_command,
    contact_command,
    init_command,
    optout_group,
    rules_group,
    suppress_group,
    checks_command,
    explain_command,
    verify_command,
    completion_command,
):
    cli.add_command(_command)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit with the contract's status.

    Whatever it sets for the whole process is as before when it ends; it may run in any thread.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    debug = "--debug" in given
    with _forgiving(sys.stdout), _forgiving(sys.stderr), _ended_by_sigterm():
        status = _status([word for word in given if word != "--debug"], debug=debug)
    sys.exit(status if isinstance(status, int) else 0)


@contextmanager
def _forgiving(stream: TextIO) -> Iterator[None]:
    """A terminal that cannot show a sign must not end a run."""
    if not isinstance(stream, io.TextIOWrapper):
        yield
        return
    before = stream.errors
    stream.reconfigure(errors="replace")
    try:
        yield
    finally:
        # Whoever reads may be gone: then there is nothing left to write, nor to tell.
        with suppress(OSError, ValueError):
            stream.reconfigure(errors=before)


@contextmanager
def _ended_by_sigterm() -> Iterator[None]:
    """Killed politely, a run still takes its temporary copies away."""
    before = signal.getsignal(signal.SIGTERM)
    # Only the main thread may set a handler; one that Python did not set could not be set again.
    if threading.current_thread() is not threading.main_thread() or before is None:
        yield
        return
    signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _status(given: Sequence[str], *, debug: bool) -> Any:
    """Run the command line; the exit status, whatever happens."""
    try:
        status: Any = cli.main(list(given), prog_name="listcheck", standalone_mode=False)
    except ListcheckError as error:
        click.echo(f"listcheck: {error}", err=True)
        status = error.exit_status
    except click.exceptions.Exit as stop:
        status = stop.exit_code
    except click.ClickException as error:
        error.show()
        status = error.exit_code
    except click.Abort:
        click.echo("listcheck: stopped; nothing was written", err=True)
        status = 3
    except Exception as error:  # a traceback reaches a user only with --debug
        if debug:
            traceback.print_exc()
        # The text of a foreign error may quote a list: only its kind is shown.
        click.echo(
            f"listcheck: failed inside ({type(error).__name__}). "
            "Run again with --debug and report what it prints, without personal data",
            err=True,
        )
        status = 3
    return status
