"""Whole numbers that a column of floats wrote: in lists, sources, registers, imports and audits."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tests.conftest import Ended
from tests.support.campaigns import codes, rows, summary, write
from tests.support.ledgers import events

Run = Callable[..., Ended]
#: Two people of a list, as themselves and as floats write them.
LIST = (
    "name,phone,country,consent,consent_channel\nann,+44 20 7946 0018,GB,opt_in,sms\n"
    "bea,020 7946 0019,GB,opt_in,sms\ncem,+442079460020,GB,opt_in,sms\n"
)
WHOLE = 442079460018
NATIONAL = 2079460019


def texts(one: str, two: str, header: str = "phone") -> str:
    return f'{header}\n"{one}"\n"{two}"\n'


def named(values: list[Any], dtype: pl.DataType) -> pl.DataFrame:
    return pl.DataFrame({"phone": pl.Series(values, dtype=dtype)})


SOURCES = {
    "pandas": texts("442079460018.0", "2079460019.0"),
    "two decimals": texts("442079460018.00", "2079460019.00"),
    "a decimal comma": texts("442079460018,0", "2079460019,0"),
    "powers of ten": texts("4.42079460018E+11", "2.079460019E9"),
    "headerless": "442079460018.0\n2079460019.0\n",
    "headerless powers": "4.42079460018E+11\n2.079460019E+09\n",
    "under any header": texts("442079460018.0", "2079460019.0", "value"),
    "beside addresses": "email,mobile\nx@firma-1.se,442079460018.0\ny@firma-1.se,2079460019.0\n",
    "several in a cell": 'id,phone\n1,"442079460018.0, 2079460019.0"\n',
    "in a row that is cut": "phone,reason\n442079460018.0,stop,more,cells\n2079460019.0,stop\n",
    "JSON": "".join(json.dumps({"phone": float(n)}) + "\n" for n in (WHOLE, NATIONAL)),
    "JSON of Java": '{"phone": 4.42079460018E11}\n{"phone": 2.079460019E9}\n',
    "Float64": named([float(WHOLE), float(NATIONAL), None], pl.Float64()),
    "Float64 with NaN": named([float(WHOLE), float(NATIONAL), float("nan")], pl.Float64()),
    "Int64": named([WHOLE, NATIONAL], pl.Int64()),
    "UInt64": named([WHOLE, NATIONAL], pl.UInt64()),
    "Decimal": named([Decimal(f"{WHOLE}.00"), Decimal(f"{NATIONAL}.00")], pl.Decimal(20, 2)),
    "Decimal of Spark": named([Decimal(WHOLE), Decimal(NATIONAL)], pl.Decimal(38, 18)),
    "Decimal without scale": named([Decimal(WHOLE), Decimal(NATIONAL)], pl.Decimal(20, 0)),
    "text in Parquet": named(["442079460018.0", "2079460019.0"], pl.String()),
}  # fmt: skip


def stored(folder: Path, source: str | pl.DataFrame, stem: str = "source") -> str:
    if isinstance(source, pl.DataFrame):
        source.write_parquet(folder / f"{stem}.parquet")
        return f"{stem}.parquet"
    suffix = "ndjson" if source.startswith("{") else "csv"
    write(folder / f"{stem}.{suffix}", source)
    return f"{stem}.{suffix}"


def checked(run: Run, *options: str) -> dict[int, set[str]]:
    write(Path("list.csv"), LIST)
    run("list.csv", "--party", "first", "--send-date", "2026-11-22", "-o", "o", *options)
    return codes(Path("o"))


def test_sources(run: Run, tmp_path: Path) -> None:
    sources = {name: stored(tmp_path, source, f"source {at:02}")
               for at, (name, source) in enumerate(SOURCES.items())}  # fmt: skip
    given = [f"--suppress={path}@2026-11-20" for path in sources.values()]
    found = checked(run, "--channel", "sms", *given)
    assert [row for row, own in found.items() if "LC201:drop" in own] == [1, 2]
    told = {int(line["row"]): line["message"]
            for line in rows(Path("o/violations.csv")) if line["code"] == "LC201"}  # fmt: skip
    named_in = {name: [row for row, message in told.items() if path in message]
                for name, path in sources.items()}  # fmt: skip
    assert named_in == {name: [1, 2] for name in SOURCES}
    assert "LC214" not in {line["code"] for line in summary(Path("o"))["findings"]}


@pytest.mark.parametrize("name", ["pandas", "JSON", "Float64", "Decimal of Spark"])
def test_indexes(run: Run, tmp_path: Path, name: str) -> None:
    source = stored(tmp_path, SOURCES[name])
    assert run("suppress", "build", f"{source}@2026-11-20", "-o", "index.parquet").status == 0
    found = checked(run, "--channel", "sms", "--suppress", "index.parquet")
    assert [row for row, own in found.items() if "LC201:drop" in own] == [1, 2]


@pytest.mark.parametrize("name", sorted(set(SOURCES) - {"several in a cell"}))
def test_registers(run: Run, tmp_path: Path, name: str) -> None:
    source = stored(tmp_path, SOURCES[name])
    other = stored(tmp_path, "email\nzoe@other-1.se\n", "other")
    copies = [f"--register={name}={source}@2026-11-20" for name in ("TPS", "CTPS")]
    found = checked(run, "--channel", "call", "--suppress", f"{other}@2026-11-20", *copies)
    assert [row for row, own in found.items() if "LC401:drop" in own] == [1, 2]


@pytest.mark.parametrize("name", ["pandas", "powers of ten", "JSON", "Int64", "Decimal"])
def test_imports(say: Callable[..., Ended], ledger: str, tmp_path: Path, name: str) -> None:
    source = stored(tmp_path, SOURCES[name])
    assert say("", "import", source, "--country", "GB").status == 0
    people = {event.person for event in events(ledger)}
    assert people == {"+442079460018", "+442079460019"}


@pytest.mark.parametrize(
    "column",
    [
        pl.Series("phone", ["442079460018.0", "2079460019.0", "2.079460020E9"]),
        pl.Series("phone", [442079460018.0, 2079460019.0, 2079460020.0]),
        pl.Series("phone", [442079460018, 2079460019, 2079460020]),
        pl.Series("phone", [Decimal("442079460018.00"), Decimal("2079460019"), Decimal(2079460020)],
                  dtype=pl.Decimal(20, 2)),
    ],
)  # fmt: skip
def test_lists(run: Run, tmp_path: Path, column: pl.Series) -> None:
    write(tmp_path / "out.csv", "phone\n+44 20 7946 0019\n")
    frame = pl.DataFrame([column]).with_columns(
        country=pl.lit("GB"), consent=pl.lit("opt_in"), consent_channel=pl.lit("all")
    )
    if column.dtype == pl.String:
        frame.write_csv("list.csv")
    else:
        frame.write_parquet("list.parquet")
    run(f"list.{'csv' if column.dtype == pl.String else 'parquet'}", "--channel", "sms",
        "--party", "first", "--suppress", "out.csv@2026-11-20", "--send-date", "2026-11-22",
        "-o", "o", "--write-contacts", "contacts.parquet")  # fmt: skip
    contacts = pl.read_parquet("contacts.parquet")
    assert contacts["phone"].to_list() == ["+442079460018", "+442079460019", "+442079460020"]
    assert codes(Path("o"))[2] == {"LC201:drop"}
    assert summary(Path("o"))["rows"]["kept"] == 2


def test_further_numbers_of_a_list(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "out.csv", "phone\n+44 20 7946 0019\n")
    write(
        tmp_path / "list.csv",
        "phone,mobile 2,country\n+442079460018,2079460019.0,GB\n+442079460020,,GB\n",
    )
    run("list.csv", "--channel", "sms", "--suppress", "out.csv@2026-11-20", "-o", "o")
    assert "LC201:drop" in codes(tmp_path / "o")[1]
    assert "LC201:drop" not in codes(tmp_path / "o").get(2, set())


def test_audits(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "out.csv", "phone,unsubscribed_at\n442079460018.0,2024-01-01\n")
    write(
        tmp_path / "sends.csv",
        "phone,country,send_time,channel\n+442079460018,GB,2024-03-20 09:00,sms\n"
        "2079460018.0,GB,2024-03-21 09:00,sms\n+442079460020,GB,2024-03-20 09:00,sms\n",
    )
    run("audit", "sends.csv", "--suppress", "out.csv@2024-05-01", "-o", "a")
    found = [line["row"] for line in rows(Path("a/violations.csv")) if line["code"] == "LC201"]
    assert found == ["1", "2"]


@pytest.mark.parametrize(
    "source",
    [
        named([float(WHOLE), float(NATIONAL)], pl.Float32()),
        named([20123457.0, 20123459.0], pl.Float32()),
        texts("4.4207946E+11", "2.07946E+09"),
        texts("442,079,460,018.00", "2,079,460,019.00"),
        texts("-442079460018.0", "#NUM!"),
    ],
)
def test_lost_digits_stay_damage_and_nobody_is_taken_for_another(
    run: Run, tmp_path: Path, source: str | pl.DataFrame
) -> None:
    name = stored(tmp_path, source)
    write(tmp_path / "list.csv", LIST)
    ended = run("list.csv", "--channel", "sms", "--suppress", f"{name}@2026-11-20", "-o", "o")
    assert ended.status == 3
    assert "holds no address, no telephone number" in ended.err
    if isinstance(source, pl.DataFrame):
        # As a list: held, since nobody knows who was meant.
        source.with_columns(country=pl.lit("GB")).write_parquet("list.parquet")
        write(tmp_path / "out.csv", "phone\n+44 20 7946 0099\n")
        run("list.parquet", "--channel", "sms", "--suppress", "out.csv@2026-11-20", "-o", "p")
        assert {frozenset(own) & {"LC123:hold"} for own in codes(tmp_path / "p").values()} == {
            frozenset({"LC123:hold"})
        }
