"""What an earlier run of the same campaign read, for the guard against sudden changes."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from listcheck.checks import RunFacts, guards
from listcheck.core.source_facts import SuppressionFacts
from listcheck.results.manifest import FORMAT, MANIFEST


@dataclass(frozen=True)
class Earlier:
    """Records read, and the sources with their number of entries."""

    read: int
    sources: tuple[SuppressionFacts, ...]

    def as_json(self) -> dict[str, Any]:
        """Plain values: ``{"read": 0, "sources": [{"name", "kind", "entries"}]}``."""
        return {
            "read": self.read,
            "sources": [
                {"name": source.name, "kind": source.kind, "entries": source.entries}
                for source in self.sources
            ],
        }

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Earlier:
        """The opposite of :meth:`as_json`.

        Raises:
            KeyError, TypeError, ValueError: that is not what :meth:`as_json` writes.
        """
        return cls(
            read=int(values["read"]),
            sources=tuple(
                SuppressionFacts(
                    name=str(source["name"]), kind=source["kind"], entries=int(source["entries"])
                )
                for source in values["sources"]
            ),
        )


def earlier_run(folder: Path) -> Earlier | None:
    """What the run whose folder is about to be replaced read; None where there is none."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if manifest["format"] != FORMAT:
            return None
        values = manifest.get("reference") or {
            "read": manifest["rows"]["read"],
            "sources": manifest["sources"],
        }
        return Earlier.from_json(values)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def reference(facts: RunFacts, fired: Collection[str]) -> Earlier:
    """What the next run is compared with: this run, or still the earlier one.

    Args:
        facts: of this run.
        fired: guards that found something and were not accepted: what they looked at keeps its
            earlier figure, so that running again does not silence them.
    """
    kept = {guards()[code] for code in fired}
    grew = "list" in kept and facts.earlier_read is not None
    return Earlier(
        read=facts.earlier_read or 0 if grew else facts.read,
        sources=facts.earlier_sources if "sources" in kept else facts.sources,
    )
