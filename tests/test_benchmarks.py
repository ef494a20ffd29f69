"""Proofs use listcheck as anybody could, are found by name, and fail where a result is wrong."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import polars as pl
import pytest

from benchmarks import __main__ as entry
from benchmarks import audit, proofs, radar, roles
from benchmarks.differential import emails, numbers
from benchmarks.ledger import large, recorders
from benchmarks.speed import check, matching, reading, validation
from tests.conftest import ROOT

BENCHMARKS = ROOT / "benchmarks"
#: No module may be longer.
MOST_LINES = 300


def modules(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.py"))


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def trees(path: Path) -> Iterator[ast.AST]:
    """The module, and every script that stands in it as a text."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    yield tree
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and "import" in node.value
        ):
            try:
                yield ast.parse(node.value)
            except SyntaxError:
                continue


def imports(tree: ast.AST) -> Iterator[str]:
    """Dotted names that are imported."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def private(name: str) -> bool:
    return name.startswith("_") and not name.endswith("__")


def private_uses(tree: ast.AST) -> Iterator[str]:
    """Private names of listcheck: imported, reached for, or patched by their name."""
    yield from (name for name in imports(tree) if name.startswith("listcheck") and "._" in name)
    own = {
        alias.asname or alias.name.partition(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
        if f"{getattr(node, 'module', '')}.{alias.name}".strip(".").startswith("listcheck")
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and private(node.attr):
            root: ast.AST = node.value
            while isinstance(root, ast.Attribute):
                root = root.value
            if isinstance(root, ast.Name) and root.id in own:
                yield node.attr
        # setattr, getattr and patches name what they reach for.
        if isinstance(node, ast.Call | ast.Tuple):
            parts = node.args if isinstance(node, ast.Call) else node.elts
            named = {part.id for part in parts if isinstance(part, ast.Name)}
            texts = [
                part.value
                for part in parts
                if isinstance(part, ast.Constant) and isinstance(part.value, str)
            ]
            if named & own:
                yield from (text for text in texts if private(text))


@pytest.mark.parametrize("path", modules(BENCHMARKS), ids=relative)
def test_benchmarks_import_neither_tests_nor_private_names(path: Path) -> None:
    for tree in trees(path):
        assert [name for name in imports(tree) if name.split(".")[0] == "tests"] == []
        assert list(private_uses(tree)) == []


@pytest.mark.parametrize(
    "text",
    [
        "from listcheck.contacts.phone.numbers import _read",
        "from listcheck.contacts import phone\nphone._read()",
        "import listcheck.contacts.phone.numbers\nlistcheck.contacts.phone._read()",
        "from listcheck.contacts import phone\nsetattr(phone, '_judge', None)",
        "from listcheck.contacts import phone\njudge = (phone, '_judge')",
    ],
)
def test_a_private_name_is_noticed(text: str) -> None:
    assert list(private_uses(ast.parse(text))) != []


def test_what_tests_import_is_in_the_source_archive() -> None:
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    archive = set(told["tool"]["hatch"]["build"]["targets"]["sdist"]["include"])
    folders = {path.name for path in ROOT.iterdir() if path.is_dir()}
    imported = {
        name.split(".")[0]
        for path in (*modules(ROOT / "tests"), *modules(BENCHMARKS))
        for tree in trees(path)
        for name in imports(tree)
    }
    assert {"listcheck", "tests", "benchmarks"} <= imported & folders <= archive


@pytest.mark.parametrize("path", [*modules(BENCHMARKS), *modules(ROOT / "samples")], ids=relative)
def test_modules_stay_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


def ended(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "benchmarks", *arguments],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_without_a_name_the_proofs_are_listed() -> None:
    done = ended()
    assert (done.returncode, done.stderr) == (0, "")
    assert [line.split()[0] for line in done.stdout.splitlines()] == list(proofs.PROOFS)
    readme = (BENCHMARKS / "README.md").read_text(encoding="utf-8")
    assert [name for name in proofs.PROOFS if f"\n| `{name}` |" not in readme] == []


def test_a_name_that_is_none_is_told_with_the_nearest() -> None:
    done = ended("legder", "--short")
    assert done.returncode == 2
    assert "there is no proof 'legder': expected one of differential, ledger," in done.stderr
    assert "did you mean ledger?" in done.stderr


@pytest.mark.parametrize("name", proofs.PROOFS)
def test_every_proof_has_a_whole_and_a_slice(name: str) -> None:
    for short in (False, True):
        assert all(callable(step) for step in proofs.steps(name, short=short))
    assert len(proofs.steps(name, short=True)) == len(proofs.PROOFS[name].modules)


def test_a_proof_that_does_not_hold_is_told_after_all_have_run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = []

    def wrong() -> None:
        ran.append("radar")
        raise SystemExit("three columns are lost")

    def broken() -> None:
        ran.append("audit")
        raise ValueError("nobody thought of it")

    monkeypatch.setattr(radar, "short", wrong)
    monkeypatch.setattr(audit, "short", broken)
    monkeypatch.setattr(roles, "short", lambda: ran.append("roles"))
    monkeypatch.setattr(sys, "argv", ["benchmarks", "--short", "radar", "audit", "roles"])
    assert entry.main() == 1
    assert ran == ["radar", "audit", "roles"]
    told = capsys.readouterr()
    assert "== radar FAILS: three columns are lost (" in told.out
    assert "== audit FAILS: it broke (ValueError, see above) (" in told.out
    assert "== roles holds (" in told.out
    assert told.err.endswith("does not hold: radar, audit\n")


# A wrong result ends each proof ---------------------------------------------------------


def test_the_radar_proof_notices_columns_that_are_misread(monkeypatch: pytest.MonkeyPatch) -> None:
    few = radar.columns("opt_out_columns.csv")[:20]
    monkeypatch.setattr(radar, "columns", lambda name: few)
    with pytest.raises(SystemExit, match="worse than what was reached"):
        radar.short()


def test_the_roles_proof_notices_a_missed_aim(monkeypatch: pytest.MonkeyPatch) -> None:
    answered = roles.answered
    monkeypatch.setattr(
        roles, "answered", lambda frame: answered(frame).with_columns(answer=pl.lit("individual"))
    )
    with pytest.raises(SystemExit, match="an aim is missed"):
        roles.short()


def test_numbers_that_differ_from_the_reference_are_noticed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cases = [
        numbers.Case("+44 20 7946 0123", None, "made here", "spaces"),
        numbers.Case("tel:020-7946-0456;phone-context=+44", None, "made here", "tel: context"),
        numbers.Case("+44 20 79", "GB", "made here", "spaces"),
    ]
    texts = [(case.text, case.region) for case in cases]
    rows = numbers.compared(cases, numbers.references(texts))
    assert rows["agree"].to_list() == [True, True, True]
    assert rows["asked"].to_list()[:2] == [False, True]
    rows = numbers.compared(cases, [numbers.NOTHING, ("+442079460456", "mobile", "GB"),
                                    numbers.NOTHING])  # fmt: skip
    assert rows["agree"].to_list() == [False, False, True]


def test_addresses_that_differ_from_the_reference_end_the_proof(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Here:
        """The processes of a run, in this one."""

        def __init__(self, *_: object) -> None:
            self.imap = map

        def __enter__(self) -> Here:
            return self

        def __exit__(self, *_: object) -> None:
            return None

    context = type("Context", (), {"Pool": Here})
    monkeypatch.setattr(emails.multiprocessing, "get_context", lambda _: context)
    emails.whole(200, 1)
    expected = emails.expected
    monkeypatch.setattr(emails, "expected", lambda text: (expected(text) or "") + "x")
    with pytest.raises(SystemExit, match="disagreements on 200 of 200"):
        emails.whole(200, 1)
    assert "disagreements" in capsys.readouterr().out


def test_a_ledger_that_lost_people_ends_the_proof(tmp_path: Path) -> None:
    place = str(tmp_path / "ledger.db")
    large.fill(place, 30)
    hashes, events = recorders.verified(place)
    assert (len(hashes), len(events)) == (30, 30)
    assert large.seconds_of(large.LOAD_LEDGER, place, 30, 1) > 0
    with pytest.raises(SystemExit, match="expected 31 people or events to be read: 30 were"):
        large.seconds_of(large.LOAD_LEDGER, place, 31, 1)


def test_an_audit_that_forgets_an_opt_out_ends_the_proof(tmp_path: Path) -> None:
    history = audit.History(days=40, people=60, turn=10)
    everybody = audit.begun(tmp_path, history)
    audit.make_logs(tmp_path / "sends", history, 400, everybody, 3)
    audit.run(tmp_path, tmp_path / "sends", "out")
    found = audit.hold_opt_outs(tmp_path, tmp_path / "sends", "out")
    assert found["sends"] == 400
    verdicts = tmp_path / "out" / "verdicts.parquet"
    told = pl.read_parquet(verdicts)
    counted = told.with_row_index("at").filter(pl.col("codes").list.contains("LC201"))["at"]
    for spoilt in (
        told.with_columns(answer=pl.lit("lawful")),
        told.head(399),
        told.with_columns(codes=pl.lit(["LC201"])),
        told[[at for at in range(400) if at != counted[0]]],
    ):
        spoilt.write_parquet(verdicts)
        with pytest.raises(SystemExit, match="400 sends were made"):
            audit.hold_opt_outs(tmp_path, tmp_path / "sends", "out")


def test_lists_of_another_size_are_not_the_same_work(tmp_path: Path) -> None:
    (tmp_path / "out.listcheck").mkdir()
    for name, rows in (("copy.csv", 5), ("out.listcheck/clean.csv", 2),
                       ("out.listcheck/held.csv", 1)):  # fmt: skip
        (tmp_path / name).write_text("Email\n" + "a@b.co.uk\n" * rows)
    told = {"read": 5, "kept": 2, "held": 1, "dropped": 2, "unreadable": 0}
    check.hold_same_work(tmp_path, 5, told)
    for wrong in ({"kept": 3}, {"dropped": 1}, {"read": 6}, {"held": 0, "dropped": 3}):
        with pytest.raises(SystemExit, match="not the same work"):
            check.hold_same_work(tmp_path, 5, told | wrong)


def test_cells_that_differ_are_not_the_same_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "list.csv"
    path.write_text('Email,Name\na@b.co.uk,""\nc@d.co.uk,Ann\n')
    reading.hold_same_cells(path, 2)
    with pytest.raises(SystemExit, match="not the same work on 3 rows"):
        reading.hold_same_cells(path, 3)
    scan = pl.scan_csv
    monkeypatch.setattr(
        reading.pl, "scan_csv",
        lambda *found, **options: scan(*found, **options).with_columns(Name=pl.lit("Bea")),
    )  # fmt: skip
    with pytest.raises(SystemExit, match="other cells"):
        reading.hold_same_cells(path, 2)


@pytest.mark.parametrize("module", [validation, matching], ids=["validation", "matching"])
def test_other_answers_are_not_the_same_work(
    module: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    if module is validation:
        monkeypatch.setattr(validation, "by_phonenumbers", lambda value: f"{value}0")
        with pytest.raises(SystemExit, match="answers differ"):
            validation.both_kinds(3_000)
    else:
        monkeypatch.setattr(matching, "MATCH", "print(1)")
        with pytest.raises(SystemExit, match="a join finds 5 contacts"):
            matching.compared(500, 2_000, 1)
