"""What the byte pass says of a block, held to a reader of its own that walks byte by byte."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from listcheck.readers.delimited.structure import Structure, look


def cell_end(line: bytes, position: int, mark: bytes) -> int | None:
    """Where the cell that begins at ``position`` ends, None when a quote is out of place."""
    if line[position : position + 1] != b'"':
        stop = line.find(mark, position)
        stop = len(line) if stop < 0 else stop
        return None if b'"' in line[position:stop] else stop
    while (position := line.find(b'"', position + 1)) >= 0:
        position += 1
        if line[position : position + 1] != b'"':
            return position if line[position : position + 1] in (b"", mark) else None
    return None


def cells_of(line: bytes, mark: bytes) -> int | None:
    """How many cells a line holds, None when it is no record by itself."""
    count, stop = 1, cell_end(line, 0, mark)
    while stop is not None and stop < len(line):
        count, stop = count + 1, cell_end(line, stop + 1, mark)
    return None if stop is None or set(line) & {0, 10, 13} else count


def records_of(block: bytes, structure: Structure) -> int | None:
    """The same answer, found by walking: how many regular records, or None."""
    lines = block.split(structure.line_end)
    if lines[-1] == b"":
        lines.pop()
    mark = bytes([structure.delimiter])
    if structure.width == 1 and (b"" in lines or b'"' in block):
        return None
    return len(lines) if all(cells_of(line, mark) == structure.width for line in lines) else None


@st.composite
def blocks(draw: st.DrawFn) -> tuple[bytes, Structure]:
    mark = draw(st.sampled_from([b",", b";", b"\t", b"|"]))
    end = draw(st.sampled_from([b"\n", b"\r\n"]))
    width = draw(st.integers(1, 4))
    cell = st.sampled_from(
        [b"", b"a", b'""', b'"b"', b'"' + mark + b'"', b'"a""b"', b'""""', b"\x01", b'"\t"', b" "]
    )
    odd = st.sampled_from(
        [
            b'a"',
            b'"',
            b'"\n"',
            b"\r",
            b"\0",
            mark,
            b'"a"b',
            b'a""b',
            b'""a',
            end,
            b"b\rc\n",
            b"\r \n",
        ]
    )
    lines = []
    for _ in range(draw(st.integers(0, 6))):
        row = [draw(cell) for _ in range(width)]
        if draw(st.integers(0, 9)) == 0:
            row[draw(st.integers(0, width - 1))] = draw(odd)
        lines.append(mark.join(row))
    text = end.join(lines) + (end if draw(st.booleans()) else b"")
    return text, Structure(mark[0], width, end)


@given(blocks())
@example((b'a,"\n"",1\n', Structure(44, 2, b"\n")))
@example((b'","\n","a"b","\n', Structure(44, 2, b"\n")))
@example((b'\t"b"\t,c\n', Structure(44, 2, b"\n")))
@example((b"1,a\r\n2,b\rc\n3,d\r\n", Structure(44, 2, b"\r\n")))
@example((b"\r \n", Structure(44, 1, b"\r\n")))
def test_regular_blocks_are_those_of_a_reader_that_walks(case: tuple[bytes, Structure]) -> None:
    block, structure = case
    assert look(memoryview(b"\n" + block), structure).records == records_of(block, structure)


@pytest.mark.parametrize(
    ("block", "valid", "damaged"),
    [
        (b"plain", 0, False),
        ("zürich, 東京 \N{EURO SIGN}".encode(), 4, False),
        (b"\xff", 0, True),
        ("é".encode("cp1252"), 0, True),
        (b"\xc3", 0, True),
        (b"\xed\xa0\x80", 0, True),  # a surrogate is no character
    ],
)
def test_encoding_of_a_block(block: bytes, valid: int, damaged: bool) -> None:
    found = look(memoryview(b"\n" + block), None, counted=True)
    assert found.valid == valid
    assert (found.damaged == block) is damaged
    assert found.records is None
