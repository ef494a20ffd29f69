"""The gate's settings: configuration and options merged, their codes held to the checks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from listcheck.checks import Check, ContactCheck, check_by_code, record_check, run_checks
from listcheck.checks.catalogue import A_RATE
from listcheck.config.file import ConfigFile, read_config
from listcheck.config.merge import settings_from
from listcheck.config.settings import Gate, Ignored, Settings
from listcheck.core.errors import UsageProblem

_RATE: Final = re.compile(r"^(?P<code>[^=]+)=\s*(?P<number>\d+(?:\.\d+)?)\s*%\s*$")
_BY_OPTION: Final = "--ignore on the command line"


def settings_of(path: Path | None, options: Mapping[str, Any]) -> Settings:
    """Everything a run is told: the configuration at ``path`` and the options, which win.

    Raises:
        UsageProblem: the configuration cannot be read, a key, a value or a code in it or in an
            option is wrong.
    """
    config = read_config(path) if path else None
    if config:
        _require_waivable(config.waive, path)
    gate = gate_from(config or ConfigFile(), path.parent if path else None, options)
    return settings_from(config, path, options, gate)


def _require_waivable(waive: Mapping[str, str], path: Path | None) -> None:
    """Hold [waive] to the checks that a reason can lift."""
    waivable = [check.code for check in run_checks() if check.waivable]
    for code in waive:
        if code not in waivable:
            raise UsageProblem(f"{path}: [waive] {code}: only {', '.join(waivable)} can be waived")
        if not waive[code].strip():
            raise UsageProblem(f"{path}: [waive] {code}: a reason is needed")


def gate_from(file: ConfigFile, base: Path | None, options: Mapping[str, Any]) -> Gate:
    """Merge what the configuration and the options say about the gate; an option wins.

    Args:
        file: the configuration.
        base: the folder that its paths are relative to.
        options: ``fail_on, exit_zero, max_rate, baseline, update_baseline, select, ignore``.

    Raises:
        UsageProblem: a code is unknown or cannot be switched off, or a rate is none.
    """
    configured = (base / file.baseline if base else Path(file.baseline)) if file.baseline else None
    baseline: Path | None = options.get("baseline") or configured
    update = bool(options.get("update_baseline"))
    if update and baseline is None:
        raise UsageProblem("--update-baseline: which file? Give it with --baseline FILE")
    ignore = {_switchable(code, "[ignore]"): item for code, item in file.ignore.items()}
    for code, item in ignore.items():
        if item.until is None:
            raise UsageProblem(
                f"[ignore] {code}: needs the last send date that it holds for, as in "
                "until = 2027-01-31"
            )
    by_option = Ignored(reason=_BY_OPTION)
    ignore |= {_switchable(code, "--ignore"): by_option for code in _codes(options.get("ignore"))}
    rates = dict(_rate(text, "max_rate") for text in file.max_rate)
    rates |= dict(_rate(text, "--max-rate") for text in options.get("max_rate") or ())
    select = _codes(options.get("select")) or _codes(file.select)
    exit_zero = options.get("exit_zero")
    return Gate(
        fail_on=options.get("fail_on") or file.fail_on or "hold",
        exit_zero=bool(file.exit_zero if exit_zero is None else exit_zero),
        select=tuple(dict.fromkeys(check_by_code(code).code for code in select)),
        ignore=ignore,
        max_rates=rates,
        baseline=baseline,
        update_baseline=update,
    )


def _codes(given: Iterable[str] | None) -> list[str]:
    """Codes or names, repeated or separated by commas."""
    return [code.strip() for text in given or () for code in text.split(",") if code.strip()]


def only_notes(check: Check) -> bool:
    """Whether a check never does more than note."""
    if isinstance(check, ContactCheck):
        return all(outcome == "note" for outcome, _ in check.outcomes())
    return check.verdicts == "run note"


def _switchable(code: str, where: str) -> str:
    check = check_by_code(code)
    if not only_notes(check):
        raise UsageProblem(
            f"{where} {check.code}: only checks whose verdict is note can be switched off, and "
            f"{check.name} says: {check.verdicts}. A gate that should let known findings pass "
            "takes --baseline FILE or --max-rate CODE=0.5%"
        )
    return check.code


def _rate(text: str, where: str) -> tuple[str, float]:
    match = _RATE.match(text)
    if not match:
        raise UsageProblem(f"{where} {text}: expected CODE=PERCENT, as in {A_RATE}")
    check = check_by_code(match["code"])
    if not isinstance(check, ContactCheck) and check is not record_check():
        raise UsageProblem(
            f"{where} {check.code}: is a finding on the whole run and has no rate; expected a "
            f"check on contacts, as in {A_RATE}"
        )
    share = float(match["number"]) / 100
    if share > 1:
        raise UsageProblem(f"{where} {text}: more than 100 %; expected a share of the list")
    return check.code, share
