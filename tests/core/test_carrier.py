"""Steps carried out once per distinct thing say what they say of every row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from listcheck.core.carrier import Carrier, RowColumns
from listcheck.core.likeness import is_constant, mostly_distinct
from listcheck.core.side_by_side import in_order
from listcheck.core.steps import Step, steps_for, with_steps


def step(reads: Sequence[str], *added: pl.Expr, each: bool = False) -> Step:
    names = tuple(one.meta.output_name() for one in added)
    return Step(tuple(reads), names, lambda frame: frame.with_columns(*added), each=each)


A, B, N = pl.col("a"), pl.col("b"), pl.col("n")
#: One table, two of them, three, a column replaced, one that depends on nothing, lists, nulls.
STEPS = [
    step([], pl.lit("same").alias("said")),
    step(["a"], A.str.to_uppercase().alias("upper"), A.str.len_bytes().alias("length")),
    step(["b"], B.str.to_uppercase().alias("upper b")),
    step(["upper", "upper b"], pl.concat_str("upper", "upper b", separator="/").alias("both")),
    step(["a", "n"], (pl.col("n") + A.str.len_bytes()).alias("more"), each=True),
    step(["upper", "said"], pl.concat_str("upper", "said", ignore_nulls=True).alias("upper")),
    step(["length", "n"], (pl.col("length") > N).alias("longer")),
    step(["both", "longer"], pl.when("longer").then(pl.concat_list("both")).alias("list")),
    step(["list"], pl.col("list").list.len().alias("items")),
]
LAST = step(
    ["upper", "items", "more"], pl.format("{}:{}:{}", "upper", "items", "more").alias("end")
)
WANTED = ["a", "n", "upper", "list", "longer", "end"]

WORDS = st.sampled_from([None, "", "ä", "one", "two"])
ROW = st.tuples(WORDS, WORDS, st.sampled_from([None, 0, 2, 5]))
BATCHES = st.lists(st.lists(ROW, min_size=1, max_size=12), min_size=1, max_size=4)


def batch(rows: Sequence[tuple[str | None, str | None, int | None]]) -> pl.DataFrame:
    schema = {"a": pl.String, "b": pl.String, "n": pl.Int64}
    return pl.DataFrame(rows, schema=schema, orient="row")


def plainly(frame: pl.DataFrame) -> pl.DataFrame:
    return with_steps(frame.lazy(), [*STEPS, LAST]).select(WANTED).collect()


@given(BATCHES)
def test_every_batch_has_the_answers_of_its_rows(batches: list[list[tuple[str, str, int]]]) -> None:
    """What is the same in one batch may be another in the next, or differ within it."""
    frames = [batch(rows) for rows in batches]
    carried = Carrier(STEPS, LAST, WANTED)
    for found, frame in zip([carried(frame) for frame in frames], frames, strict=True):
        assert_frame_equal(found.frame(), plainly(frame))


@given(BATCHES)
def test_batches_side_by_side_have_them_too(batches: list[list[tuple[str, str, int]]]) -> None:
    frames = [batch(rows) for rows in batches]
    found = list(in_order(Carrier(STEPS, LAST, WANTED), frames))
    for one, frame in zip(found, frames, strict=True):
        assert_frame_equal(one.frame(), plainly(frame))


def large(rows: int, kinds: int, seed: int) -> pl.DataFrame:
    number = pl.int_range(rows, eager=True).hash(seed) % kinds
    return pl.DataFrame(
        {"a": "a" + number.cast(pl.String), "b": (number % 7).cast(pl.String), "n": number % 5}
    ).with_columns(pl.when(N > 0).then("n").cast(pl.Int64))


@pytest.mark.parametrize("kinds", [1, 50, 30_000, 10_000_000])
def test_long_batches_of_few_and_of_many_kinds(kinds: int) -> None:
    frames = [large(30_000, kinds, seed) for seed in range(3)]
    carried = Carrier(STEPS, LAST, WANTED)
    for found, frame in zip([carried(frame) for frame in frames], frames, strict=True):
        assert_frame_equal(found.frame(), plainly(frame))


def test_each_thing_is_asked_once() -> None:
    asked: list[str | None] = []

    def ask(frame: pl.LazyFrame) -> pl.LazyFrame:
        cells = frame.collect()
        asked.extend(cells["a"])
        return cells.lazy().with_columns(A.str.len_bytes().alias("length"))

    carried = Carrier(
        [Step(("a",), ("length",), ask)], step(["length"], pl.lit(1).alias("one")), ["length"]
    )
    lengths = [
        carried(batch([(word, None, None) for word in words])).frame()["length"].to_list()
        for words in (["x", "yy", "x"], ["yy", "zzz", None, "x"], [None])
    ]
    assert lengths == [[1, 2, 1], [2, 3, None, 1], [None]]
    assert sorted(asked, key=str) == [None, "x", "yy", "zzz"]


def test_what_has_become_too_much_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("listcheck.core.remembered._KNOWN", 3)
    carried = Carrier(STEPS, LAST, WANTED)
    frames = [large(50, 40, seed) for seed in range(4)]
    for found, frame in zip([carried(frame) for frame in frames], frames, strict=True):
        assert_frame_equal(found.frame(), plainly(frame))


@given(BATCHES)
def test_batches_of_which_little_is_remembered(batches: list[list[tuple[str, str, int]]]) -> None:
    """What differed in one batch may be the same in the next, where all is known anew."""
    frames = [batch(rows) for rows in batches]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("listcheck.core.remembered._KNOWN", 2)
        carried = Carrier(STEPS, LAST, WANTED)
        for found, frame in zip([carried(frame) for frame in frames], frames, strict=True):
            assert_frame_equal(found.frame(), plainly(frame))


def test_columns_that_differ_in_one_batch_and_are_the_same_in_the_next() -> None:
    """Read together for the first time where neither differs any more."""
    parts = [
        step(["a"], A.str.to_uppercase().alias("upper")),
        step(["b"], B.str.to_uppercase().alias("upper b")),
        step(["upper", "upper b"], pl.concat_str("upper", "upper b").alias("both")),
        step(["both", "n"], pl.format("{}{}", "both", "n").alias("last")),
    ]
    carried = Carrier(parts[:3], parts[3], ["both", "last"])
    for rows in (
        [("x", "y", 1)] * 2,
        [("x", "y", 1), ("z", "y", 1)],
        [("x", "w", 1)] * 3,
        [("z", "w", 2), ("z", "w", 2)],
        [("z", "w", 1), ("x", "y", 1)],
    ):
        frame = batch(rows)
        expected = with_steps(frame.lazy(), parts).select("both", "last").collect()
        assert_frame_equal(carried(frame).frame(), expected)


def test_only_steps_that_are_needed_are_carried_out() -> None:
    assert steps_for(STEPS, ["length"]) == [STEPS[1]]
    # Replaced once: both steps that make it, and what these read.
    assert steps_for(STEPS, ["upper"]) == [STEPS[0], STEPS[1], STEPS[5]]
    assert steps_for(STEPS, ["a"]) == []


def test_the_last_step_asks_something_of_rows() -> None:
    with pytest.raises(ValueError, match="reads nothing"):
        Carrier(STEPS, STEPS[0], ["said"])


def test_a_column_that_is_not_there_is_no_column() -> None:
    rows = RowColumns(batch([("one", "two", 1)]))
    with pytest.raises(KeyError, match="nowhere"):
        rows.add(step(["nowhere"], pl.lit(1).alias("x")))


def test_kinds_are_numbered_from_the_rows() -> None:
    rows = RowColumns(batch([("one", "x", 1), ("two", "x", 1), ("one", "x", 2)]))
    kinds, number = rows.kinds(["a", "b"])
    assert kinds[number.to_list()].rows() == [("one", "x"), ("two", "x"), ("one", "x")]
    assert kinds.height == 2


def test_many_kinds_in_a_sample_are_told_from_few() -> None:
    every = pl.int_range(200_000, dtype=pl.UInt64, eager=True)
    assert mostly_distinct(every.hash(1))
    assert not mostly_distinct((every // 4).hash(1))
    assert not mostly_distinct(every.head(100).hash(1))


def test_an_error_in_a_batch_is_told() -> None:
    def fail(number: int) -> int:
        if number == 2:
            raise ValueError("the third")
        return number

    found = in_order(fail, range(5))
    assert [next(found), next(found)] == [0, 1]
    with pytest.raises(ValueError, match="the third"):
        list(found)


def test_steps_may_be_told_to_look_at_every_row() -> None:
    frame = batch([("one", "x", 1), ("one", "x", 1)])
    rows = RowColumns(frame)
    rows.add(replace(STEPS[1], each=True))
    assert rows.frame(["length"])["length"].to_list() == [3, 3]


@pytest.mark.parametrize(
    ("values", "same"),
    [
        ([None, None], True), ([1, None], False), ([1, 1], True), ([1, 2], False),
        ([True, True], True), ([False, False], True), ([True, False], False),
        (["a", "a"], True), (["a", "b"], False), ([["a"], ["a"]], False), ([None, ["a"]], False),
    ],
)  # fmt: skip
def test_what_is_the_same_everywhere(values: list[object], same: bool) -> None:
    assert is_constant(pl.Series(values)) is same
