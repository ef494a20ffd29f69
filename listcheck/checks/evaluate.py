"""Run the checks: one Boolean column per check and outcome, then the worst one wins."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import polars as pl

from listcheck.core import columns as c

_RANKS = {"keep": 0, "hold": 1, "drop": 2}


class Judges(Protocol):
    """What this stage needs of a check on one contact."""

    @property
    def marketing_only(self) -> bool:
        """Whether the check is about the law of marketing only."""
        ...

    @property
    def lifted_for(self) -> frozenset[str]:
        """Purposes for which the check spares the contacts that meet their conditions."""
        ...

    @property
    def opt_out(self) -> bool:
        """Whether a drop means that the person opted out."""
        ...

    @property
    def of_organisation(self) -> bool:
        """Whether it was the organisation that opted out."""
        ...

    def outcomes(self) -> Sequence[tuple[str, pl.Expr]]:
        """Outcomes and their expressions, worst first."""
        ...

    def column(self, outcome: str) -> str:
        """Name of the Boolean column of an outcome."""
        ...


def outcome_columns(checks: Sequence[Judges], *outcomes: str) -> list[str]:
    """Names of the Boolean columns of the outcomes asked for."""
    return [
        check.column(outcome)
        for check in checks
        for outcome, _ in check.outcomes()
        if outcome in outcomes
    ]


#: Whom a purpose spares the checks that it lifts.
_SPARED = {
    "contract": c.EXISTING_AGREEMENT.expr.eq_missing("yes"),
    "complementary": c.COMPLEMENTARY_ALLOWED.expr.fill_null(value=False),
}


def spared(purpose: str) -> pl.Expr:
    """Whether a contact meets the conditions of a purpose that lifts checks; never null."""
    return _SPARED.get(purpose, pl.lit(value=False))


def evaluate(checks: Sequence[Judges], purpose: str = "marketing") -> list[pl.Expr]:
    """One Boolean expression per check and outcome, named ``CODE.outcome``.

    What only marketing has to heed is not asked of a contact that meets the conditions of
    another purpose.
    """
    spare = spared(purpose)

    def lifted(check: Judges, expression: pl.Expr) -> pl.Expr:
        if purpose == "contract" and check.marketing_only:
            return pl.lit(value=False)
        return expression & ~spare if purpose in check.lifted_for else expression

    return [
        lifted(check, expression).alias(check.column(outcome))
        for check in checks
        for outcome, expression in check.outcomes()
    ]


def rank(checks: Sequence[Judges]) -> pl.Expr:
    """0 keep, 1 hold, 2 drop: the worst finding wins."""
    dropped, held = outcome_columns(checks, "drop"), outcome_columns(checks, "hold")
    return (
        pl.when(pl.any_horizontal(pl.lit(False), *dropped))
        .then(pl.lit(_RANKS["drop"], dtype=pl.UInt8))
        .when(pl.any_horizontal(pl.lit(False), *held))
        .then(pl.lit(_RANKS["hold"], dtype=pl.UInt8))
        .otherwise(pl.lit(_RANKS["keep"], dtype=pl.UInt8))
    )


def opted_out(checks: Sequence[Judges], *, in_person: bool = False) -> pl.Expr:
    """Whether a finding says that the person opted out, or (not ``in_person``) the organisation."""
    of_opt_outs = [check for check in checks if check.opt_out]
    columns = outcome_columns(
        [check for check in of_opt_outs if not (in_person and check.of_organisation)], "drop"
    )
    return pl.any_horizontal(pl.lit(False), *columns)


def verdict(checks: Sequence[Judges]) -> pl.Expr:
    """keep, hold or drop."""
    return (
        rank(checks)
        .replace_strict(list(_RANKS.values()), list(_RANKS), return_dtype=pl.Enum(c.VERDICTS))
        .alias(c.VERDICT.name)
    )
