"""ZIP archives that hold one file, as many downloads do."""

from __future__ import annotations

import errno
import lzma
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import Final

from listcheck.core.errors import InputProblem
from listcheck.readers.bytes.unpack import BLOCK, temporary, unpacked_limit
from listcheck.readers.find import DELIMITED, JSON, PARQUET, WORKBOOKS

_INSIDE: Final = (*DELIMITED, *JSON, *PARQUET, *WORKBOOKS)
_ENCRYPTED: Final = 0x1
#: What zipfile raises of an archive that is none, or damaged: NotImplementedError is a compression
#: that it does not know, RuntimeError a password.
DAMAGED_ZIP: Final = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, NotImplementedError, RuntimeError, EOFError,
    ValueError,
)  # fmt: skip


def unpack_archive(path: Path, name: str, work: Path) -> Path:
    """The one file of the archive ``path``, unpacked into ``work``; its name ends as it did.

    Raises:
        InputProblem: damaged, protected by a password, hostile, or another number of files than
            one that can be read.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            entry = _one_file(archive, name)
            if entry.flag_bits & _ENCRYPTED:
                raise InputProblem(f"{name}: protected by a password: unpack it first")
            suffix = PurePosixPath(entry.filename).suffix.lower()
            if suffix not in _INSIDE:
                raise InputProblem(
                    f"{name}: the file in it is none of {', '.join(_INSIDE)}: unpack it and give "
                    "the list as one of these"
                )
            limit = unpacked_limit(path.stat().st_size)
            target = temporary(work, suffix)
            written = 0
            with archive.open(entry) as source, target.open("wb") as out:
                # The size that an archive tells of its file may be a lie.
                while block := source.read(BLOCK):
                    written += len(block)
                    if written > limit:
                        raise InputProblem(
                            f"{name}: unpacks to more than {limit >> 20:,} MiB; unpack it "
                            "yourself if it is genuine"
                        )
                    out.write(block)
    except (*DAMAGED_ZIP, OSError) as error:
        if isinstance(error, OSError) and error.errno not in (None, errno.EINVAL):
            raise  # the disk's own fault, not the archive's
        raise InputProblem(f"{name}: damaged or cut short, or no ZIP archive at all") from None
    return target


def _one_file(archive: zipfile.ZipFile, name: str) -> zipfile.ZipInfo:
    entries = [
        entry
        for entry in archive.infolist()
        if not entry.is_dir()
        and not entry.filename.startswith("__MACOSX/")
        and not PurePosixPath(entry.filename).name.startswith(".")
    ]
    if len(entries) == 1:
        return entries[0]
    if not entries:
        raise InputProblem(f"{name}: an archive without a file")
    named = ", ".join(repr(PurePosixPath(entry.filename).name[:60]) for entry in entries[:5])
    raise InputProblem(
        f"{name}: an archive of {len(entries):,} files ({named}{', …' * (len(entries) > 5)}): "
        "unpack it and give each where it belongs"
    )
