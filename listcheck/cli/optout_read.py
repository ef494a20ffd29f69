"""``listcheck optout list | history | export | import``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from listcheck.cli.optout import ledger_options, optout_group, read_person, settings_of, show
from listcheck.core.errors import UsageProblem
from listcheck.core.fields import CHANNELS as CAMPAIGNS
from listcheck.ledger.events import CHANNELS

if TYPE_CHECKING:
    from listcheck.config.settings import Settings

__all__ = ["optout_group"]


@optout_group.command("list", short_help="Requests that wait for a decision, and their age.")
@click.option("--all", "closed", is_flag=True, help="Closed requests too.")
@click.option(
    "--max-days",
    type=click.IntRange(min=0),
    metavar="N",
    help="Exit with 1 when an open request is older than N days.",
)
@ledger_options
def list_command(
    closed: bool, max_days: int | None, config: Path | None, ledger: str | None, format_: str
) -> int:
    """Requests of organisations that wait for a decision, their age, and for what they wait.

    For a person's own opt-out there is nothing to decide: it binds when it is recorded.
    """
    from listcheck.casework.cases import list_cases  # noqa: PLC0415 (heavy: not for --help)

    listed = list_cases(settings_of(config, ledger), closed=closed)
    if format_ == "json":
        show(listed.as_json())
    else:
        for case in listed.cases:
            _line(case)
        open_ = sum(case["state"] == "pending" for case in listed.cases)
        click.echo(
            f"{open_} open; {listed.events:,} events in the ledger; "
            + (f"last reviewed on {listed.last_review}" if listed.last_review else "never reviewed")
        )
    ages = [case["age_days"] for case in listed.cases if case["state"] == "pending"]
    return int(max_days is not None and max(ages, default=0) > max_days)


def _line(case: dict[str, Any]) -> None:
    who = [*case["domains"], *([f"account {case['account_id']}"] if case["account_id"] else [])]
    days = case["age_days"] if case["state"] == "pending" else case["handled_in_days"]
    when = f"received {case['received']}, {days} day{'' if days == 1 else 's'}"
    click.echo(f"case {case['case']}  {case['state']:<9}  {when}  {', '.join(who)}")
    if case["waiting_for"]:
        click.echo(f"  waits for {case['waiting_for']}")


@optout_group.command("history", short_help="The events; with --verify: was anything changed?")
@click.argument("case", type=click.IntRange(min=1), required=False)
@click.option(
    "--person",
    is_flag=True,
    help="Only the events of one person, whose address or number comes from standard input.",
)
@click.option("--country", metavar="CC", help="For a telephone number without country code.")
@click.option("--verify", is_flag=True, help="Follow the chain: was anything changed?")
@click.option(
    "--manifest",
    "manifests",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="With --verify: hold the ledger to what this check recorded of it (repeat).",
)
@ledger_options
def history_command(
    case: int | None,
    person: bool,
    country: str | None,
    verify: bool,
    manifests: tuple[Path, ...],
    config: Path | None,
    ledger: str | None,
    format_: str,
) -> int:
    """What is in the ledger: all events, those of CASE, or those of one person.

    Addresses and numbers are not shown, save with --person. As JSON it is one object a line. With
    --verify the whole chain is followed: exit status 1 when anything was changed, taken out or put
    in. What was cut off at the end, or written anew without a key, shows only against a --manifest
    of an earlier check.
    """
    from listcheck.casework.cases import history  # noqa: PLC0415 (heavy: not for --help)

    settings = settings_of(config, ledger, country)
    if manifests and not verify:
        raise UsageProblem("--manifest: is what --verify holds the ledger to; give --verify too")
    if verify:
        if case or person:
            raise UsageProblem(
                "--verify: follows the whole chain; give it without CASE or --person"
            )
        return _verify(settings, manifests, format_)
    events = history(settings, case=case, person=read_person() if person else None)
    for event in events:
        if format_ == "json":
            # One object a line: a ledger may be long.
            click.echo(json.dumps(event, ensure_ascii=False))
            continue
        number, kind, at = event.pop("number"), event.pop("kind"), event.pop("recorded_at")
        hidden = ("hash", "previous", "keyed", "voids" if not event["voids"] else "")
        rest = "  ".join(f"{key}={value}" for key, value in event.items() if key not in hidden)
        click.echo(f"{number}  {at}  {kind}  {rest}")
    return 0


def _verify(settings: Settings, manifests: tuple[Path, ...], format_: str) -> int:
    from listcheck.casework.cases import verified  # noqa: PLC0415 (heavy: not for --help)

    chain = verified(settings, manifests)
    if format_ == "json":
        show(
            {
                "ok": not chain.broken,
                "events": chain.head.events,
                "hash": chain.head.hash,
                "keyed": chain.head.keyed,
                "broken": [{"event": item.number, "why": item.why} for item in chain.broken],
            }
        )
        return int(bool(chain.broken))
    for item in chain.broken:
        click.echo(f"event {item.number}: {item.why}")
    if chain.broken:
        click.echo("the ledger does not hold")
        return 1
    held = f", as {len(manifests)} manifests recorded it" if manifests else ""
    click.echo(f"{chain.head.events:,} events, one chain{held}; head {chain.head.hash}")
    if chain.head.keyed and chain.unkeyed:
        click.echo(f"the first {chain.unkeyed:,} events are from before there was a key")
    if not chain.head.keyed:
        click.echo(
            "without a key (LISTCHECK_KEY) whoever can write the ledger could write it anew: only "
            "the --manifest of an earlier check would show it"
        )
    return 0


@optout_group.command("export", short_help="Write a suppression and an organisation source.")
@click.option(
    "-o",
    "--output-dir",
    type=click.Path(path_type=Path),
    metavar="DIR",
    default=Path(),
    help="Where optouts.csv and organisations.csv go. Default: here.",
)
@click.option(
    "--channel",
    type=click.Choice(CAMPAIGNS),
    help="Only what concerns this channel. Default: what concerns any.",
)
@click.option("--force", is_flag=True, help="Replace files that are there.")
@ledger_options
def export_command(
    output_dir: Path,
    channel: str | None,
    force: bool,
    config: Path | None,
    ledger: str | None,
    format_: str,
) -> None:
    """Write who is opted out (optouts.csv) and which organisations are, with their state.

    The files serve as --suppress and --org-optouts, and for the systems that send. They hold
    addresses, and are readable by you only.
    """
    from listcheck.casework.export import export  # noqa: PLC0415 (heavy: not for --help)

    done = export(settings_of(config, ledger), output_dir, channel=channel, force=force)
    if format_ == "json":
        show(done.as_json())
        return
    click.echo(f"{done.people_file}: {done.people:,} opt-outs")
    click.echo(f"{done.organisations_file}: {done.organisations:,} organisations")


@optout_group.command("import", short_help="Take over existing opt-outs, each of them once.")
@click.argument("file", metavar="FILE")
@click.option("--organisations", is_flag=True, help="FILE holds organisations, not people.")
@click.option(
    "--channel",
    type=click.Choice(CHANNELS),
    default="all",
    show_default=True,
    help="What the opt-outs in FILE are about.",
)
@click.option("--country", metavar="CC", help="For telephone numbers without country code.")
@click.option("--by", metavar="NAME", help="Who records it. Default: your user name.")
@ledger_options
def import_command(
    file: str,
    organisations: bool,
    channel: str,
    country: str | None,
    by: str | None,
    config: Path | None,
    ledger: str | None,
    format_: str,
) -> int:
    """Take opt-outs that exist already into the ledger, each of them once.

    FILE is what --suppress (or --org-optouts) takes: a CSV, a vendor's suppression export … The
    same file again adds nothing, a newer one only what is new. All of it is added, or nothing. Exit
    status 1 when entries could not be read.
    """
    from listcheck.casework.intake import import_organisations, import_people  # noqa: PLC0415 (heavy: not for --help)
    from listcheck.config.inputs import Dated  # noqa: PLC0415 (heavy: not for --help)

    take = import_organisations if organisations else import_people
    done = take(Dated.parse(file), channel, by, settings_of(config, ledger, country))
    if format_ == "json":
        show(done.as_json())
        return int(done.unreadable > 0)
    click.echo(f"{done.added:,} added, {done.known:,} known before")
    for note in done.notes:
        click.echo(f"note: {note}")
    if done.bounces:
        click.echo(f"{done.bounces:,} left out: bounces and complaints are no opt-outs")
    if done.narrowed:
        reach = "every channel" if channel == "all" else channel
        click.echo(
            f"{done.narrowed:,} entries name a brand, a channel or a purpose: they are recorded "
            f"for every brand and {reach}, since the ledger knows no more"
        )
    if done.unreadable:
        click.echo(
            f"{done.unreadable:,} entries could not be read: whoever stands there is missing"
        )
    return int(done.unreadable > 0)
