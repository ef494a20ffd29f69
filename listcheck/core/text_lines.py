"""The lines of a text as they stand, told apart and chosen without a copy of each."""

from __future__ import annotations

from typing import Final

import polars as pl
import pyarrow as pa
import pyarrow.compute as pc

_LINE_FEED: Final = ord("\n")
#: The buffer of an array of texts that holds the texts themselves.
_TEXTS: Final = 2


def lines_of(block: bytes) -> pa.LargeBinaryArray:
    """The lines of a block that ends with a line feed, each with its end."""
    data = pa.py_buffer(block)
    letters = pl.Series(values=pa.Array.from_buffers(pa.uint8(), len(block), [None, data]))
    ends = (letters == _LINE_FEED).arg_true().cast(pl.Int64) + 1
    offsets = pl.concat([pl.Series([0], dtype=pl.Int64), ends]).to_arrow()
    return pa.LargeBinaryArray.from_buffers(
        pa.large_binary(), len(ends), [None, offsets.buffers()[1], data]
    )


def chosen_text(lines: pa.LargeBinaryArray, chosen: pl.Series) -> memoryview:
    """The chosen lines as one text; ``chosen``: a Boolean for each line."""
    kept = lines.filter(chosen.to_arrow())
    length = pc.sum(pc.binary_length(kept)).as_py() or 0
    # The lines of a filtered array lie one behind the other.
    return memoryview(kept.buffers()[_TEXTS] or b"")[:length]
