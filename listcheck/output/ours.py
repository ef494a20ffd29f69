"""The output directory: written beside its place, moved there whole, or not at all."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from listcheck.core.errors import UsageProblem
from listcheck.results.manifest import FORMAT, MANIFEST, SIGNATURE

_BLOCK: Final = 8 * 1024 * 1024


def require_ours(folder: Path, inputs: Sequence[Path] = ()) -> None:
    """Refuse an output directory that holds an input or somebody else's files.

    Raises:
        UsageProblem: the path is a file, the working directory or above it, holds one of
            ``inputs``, or a file that the manifest in it does not name.
    """
    if folder.exists() and not folder.is_dir():
        raise UsageProblem(f"{folder}: is a file; --output-dir needs a folder")
    place = folder.resolve()
    if Path.cwd().resolve().is_relative_to(place):
        raise UsageProblem(f"{folder}: cannot be the working directory; name a folder inside it")
    for path in inputs:
        if path.resolve().is_relative_to(place):
            raise UsageProblem(
                f"{folder}: holds the input {path.name}, and an output folder is replaced as a "
                "whole; choose another folder with --output-dir"
            )
    if not folder.exists():
        return
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


@contextmanager
def staged(folder: Path) -> Iterator[Path]:
    """A fresh folder beside ``folder`` that takes its place when the block succeeds.

    An earlier run's directory is replaced as a whole; on any error nothing changes.
    Files are readable by their owner only.
    """
    folder = folder.resolve()
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    except OSError as error:
        raise UsageProblem(
            f"{folder.parent}: cannot be written to ({error.strerror}); "
            "choose another place with --output-dir"
        ) from None
    try:
        yield fresh
        for path in fresh.rglob("*"):
            path.chmod(0o700 if path.is_dir() else 0o600)
        old = None
        if folder.exists():
            old = Path(tempfile.mkdtemp(prefix=f".{folder.name}.old.", dir=folder.parent))
            folder.rename(old / folder.name)
        try:
            fresh.rename(folder)
        except OSError:
            if old is not None:
                (old / folder.name).rename(folder)
            raise
        if old is not None:
            shutil.rmtree(old, ignore_errors=True)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def write_json(path: Path, content: dict[str, Any]) -> None:
    """Write one JSON object, readable and with a final newline."""
    path.write_text(
        json.dumps(content, ensure_ascii=False, indent=2, default=str) + "\n", encoding="utf-8"
    )


def sha256_of(path: Path) -> str:
    """SHA-256 of a file's bytes, read in blocks."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def describe(path: Path, name: str) -> dict[str, Any]:
    """Name, size and digest of a file, for the manifest."""
    return {"name": name, "bytes": path.stat().st_size, "sha256": sha256_of(path)}
