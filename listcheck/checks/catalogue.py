"""The catalogue: every check of every family, and those that installed plug-ins add.

A family is a folder; each module in it holds one check as ``CHECK``, and nothing else has to name
it. Third parties add checks through the entry point group ``listcheck.checks``: each entry point
names a :class:`ContactCheck` or a :class:`RunCheck`.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from pkgutil import iter_modules
from typing import Final

from listcheck.checks import basis, opt_outs, purposes, recipients, registers, run
from listcheck.checks.interface import Check, ContactCheck, RunCheck, SendCheck
from listcheck.core.errors import UsageProblem

#: A check and a share of the list, as messages show how one is written.
A_RATE: Final = "LC102=0.5%"
_GROUP: Final = "listcheck.checks"
FAMILIES: Final = (run, recipients, opt_outs, basis, registers, purposes)


def _shipped() -> Iterator[Check]:
    """The check of every module of every family."""
    for family in FAMILIES:
        for module in iter_modules(family.__path__, f"{family.__name__}."):
            check = import_module(module.name).CHECK
            if not isinstance(check, Check):
                raise TypeError(f"{module.name}: CHECK is no check")
            yield check


_SHIPPED: Final = tuple(sorted(_shipped(), key=lambda check: check.code))
CHECKS: Final = tuple(check for check in _SHIPPED if not isinstance(check, SendCheck))
#: Made in audits of past sends only.
SEND_CHECKS: Final = tuple(check for check in _SHIPPED if isinstance(check, SendCheck))


@cache
def all_checks() -> tuple[ContactCheck | RunCheck, ...]:
    """The shipped checks of a list and those that installed plug-ins add.

    Raises:
        UsageProblem: a plug-in is no check, or takes a code that is in use.
    """
    checks = list(CHECKS)
    codes = {check.code for check in (*CHECKS, *SEND_CHECKS)}
    for point in entry_points(group=_GROUP):
        added = point.load()
        if not isinstance(added, ContactCheck | RunCheck):
            raise UsageProblem(f"plug-in {point.name}: {point.value} is no check")
        if added.code in codes:
            raise UsageProblem(f"plug-in {point.name}: the code {added.code} is already in use")
        codes.add(added.code)
        checks.append(added)
    return tuple(checks)


def plugged_in() -> dict[str, str]:
    """The codes that installed plug-ins add, and the distribution and version of each."""
    codes = {}
    for point in entry_points(group=_GROUP):
        # An entry point that was not installed has none.
        made = getattr(point, "dist", None)
        codes[point.load().code] = f"{made.name} {made.version}" if made else point.value
    return codes


def known_checks() -> list[Check]:
    """All checks, those of audits too, by code."""
    return sorted((*all_checks(), *SEND_CHECKS), key=lambda check: check.code)


def contact_checks() -> list[ContactCheck]:
    """The checks that look at one contact."""
    return [check for check in all_checks() if isinstance(check, ContactCheck)]


def run_checks() -> list[RunCheck]:
    """The checks that look at the whole run."""
    return [check for check in all_checks() if isinstance(check, RunCheck)]


def record_check() -> RunCheck:
    """The check whose findings are records that could not be read."""
    return next(check for check in run_checks() if check.counts_records)


def guards() -> dict[str, str]:
    """Code of each check that compares with an earlier run to what it compares."""
    return {check.code: check.guards for check in run_checks() if check.guards}


def send_check(field: str) -> SendCheck:
    """The check of audits that finds sends without a field."""
    return next(check for check in SEND_CHECKS if check.field == field)


def check_by_code(code: str) -> Check:
    """The check with this code or name, in any case.

    Raises:
        UsageProblem: no such check (with the nearest ones).
    """
    wanted = code.strip().casefold()
    for check in known_checks():
        if wanted in (check.code.casefold(), check.name.casefold()):
            return check
    known = [check.code for check in known_checks()] + [check.name for check in known_checks()]
    near = difflib.get_close_matches(code, known, n=2) or difflib.get_close_matches(
        code.upper(), known, n=2
    )
    hint = f"; did you mean {' or '.join(near)}?" if near else ""
    raise UsageProblem(f"there is no check {code!r}{hint} ('listcheck checks' lists them all)")
