"""What an audit said of each send, beside what is true of it."""

from __future__ import annotations

import csv
import json
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import polars as pl

from tests.auditing.truth.history import History
from tests.auditing.truth.truth import Send

#: Differences that are shown of one scenario; the others are counted.
SHOWN: Final = 6
_OPT_OUTS: Final = {"LC201", "LC202", "LC204"}
#: Cells of a send that tell its case.
_TELLING: Final = (
    "country", "channel", "consent", "consent_date", "relationship_date", "contract_end",
    "opted_out", "opted_out_at", "status",
)  # fmt: skip


@dataclass(frozen=True)
class Told:
    """What the audit said of one send; ``days_late`` null where it says none."""

    answer: str
    codes: frozenset[str]
    rule: str = ""
    days_late: int | None = None


def told(history: History, folder: Path) -> dict[str, Told]:
    """The audit's answer to each send, by ref."""
    refs = history.refs()
    late = _days_late(folder, refs)
    found: dict[str, Told] = {}
    for line in pl.read_parquet(folder / "verdicts.parquet").iter_rows(named=True):
        if line["answer"] == "unreadable":
            continue
        ref = refs[(Path(line["file"]).resolve(), line["row"])]
        assert ref not in found, f"{ref} is answered twice"
        codes = line["codes"]
        if isinstance(codes, str) or codes is None:
            codes = re.findall(r"LC\d{3}", codes or "")
        found[ref] = Told(line["answer"], frozenset(codes), line["rule"] or "", late.get(ref))
    return found


def _days_late(folder: Path, refs: Mapping[tuple[Path, int], str]) -> dict[str, int]:
    """Days late of each late opt-out, as the file of violations tells them."""
    found: dict[str, int] = {}
    with (folder / "violations.csv").open(encoding="utf-8", newline="") as stream:
        for line in csv.DictReader(stream):
            if line["code"] in _OPT_OUTS and line.get("days_late"):
                ref = refs[(Path(line["file"]).resolve(), int(line["row"]))]
                found[ref] = int(line["days_late"])
    return found


def summary(folder: Path) -> dict[str, Any]:
    """The summary of an audit."""
    return dict(json.loads((folder / "summary.json").read_text(encoding="utf-8")))


def differences(history: History, said: Mapping[str, Told]) -> str:
    """A table of the sends of which the audit says something else than is true; blank: none."""
    wrong: dict[str, list[str]] = defaultdict(list)
    for ref, send in history.sends.items():
        why = _difference(send, said.get(ref))
        if why:
            wrong[send.scenario].append(_line(send, why))
    blocks = [
        f"{scenario}: {len(lines)} sends differ\n" + "\n".join(lines[:SHOWN])
        for scenario, lines in wrong.items()
    ]
    total = sum(map(len, wrong.values()))
    return "\n".join([f"{total} sends differ in {len(wrong)} scenarios", *blocks]) if wrong else ""


def _difference(send: Send, said: Told | None) -> str:
    truth = send.truth
    if said is None:
        return "not answered"
    if said.answer != truth.answer or not truth.codes <= said.codes:
        expected = " ".join([truth.answer, *sorted(truth.codes)])
        return f"is {expected}, said {' '.join([said.answer, *sorted(said.codes)])}"
    if truth.rule and said.rule != truth.rule:
        return f"is by {truth.rule}, said {said.rule or 'no rule'}"
    if truth.days_late is not None and said.days_late != truth.days_late:
        return f"is {truth.days_late} days late, said {said.days_late}"
    return ""


def _line(send: Send, why: str) -> str:
    cells = [f"{name}={send.cells[name]}" for name in _TELLING if send.cells.get(name)]
    sent = send.cells.get("send_time", "")
    weekday = f"{send.day:%a}"
    return f"  {send.ref:<16} {weekday} {sent:<25} {why:<60} {' '.join(cells)}"
