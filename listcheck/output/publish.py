"""Publish an output folder, whole or not at all: its files, its summary, a manifest of them."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

from listcheck.core.files import staged, write_json
from listcheck.results.audit_result import AuditSummary
from listcheck.results.check_result import Summary
from listcheck.results.manifest import MANIFEST, SIGNATURE

#: The summary of a check or of an audit.
SummaryOf = TypeVar("SummaryOf", Summary, AuditSummary)


@dataclass(frozen=True)
class Contents(Generic[SummaryOf]):
    """What stands in an output folder besides what every folder has.

    Attributes:
        fill: writes the files of its own into a folder and tells them by what they are.
        page: the text of ``report.html``, for a summary that names all files.
        manifest: the manifest, for such a summary and the folder in which they stand meanwhile.
        beside: files that the run writes elsewhere, by what they are.
    """

    fill: Callable[[Path], Mapping[str, Path]]
    page: Callable[[SummaryOf], str]
    manifest: Callable[[SummaryOf, Path], dict[str, Any]]
    beside: Mapping[str, str] = field(default_factory=dict)


def publish(
    folder: Path,
    summary: SummaryOf,
    contents: Contents[SummaryOf],
    began: float,
    sign: Callable[[bytes], str] | None = None,
) -> SummaryOf:
    """Write everything into a fresh folder that then takes the place of ``folder``.

    Args:
        folder: the output directory.
        summary: of the run, as far as it is known before its files are written.
        contents: what stands in the folder.
        began: when the run did, on the monotonic clock.
        sign: signs the bytes of the manifest.

    Returns:
        The summary with its files and the seconds that the run took.
    """
    with staged(folder) as fresh:
        files = {
            **contents.fill(fresh),
            "report": fresh / "report.html",
            "summary": fresh / "summary.json",
            "manifest": fresh / MANIFEST,
        }
        named = {name: str(folder / path.relative_to(fresh)) for name, path in files.items()}
        told = summary.model_copy(
            update={
                "files": named | dict(contents.beside),
                "seconds": round(time.monotonic() - began, 2),
            }
        )
        files["report"].write_text(contents.page(told), encoding="utf-8")
        write_json(files["summary"], told.model_dump(mode="json"))
        write_json(files["manifest"], contents.manifest(told, fresh))
        if sign is not None:
            signature = sign(files["manifest"].read_bytes())
            (fresh / SIGNATURE).write_text(signature, encoding="ascii")
    return told
