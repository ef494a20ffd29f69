"""Parquet lists: every type as text, the originals beside it."""

from __future__ import annotations

import datetime as dt
import hashlib
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from listcheck.core.errors import InputProblem
from listcheck.core.part import Part
from listcheck.readers import find_lists, open_list, verify_count


def opened(frame: pl.DataFrame, tmp_path: Path) -> Part:
    path = tmp_path / "list.parquet"
    frame.write_parquet(path)
    [file] = find_lists([str(path)])
    return open_list(file, tmp_path / "work")


def test_typed_columns_become_text(tmp_path: Path) -> None:
    frame = pl.DataFrame(
        {
            "email": ["a@x.de", ""],
            "row": [7, None],
            "score": [1.0, 2.5],
            "price": [Decimal("1.50"), None],
            "since": [dt.date(2024, 5, 1), None],
            "at": pl.Series(["2024-05-01T12:30:00", None]).str.to_datetime(),
            "ok": [True, False],
            "kind": pl.Series(["x", None], dtype=pl.Categorical),
            "nothing": [None, None],
        }
    )
    part = opened(frame, tmp_path)
    assert part.kind == "parquet"
    assert part.dialect is None
    assert part.headers == tuple(frame.columns)
    assert part.frame.collect_schema() == pl.Schema(
        {"row": pl.UInt32, **{f"c{n}": pl.String for n in range(9)}}
    )
    expected = [
        (
            1,
            "a@x.de",
            "7",
            "1.0",
            "1.50",
            "2024-05-01",
            "2024-05-01 12:30:00.000000",
            "true",
            "x",
            None,
        ),
        (2, None, None, "2.5", None, None, None, "false", None, None),
    ]
    assert part.frame.collect().rows() == expected
    assert part.frame.collect(engine="streaming").rows() == expected
    assert part.original is not None
    assert part.original.collect().equals(frame)
    assert part.sha256 == hashlib.sha256((tmp_path / "list.parquet").read_bytes()).hexdigest()


@pytest.mark.parametrize(
    "column",
    [
        pl.Series("tags", [["a"]]),
        pl.Series("tags", [{"a": 1}]),
        pl.Series("tags", [b"a"]),
        pl.Series("tags", [dt.timedelta(days=1)]),
    ],
    ids=lambda series: str(series.dtype),
)
def test_columns_without_text_are_refused(column: pl.Series, tmp_path: Path) -> None:
    with pytest.raises(InputProblem, match='column "tags"'):
        opened(pl.DataFrame([pl.Series("email", ["a@x.de"]), column]), tmp_path)


def test_no_rows(tmp_path: Path) -> None:
    with pytest.raises(InputProblem, match="holds no record"):
        opened(pl.DataFrame(schema={"email": pl.String}), tmp_path)


def test_verify_count(tmp_path: Path) -> None:
    part = opened(pl.DataFrame({"email": ["a@x.de"]}), tmp_path)
    verify_count(part, 1)
    with pytest.raises(InputProblem, match="lost count"):
        verify_count(part, 2)


def test_floats_tell_what_they_hold_and_no_more(tmp_path: Path) -> None:
    values = [442079460018.0, 20123457.0, 16777215.0, 12.5, float("nan"), float("inf"), None, -3.0]
    frame = pl.DataFrame(
        {"double": values, "single": pl.Series(values, dtype=pl.Float32), "email": ["a"] * 8}
    )
    part = opened(frame, tmp_path)
    cells = part.frame.collect()
    assert cells["c0"].to_list() == [
        "442079460018.0", "20123457.0", "16777215.0", "12.5", None, "inf", None, "-3.0"
    ]  # fmt: skip
    # A 32-bit float has rounded what is longer: its digits must not look like a whole number.
    assert cells["c1"].to_list() == [
        "4.42079e+11", "2.01235e+7", "16777215.0", "12.5", None, "inf", None, "-3.0"
    ]  # fmt: skip
    # What is written are the originals.
    assert part.original is not None
    assert part.original.collect().equals(frame, null_equal=True)
