"""The manifest: what was read, what was written, by which rules, and what expires when."""

from __future__ import annotations

import functools
import os
import platform
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Any

import polars as pl

from listcheck.campaign.model import Campaign
from listcheck.checks import RunFacts, guards
from listcheck.config.settings import Settings
from listcheck.core import columns as c
from listcheck.core.files import describe
from listcheck.gate.guard import reference
from listcheck.policy import Rules
from listcheck.results.check_result import Summary
from listcheck.results.manifest import FORMAT, MANIFEST, SIGNATURE
from listcheck.suppression import Loaded

#: Libraries whose version can change an answer.
_LIBRARIES = (
    "polars",
    "polars-hash",
    "phonenumbers",
    "email-validator",
    "publicsuffixlist",
    "pydantic",
)


def manifest(
    campaign: Campaign,
    judged: pl.DataFrame,
    facts: RunFacts,
    summary: Summary,
    places: tuple[Path, Path],
) -> dict[str, Any]:
    """What was read, what was written, by which rules: enough to prove it later.

    Args:
        campaign: the run.
        judged: verdicts and findings, one row per contact.
        facts: of the run.
        summary: the summary, complete.
        places: the folder that holds the outputs now, and the one they will stand in, from
            which all other paths are told.
    """
    fresh, folder = places
    settings = campaign.settings
    fired = {item.code for item in summary.findings if item.code in guards()}
    accepted = {*summary.gate.ignored, *(guards() if settings.gate.update_baseline else ())}
    return {
        "format": FORMAT,
        "version": summary.version,
        "finished": datetime.now(UTC).isoformat(timespec="seconds"),
        "seconds": summary.seconds,
        "verdict": summary.verdict,
        "send_date": str(summary.send_date),
        "channel": summary.channel,
        "party": summary.party,
        "purpose": summary.purpose,
        "pack": summary.pack,
        "rows": summary.rows.model_dump(),
        "waived": summary.waived,
        "versions": versions(),
        "inputs": [
            {
                "name": part.file.name,
                "path": None if part.file.is_standard_input else relative(part.file.path, folder),
                "bytes": part.size,
                "sha256": part.sha256,
            }
            for part in campaign.parts
        ],
        "sources": source_proofs(campaign.sources, folder),
        "ledger": {
            "name": campaign.ledger.shown,
            "events": campaign.ledger.head.events,
            "hash": campaign.ledger.head.hash,
        }
        if campaign.ledger
        else None,
        **declared(settings, campaign.rules, folder),
        "expires": _expiry(campaign, judged),
        "reference": reference(facts, fired - accepted).as_json(),
        "outputs": outputs(fresh),
    }


def versions() -> dict[str, str]:
    """Python and the libraries whose version can change an answer."""
    return {"python": platform.python_version()} | {name: _version(name) for name in _LIBRARIES}


#: Of a library that is loaded, and so the same as long as the process lives.
_version = functools.cache(version)


def source_proofs(sources: Iterable[Loaded], folder: Path) -> list[dict[str, Any]]:
    """What was read of each source of opt-outs and register; paths as seen from ``folder``."""
    return [
        {
            "name": source.name,
            "kind": source.kind,
            # What is read where it lives is no file of fixed bytes.
            "path": relative(source.file.path, folder) if source.is_file else None,
            "bytes": None if source.live else source.size,
            "sha256": None if source.live else source.sha256,
            "obtained": str(source.file.obtained) if source.file.obtained else None,
            "entries": source.entries,
        }
        for source in sources
    ]


def declared(settings: Settings, rules: Rules, folder: Path) -> dict[str, Any]:
    """The configuration and the rules that were applied."""
    return {
        "brief": describe(settings.config, settings.config.name)
        | {"path": relative(settings.config, folder)}
        if settings.config
        else None,
        "rules": {
            "sha256": rules.sha256,
            "oldest_review": str(rules.oldest_review),
            "path": relative(settings.rules, folder) if settings.rules else None,
        },
    }


def outputs(fresh: Path) -> list[dict[str, Any]]:
    """Every file of an output directory but the manifest itself."""
    return [
        describe(path, path.relative_to(fresh).as_posix())
        for path in sorted(fresh.rglob("*"))
        if path.is_file() and path.name not in (MANIFEST, SIGNATURE)
    ]


def relative(path: Path, folder: Path) -> str:
    """A path as seen from the output folder, so that both can be moved together."""
    try:
        return Path(os.path.relpath(path.resolve(), folder.resolve())).as_posix()
    except ValueError:  # another drive
        return path.resolve().as_posix()


def _expiry(campaign: Campaign, judged: pl.DataFrame) -> dict[str, Any]:
    """The last day of everything that a later send could outlive."""
    policy = campaign.settings.policy
    sources = []
    for source in campaign.sources:
        day = source.file.obtained
        limit = (
            campaign.rules.registers[source.name].max_age_days
            if source.kind == "register" and source.name in campaign.rules.registers
            else policy.suppression_max_age_days
        )
        if day is not None and limit is not None:
            sources.append(
                {
                    "name": source.name,
                    "kind": source.kind,
                    "max_age_days": limit,
                    "last_day": str(day + timedelta(days=limit)),
                }
            )
    return {
        "manifest_max_age_days": policy.manifest_max_age_days,
        "sources": sources,
        "law": _law_changes(campaign, judged),
    }


def _law_changes(campaign: Campaign, judged: pl.DataFrame) -> list[dict[str, str]]:
    """Days after the send on which a rule for this channel begins or ends, by country.

    Of each country of the list only the first such day, whichever of its contacts the rule
    is about: from then on the list has to be judged anew. None where the law of marketing was
    not asked.
    """
    if campaign.settings.purpose == "contract":
        return []
    countries = set(judged[c.COUNTRY.name].cast(pl.String).drop_nulls().unique())
    settings, changes = campaign.settings, []
    for code in sorted(countries & set(campaign.rules.countries)):
        file = campaign.rules.countries[code]
        days: dict[date, str] = {}
        for rule in (*file.rule, *file.unanswered):
            applies = settings.pack in rule.pack and campaign.channel in rule.channel
            if applies and (settings.party is None or settings.party in rule.party):
                spans = [rule, *getattr(rule, "exception", ())]
                ends = [day for span in spans for day in (span.from_, span.until) if day]
                days |= {day: rule.id for day in ends if day > settings.send_date}
        if days:
            first = min(days)
            changes.append({"country": code, "day": str(first), "rule": days[first]})
    return changes
