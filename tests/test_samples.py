"""Every sample is run as a user runs it, and its result is held to the last row.

The expected results are ``tests/data/samples/<sample>.json``. After an intended change of
a verdict, write them anew with ``LISTCHECK_REFRESH=1 pytest tests/test_samples.py``, and
read the difference before you commit it.
"""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import xlsxwriter

from listcheck.checks import all_checks
from listcheck.cli.app import main

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "samples"
GOLDEN = Path(__file__).resolve().parent / "data" / "samples"
DAY = "2026-11-24"
REFRESH = bool(os.environ.get("LISTCHECK_REFRESH"))


@dataclass(frozen=True)
class Sample:
    """A sample: its list, how that is written, and the options of its run."""

    name: str
    file: str
    options: tuple[str, ...] = ()
    delimiter: str = ","
    encoding: str = "utf-8"
    address: str = ""
    phone: str = ""


DELIMITED = (
    Sample("european-b2b", "campaign.csv", address="Email Address", phone="Phone"),
    Sample("call-campaign", "numbers.csv", delimiter="\t", phone="Telephone"),
    Sample("bare-list", "contacts.csv", ("--send-date", DAY), address="email"),
    Sample(
        "third-party-list", "mietliste.csv",
        delimiter=";", encoding="cp1252", address="E-Mail", phone="Telefon",
    ),
    Sample(
        "wrong-file", "unsubscribed_members_export.csv",
        ("--send-date", DAY), address="Email Address",
    ),
    Sample("renewal-notice", "contracts.csv", address="Email"),
)  # fmt: skip
PARQUET = Sample("parquet-list", "contacts.parquet", address="Email Address", phone="Phone")
ALL = (*DELIMITED, PARQUET)
#: A day on which the rules have not been looked at for long.
LATER = ("--send-date", "2028-11-24")


@dataclass(frozen=True)
class Run:
    """What a run of a sample left behind."""

    status: int
    printed: str
    out: Path
    summary: dict[str, Any]

    @property
    def verdicts(self) -> dict[int, str]:
        """The worst verdict of every row that has a finding, from the findings alone."""
        found: dict[int, str] = {}
        with (self.out / "violations.csv").open(encoding="utf-8", newline="") as lines:
            for line in csv.DictReader(lines):
                row = int(line["row"])
                found[row] = "drop" if "drop" in (line["verdict"], found.get(row)) else "hold"
        return found

    @property
    def unreadable(self) -> set[int]:
        """Numbers of the rows that could not be read."""
        path = self.out / "unreadable.csv"
        if not path.exists():
            return set()
        with path.open(encoding="utf-8", newline="") as lines:
            return {int(line["row"]) for line in csv.DictReader(lines)}

    @property
    def counts(self) -> dict[str, dict[str, int]]:
        """Code to outcome to number of findings, without the zeros."""
        told: dict[str, dict[str, int]] = defaultdict(dict)
        for check in self.summary["checks"]:
            if check["count"]:
                told[check["code"]][check["verdict"]] = check["count"]
        return dict(sorted(told.items()))


def folder_of(sample: Sample, here: Path) -> Path:
    """A copy of a sample's folder, so that no run writes into the repository."""
    target = here / sample.name
    if sample is not PARQUET:
        return shutil.copytree(SAMPLES / sample.name, target)
    shutil.copytree(SAMPLES / "european-b2b", target)
    (target / "campaign.csv").unlink()
    typed_contacts().write_parquet(target / sample.file)
    return target


@cache
def typed_contacts() -> pl.DataFrame:
    """The first contacts of the large list, with the types that a database gives them."""
    rows = records(SAMPLES / "european-b2b" / "campaign.csv", DELIMITED[0])
    # A database holds dates and truth values: what is neither never got into it.
    rows = [row for row in rows[:160] if row["Unsubscribed"] in ("", "yes", "no")]
    rows = [row for row in rows if not row["Opt-in Time"] or row["Opt-in Time"].startswith("20")]
    cells = {name: [row[name] or None for row in rows] for name in rows[0]}
    yes_no = {"yes": True, "no": False}
    return pl.DataFrame(
        {
            "Contact ID": pl.Series(range(7001, 7001 + len(rows)), dtype=pl.Int64),
            **cells,
            "Country": pl.Series(cells["Country"], dtype=pl.Categorical),
            "Unsubscribed": [yes_no.get(cell or "") for cell in cells["Unsubscribed"]],
            "Opt-in Time": [cell and datetime.fromisoformat(cell) for cell in cells["Opt-in Time"]],
            "Confirm Time": [
                cell and datetime.fromisoformat(cell) for cell in cells["Confirm Time"]
            ],
        }
    )


def table(path: Path, sample: Sample) -> list[list[str]]:
    """All lines of a delimited list as the standard library reads them, header first."""
    text = path.read_bytes().decode(sample.encoding)
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=sample.delimiter))


def records(path: Path, sample: Sample) -> list[dict[str, str]]:
    """The records of a delimited list that have all their fields."""
    header, *rows = table(path, sample)
    return [dict(zip(header, row, strict=True)) for row in rows if len(row) == len(header)]


def told(*arguments: str) -> tuple[int, str]:
    """How the command ends in this process, and what it prints on either stream."""
    printed = io.StringIO()
    with redirect_stdout(printed), redirect_stderr(printed), pytest.raises(SystemExit) as stop:
        main(list(arguments))
    assert isinstance(stop.value.code, int)
    return stop.value.code, printed.getvalue()


def run(sample: Sample, folder: Path, *options: str) -> Run:
    """Run the command on a sample's list, in the folder above it."""
    out = folder.parent / f"{folder.name}.out{len(list(folder.parent.iterdir()))}"
    status, printed = told(str(folder / sample.file), *sample.options, *options, "-o", str(out))
    assert out.is_dir(), printed
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    return Run(status, printed, out, summary)


Once = Callable[[Sample], tuple[Path, Run]]


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Once:
    """A sample's folder and its run, made once for all tests that only read them."""

    @cache
    def made(sample: Sample) -> tuple[Path, Run]:
        folder = folder_of(sample, tmp_path_factory.mktemp("samples"))
        return folder, run(sample, folder)

    return made


@pytest.mark.parametrize("sample", ALL, ids=lambda sample: sample.name)
def test_result(sample: Sample, once: Once) -> None:
    _, done = once(sample)
    result = {
        "exit_status": done.status,
        "verdict": done.summary["verdict"],
        "rows": done.summary["rows"],
        "checks": done.counts,
    }
    golden = GOLDEN / f"{sample.name}.json"
    if REFRESH:
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    assert result == json.loads(golden.read_text(encoding="utf-8"))
    rows = done.summary["rows"]
    assert rows["read"] == sum(rows[name] for name in ("kept", "held", "dropped", "unreadable"))


@pytest.mark.parametrize("sample", DELIMITED, ids=lambda sample: sample.name)
def test_every_row_is_accounted_for_cell_by_cell(sample: Sample, once: Once) -> None:
    folder, done = once(sample)
    header, *rows = table(folder / sample.file, sample)
    expected: dict[str, list[list[str]]] = {"keep": [], "hold": [], "drop": []}
    for number, cells in enumerate(rows, start=1):
        if number not in done.unreadable:
            expected[done.verdicts.get(number, "keep")].append(cells)
    assert table(done.out / "clean.csv", sample) == [header, *expected["keep"]]
    assert table(done.out / "held.csv", sample) == [header, *expected["hold"]]
    assert done.summary["rows"] == {
        "read": len(rows),
        "kept": len(expected["keep"]),
        "held": len(expected["hold"]),
        "dropped": len(expected["drop"]),
        "unreadable": len(done.unreadable),
    }


@pytest.mark.parametrize("sample", DELIMITED, ids=lambda sample: sample.name)
def test_lists_are_written_as_the_input_is(sample: Sample, once: Once) -> None:
    folder, done = once(sample)
    given = (folder / sample.file).read_bytes()
    for name in ("clean.csv", "held.csv"):
        written = (done.out / name).read_bytes()
        assert written.splitlines()[0] == given.splitlines()[0]
        assert (b"\r\n" in written) == (b"\r\n" in given)


def test_parquet_keeps_types_and_values(once: Once) -> None:
    _, done = once(PARQUET)
    given = typed_contacts().with_row_index("row", offset=1)
    worst = pl.col("row").replace_strict(done.verdicts, default="keep", return_dtype=pl.String)
    for name, verdict in (("clean", "keep"), ("held", "hold")):
        written = pl.read_parquet(done.out / f"{name}.parquet")
        wanted = given.filter(worst == verdict).drop("row")
        assert written.schema == wanted.schema
        # Two categorical columns of different frames compare by their texts.
        text = pl.col("Country").cast(pl.String)
        assert written.with_columns(text).equals(wanted.with_columns(text))


@pytest.mark.parametrize("sample", ALL, ids=lambda sample: sample.name)
def test_long_lists_are_judged_as_short_ones(
    sample: Sample, tmp_path: Path, once: Once, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In many batches, each thing asked once: the same lists and findings, byte for byte."""
    _, done = once(sample)
    monkeypatch.setattr("listcheck.engines.local._FEW", -1)
    monkeypatch.setattr("listcheck.core.list_batches._BYTES", 1_500)
    monkeypatch.setattr("listcheck.core.list_batches._RECORDS", 25)
    again = run(sample, folder_of(sample, tmp_path))
    names = [path.name for path in done.out.iterdir() if path.suffix in (".csv", ".parquet")]
    assert "violations.csv" in names
    assert (again.status, again.summary["rows"]) == (done.status, done.summary["rows"])
    for name in names:
        # A list is called by its path.
        here, there = (
            (one.out / name).read_bytes().replace(str(one.out.parent).encode(), b"")
            for one in (again, done)
        )
        assert here == there, name


@pytest.mark.parametrize("sample", ALL, ids=lambda sample: sample.name)
def test_clean_list_checked_again_stays_clean(sample: Sample, tmp_path: Path, once: Once) -> None:
    _, done = once(sample)
    clean = done.out / f"clean{Path(sample.file).suffix}"
    if done.summary["rows"]["kept"] == 0:
        assert len(table(clean, sample)) == 1
        return
    # Beside the same brief and the same sources, under the name listcheck gave it.
    folder = folder_of(sample, tmp_path)
    shutil.copy(clean, folder / clean.name)
    again = run(Sample(sample.name, clean.name, sample.options), folder)
    kept = done.summary["rows"]["kept"]
    assert again.summary["rows"] == {
        "read": kept, "kept": kept, "held": 0, "dropped": 0, "unreadable": 0,
    }  # fmt: skip
    incomplete = done.summary["verdict"] == "incomplete"
    assert again.summary["verdict"] == ("incomplete" if incomplete else "ready")
    assert again.status == int(incomplete)


@pytest.mark.parametrize("sample", DELIMITED, ids=lambda sample: sample.name)
@pytest.mark.parametrize("shown", ["text", "json"])
def test_nobody_is_named_in_what_is_printed(sample: Sample, shown: str, once: Once) -> None:
    folder, done = once(sample)
    if shown != "text":
        done = run(sample, folder, "--format", shown)
    fields = [field for field in (sample.address, sample.phone) if field]
    cells = [
        row[field].strip() for row in records(folder / sample.file, sample) for field in fields
    ]
    personal = {cell for cell in cells if "@" in cell or sum(map(str.isdigit, cell)) >= 6}
    assert personal
    assert not [cell for cell in personal if cell.lower() in done.printed.lower()]


def test_every_check_fires(tmp_path: Path, once: Once) -> None:
    fired: Counter[str] = Counter()
    for sample in ALL:
        fired.update(once(sample)[1].counts.keys())
    folder = folder_of(DELIMITED[0], tmp_path)
    bare = folder_of(next(sample for sample in ALL if sample.name == "bare-list"), tmp_path)
    brief = folder / "listcheck.toml"
    # France forbids the whole sector.
    text = brief.read_text(encoding="utf-8").replace('"software"', '"home_renovation"')
    brief.write_text(text, encoding="utf-8")
    for code, options in (
        ("LC308", ()),
        ("LC901", LATER),
        ("LC502", ("--purpose", "complementary")),
        ("LC503", ("--purpose", "share")),
    ):
        assert code not in fired
        fired.update(run(DELIMITED[0], folder, *options).counts.keys() & {code})
    fired.update(guarded(bare / "contacts.csv"))
    fired.update(unread(tmp_path))
    assert sorted(fired) == sorted({check.code for check in all_checks()})


def guarded(path: Path) -> set[str]:
    """Codes of a second run into the same folder: the list grew, the source of opt-outs shrank.

    An entry of the source cannot be read.
    """
    whole, source = path.read_text(encoding="utf-8"), path.with_name("opt-outs.txt")
    found: set[str] = set()
    for rows, entries in ((4, 9), (None, 2)):
        path.write_text("".join(whole.splitlines(keepends=True)[:rows]), encoding="utf-8")
        people = "".join(f"p{n}@nowhere-4711.de\n" for n in range(entries))
        source.write_text(people + "p@nowhere-4711\n")
        told(str(path), "--suppress", str(source), "-o", str(path.with_name("twice")))
        summary = json.loads((path.with_name("twice") / "summary.json").read_text(encoding="utf-8"))
        found = {item["code"] for item in summary["checks"] if item["count"]}
    return found & {"LC006", "LC211", "LC214"}


def unread(folder: Path) -> set[str]:
    """Codes of a workbook whose second sheet holds people and whose first has a column of codes."""
    book = xlsxwriter.Workbook(str(folder / "book.xlsx"))
    for title, header in (("List", "Suppression group"), ("More", "Name")):
        sheet = book.add_worksheet(title)
        for row, cells in enumerate([("Email", header), ("a@firma-4711.de", "A7")]):
            sheet.write_row(row, 0, cells)
    book.close()
    told(str(folder / "book.xlsx"), "-o", str(folder / "unread"))
    summary = json.loads((folder / "unread" / "summary.json").read_text(encoding="utf-8"))
    return {item["code"] for item in summary["checks"] if item["count"]} & {"LC009", "LC212"}


def generate(folder: Path, *samples: str) -> subprocess.CompletedProcess[str]:
    """Run the generator, with nothing but the standard library at hand (``-S``)."""
    return subprocess.run(
        [sys.executable, "-S", "-m", "samples.make", *samples, "--into", str(folder)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip


def below(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by its place."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_the_generator_writes_the_committed_files(tmp_path: Path) -> None:
    done = generate(tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    committed = {
        place: data
        for place, data in below(SAMPLES).items()
        # Written by hand: the README, the configurations, the generator itself.
        if "/" in place and not place.startswith("make/") and not place.endswith("/listcheck.toml")
    }
    made = below(tmp_path)
    assert made.keys() == committed.keys()
    assert [place for place in made if made[place] != committed[place]] == []


def test_the_generator_writes_one_sample_alone(tmp_path: Path) -> None:
    generate(tmp_path / "all")
    for number, sample in enumerate(sorted(path.name for path in (tmp_path / "all").iterdir())):
        alone = tmp_path / str(number)
        assert generate(alone, sample).returncode == 0
        assert below(alone).keys() and {place.split("/")[0] for place in below(alone)} == {sample}
        assert below(alone / sample) == below(tmp_path / "all" / sample), sample


def test_the_generator_names_the_samples_that_there_are(tmp_path: Path) -> None:
    done = generate(tmp_path, "bare-lsit")
    assert done.returncode == 2
    assert "there is no sample 'bare-lsit': expected one of european-b2b, " in done.stderr
    assert below(tmp_path) == {}


def test_an_opt_out_in_national_form_is_honoured(once: Once) -> None:
    folder, done = once(DELIMITED[1])
    asked = records(folder / "asked-us-to-stop.csv", Sample("", ""))
    clean = records(done.out / "clean.csv", DELIMITED[1])
    assert not {row["Number"] for row in asked} & {row["Telephone"] for row in clean}
