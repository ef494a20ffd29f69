"""What a run reads and where it writes, held against each other before anything is read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from listcheck.config.input_files import input_files
from listcheck.config.settings import Settings
from listcheck.core import places
from listcheck.core.errors import UsageProblem
from listcheck.core.part import ListFile
from listcheck.core.places import Target
from listcheck.output.ours import require_ours


def require_places(settings: Settings, lists: Sequence[ListFile], folder: Path) -> None:
    """Refuse places of a check that would destroy something, or cannot be written to.

    Args:
        settings: the options.
        lists: the files of the list.
        folder: the output directory.

    Raises:
        UsageProblem: one of them cannot be used.
    """
    inputs = input_files(settings, lists)
    require_ours(folder, inputs)
    places.require_places(list(_targets(settings)), inputs, folder)


def _targets(settings: Settings) -> Iterator[Target]:
    contacts, baseline = settings.write_contacts, settings.gate.baseline
    if contacts is not None:
        if settings.redact:
            # It is made of addresses and numbers.
            raise UsageProblem(
                f"--write-contacts {contacts}: holds every address and number, and --redact allows "
                "none outside the lists; leave one of the two out"
            )
        yield Target(f"--write-contacts {contacts}", contacts, "contacts.parquet")
    if baseline is not None:
        now = settings.gate.update_baseline
        yield Target(f"--baseline {baseline}", baseline, "baseline.json", now)
    for name, path in settings.reports:
        yield Target(f"--report {name}={path}", path, f"listcheck.{name}")
