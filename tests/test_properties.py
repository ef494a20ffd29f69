"""Properties of whole runs: nothing is lost, an opt-out never adds a keep, order is no matter."""

from __future__ import annotations

import csv
import tempfile
from datetime import date
from pathlib import Path

import polars as pl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from listcheck.config.inputs import Dated
from listcheck.config.settings import Settings
from listcheck.run import check

DAY = date(2026, 11, 20)
ADDRESSES = [f"{name}@firma-{n}.{end}" for name in ("ann", "info", "Bea")
             for n in (1, 2) for end in ("co.uk", "de", "it", "jp")]  # fmt: skip
ADDRESSES += [
    "",
    "x@@y",
    "ANN@FIRMA-1.CO.UK",
    " ann@firma-1.co.uk",
    "a@gmial.com",
    "abuse@firma-1.de",
]
rows = st.lists(
    st.tuples(
        st.sampled_from(ADDRESSES),
        st.sampled_from(["GB", "DE", "IT", "JP", "", "Atlantis"]),
        st.sampled_from(["", "yes", "no", "double_opt_in", "hm"]),
        st.sampled_from(["", "no", "yes", "hm"]),
    ),
    min_size=1,
    max_size=25,
)
sources = st.lists(st.sampled_from([a for a in ADDRESSES if a.count("@") == 1]), max_size=4)
Row = tuple[str, str, str, str]


def judge(folder: Path, contacts: list[Row], opted_out: list[str]) -> dict[str, list[Row]]:
    """Verdict to rows, in order."""
    with (folder / "list.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([("email", "country", "consent", "opted out"), *contacts])
    (folder / "optouts.csv").write_text("email\nzoe@nowhere.de\n" + "\n".join(opted_out) + "\n")
    report = check(
        [str(folder / "list.csv")],
        Settings(
            send_date=date(2026, 11, 22),
            party="first",
            suppress=(Dated(folder / "optouts.csv", DAY),),
            output_dir=folder / "out",
        ),
    )
    found: dict[str, list[Row]] = {}
    for verdict, name in (("keep", "clean"), ("hold", "held")):
        with (folder / "out" / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
            found[verdict] = [tuple(row) for row in csv.reader(stream)][1:]  # type: ignore[misc]  # rows of four cells
    told = report.summary.rows
    assert told.read == len(contacts)
    assert told.kept == len(found["keep"])
    assert told.held == len(found["hold"])
    assert told.read == told.kept + told.held + told.dropped + told.unreadable
    return found


few = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))


@few
@given(rows, sources)
def test_kept_and_held_rows_come_back_as_they_were(contacts: list[Row], out: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        found = judge(Path(folder), contacts, out)
        for verdict in found.values():
            remaining = list(contacts)
            for row in verdict:
                # In the list's order: each row stands after the one before it.
                remaining = remaining[remaining.index(row) + 1 :]


@few
@given(rows, sources, sources)
def test_an_opt_out_more_never_adds_a_keep(
    contacts: list[Row], out: list[str], more: list[str]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        before = judge(Path(folder), contacts, out)["keep"]
        after = judge(Path(folder), contacts, [*out, *more])["keep"]
        for row in after:
            before.remove(row)
        gone = {address.strip().lower() for address in [*out, *more]}
        assert not gone & {row[0].strip().lower() for row in after}


@few
@given(rows, sources)
def test_order_and_case_of_the_source_change_nothing(contacts: list[Row], out: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        before = judge(Path(folder), contacts, out)
        mixed = [f" {address.upper()} " for address in reversed(out)]
        assert judge(Path(folder), contacts, mixed) == before


@few
@given(rows, sources, st.randoms(use_true_random=False))
def test_the_order_of_the_list_changes_no_count(
    contacts: list[Row], out: list[str], chance: object
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        before = judge(Path(folder), contacts, out)
        shuffled = list(contacts)
        chance.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis gives a Random
        after = judge(Path(folder), shuffled, out)
        assert {name: len(found) for name, found in before.items()} == {
            name: len(found) for name, found in after.items()
        }


def test_no_intermediate_file_is_left_behind(tmp_path: Path) -> None:
    judge(tmp_path, [("ann@firma-1.co.uk", "GB", "", "")], [])
    assert not list(tmp_path.rglob("*.raw"))
    assert pl.read_csv(tmp_path / "out" / "violations.csv").height == 0
