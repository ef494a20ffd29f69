"""Text files made in the work folder: standard input, decompressed, transcoded."""

from __future__ import annotations

import codecs
import os
import sys
import tempfile
from pathlib import Path
from typing import IO, Final

from listcheck.core.errors import InputProblem
from listcheck.core.part import Compression

BLOCK: Final = 8 << 20
#: A list shrinks 3 to 20 times; far more is an attack or an accident.
MAX_RATIO: Final = 200
#: Below this size no ratio is dangerous, and tiny repetitive lists do shrink a lot.
RATIO_FREE: Final = 64 << 20
MAX_UNPACKED: Final = 64 << 30


def temporary(work: Path, suffix: str) -> Path:
    """A new empty file in ``work``, readable by its owner only: lists are personal data."""
    work.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix="source-", suffix=suffix, dir=work)
    os.close(handle)
    return Path(name)


def spool_standard_input(work: Path) -> Path:
    """Standard input as a file in ``work``."""
    target = temporary(work, ".csv")
    with target.open("wb") as out:
        while block := sys.stdin.buffer.read(BLOCK):
            out.write(block)
    return target


def unpacked_limit(packed: int) -> int:
    """How many bytes a file of ``packed`` bytes may grow to."""
    return min(MAX_UNPACKED, max(RATIO_FREE, packed * MAX_RATIO))


def decompress(path: Path, name: str, compression: Compression, work: Path) -> Path:
    """``path`` unpacked into ``work``, block by block.

    Raises InputProblem when the file is damaged or cut short, or grows beyond
    ``MAX_RATIO`` times its size or ``MAX_UNPACKED`` bytes.
    """
    import pyarrow as pa  # noqa: PLC0415 (slow to import, and few lists are compressed)

    packed = path.stat().st_size
    limit = unpacked_limit(packed)
    target = temporary(work, ".csv")
    written = 0
    try:
        with (
            pa.OSFile(str(path)) as raw,
            pa.CompressedInputStream(raw, compression) as stream,
            target.open("wb") as out,
        ):
            while block := stream.read(BLOCK):
                written += len(block)
                if written > limit:
                    raise InputProblem(
                        f"{name}: unpacks to more than {limit >> 20:,} MiB from "
                        f"{packed:,} bytes; unpack it yourself if it is genuine"
                    )
                out.write(block)
    except OSError:
        # Arrow's own words ("incorrect header check") help nobody.
        raise InputProblem(f"{name}: damaged or cut short, or not {compression} at all") from None
    return target


def transcode(path: Path, encoding: str, work: Path) -> Path:
    """``path`` as UTF-8 in ``work``.

    Bytes without a meaning in ``encoding`` come out as bytes that are not UTF-8, so
    that the exact reader finds their lines the way it finds any undecodable line.
    """
    errors = "surrogatepass" if encoding.startswith("utf-16") else "surrogateescape"
    decoder = codecs.getincrementaldecoder(encoding)(errors)
    target = temporary(work, ".csv")
    with path.open("rb") as source, target.open("wb") as out:
        if encoding.startswith("utf-16"):
            source.seek(2)  # the byte order mark
        while block := source.read(BLOCK):
            out.write(decoder.decode(block).encode("utf-8", errors))
        _finish(decoder, out)
    return target


def _finish(decoder: codecs.IncrementalDecoder, out: IO[bytes]) -> None:
    """Write what the decoder still holds; half a character at the end is undecodable."""
    try:
        out.write(decoder.decode(b"", final=True).encode("utf-8", "surrogatepass"))
    except UnicodeDecodeError:
        out.write(b"\xff")
