"""The baseline: findings that are known, by keyed hash of recipient and code.

Rows move in every export, so a row number names nobody; an address would be personal data
in a repository. Findings of contacts that have neither an address nor a number are counted.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import polars as pl

from listcheck.campaign.model import Campaign
from listcheck.campaign.recipients import SUBJECT, subjects
from listcheck.checks import RunCheck, RunFinding, contact_checks, guards, record_check
from listcheck.checks.evaluate import outcome_columns
from listcheck.config.hash_key import VARIABLE
from listcheck.config.settings import Settings
from listcheck.core.errors import UsageProblem
from listcheck.core.files import write_bytes
from listcheck.core.keyed_hash import HashKey
from listcheck.gate.guard import Earlier

FORMAT: Final = "listcheck-baseline/1"


@dataclass(frozen=True)
class Baseline:
    """Known findings: code to hashes, code to the number of findings without a recipient."""

    findings: Mapping[str, frozenset[str]] = field(default_factory=dict)
    counted: Mapping[str, int] = field(default_factory=dict)
    reference: Earlier | None = None


@dataclass(frozen=True)
class Known:
    """Which findings of this run are known.

    Attributes:
        counts: ``CODE.outcome`` to how many are known.
        rows: ``CODE.outcome`` to the positions of the known contacts among the judged ones.
        now: all findings of this run as a baseline.
        unreadable: hashes of the known rows that are no records.
    """

    counts: Mapping[str, int]
    rows: Mapping[str, pl.Series]
    now: Baseline
    unreadable: frozenset[str] = frozenset()


def read_baseline(path: Path, key: HashKey, *, may_be_missing: bool) -> Baseline:
    """Read a baseline.

    Raises:
        UsageProblem: it is missing, no baseline, or was made with another key.
    """
    if may_be_missing and not path.exists():
        return Baseline()
    try:
        content: Any = json.loads(path.read_text(encoding="utf-8"))
        known_format = content["format"] == FORMAT
        baseline = Baseline(
            findings={str(code): frozenset(all_) for code, all_ in content["findings"].items()},
            counted={str(code): int(count) for code, count in content["counted"].items()},
            reference=Earlier.from_json(content["reference"]),
        )
        key_id = str(content["key"]) if known_format else None
    except FileNotFoundError:
        raise UsageProblem(
            f"--baseline {path}: there is no such file; '--baseline {path} --update-baseline' "
            "makes it"
        ) from None
    except OSError as error:
        raise UsageProblem(f"--baseline {path}: cannot be read ({error.strerror})") from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise UsageProblem(
            f"--baseline {path}: is no baseline of listcheck (expected a JSON file of the format "
            f"{FORMAT}); --update-baseline writes it anew"
        ) from None
    if key_id is None:
        raise UsageProblem(
            f"--baseline {path}: is of another format than {FORMAT}; --update-baseline writes it "
            "anew"
        )
    if key_id != key.id:
        raise UsageProblem(
            f"--baseline {path}: was made with another key (id {key_id}, the key given has "
            f"{key.id}): give that key in {VARIABLE} or [policy] key_file, or write the baseline "
            "anew with --update-baseline"
        )
    return baseline


def known_findings(settings: Settings, key: HashKey | None) -> Baseline:
    """The baseline that the settings name; an empty one where they name none.

    Raises:
        UsageProblem: there is no key, or the baseline cannot be used.
    """
    path = settings.gate.baseline
    if path is None:
        return Baseline()
    if key is None:
        raise UsageProblem(
            f"--baseline {path}: needs a key for its hashes: set {VARIABLE} or [policy] key_file "
            "('openssl rand -hex 32' makes one), keep it secret and the same for every run"
        )
    return read_baseline(path, key, may_be_missing=settings.gate.update_baseline)


def compared(
    campaign: Campaign,
    judged: pl.DataFrame,
    runs: Sequence[tuple[RunCheck, RunFinding]],
    known: Baseline,
    key: HashKey | None,
) -> Known:
    """Hold the findings of a run to a baseline.

    Args:
        campaign: the run.
        judged: verdicts and findings, one row per contact.
        runs: everything found on the whole run.
        known: the baseline.
        key: the key of its hashes.

    Returns:
        Nothing is known where the settings name no baseline; everything where it is about to
        be updated.

    Findings that note are looked at only where the gate counts notes.
    """
    gate = campaign.settings.gate
    if gate.baseline is None or key is None:
        return Known({}, {}, Baseline())
    outcomes = ["drop", "hold", *(["note"] if gate.fail_on == "note" else [])]
    columns = outcome_columns(contact_checks(), *outcomes)
    places = judged.select(pl.any_horizontal(columns).arg_true()).to_series()
    some = judged[places].with_columns(subjects(campaign, judged[places]), places.alias("at"))
    counts: dict[str, int] = {}
    rows: dict[str, pl.Series] = {}
    now: dict[str, set[str]] = {}
    counted: dict[str, int] = {}
    for column in columns:
        code = column.partition(".")[0]
        flagged = some.filter(pl.col(column)).select("at", SUBJECT)
        if not flagged.height:
            continue
        who = flagged[SUBJECT].drop_nulls().unique().to_list()
        hashes = {name: key.of(code, name) for name in who}
        now.setdefault(code, set()).update(hashes.values())
        old = known.findings.get(code, frozenset())
        is_known = pl.Series([name for name in who if hashes[name] in old], dtype=pl.String)
        nameless = flagged[SUBJECT].null_count()
        if gate.update_baseline:
            old, is_known = frozenset(hashes.values()), pl.Series(who, dtype=pl.String)
        # A contact without a recipient cannot be told from another: so many are known.
        spare = max(0, known.counted.get(code, 0) - counted.get(code, 0))
        spare = nameless if gate.update_baseline else spare
        counted[code] = counted.get(code, 0) + nameless
        without = pl.col(SUBJECT).is_null()
        rows[column] = flagged.filter(
            pl.col(SUBJECT).is_in(is_known.implode()).fill_null(value=False)
            | (without & (without.cum_sum() <= spare))
        )["at"]
        counts[column] = rows[column].len()
    for check, finding in runs:
        if finding.outcome == "note":
            code = check.code
            if code in guards():
                # Accepted once, by the figures that the baseline notes; never for ever.
                counts[f"{code}.note"] = finding.count if gate.update_baseline else 0
                continue
            counted[code] = counted.get(code, 0) + finding.count
            most = counted[code] if gate.update_baseline else known.counted.get(code, 0)
            counts[f"{code}.note"] = min(counted[code], most)
    texts = [text for part in campaign.parts for text in part.unreadable["text"]]
    unreadable = record_check().code
    hashed = [key.of(unreadable, text or "") for text in texts]
    old = frozenset()
    if hashed:
        now[unreadable] = set(hashed)
        old = frozenset(hashed) if gate.update_baseline else known.findings.get(unreadable, old)
        counts[f"{unreadable}.unreadable"] = sum(text in old for text in hashed)
    findings = {code: frozenset(all_) for code, all_ in now.items()}
    new = Baseline(findings, {code: count for code, count in counted.items() if count})
    return Known(counts, rows, new, old)


def write_baseline(path: Path, baseline: Baseline, key: HashKey, now: Earlier) -> None:
    """Write the findings of a run as the baseline; the file appears whole or not at all.

    Raises:
        UsageProblem: the place cannot be written to.
    """
    document = {
        "format": FORMAT,
        "key": key.id,
        "reference": now.as_json(),
        "counted": dict(sorted(baseline.counted.items())),
        "findings": {code: sorted(all_) for code, all_ in sorted(baseline.findings.items())},
    }
    content = json.dumps(document, indent=1) + "\n"
    write_bytes(path, content.encode(), f"--baseline {path}")
