"""Lists read in batches: every record once, with its number, wherever the batches are cut."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from listcheck.core.list_batches import batches_of, chosen_of
from listcheck.readers import find_lists, open_list


@pytest.mark.parametrize("size", [1, 7, 40, 10_000])
@pytest.mark.parametrize(
    "text",
    [
        "Email,Name\na@firma-1.de,Ärzte\nb@firma-1.de,\nc@firma-1.de,x\n",
        "Email,Name\r\na@firma-1.de,x\r\nb@firma-1.de,y\r\n",
        'Email,Name\na@firma-1.de,""\nb@firma-1.de,y',
        'Email,Name\n"a@firma-1.de","two\nlines"\n"b@firma-1.de",y\n',
        "\ufeffEmail;Name\na@firma-1.de;x\nb@firma-1.de;y\n",
        "sep=;\nEmail;Name\na@firma-1.de;x\nb@firma-1.de;y\n",
    ],
    ids=["LF", "CRLF", "no end", "quoted", "mark", "sep"],
)
def test_batches_are_the_list(tmp_path: Path, text: str, size: int) -> None:
    (tmp_path / "list.csv").write_text(text, encoding="utf-8", newline="")
    (file,) = find_lists([str(tmp_path / "list.csv")])
    part = open_list(file, tmp_path)
    found = list(batches_of(part, size=size))
    assert_frame_equal(pl.concat(found), part.frame.collect())
    some = pl.concat(list(batches_of(part, ["row", "c1"], size)))
    assert_frame_equal(some, part.frame.select("row", "c1").collect())
    chosen = pl.Series([at % 2 == 0 for at in range(part.records)], dtype=pl.Boolean)
    every = list(chosen_of(part, chosen, ["row", "c1"], size))
    assert sum(height for _, height in every) == part.records
    assert_frame_equal(
        pl.concat(cells for cells, _ in every),
        part.frame.select("row", "c1").collect().filter(chosen),
    )
    nobody = list(chosen_of(part, chosen & False, ["row", "c1"], size))
    assert not pl.concat(cells for cells, _ in nobody).height
