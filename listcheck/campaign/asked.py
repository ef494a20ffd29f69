"""What a plan asks when: checks at once, or once the sources were asked; the law per situation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

import polars as pl

from listcheck.checks import ContactCheck, evaluate
from listcheck.checks.evaluate import outcome_columns
from listcheck.core import columns as c
from listcheck.core.steps import Step

#: Known only once the suppression sources were asked about all contacts.
LATE: Final = frozenset(
    {c.SUPPRESSED.name, c.SUPPRESSED_BOUNCE.name, c.OPT_OUT_LIFTED.name, c.HAS_OPTED_OUT.name}
)
#: What the checks on opt-outs, their lifting and other purposes need besides.
_NEEDED_LATER: Final = frozenset(
    {
        c.REJOINED_AT.name,
        c.OPTED_OUT.name,
        c.ORG_OPT_OUT.name,
        c.EXISTING_AGREEMENT.name,
        c.COMPLEMENTARY_ALLOWED.name,
    }
)


def single(checks: Sequence[ContactCheck]) -> list[ContactCheck]:
    """The checks that look at one contact alone."""
    return [check for check in checks if not check.across_rows]


def early(checks: Sequence[ContactCheck]) -> list[ContactCheck]:
    """Of these, the checks that need not wait for the suppression sources."""
    return [check for check in single(checks) if not LATE & set(check.needs)]


def late(checks: Sequence[ContactCheck]) -> list[ContactCheck]:
    """Of these, the checks that must wait for them."""
    return [check for check in single(checks) if LATE & set(check.needs)]


def carried(checks: Sequence[ContactCheck]) -> list[c.Column]:
    """What the late checks, and lifting opt-outs, need of a contact besides."""
    needed = {name for check in late(checks) for name in check.needs} | _NEEDED_LATER
    return [column for column in c.all_columns() if column.name in needed - LATE]


def situation(law: Step, checks: Sequence[ContactCheck], purpose: str, kept: list[pl.Expr]) -> Step:
    """The law and the early checks, asked once per situation, and what is kept of it.

    Args:
        law: the law, see :func:`listcheck.policy.policy_step`.
        checks: the early ones.
        purpose: of the campaign.
        kept: what is kept besides the answers of the checks, see :func:`kept`.
    """
    verdicts = evaluate(checks, purpose)
    roots = {name for one in (*verdicts, *kept) for name in one.meta.root_names()}
    roots |= {name for check in checks for name in check.needs}
    outcomes = outcome_columns(checks, "drop", "hold", "note")
    return Step(
        tuple(dict.fromkeys((*law.reads, *sorted(roots - {*law.adds})))),
        (*(one.meta.output_name() for one in kept), *outcomes),
        # Carried out plainly, the rows keep what is theirs.
        lambda frame: law.run(frame).with_columns(verdicts).with_columns(kept),
    )


def kept(
    carried_on: Sequence[c.Column],
    purpose: str,
    words: Any,
    *,
    cases: bool,
    registers: Iterable[str],
) -> list[pl.Expr]:
    """What is kept of a situation besides the answers of the checks.

    Args:
        carried_on: what later checks need, see :func:`carried`.
        purpose: of the campaign.
        words: the type of the words.
        cases: whether there is a ledger, which has cases.
        registers: ids of those of which there is a copy.
    """
    return [
        *(column.expr.cast(words) for column in c.WORDS if column != c.SUPPRESSED),
        c.PARTY.expr.is_null().alias("party_unknown"),
        c.LEGITIMATE_INTEREST.expr & pl.lit(purpose != "contract"),
        c.DATE_UNREAD.expr,
        c.DATE_WRONG.expr,
        c.SOFT_OPT_IN.expr,
        c.NO_VALUE.expr,
        pl.col("bulk_rules"),
        (c.CONSENT.expr == "none").fill_null(value=False).alias("says_no"),
        c.OPTED_OUT.expr.is_not_null().alias("tells_opt_out"),
        *((c.CASE.expr, c.ORG_CASE.expr) if cases else ()),
        *(pl.col(c.listed_on(name)) for name in registers),
        c.SEVERAL_IN_CELL.expr,
        c.OPT_OUT_LIFTED.expr,
        *(
            column.expr.cast(words) if column.dtype == pl.String else column.expr
            for column in carried_on
            if column != c.REJOINED_AT
        ),
    ]


def key_step(name: str, key: pl.Expr) -> Step:
    """A key of a contact."""
    reads = tuple(dict.fromkeys(key.meta.root_names()))
    return Step(
        reads,
        (name,),
        lambda frame: frame.with_columns(key.alias(name)),
        # An address is hardly ever repeated.
        each=c.MAILBOX.name in reads,
    )
