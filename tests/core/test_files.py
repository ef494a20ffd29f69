"""A file, or a folder, is there whole or not at all; nothing is left beside it."""

from __future__ import annotations

import ast
import errno
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from listcheck.core import files
from listcheck.core.errors import UsageProblem
from tests.conftest import ROOT, Ended
from tests.support.campaigns import write

Run = Callable[..., Ended]


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def umask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


def test_it_is_its_owners_alone_until_it_is_there(tmp_path: Path, umask: None) -> None:
    target = tmp_path / "new" / "file.txt"
    with files.replaced(target, public=True) as fresh:
        assert mode(fresh) == 0o600
        assert fresh.parent == target.parent
        fresh.write_bytes(b"whole")
        assert not target.exists()
    assert target.read_bytes() == b"whole"
    assert mode(target) == 0o644
    assert list(target.parent.iterdir()) == [target]


@pytest.mark.parametrize("keep", [True, False])
def test_who_may_read_what_is_there(tmp_path: Path, keep: bool) -> None:
    target = tmp_path / "file.txt"
    target.write_bytes(b"old")
    target.chmod(0o640)
    files.write_bytes(target, b"new", keep_mode=keep)
    assert target.read_bytes() == b"new"
    assert mode(target) == (0o640 if keep else 0o600)


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "No space left"), KeyboardInterrupt()])
def test_what_fails_leaves_the_old_file(tmp_path: Path, error: BaseException) -> None:
    target = tmp_path / "file.txt"
    target.write_bytes(b"old")
    with pytest.raises(type(error)), files.replaced(target) as fresh:
        fresh.write_bytes(b"ne")
        raise error
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_an_error_of_the_disk_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "file.txt"
    target.write_bytes(b"old")

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UsageProblem, match=r"--report: cannot be written to .No space left"):
        files.write_bytes(target, b"new", "--report")
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_links_are_followed_and_stay(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    target, link = tmp_path / "real" / "file.txt", tmp_path / "link.txt"
    target.write_bytes(b"old")
    link.symlink_to(target)
    files.write_bytes(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"


def test_a_pipe_gets_its_bytes(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        files.write_bytes(pipe, b"for whoever reads")
        assert os.read(reader, 100) == b"for whoever reads"
    finally:
        os.close(reader)
    assert pipe.is_fifo()
    assert list(tmp_path.iterdir()) == [pipe]


def test_a_very_long_name(tmp_path: Path) -> None:
    target = tmp_path / ("ä" * 120)
    files.write_bytes(target, b"there")
    assert target.read_bytes() == b"there"


def test_a_folder_that_fails_leaves_the_earlier_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "out"
    with files.staged(folder) as fresh:
        (fresh / "a").write_bytes(b"old")
    rename, calls = Path.rename, []

    def interrupted(self: Path, to: Path) -> Path:
        calls.append(self)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return rename(self, to)

    monkeypatch.setattr(Path, "rename", interrupted)
    with pytest.raises(KeyboardInterrupt), files.staged(folder) as fresh:
        (fresh / "a").write_bytes(b"new")
    assert (folder / "a").read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [folder]


def test_a_folder_that_cannot_be_moved_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path, to: Path) -> Path:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(UsageProblem, match="--output-dir"), files.staged(tmp_path / "out"):
        pass
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("stop", [OSError(errno.ENOSPC, "No space left"), KeyboardInterrupt()])
@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("old.sarif", ("--report", "sarif=old.sarif")),
        ("old.json", ("--baseline", "old.json", "--update-baseline")),
        ("old.parquet", ("--write-contacts", "old.parquet")),
    ],
)
def test_a_write_that_ends_early_leaves_the_old_file(
    tmp_path: Path,
    run: Run,
    brief: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    options: tuple[str, ...],
    stop: BaseException,
) -> None:
    monkeypatch.setenv("LISTCHECK_KEY", "a key of sixteen characters")
    write(tmp_path / "list.csv", "Email,Country\nann@firma-1.co.uk,GB\nbob@firma-2.it,IT\n")
    run("list.csv", *options)
    before = (tmp_path / name).read_bytes()
    sync = files._sync

    def stopped(path: Path) -> None:
        if path.name.startswith(f".{name}"):
            raise stop
        sync(path)

    monkeypatch.setattr(files, "_sync", stopped)
    write(tmp_path / "list.csv", "Email,Country\nann@firma-1.co.uk,GB\n")
    assert run("list.csv", *options).status in (2, 3)
    assert (tmp_path / name).read_bytes() == before
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".old")]


def test_a_report_keeps_who_may_read_it(tmp_path: Path, run: Run, brief: Path) -> None:
    write(tmp_path / "list.csv", "Email,Country\nann@firma-1.co.uk,GB\n")
    run("list.csv", "--report", "json=new.json")
    assert mode(tmp_path / "new.json") == 0o600
    (tmp_path / "new.json").chmod(0o644)
    run("list.csv", "--report", "json=new.json")
    assert mode(tmp_path / "new.json") == 0o644


def test_nobody_else_makes_files_that_replace_others() -> None:
    """One module moves files into place: everybody else asks it."""
    forbidden = {"mkstemp", "NamedTemporaryFile", "fsync"}
    # Copies in a run's own temporary folder replace nothing.
    allowed = {"core/files.py", "readers/bytes/unpack.py"}
    for path in sorted((ROOT / "listcheck").rglob("*.py")):
        if path.relative_to(ROOT / "listcheck").as_posix() in allowed:
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        used = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        assert not used & forbidden, path
        opened = {
            node.func.attr
            for node in ast.walk(tree)
            if isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id == "os"
        }
        assert not opened & {"open", "replace", "rename"}, path
