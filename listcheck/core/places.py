"""Places that a command will write to, asked before it reads or replaces anything."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from listcheck.core.errors import UsageProblem
from listcheck.core.files import as_usage_problem, is_stream, probe


@dataclass(frozen=True)
class Target:
    """A file that a command will write.

    Attributes:
        what: the option that names it, and its value.
        path: the file.
        example: a name that would be a file's, for whoever named a folder.
        now: it is written by this command; else only read, and written by others like it.
    """

    what: str
    path: Path
    example: str = ""
    now: bool = True


def require_places(
    targets: Sequence[Target], inputs: Iterable[Path] = (), folder: Path | None = None
) -> None:
    """Refuse places that cannot be written to, or that would destroy something.

    Args:
        targets: all files that the command writes besides its output directory.
        inputs: files that it reads, and folders all of whose files it may read.
        folder: its output directory, which is replaced as a whole.

    Raises:
        UsageProblem: one of them cannot be used.
    """
    read = list(inputs)
    for target in targets:
        with followed(target.what):
            _require_no_input(target, read)
            _require_outside(target, folder)
    for at, target in enumerate(targets):
        for other in targets[:at]:
            _require_apart(target, other)
    for target in targets:
        if target.now:
            require_writable(target)


def require_writable(target: Target) -> None:
    """Refuse a place where no file can be made.

    Raises:
        UsageProblem: that place cannot be written to.
    """
    if is_stream(target.path):
        if not os.access(target.path, os.W_OK):
            raise UsageProblem(f"{target.what}: cannot be written to (Permission denied)")
        return
    require_room(target.path, target.what, "choose another place")


def require_room(place: Path, what: str, remedy: str) -> None:
    """Refuse a place beside which nothing can be made.

    Args:
        place: where a file or a folder will be; folders above it may still be missing.
        what: how errors name it.
        remedy: what to do about it.

    Raises:
        UsageProblem: that place cannot be written to.
    """
    with as_usage_problem(what, remedy):
        above = next(path for path in place.resolve().parents if path.exists())
        if not above.is_dir():
            raise UsageProblem(
                f"{what}: cannot be written to ({above.name} is a file, not a folder); {remedy}"
            )
        probe(above)


@contextmanager
def followed(what: str) -> Iterator[None]:
    """Tell a path that the system cannot follow (a circle of links) as one that is none.

    Raises:
        UsageProblem: it is one; ``what`` names it.
    """
    try:
        yield
    except (OSError, RuntimeError, ValueError) as error:
        why = f" ({error.strerror})" if isinstance(error, OSError) and error.strerror else ""
        raise UsageProblem(f"{what}: is no path of a file{why}; choose another place") from None


def _require_no_input(target: Target, inputs: Iterable[Path]) -> None:
    place = target.path.resolve()
    for path in inputs:
        if _same(place, path):
            raise UsageProblem(
                f"{target.what}: is an input of this run ({path.name}), and would be overwritten; "
                "choose another file"
            )
        if path.is_dir() and place.is_relative_to(path.resolve()):
            raise UsageProblem(
                f"{target.what}: lies in a folder that this run reads ({path.name}); choose "
                "another place"
            )
    if place.is_dir():
        example = f" ({target.example})" if target.example else ""
        raise UsageProblem(f"{target.what}: is a folder; name a file{example}")


def _require_outside(target: Target, folder: Path | None) -> None:
    if folder is None:
        return
    place, whole = target.path.resolve(), folder.resolve()
    if place.is_relative_to(whole):
        raise UsageProblem(
            f"{target.what}: lies in the output directory, which is replaced as a whole; choose "
            "another place"
        )
    if whole.is_relative_to(place):
        raise UsageProblem(
            f"{target.what}: the output directory lies below it, so it cannot be a file; choose "
            "another place"
        )


def _require_apart(target: Target, other: Target) -> None:
    one, two = target.path.resolve(), other.path.resolve()
    if is_stream(target.path):
        return
    if _same(one, two):
        raise UsageProblem(f"{target.what}: is the same file as {other.what}; choose another file")
    if one.is_relative_to(two) or two.is_relative_to(one):
        raise UsageProblem(
            f"{target.what}: lies below {other.what}, or that below it: a file is no folder; "
            "choose another place"
        )


def _same(one: Path, two: Path) -> bool:
    """Whether two paths are one file, however they are spelled."""
    if one.resolve() == two.resolve():
        return True
    try:
        return one.samefile(two)
    except OSError:
        return False
