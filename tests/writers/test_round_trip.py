"""Whatever csv.writer writes comes back: every cell, every record, in order."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path
from unittest import mock

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from listcheck.core.part import ListFile
from listcheck.readers import open_list
from listcheck.readers.delimited import exact, shape

CELL = st.text(
    st.one_of(
        st.sampled_from("ab1 ,;|\t\"\n'#=\ufeff"),
        # A row that begins with a copyright sign is a footer, and that on purpose.
        st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="©"),
    ),
    max_size=12,
)


@st.composite
def files(draw: st.DrawFn) -> tuple[list[list[str]], bytes, str]:
    """A table, its bytes, and the delimiter they were written with."""
    delimiter = draw(st.sampled_from(",;\t|"))
    width = draw(st.integers(2, 6))
    # A cell with both a line break and delimiters can be written so that its lines pass
    # for records; such files are refused in part, on purpose (test_odd_files).
    cell = CELL.filter(lambda text: "\n" not in text or delimiter not in text)
    rows = draw(st.lists(st.lists(cell, min_size=width, max_size=width), min_size=1, max_size=12))
    out = io.StringIO()
    writer = csv.writer(
        out,
        delimiter=delimiter,
        lineterminator=draw(st.sampled_from(["\n", "\r\n", "\r"])),
        quoting=draw(st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL, csv.QUOTE_NONNUMERIC]))
        if not any("\n" in text for row in rows for text in row)
        else csv.QUOTE_ALL,  # csv.writer leaves a line feed bare where lines end in CR
    )
    writer.writerow([f"h{n}" for n in range(width)])
    writer.writerows(rows)
    encoding = draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
    return rows, out.getvalue().encode(encoding), delimiter


@given(file=files(), block=st.sampled_from([1, 5, 32, 1 << 20]))
@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow])
def test_round_trip(file: tuple[list[list[str]], bytes, str], block: int) -> None:
    rows, data, delimiter = file
    with (
        tempfile.TemporaryDirectory() as folder,
        mock.patch.object(exact, "BLOCK", block),
        mock.patch.object(shape, "BLOCK", block),
        # Lines reach far beyond their blocks.
        mock.patch.object(shape, "_SLACK", 3),
    ):
        path = Path(folder, "list.csv")
        path.write_bytes(data)
        part = open_list(ListFile(path, str(path), path.name), Path(folder, "work"))
        assert part.dialect is not None
        assert part.dialect.delimiter == delimiter
        assert part.unreadable.is_empty()
        assert part.records == len(rows)
        assert part.frame.collect().rows() == [
            (number, *(cell or None for cell in row)) for number, row in enumerate(rows, start=1)
        ]


@given(
    lines=st.lists(st.text(st.sampled_from('ab,"\n\r\0é'), max_size=12), min_size=1, max_size=12),
    block=st.sampled_from([1, 9, 1 << 20]),
)
@settings(deadline=None, max_examples=100)
def test_garbage_is_counted_alike_wherever_blocks_end(lines: list[str], block: int) -> None:
    data = ("h,i,j\n" + "x,y,z\n" * 40 + "\n".join(lines) + "\n").encode()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "list.csv")
        path.write_bytes(data)
        file = ListFile(path, str(path), path.name)
        whole = open_list(file, Path(folder, "a"))
        with (
            mock.patch.object(exact, "BLOCK", block),
            mock.patch.object(shape, "BLOCK", block),
            mock.patch.object(shape, "_SLACK", block % 7),
        ):
            cut = open_list(file, Path(folder, "b"))
        assert cut.records == whole.records
        assert cut.unreadable.equals(whole.unreadable)
        assert cut.frame.collect().equals(whole.frame.collect())
        numbers = whole.frame.collect()["row"].to_list() + whole.unreadable["row"].to_list()
        assert sorted(numbers) == list(range(1, whole.records + 1))
        # No physical line disappears: it is blank, a record, a part of one, or unreadable.
        assert whole.records <= sum(1 for line in data.splitlines() if line) - 1
