"""How what does not hold is told."""

from __future__ import annotations


def require(holds: object, why: str) -> None:
    """Fail with ``why`` where something does not hold, also where ``assert`` is switched off."""
    if not holds:
        raise AssertionError(why)
