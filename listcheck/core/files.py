"""Files and folders that appear whole or not at all, and that nobody else reads meanwhile.

Whatever listcheck leaves behind is written by this module: beside its place, by its owner alone,
brought to the disk, and then moved there in one step. When that fails, or is interrupted, what
stood there before is still there, and nothing is left beside it.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from listcheck.core.errors import UsageProblem

_BLOCK: Final = 8 * 1024 * 1024
#: Signs of a name that a file beside it bears too: with more, it could become too long.
_NAMED: Final = 40
#: Names of what a process has open, whatever that is.
_HANDLES: Final = ("/dev/stdout", "/dev/stderr", "/dev/fd", "/proc")


@contextmanager
def as_usage_problem(what: str, remedy: str = "") -> Iterator[None]:
    """Tell an error of the system as one of the user's place.

    Args:
        what: the option or the file that it is about.
        remedy: what to do about it.

    Raises:
        UsageProblem: that place cannot be written to.
    """
    try:
        yield
    except OSError as error:
        why = error.strerror or type(error).__name__
        more = f"; {remedy}" if remedy else ""
        raise UsageProblem(f"{what}: cannot be written to ({why}){more}") from None


@contextmanager
def replaced(
    target: Path, what: str | None = None, *, keep_mode: bool = False, public: bool = False
) -> Iterator[Path]:
    """An empty file beside ``target`` that takes its place when the block succeeds.

    It stands where a symbolic link points to. What is no file on a disk (a pipe, ``/dev/stdout``)
    gets its bytes then. Folders that are missing are made.

    Args:
        target: the file; afterwards it is readable by its owner only.
        what: how errors name it.
        keep_mode: a file that is there keeps its owner and who may read it.
        public: a new file may be read by whom the system's settings (umask) allow it.

    Raises:
        UsageProblem: the place cannot be written to.
    """
    what = what or str(target)
    stream = is_stream(target)
    with as_usage_problem(what):
        place = target if stream else target.resolve()
        if not stream:
            place.parent.mkdir(parents=True, exist_ok=True)
        fresh = _beside(place) if not stream else _temporary()
    try:
        yield fresh
        with as_usage_problem(what):
            if stream:
                with fresh.open("rb") as source, place.open("wb") as out:
                    shutil.copyfileobj(source, out, _BLOCK)
            else:
                _sync(fresh)
                _allow(fresh, place, keep_mode=keep_mode, public=public)
                fresh.replace(place)
                _sync(place.parent)
    finally:
        fresh.unlink(missing_ok=True)


def write_bytes(
    target: Path,
    content: bytes,
    what: str | None = None,
    *,
    keep_mode: bool = False,
    public: bool = False,
) -> None:
    """Write a file, see :func:`replaced`."""
    with (
        replaced(target, what, keep_mode=keep_mode, public=public) as fresh,
        as_usage_problem(what or str(target)),
    ):
        fresh.write_bytes(content)


def write_json(path: Path, content: dict[str, Any]) -> None:
    """Write one JSON object, readable and with a final newline."""
    text = json.dumps(content, ensure_ascii=False, indent=2, default=str) + "\n"
    write_bytes(path, text.encode())


def make_private(path: Path) -> None:
    """Make an empty file that only its owner can read, for others to fill; or leave what is there.

    Raises:
        OSError: it cannot be made.
    """
    os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))


def is_stream(path: Path) -> bool:
    """Whether a path is a pipe, a terminal or another device, and no file that can be replaced."""
    place = path.absolute()
    if any(Path(handle) in (place, *place.parents) for handle in _HANDLES):
        return path.exists()
    return path.exists() and not path.is_file() and not path.is_dir()


def probe(folder: Path) -> None:
    """Try whether files can be made in a folder.

    Raises:
        OSError: they cannot.
    """
    _temporary(folder).unlink()


@contextmanager
def staged(folder: Path) -> Iterator[Path]:
    """A fresh folder beside ``folder`` that takes its place when the block succeeds.

    An earlier run's directory is replaced as a whole; on any error nothing changes.
    Files are readable by their owner only.

    Raises:
        UsageProblem: the place cannot be written to.
    """
    folder = folder.resolve()
    what, remedy = str(folder.parent), "choose another place with --output-dir"
    with as_usage_problem(what, remedy):
        folder.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix=f".{folder.name[:_NAMED]}.", dir=folder.parent))
    try:
        yield fresh
        with as_usage_problem(what, remedy):
            for path in fresh.rglob("*"):
                path.chmod(0o700 if path.is_dir() else 0o600)
                _sync(path)
            _sync(fresh)
            _swap(fresh, folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _swap(fresh: Path, folder: Path) -> None:
    """Put one folder in the place of another, which is taken away."""
    if not folder.exists():
        fresh.rename(folder)
        _sync(folder.parent)
        return
    aside = Path(tempfile.mkdtemp(prefix=f".{folder.name[:_NAMED]}.old.", dir=folder.parent))
    old = aside / "old"
    try:
        folder.rename(old)
        fresh.rename(folder)
        _sync(folder.parent)
    finally:
        # Interrupted between the two, the earlier run comes back.
        if old.exists() and not folder.exists():
            old.rename(folder)
        shutil.rmtree(aside, ignore_errors=True)


def _beside(place: Path) -> Path:
    """A new file beside a place, named like it."""
    return _temporary(place.parent, place.name[:_NAMED])


def _temporary(folder: Path | None = None, name: str = "listcheck") -> Path:
    """A new empty file, readable and writable by its owner only."""
    handle, path = tempfile.mkstemp(prefix=f".{name}.", dir=folder)
    os.close(handle)
    return Path(path)


def _allow(fresh: Path, place: Path, *, keep_mode: bool, public: bool) -> None:
    """Who may read the new file: as asked of :func:`replaced`."""
    if keep_mode and place.is_file():
        old, new = place.stat(), fresh.stat()
        mode = stat.S_IMODE(old.st_mode)
        if (old.st_uid, old.st_gid) != (new.st_uid, new.st_gid):
            try:
                os.chown(fresh, old.st_uid, old.st_gid)
            except OSError:
                # Of another owner or group: what these could read is not for everybody of mine.
                mode &= stat.S_IRWXU
        fresh.chmod(mode)
    elif public:
        # The system's settings can be asked without being changed only by a file that is made.
        sample = fresh.with_name(fresh.name + ".mode")
        os.close(os.open(sample, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
        try:
            fresh.chmod(stat.S_IMODE(sample.stat().st_mode))
        finally:
            sample.unlink()
    else:
        fresh.chmod(0o600)


def _sync(path: Path) -> None:
    """Bring a file, or the names in a folder, to the disk: a power cut must not empty them."""
    if path.is_dir():
        # Not every system lets a folder be opened.
        with suppress(OSError):
            _sync_handle(os.open(path, os.O_RDONLY))
        return
    _sync_handle(os.open(path, os.O_RDWR))


def _sync_handle(handle: int) -> None:
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


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
