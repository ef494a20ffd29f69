"""From LIST arguments to files: files, globs, folders and standard input."""

from __future__ import annotations

import difflib
import glob
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import Final

from listcheck.core.errors import InputProblem
from listcheck.core.part import STANDARD_INPUT, ListFile

DELIMITED: Final = (".csv", ".tsv", ".tab", ".txt")
COMPRESSED: Final = (".gz", ".zst")
PARQUET: Final = (".parquet", ".pq")
WORKBOOKS: Final = (".xlsx",)
JSON: Final = (".json", ".ndjson", ".jsonl")
ARCHIVES: Final = (".zip",)
#: Of all kinds of files, without those of compression.
SUFFIXES: Final = (*DELIMITED, *PARQUET, *WORKBOOKS, *JSON, *ARCHIVES)
OUTPUT_FOLDER: Final = ".listcheck"


@dataclass(frozen=True)
class _Kinds:
    """What is read, by suffix: ``texts`` plain or compressed, ``others`` as they are."""

    texts: tuple[str, ...]
    others: tuple[str, ...]
    formats: str

    @property
    def searched(self) -> _Kinds:
        """What a folder is searched for: a .txt is more often a readme and must be named."""
        return replace(self, texts=tuple(suffix for suffix in self.texts if suffix != ".txt"))


_LISTS: Final = _Kinds(
    DELIMITED, PARQUET + WORKBOOKS, "CSV, TSV or TXT (plain, .gz or .zst), Parquet and XLSX"
)
#: What is only read, never written back, may be as programs write it.
_EXPORTS: Final = _Kinds(
    DELIMITED + JSON,
    PARQUET + WORKBOOKS + ARCHIVES,
    "CSV, TSV, TXT, JSON or NDJSON (plain, .gz or .zst), Parquet, XLSX and ZIP archives of one "
    "file",
)
_ADVICE: Final = {
    ".xls": "an old workbook: save it as .xlsx or CSV UTF-8",
    ".xlsm": "a workbook with macros: save it as .xlsx or CSV UTF-8",
    ".xlsb": "a binary workbook: save it as .xlsx or CSV UTF-8",
    ".ods": "not read: save it as .xlsx or CSV UTF-8",
    ".zip": "an archive: unpack it and give the list inside",
    ".7z": "an archive: unpack it and give the list inside",
    ".tar": "an archive: unpack it and give the list inside",
    ".pdf": "a document, not a list: export the list as CSV",
    **dict.fromkeys(JSON, "not read: export the list as CSV UTF-8 or Parquet"),
}


def find_lists(arguments: Sequence[str], *, exports: bool = False) -> list[ListFile]:
    """The files that ``arguments`` name, in their order, each file once.

    ``exports``: sources of opt-outs, registers and send logs, which may be JSON and archives too.

    Raises InputProblem for an argument that names no readable list.
    """
    if not arguments:
        raise InputProblem("no list given: name a CSV or Parquet file, a folder, a glob or -")
    kinds = _EXPORTS if exports else _LISTS
    files = [file for argument in arguments for file in _expand(argument, kinds)]
    unique: dict[str, ListFile] = {}
    for file in files:
        key = STANDARD_INPUT if file.is_standard_input else str(file.path.resolve())
        unique.setdefault(key, file)
    return _distinct(list(unique.values()))


def _expand(argument: str, kinds: _Kinds) -> Iterator[ListFile]:
    if argument == STANDARD_INPUT:
        yield ListFile(Path(STANDARD_INPUT), STANDARD_INPUT, "stdin.csv")
        return
    path = Path(argument)
    # What exists under that very name wins: list[1].csv is a file before it is a glob.
    if path.is_dir():
        if path.resolve().name.endswith(OUTPUT_FOLDER):
            raise InputProblem(
                f"{argument}: an output folder of listcheck is never input; "
                "name a file inside it if that is what you mean"
            )
        yield from _folder(argument, path, kinds)
    elif not os.path.lexists(path) and glob.has_magic(argument):
        yield from _glob(argument, kinds)
    else:
        _require_file(argument, path, kinds)
        yield ListFile(path, argument, path.name)


def _folder(argument: str, folder: Path, kinds: _Kinds) -> list[ListFile]:
    lists = [ListFile(path, str(path), _relative(path, folder)) for path in _walk(folder, kinds)]
    if not lists:
        raise InputProblem(f"{argument}: the folder holds no list; read are {kinds.formats}")
    for file in lists:
        _require_file(file.name, file.path, kinds)
    return lists


def _walk(folder: Path, kinds: _Kinds) -> list[Path]:
    """Lists under ``folder``, sorted; hidden entries and output folders left out."""

    def stop(error: OSError) -> None:
        # A folder that cannot be listed may hold lists: leaving it out would be silent.
        raise InputProblem(f"{error.filename}: no permission to read this folder") from None

    paths = []
    for root, folders, names in os.walk(folder, onerror=stop):
        folders[:] = [
            name
            for name in folders
            if not name.startswith(".")
            and not name.endswith(OUTPUT_FOLDER)
            and not _is_output(Path(root, name))
        ]
        paths += [
            Path(root, name)
            for name in names
            if not name.startswith(".") and _is_list(name, kinds.searched)
        ]
    return sorted(paths, key=lambda path: path.parts)


def _glob(pattern: str, kinds: _Kinds) -> Iterator[ListFile]:
    fixed = _fixed_folder(pattern)
    # Path.glob refuses absolute patterns and cannot expand "..".
    names = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207
    matches = [Path(name) for name in names]
    matches = [path for path in matches if not _in_output_folder(path, fixed)]
    # Under ** a folder's files match by themselves; else the folder stands for its lists.
    folders = [] if "**" in pattern else [path for path in matches if path.is_dir()]
    files = [path for path in matches if not path.is_dir()]
    files += [path for folder in folders for path in _walk(folder, kinds)]
    if not files:
        raise InputProblem(f"{pattern}: no file matches this pattern")
    for path in files:
        _require_file(str(path), path, kinds)
        yield ListFile(path, str(path), _relative(path, fixed))


def _fixed_folder(pattern: str) -> Path:
    parts: list[str] = []
    for part in PurePath(pattern).parts[:-1]:
        if glob.has_magic(part):
            break
        parts.append(part)
    return Path(*parts)


def _in_output_folder(path: Path, fixed: Path) -> bool:
    below = path.parts[len(fixed.parts) :]
    return any(part.endswith(OUTPUT_FOLDER) for part in below)


def _is_output(folder: Path) -> bool:
    """Whether a folder holds an earlier run's files, whatever it is called."""
    return (folder / "manifest.json").is_file() and (folder / "summary.json").is_file()


def _relative(path: Path, folder: Path) -> str:
    relative = PurePath(os.path.normpath(path.relative_to(folder)))
    # A pattern such as a/*/../../b.csv must not lead out of clean/.
    return path.name if ".." in relative.parts else relative.as_posix()


def _is_list(name: str, kinds: _Kinds) -> bool:
    suffixes = [suffix.lower() for suffix in PurePath(name).suffixes[-2:]]
    last = suffixes[-1] if suffixes else ""
    if last in COMPRESSED:
        return len(suffixes) == 2 and suffixes[0] in kinds.texts
    return last in kinds.texts or last in kinds.others


def _require_file(name: str, path: Path, kinds: _Kinds) -> None:
    """Raise InputProblem unless ``path`` is a list that can be opened."""
    if not str(path).isprintable() and "\udc80" <= max(str(path)) <= "\udcff":
        shown = str(path).encode("utf-8", "replace").decode()
        raise InputProblem(f"{shown}: the name is not UTF-8; rename the file")
    try:
        exists = path.exists()
    except OSError:
        exists = os.path.lexists(path)
    if not exists:
        raise InputProblem(f"{name}: no such file{_nearest(path)}")
    if not path.is_file():
        raise InputProblem(f"{name}: not a regular file; for piped data use -")
    if not _is_list(path.name, kinds):
        suffix = path.suffix.lower()
        advice = _ADVICE.get(suffix, f"this kind of file is not read; read are {kinds.formats}")
        raise InputProblem(f"{name}: {advice}")
    if not os.access(path, os.R_OK):
        raise InputProblem(f"{name}: no permission to read this file")


def _nearest(path: Path) -> str:
    try:
        names = [entry.name for entry in path.parent.iterdir()]
    except OSError:
        return f": the folder {path.parent} does not exist or cannot be read"
    close = difflib.get_close_matches(path.name, names, n=1, cutoff=0.6)
    return f"; did you mean {path.with_name(close[0])}?" if close else ""


def _distinct(files: list[ListFile]) -> list[ListFile]:
    """The same files with ``relative`` paths that no two of them share."""
    if len({file.relative.lower() for file in files}) == len(files):
        return files
    # Path.resolve would follow links: clean/ is to show the names that were given.
    absolute = {file: Path(os.path.abspath(file.path)) for file in files}  # noqa: PTH100
    named = [path for file, path in absolute.items() if not file.is_standard_input]
    common = Path(os.path.commonpath([path.parent for path in named]))
    placed = [
        file
        if file.is_standard_input
        else ListFile(file.path, file.name, _relative(absolute[file], common))
        for file in files
    ]
    taken = {file.relative.lower() for file in placed if not file.is_standard_input}
    stdin = "stdin.csv"
    while stdin in taken:
        stdin = f"_{stdin}"
    return [
        ListFile(file.path, file.name, stdin) if file.is_standard_input else file for file in placed
    ]
