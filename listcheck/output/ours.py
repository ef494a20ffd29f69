"""The output directory: which one may be written, or replaced."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path

from listcheck.core.errors import UsageProblem
from listcheck.core.places import followed, require_room
from listcheck.results.manifest import FORMAT, MANIFEST, SIGNATURE


def require_ours(folder: Path, inputs: Sequence[Path] = ()) -> None:
    """Refuse an output directory that holds an input or somebody else's files, or cannot be made.

    Raises:
        UsageProblem: the path is a file, the working directory or above it, holds one of
            ``inputs``, or a file that the manifest in it does not name, or nothing can be made
            beside it.
    """
    with followed(f"--output-dir {folder}"):
        place = folder.resolve()
        is_file = folder.exists() and not folder.is_dir()
    if is_file:
        raise UsageProblem(f"{folder}: is a file; --output-dir needs a folder")
    if Path.cwd().resolve().is_relative_to(place):
        raise UsageProblem(f"{folder}: cannot be the working directory; name a folder inside it")
    for path in inputs:
        if path.resolve().is_relative_to(place):
            raise UsageProblem(
                f"{folder}: holds the input {path.name}, and an output folder is replaced as a "
                "whole; choose another folder with --output-dir"
            )
    require_room(folder, str(folder), "choose another place with --output-dir")
    if not folder.exists():
        return
    if not os.access(folder, os.W_OK):
        raise UsageProblem(
            f"{folder}: cannot be replaced (Permission denied); choose another folder with "
            "--output-dir"
        )
    present = {
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()
    }
    if present - _named(folder):
        raise UsageProblem(
            f"{folder}: holds files that are not listcheck's, and nothing is overwritten; "
            "choose another folder with --output-dir"
        )


def _named(folder: Path) -> set[str]:
    """The files of an earlier run, by its manifest; none where there is no manifest."""
    try:
        found = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        outputs = found["outputs"] if found["format"] == FORMAT else []
        return (
            {MANIFEST, SIGNATURE, *(str(entry["name"]) for entry in outputs)} if outputs else set()
        )
    except (OSError, ValueError, KeyError, TypeError):
        return set()
