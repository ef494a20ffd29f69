"""LC211 suppression-source-shrank

What it does
------------
Notes a source of opt-outs or a register that lost more than a third of its entries since the
earlier run whose folder this run replaces, or since the baseline was made; and a source that
is gone where all of its kind together lost as much. It fails the gate at every level but
`never`, and keeps comparing with the earlier figure until it is accepted.

Why it matters
--------------
Opt-outs do not go away. A source that shrank is more often cut off, filtered or the wrong file
than a sign that people came back, and whoever is missing from it would be mailed again.

Example
-------
`unsubscribed.csv` had 48,120 entries last week and has 10,000 now: an export stopped at its limit.

What to do
----------
Export the source again and compare. If it is right, say so: `--update-baseline`, or `[ignore]
LC211 = { reason = "…", until = 2027-01-31 }`, or begin with a new output folder.

References
----------
GDPR article 21(2)-(3): https://eur-lex.europa.eu/eli/reg/2016/679/oj
"""

from __future__ import annotations

from collections.abc import Iterator

from listcheck.checks.facts import RunFacts
from listcheck.checks.interface import RunCheck, RunExample, RunFinding
from listcheck.core.source_facts import SuppressionFacts

_REMEDY = "export it again and compare; 'listcheck explain LC211' tells how to accept it"
_KINDS = {
    "people": "sources of people who opted out",
    "organisations": "sources of organisations that opted out",
    "register": "registers",
}


def judge(facts: RunFacts) -> tuple[RunFinding, ...]:
    """One finding per source that shrank by more than a third, or per kind that did."""
    now: dict[tuple[str, str], int] = {
        (source.kind, source.name): source.entries for source in facts.sources
    }
    shrunk = list(_sources(facts.earlier_sources, now))
    kinds = {kind for kind, _ in shrunk}
    findings = [finding for _, finding in shrunk]
    for kind, words in _KINDS.items():
        before = sum(source.entries for source in facts.earlier_sources if source.kind == kind)
        after = sum(source.entries for source in facts.sources if source.kind == kind)
        if kind not in kinds and _shrank(before, after):
            message = f"the {words} had {before:,} entries in the earlier run and have {after:,}"
            findings.append(RunFinding("note", message, _REMEDY))
    return tuple(findings)


def _sources(
    earlier: tuple[SuppressionFacts, ...], now: dict[tuple[str, str], int]
) -> Iterator[tuple[str, RunFinding]]:
    for source in earlier:
        after = now.get((source.kind, source.name))
        if after is not None and _shrank(source.entries, after):
            message = (
                f"{source.name}: {source.entries:,} entries in the earlier run and {after:,} now"
            )
            yield source.kind, RunFinding("note", message, _REMEDY)


def _shrank(before: int, after: int) -> bool:
    """Whether more than a third is gone."""
    return after * 3 < before * 2


_BEFORE = (SuppressionFacts("a.csv", "people", entries=300),)

CHECK = RunCheck(
    code="LC211",
    name="suppression-source-shrank",
    doc=__doc__,
    judge=judge,
    verdicts="run note",
    guards="sources",
    examples=(
        RunExample({"sources": _BEFORE}, "keep"),
        RunExample(
            {
                "earlier_sources": _BEFORE,
                "sources": (SuppressionFacts("a.csv", "people", entries=199),),
            },
            "note",
        ),
        RunExample(
            {
                "earlier_sources": _BEFORE,
                "sources": (SuppressionFacts("a.csv", "people", entries=200),),
            },
            "keep",
        ),
        RunExample({"earlier_sources": _BEFORE}, "note"),
        RunExample(
            {
                "earlier_sources": _BEFORE,
                "sources": (SuppressionFacts("b.csv", "people", entries=310),),
            },
            "keep",
        ),
    ),
)
