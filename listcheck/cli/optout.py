"""``listcheck optout``: record what people ask for, decide, correct, review."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from listcheck.cli.check import read_settings
from listcheck.core.errors import UsageProblem
from listcheck.ledger.events import CHANNELS, MODES, ROLES, ROUTES, SCOPES

if TYPE_CHECKING:
    from listcheck.casework.record import Recorded
    from listcheck.config.settings import Settings

Command = TypeVar("Command", bound=Callable[..., Any])
_STATES = {
    "opted_out": "opted out, that person alone; for good",
    "rejoined": "came back; earlier opt-outs of that person are lifted",
    "confirmed": "the whole organisation is opted out",
    "refused": "closed: the organisation is not opted out; whoever asked stays so",
    "pending": "pending: nobody there is mailed until it is decided",
}


def ledger_options(command: Command) -> Command:
    """``--ledger``, ``--config`` and ``--format``, which every command has."""
    for option in (
        click.option(
            "--format", "format_", type=click.Choice(["text", "json"]), default="text",
            show_default=True,
        ),
        click.option(
            "-c", "--config", type=click.Path(path_type=Path), metavar="FILE",
            help="The configuration. Default: the nearest listcheck.toml from here up.",
        ),
        click.option(
            "--ledger", metavar="URL",
            help="An SQLite file, or postgresql://host/database. Default: ledger in the "
            "configuration.",
        ),
    ):  # fmt: skip
        command = option(command)
    return command


def evidence_options(command: Command) -> Command:
    """``--evidence``, ``--evidence-sha256`` and ``--by``."""
    for option in (
        click.option("--by", metavar="NAME", help="Who records it. Default: your user name."),
        click.option(
            "--evidence-sha256", metavar="HEX",
            help="Its SHA-256, where it is no file within reach.",
        ),
        click.option(
            "--evidence", metavar="REF",
            help="The request, question or confirmation: a file (its name and SHA-256 are kept, "
            "not its words) or a reference.",
        ),
    ):  # fmt: skip
        command = option(command)
    return command


def settings_of(config: Path | None, ledger: str | None, country: str | None = None) -> Settings:
    """The settings from here upwards, with the ledger that an option names."""
    return read_settings((), config, {"ledger": ledger, "country": country})


def read_person() -> str:
    """The one line of standard input; asked for at a terminal.

    Raises:
        UsageProblem: several people, or no text.
    """
    if sys.stdin.isatty():
        return str(click.prompt("Address or number of whoever asked", err=True))
    try:
        lines = [line for line in sys.stdin.read().splitlines() if line.strip()]
    except UnicodeDecodeError:
        raise UsageProblem("standard input: is no UTF-8 text") from None
    if len(lines) > 1:
        raise UsageProblem(
            f"standard input: {len(lines)} lines; expected one person (for many: listcheck optout "
            "import FILE)"
        )
    return lines[0].lstrip("\ufeff") if lines else ""


def show(value: object) -> None:
    """Print a value as JSON."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


@click.group("optout")
def optout_group() -> None:
    """Keep the ledger of opt-outs: who asked, with what authority, what was decided.

    \b
    listcheck optout record      somebody opts out, alone or for the organisation
    listcheck optout list        requests of organisations that wait for a decision
    listcheck check LIST --ledger optouts.db
    """  # noqa: D301 (click reads the backspace itself)


@optout_group.command("record", short_help="An opt-out or a re-join; decided by the procedure.")
@click.option(
    "--scope",
    type=click.Choice(SCOPES),
    default="individual",
    show_default=True,
    help="For the person alone, or for everybody in the organisation.",
)
@click.option("--rejoin", is_flag=True, help="The person comes back: lifts their own opt-outs.")
@click.option(
    "--domain",
    "domains",
    multiple=True,
    metavar="DOMAIN",
    help="Domain of the organisation (repeat). Default: the domain of whoever asked.",
)
@click.option("--account", metavar="ID", help="The organisation's identifier in your CRM.")
@click.option("--organisation", metavar="NAME", help="Its name, for whoever reads the ledger.")
@click.option(
    "--mode",
    type=click.Choice(MODES),
    help="How you deal with the organisation. Default: [brief] mode. In prospecting nobody's "
    "authority is asked.",
)
@click.option(
    "--role",
    type=click.Choice(ROLES),
    default="unknown",
    show_default=True,
    help="Who asked. 'executive' (C-level) and 'authorised' speak for the organisation.",
)
@click.option("--close-relationship", is_flag=True, help="You work closely with the organisation.")
@click.option("--current-customer", is_flag=True, help="It is a customer now.")
@click.option("--unprompted", is_flag=True, help="Nothing that you sent explains the request.")
@click.option(
    "--channel",
    type=click.Choice(CHANNELS),
    default="all",
    show_default=True,
    help="What the request is about. A channel only where the person named one.",
)
@click.option(
    "--route",
    type=click.Choice(ROUTES),
    default="on_behalf",
    show_default=True,
    help="How it came. All routes lead to the same.",
)
@click.option("--country", metavar="CC", help="For a telephone number without country code.")
@click.option("--received", metavar="DAY", help="When it was received. Default: now.")
@click.option("--acted", metavar="DAY", help="When the contact was taken off the sending lists.")
@evidence_options
@ledger_options
def record_command(
    config: Path | None, ledger: str | None, format_: str, country: str | None, **options: Any
) -> None:
    """Record an opt-out, or a re-join, and decide it by the procedure.

    The person's address or number comes from standard input, never from the command line,
    where others could see it. The ledger is made where there is none yet.

    A person's opt-out concerns that person alone. A request for an organisation binds at once,
    save in account management: there, a senior contact is asked first if whoever asked does not
    speak for the organisation and all four grounds are given (--close-relationship,
    --current-customer, --unprompted, --role junior), or any of them with [policy] org_authority =
    "any". Until the answer nobody there is mailed, and whoever asked is opted out already.

    \b
    echo ann@example.com | listcheck optout record --route reply --evidence mail.eml
    echo ann@example.com | listcheck optout record --scope organisation --mode prospecting
    """  # noqa: D301 (click reads the backspace itself)
    from listcheck.casework.record import Request, record  # noqa: PLC0415 (heavy)

    grounds = [
        name
        for name in ("close_relationship", "current_customer", "unprompted")
        if options.pop(name)
    ]
    settings = settings_of(config, ledger, country)
    recorded = record(read_person(), Request(conditions=grounds, **options), settings)
    _print_recorded(recorded, format_)


def _print_recorded(recorded: Recorded, format_: str) -> None:
    if format_ == "json":
        show(recorded.as_json())
        return
    click.echo(f"case {recorded.case}: {_STATES[recorded.state]}")
    if recorded.organisation:
        click.echo(f"  organisation: {', '.join(recorded.organisation)}")
    if recorded.reason:
        click.echo(f"  because: {recorded.reason}")
    if recorded.organisation:
        click.echo("  whoever asked is opted out from now on")
    for step in recorded.next_steps:
        click.echo(f"  next: {step}")


@optout_group.command("decide", short_help="A senior contact was asked, or answered.")
@click.argument("case", type=click.IntRange(min=1))
@click.argument("answer", type=click.Choice(["asked", "confirmed", "refused"]))
@click.option("--role", type=click.Choice(ROLES), help="Who answered.")
@click.option("--received", metavar="DAY", help="When you asked, or got the answer. Default: now.")
@click.option(
    "--confirmation-sent",
    metavar="DAY",
    help="When the refusal was confirmed to the customer by mail.",
)
@evidence_options
@ledger_options
def decide_command(
    case: int, config: Path | None, ledger: str | None, format_: str, **options: Any
) -> int:
    """Record that a senior contact was asked in CASE, or what the answer was.

    A refusal closes the case only with both: the confirmation sent to the customer
    (--confirmation-sent) and a filed copy of it (--evidence). Otherwise it is recorded, the case
    stays pending, and the exit status is 1.
    """
    from listcheck.casework.decide import Reply, decide_case  # noqa: PLC0415 (heavy)

    recorded = decide_case(case, Reply(**options), settings_of(config, ledger))
    _print_recorded(recorded, format_)
    return int(options["answer"] == "refused" and recorded.state == "pending")


@optout_group.command("correct", short_help="Put an event right by a later one.")
@click.argument("event", type=click.IntRange(min=1))
@click.option("--received", metavar="DAY", help="The day on which it was really received.")
@click.option("--acted", metavar="DAY", help="The day the contact was off the sending lists.")
@click.option("--void", is_flag=True, help="It was an error: it does not count at all.")
@click.option("--reason", metavar="TEXT", help="Why, in your words; without personal data.")
@evidence_options
@ledger_options
def correct_command(
    event: int, config: Path | None, ledger: str | None, format_: str, **options: Any
) -> None:
    """Put EVENT right by a later one; nothing in the ledger is ever changed.

    Also for what is known later only: the day on which the contact was taken off the lists.
    """
    from listcheck.casework.decide import Correction, correct  # noqa: PLC0415 (heavy)

    recorded = correct(event, Correction(**options), settings_of(config, ledger))
    if format_ == "json":
        show(recorded)
    else:
        what = "does not count any more" if options["void"] else "is corrected"
        click.echo(f"event {recorded['event']}: event {event} of case {recorded['case']} {what}")


@optout_group.command("review", short_help="The preferences were reviewed.")
@click.option("--day", metavar="DAY", help="When. Default: now.")
@click.option("--by", metavar="NAME", help="Who reviewed. Default: your user name.")
@click.option("--evidence", metavar="FILE", help="The minutes: a file.")
@ledger_options
def review_command(config: Path | None, ledger: str | None, format_: str, **options: Any) -> None:
    """Record that preferences and procedure were reviewed; reports tell the day of the last."""
    from listcheck.casework.decide import review  # noqa: PLC0415 (heavy: not for --help)

    reviewed = review(settings_of(config, ledger), **options)
    if format_ == "json":
        show(reviewed)
    else:
        click.echo(f"event {reviewed['event']}: reviewed on {reviewed['day']}")
