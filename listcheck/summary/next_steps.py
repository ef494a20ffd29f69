"""What to do next, ordered by the contacts that it could regain."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import polars as pl

from listcheck.campaign.model import Campaign
from listcheck.checks import ContactCheck, contact_checks
from listcheck.core import columns as c
from listcheck.core.bits import Bits
from listcheck.results.check_result import Citation, LawLine, NextStep, Rows, RunFindingLine

#: More steps than a person does; what is left stands in the tables below.
_MOST: Final = 12
#: So many countries are named in one sentence.
_NAMED: Final = 3


def next_steps(
    judged: pl.DataFrame,
    remedies: Mapping[str, str | None],
    rows: Rows,
    findings: Sequence[RunFindingLine],
    adjectives: Mapping[str, str],
) -> list[NextStep]:
    """What to do next: what the whole run waits for, then by contacts regained.

    Args:
        judged: verdicts and findings, one row per contact.
        remedies: code of a check to what would release its contacts.
        rows: the reconciliation.
        findings: on the whole run.
        adjectives: country to the adjective for its people.
    """
    whole = [
        NextStep(
            codes=[item.code],
            count=rows.kept,
            countries={},
            text=f"{_contacts(rows.kept)} may be sent once this is settled: {item.message}",
            how=item.remedy,
        )
        for item in findings
        if item.outcome == "incomplete"
    ]
    obstacles = _obstacles(judged)
    regained = {check.code: check.regained for check in contact_checks() if check.regained}
    steps = [
        NextStep(
            codes=list(codes),
            count=sum(countries.values()),
            countries=countries,
            text=f"{_who(countries, adjectives)} could be kept "
            + " and ".join(dict.fromkeys(regained[code] for code in codes)),
            how="; ".join(filter(None, (remedies.get(code) for code in codes))) or None,
        )
        for codes, countries in obstacles.items()
        if all(code in regained for code in codes)
    ]
    steps.sort(key=lambda step: (-step.count, step.codes))
    return (whole + steps)[:_MOST]


def _obstacles(judged: pl.DataFrame) -> dict[tuple[str, ...], dict[str, int]]:
    """Checks that stop contacts (one or two at once) to country to number of contacts."""
    checks = [
        check for check in contact_checks() if check.drop is not None or check.hold is not None
    ]
    place = Bits(check.code for check in checks)
    stops = [
        pl.any_horizontal(
            check.column(outcome) for outcome, _ in check.outcomes() if outcome != "note"
        )
        for check in checks
    ]
    masks = place.masks("mask", zip(place.codes, stops, strict=True))
    table = (
        judged.lazy()
        .filter(c.VERDICT.expr != "keep")
        .select(
            *masks,
            c.COUNTRY.expr.cast(pl.String).fill_null("??").alias("country"),
        )
        .group_by(*place.columns("mask"), "country")
        .len()
        .sort("len", "country", descending=[True, False])
        .collect()
    )
    obstacles: dict[tuple[str, ...], dict[str, int]] = {}
    # One row per country and set of findings, not per contact.
    for *mask, country, count in table.iter_rows():
        codes = tuple(place.codes_in(mask))
        if 1 <= len(codes) <= 2:
            obstacles.setdefault(codes, {})[country] = count
    return obstacles


def _who(countries: Mapping[str, int], adjectives: Mapping[str, str]) -> str:
    """``1,203 German contacts``, or the countries in brackets where there are several."""
    if len(countries) == 1:
        ((country, count),) = countries.items()
        noun = "contact" if count == 1 else "contacts"
        if country in adjectives:
            return f"{count:,} {adjectives[country]} {noun}"
        return f"{count:,} {noun}" + ("" if country == "??" else f" in {country}")
    named = list(countries.items())[:_NAMED]
    words = [f"{count:,} {adjectives.get(country, f'in {country}')}" for country, count in named]
    words = [word.replace("in ??", "of unknown country") for word in words]
    rest = sum(countries.values()) - sum(count for _, count in named)
    if rest:
        words.append(f"{rest:,} of other countries")
    return f"{_contacts(sum(countries.values()))} ({', '.join(words)})"


def _contacts(count: int) -> str:
    return "1 contact" if count == 1 else f"{count:,} contacts"


def law_lines(campaign: Campaign, judged: pl.DataFrame) -> list[LawLine]:
    """For each check that cites the law: the rules its contacts fall under, most first."""
    cited = {rule.id: (rule.id[:2], rule.confidence, rule.source) for rule in campaign.law.rules}
    for rule in campaign.law.rules:
        cited |= {
            item.id: (item.id[:2], item.confidence or rule.confidence, item.source or rule.source)
            for item in rule.exception
            if item.id
        }
    lines = []
    for check in _citing():
        for outcome, _ in check.outcomes():
            if outcome == "note":
                continue
            rules = judged.filter(pl.col(check.column(outcome)))[c.RULE.name].cast(pl.String)
            table = (
                rules.drop_nulls().value_counts().sort(["count", "rule"], descending=[True, False])
            )
            lines += [
                LawLine(
                    code=check.code,
                    verdict=outcome,
                    rule=rule,
                    country=cited[rule][0],
                    count=count,
                    confidence=cited[rule][1],
                    citations=[Citation(title=item.title, url=item.url) for item in cited[rule][2]],
                )
                for rule, count in table.iter_rows()
                if rule in cited
            ]
    return lines


def _citing() -> list[ContactCheck]:
    return [check for check in contact_checks() if check.cites_law]
