"""Checks and others as plug-ins add them, without changing what is installed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
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
    install_checks(patch, [plug_in(code) for code in codes], version)


def install_checks(
    patch: pytest.MonkeyPatch, own: Sequence[ContactCheck], version: str = "1.2"
) -> None:
    """The same, with checks of the test's own."""
    points = [EntryPoint(check, version) for check in own]
    patch.setattr(checks, "entry_points", lambda group: points)
    checks.all_checks.cache_clear()


def install_distribution(
    folder: Path, patch: pytest.MonkeyPatch, group: str, module: str, points: dict[str, str]
) -> None:
    """Let a distribution "tidy-plug-ins 1.2" be installed in an empty folder.

    ``module`` is the text of its module, ``points`` are names of entry points to names in it.
    """
    name = re.sub(r"\W", "_", f"tidy_{folder.parent.name}_{folder.name}")
    (folder / "tidy_plug_ins-1.2.dist-info").mkdir(parents=True)
    (folder / f"{name}.py").write_text(module)
    about = folder / "tidy_plug_ins-1.2.dist-info"
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: tidy-plug-ins\nVersion: 1.2\n")
    lines = [f"{point} = {name}:{value}" for point, value in points.items()]
    (about / "entry_points.txt").write_text("\n".join([f"[{group}]", *lines, ""]))
    patch.syspath_prepend(str(folder))
