"""Checks as plug-ins add them, without installing anything."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace

import pytest

from listcheck.checks import ContactCheck
from listcheck.checks import catalogue as checks
from listcheck.core import columns

#: What a plug-in's check does with a contact of this country.
HIT = "FR"


class EntryPoint:
    """An entry point of a distribution, as the standard library gives it."""

    def __init__(self, loaded: ContactCheck, version: str = "1.2") -> None:
        self.loaded, self.name, self.value = loaded, loaded.code, f"tidy:{loaded.code}"
        self.dist = SimpleNamespace(name="tidy-checks", version=version)

    def load(self) -> ContactCheck:
        return self.loaded


def plug_in(code: str) -> ContactCheck:
    """A check that holds contacts of :data:`HIT`."""
    return ContactCheck(
        code=code,
        name=f"plugged-{code.lower()}",
        doc=f"{code} plugged",
        needs=(columns.COUNTRY.name,),
        message="{country} is not wanted here",
        hold=columns.COUNTRY.expr.eq_missing(HIT),
        remedy="move",
    )


def install(patch: pytest.MonkeyPatch, codes: Sequence[str], version: str = "1.2") -> None:
    """Let these be the plug-ins that are installed; ``all_checks.cache_clear`` afterwards."""
    points = [EntryPoint(plug_in(code), version) for code in codes]
    patch.setattr(checks, "entry_points", lambda group: points)
    checks.all_checks.cache_clear()
