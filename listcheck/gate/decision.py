"""The gate: what of a run's findings counts for the exit status, and why it fails.

It changes the exit status and what CI formats print, never a verdict or a list.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from listcheck.checks import check_by_code, guards
from listcheck.config.settings import Gate
from listcheck.gate.gate_settings import only_notes
from listcheck.results.check_result import CheckCount, GateLine

_LEVELS: Final[Mapping[str, frozenset[str]]] = {
    "drop": frozenset({"drop"}),
    "hold": frozenset({"drop", "hold", "unreadable"}),
    "note": frozenset({"drop", "hold", "unreadable", "note"}),
    "never": frozenset(),
}
_DONE: Final = {
    "drop": "dropped",
    "hold": "held",
    "note": "noted",
    "unreadable": "unreadable",
}


def gated(
    checks: Sequence[CheckCount], gate: Gate, read: int, on: date, known: Mapping[str, int]
) -> tuple[list[CheckCount], GateLine]:
    """The checks with what the gate makes of each, and whether it fails.

    Args:
        checks: counts of the run.
        gate: the gate's settings.
        read: records read, for rates.
        on: the send date, up to which ``[ignore]`` entries last.
        known: ``CODE.outcome`` to how many of the findings the baseline knows.
    """
    ignored = {
        code: item.reason
        for code, item in gate.ignore.items()
        if item.until is None or on <= item.until
    }
    notes = [
        f"[ignore] {code} ended on {item.until}: it counts again"
        for code, item in gate.ignore.items()
        if code not in ignored
    ]
    of_code: dict[str, int] = {}
    counted: list[CheckCount] = []
    for item in checks:
        here = item.model_copy(update={"known": known.get(f"{item.code}.{item.verdict}", 0)})
        of_code[item.code] = of_code.get(item.code, 0) + here.new
        counted.append(here)
    result, reasons = [], []
    for item in counted:
        state = _state(item, gate, ignored)
        if state == "rate" and of_code[item.code] <= gate.max_rates[item.code] * read:
            state = "passes"
        result.append(item.model_copy(update={"gate": "fails" if state == "rate" else state}))
        if state == "fails":
            reasons.append(_reason(item))
    for code, limit in gate.max_rates.items():
        count = of_code.get(code, 0)
        share = count / read if read else 0.0
        above = count > limit * read
        words = f"{code}: {count:,} of {read:,} records, {share:.2%}"
        if above:
            reasons.append(f"{words}, is more than --max-rate {_percent(limit)}")
        elif count:
            notes.append(f"{words}, is within --max-rate {_percent(limit)}")
    line = GateLine(
        fail_on=gate.fail_on,
        exit_zero=gate.exit_zero,
        failed=bool(reasons),
        reasons=reasons,
        ignored=ignored,
        notes=notes,
        select=list(gate.select),
    )
    return result, line


def _percent(share: float) -> str:
    return f"{share * 100:.4g} %"


def _state(item: CheckCount, gate: Gate, ignored: Mapping[str, str]) -> str:
    """``passes``, ``fails``, ``off`` or ``rate``: what is left to the rate of the code."""
    if item.code in ignored:
        return "off"
    deselected = gate.select and item.code not in gate.select and item.code not in guards()
    if deselected and only_notes(check_by_code(item.code)):
        return "off"
    if item.code in gate.max_rates:
        return "rate" if item.new else "passes"
    guarding = item.code in guards() and gate.fail_on != "never"
    fails = item.new and (guarding or item.verdict in _LEVELS[gate.fail_on])
    return "fails" if fails else "passes"


def _reason(item: CheckCount) -> str:
    known = f" ({item.known:,} more are known)" if item.known else ""
    new = "new " if item.known else ""
    return f"{item.code} {item.name}: {item.new:,} {new}{_DONE.get(item.verdict, '')}{known}"
