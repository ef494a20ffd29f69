"""A history of five years of sends whose truth is known: what the audit is held to.

Made by a seeded generator from hand-written tables (``law``, ``opt_outs``, ``registers`` …) that
share no code with listcheck. Each sender's account is one audit: what the brief says of the sender
is said once in a run.

Readings, where the specification leaves room (the account ``doubtful`` holds what is most open):

- A day without a clock is not surely after anything of the same day: with days of grace such a
  send is within grace, without it is unknown.
- An undated entry of an export of day E may have been received at any time until E: unknown until
  the deadline counted from E, a violation after it, by an unknown number of days.
- A pending request of an organisation is unknown from its day on, never before.
- Listed on a copy of a register that is too old: unknown, for nobody can prove it.
- Of several opt-outs of one person the one whose time ended first decides.
- The days of grace of a listing are no days of grace of an opt-out: not counted in within_grace.
- Only holidays of the whole of Canada stretch its ten days, on their own day.
- An undated entry is late only when every day on which it may have been received makes it late.
- Consent and send on one day, both by the clock: what came later does not help.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from tests.auditing.truth.consents import (
    add_consents,
    add_interest,
    add_relationships,
    add_same_day,
)
from tests.auditing.truth.flips import add_flips
from tests.auditing.truth.layouts import UNREADABLE, log_files, refs_of, write_logs
from tests.auditing.truth.noise import add_days_of_noise, add_noise, add_odd, add_unasked
from tests.auditing.truth.opt_outs import (
    FIRST,
    LAST,
    add_clocks,
    add_dated,
    add_house_days,
    add_in_log,
    add_nowhere,
    add_stale,
    add_undated,
)
from tests.auditing.truth.organisations import add_organisations
from tests.auditing.truth.registers import add_listed_on_an_old_copy, add_registers
from tests.auditing.truth.special import add_half_dated, add_special, add_undated_across_the_change
from tests.auditing.truth.truth import Send, Sources, World

#: Calendar days of grace that the account ``house`` gives itself.
HOUSE_DAYS: Final = 5
#: Days after its newest export on which the account ``stale`` still trusts it.
MAX_AGE: Final = 10
#: When the account ``interest`` assessed its legitimate interest.
ASSESSED: Final = date(2024, 6, 5)
_BRIEF: Final = """\
[brief]
sender_name = "Sender Ltd"
sender_entity = "Sender Ltd"
sender_kind = "{kind}"
unsubscribe = "https://sender.invalid/u"
similar_products = true
publishes_privacy_notice = true
{more}
[brief.legitimate_interest]
purpose = "p"
necessity = "n"
balancing = {{ result = "pass", date = {assessed} }}
"""
#: What each account says of itself.
_BRIEFS: Final = {
    "main": {},
    "charity": {
        "kind": "charity",
        "more": 'sector = "home_renovation"\nproduct = "mobile_subscription"',
    },
    "claims": {"more": 'sector = "claims_management"'},
    "pensions": {"more": 'sector = "pensions"'},
    "interest": {"assessed": ASSESSED.isoformat()},
    "house": {},
    "silent": {},
    "waived": {"assessed": "2026-12-01"},
    "stale": {},
    "doubtful": {},
}
ACCOUNTS: Final = tuple(_BRIEFS)
#: What else stands in the configuration of an account.
_SETTINGS: Final = {
    "house": f"""
[policy]
opt_out_grace_days = {HOUSE_DAYS}

[audit]
undated_evidence = "at_send"
""",
    "waived": """
[waive]
LC001 = "the opt-outs of this year are lost"
LC309 = "assessed on paper"
""",
    "stale": f"""
[policy]
suppression_max_age_days = {MAX_AGE}
""",
}
#: Accounts whose logs say nothing of opt-outs, and which have no source of them.
_NO_OPT_OUTS: Final = ("silent", "waived")


@dataclass(frozen=True)
class History:
    """What one audit is given, and what is true.

    Attributes:
        logs: files and folders to audit.
        arguments: all arguments of the command, ``audit`` first; ``-o`` is the caller's.
        sends: each send by its ref.
        unreadable: records of the logs that are none.
    """

    folder: Path
    logs: tuple[Path, ...]
    arguments: tuple[str, ...]
    sends: Mapping[str, Send]
    unreadable: int

    def refs(self) -> dict[tuple[Path, int], str]:
        """File (resolved) and row, 1-based, to the ref of the record there."""
        return {
            (file.resolve(), row): ref
            for file in log_files(self.logs)
            for row, ref in enumerate(refs_of(file), start=1)
        }

    def totals(self) -> dict[str, int]:
        """What the summary must say under ``sends``."""
        answers = [send.truth.answer for send in self.sends.values()]
        counted = {name: answers.count(name) for name in ("lawful", "violation", "unknown")}
        read = len(answers) + self.unreadable
        return {"read": read, **counted, "unreadable": self.unreadable}

    def within_grace(self) -> int:
        """How many sends went to somebody whose opt-out was there and not due yet."""
        return sum(send.truth.within_grace for send in self.sends.values())


def write_history(
    folder: Path,
    seed: int,
    rows: int | None = None,
    layout: str = "one",
    *,
    account: str = "main",
    law_of: date | None = None,
    share: int = 1,
) -> History:
    """Write an account's logs, sources and configuration; the same seed gives the same bytes.

    Args:
        rows: filled up with everyday sends to so many; None: with none.
        layout: one of ``layouts.LAYOUTS``.
        share: one in so many people is kept, and somebody of every scenario.
        law_of: the sends around changes of law alone, with their truth by the law of that day.
    """
    world = World(account, seed)
    add_flips(world, law_of=law_of)
    if law_of is None:
        _fill(world, account, rows)
    world.thin(share)
    folder.mkdir(parents=True, exist_ok=True)
    logs = write_logs(folder / "logs", layout, world.sends, seed)
    config = folder / "listcheck.toml"
    config.write_text(configuration(account))
    arguments = [
        "audit",
        *map(str, logs),
        "-c",
        str(config),
        *_write_sources(folder, world.sources, silent=account in _NO_OPT_OUTS),
    ]
    if law_of:
        arguments += ["--law-of", law_of.isoformat()]
    unreadable = UNREADABLE if any(send.odd for send in world.sends) else 0
    sends = {send.ref: send for send in world.sends}
    return History(folder, tuple(logs), tuple(arguments), sends, unreadable)


def configuration(account: str) -> str:
    """What stands in the listcheck.toml of an account."""
    told = {"kind": "commercial", "more": "", "assessed": "2018-01-15", **_BRIEFS[account]}
    return _BRIEF.format(**told) + _SETTINGS.get(account, "")


def _fill(world: World, account: str, rows: int | None) -> None:
    """All that this account does besides living through changes of law."""
    if account == "main":
        add_dated(world)
        add_clocks(world)
        add_undated(world)
        add_in_log(world, at_send=False)
        add_special(world)
        add_nowhere(world)
        add_organisations(world)
        add_registers(world)
        add_consents(world, at_send=False)
        add_relationships(world, at_send=False)
        add_odd(world)
        if rows is not None:
            add_days_of_noise(world, FIRST, (LAST - FIRST).days + 1)
    elif account == "interest":
        add_interest(world, ASSESSED)
    elif account == "doubtful":
        add_same_day(world)
        add_undated_across_the_change(world)
        add_half_dated(world)
        add_listed_on_an_old_copy(world)
    elif account == "stale":
        add_stale(world, MAX_AGE)
    elif account in _NO_OPT_OUTS:
        add_unasked(world, waived=account == "waived")
    elif account == "house":
        add_house_days(world, HOUSE_DAYS)
        add_consents(world, at_send=True)
        add_relationships(world, at_send=True)
    if rows is not None:
        add_noise(world, max(0, rows - len(world.sends)))


def _write_sources(folder: Path, sources: Sources, *, silent: bool) -> list[str]:
    """Write the files and tell the options that name them, each with its day."""
    found: list[str] = []
    # No account is without opt-outs: nobody asked the others to stop.
    suppress = (
        {}
        if silent
        else sources.suppress or {("optouts", None): ["email", "nobody@nowhere-4711.co.uk"]}
    )
    for (name, exported), lines in suppress.items():
        path = _write(folder / "sources" / f"{name}.csv", lines)
        found += ["--suppress", f"{path}@{exported}" if exported else str(path)]
    for name, lines in sources.organisations.items():
        found += ["--org-optouts", str(_write(folder / "sources" / f"{name}.csv", lines))]
    for (register, obtained), lines in sources.registers.items():
        # The American one comes by area, without a header: files of one day add up.
        pieces = [lines[::2], lines[1::2]] if register == "US-DNC" else [lines]
        for at, piece in enumerate(pieces):
            path = _write(folder / "registers" / f"{register}-{obtained}-{at}.csv", piece)
            found += ["--register", f"{register}={path}@{obtained}"]
    return found


def _write(path: Path, lines: list[str]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="")
    return path
