"""``listcheck.toml``: where it is found, what may stand in it, and what is wrong with it.

An unknown key is an error that names the nearest known one.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, BeforeValidator, Field, PrivateAttr, ValidationError

from listcheck.config.brief import Audit, Brief, Policy
from listcheck.config.declared import Columns, States, nearest, require_words
from listcheck.config.interest import Assessed, LegitimateInterest, Strict
from listcheck.config.report_option import is_printed
from listcheck.config.settings import Ignored
from listcheck.core.errors import UsageProblem

CONFIG_NAME: Final = "listcheck.toml"
#: What a value begins with that a pasted block leaves to the sender.
FILL_IN: Final = "FILL IN"


class RegisterTable(Strict):
    """One ``[[register]]`` table."""

    id: str
    path: str
    obtained: date | None = None


def _many(value: object) -> object:
    return value if isinstance(value, list) else [value]


Many = Annotated[list[str], BeforeValidator(_many)]


class ConfigFile(Strict):
    """A whole ``listcheck.toml``; dashes in keys are read as underscores."""

    channel: Literal["email", "sms", "chat", "call", "automated-call"] | None = None
    party: Literal["first", "third"] | None = None
    purpose: Literal["marketing", "contract", "complementary", "share"] | None = None
    send_date: date | None = None
    country: str | None = None
    suppress: Many = Field(default=[])
    org_optouts: Many = Field(default=[])
    register_: list[str | RegisterTable] = Field(default=[], alias="register")
    ledger: str | None = None
    rules: str | None = None
    sheet: str | None = None
    pack: Literal["current", "guide"] | None = None
    engine: str | None = None
    output_dir: str | None = None
    write_contacts: str | None = None
    format: Annotated[str, BeforeValidator(is_printed)] | None = None
    report: Many = Field(default=[])
    fail_on: Literal["drop", "hold", "note", "never"] | None = None
    exit_zero: bool | None = None
    max_rate: Many = Field(default=[])
    baseline: str | None = None
    select: Many = Field(default=[])
    ignore: dict[str, Ignored] = Field(default={})
    redact: bool | None = None
    show_cells: bool | None = None
    violations: Literal["findings", "all"] | None = None
    brief: Brief = Brief()
    columns: Columns = Columns()
    states: States = States()
    policy: Policy = Policy()
    audit: Audit = Audit()
    waive: dict[str, str] = Field(default={})
    _to_fill: tuple[str, ...] = PrivateAttr(default=())

    @property
    def to_fill(self) -> tuple[str, ...]:
        """Keys that still say FILL IN."""
        return self._to_fill


def find_config(start: Path) -> Path | None:
    """The nearest configuration from ``start`` upwards, or None.

    A ``pyproject.toml`` counts when it has a table ``[tool.listcheck]``.
    """
    here = start.resolve()
    for folder in (here, *here.parents):
        if (folder / CONFIG_NAME).is_file():
            return folder / CONFIG_NAME
        project = folder / "pyproject.toml"
        if project.is_file() and "listcheck" in _toml(project).get("tool", {}):
            return project
    return None


def read_config(path: Path) -> ConfigFile:
    """Read and validate a configuration file.

    Raises:
        UsageProblem: it cannot be read, is no TOML, or a key or value is wrong.
    """
    raw = _toml(path)
    if path.name == "pyproject.toml":
        raw = raw.get("tool", {}).get("listcheck", {})
    raw_as_written = raw
    raw = {key.replace("-", "_"): value for key, value in _filled_in(raw).items()}
    try:
        config = ConfigFile.model_validate(raw)
    except ValidationError as error:
        raise UsageProblem(_explain(path, error)) from None
    config._to_fill = tuple(_open_keys(raw_as_written))
    require_words(path, config.columns, config.states)
    return config


def _filled_in(raw: Any) -> Any:
    """The configuration without what still says FILL IN: that counts as not given."""
    if isinstance(raw, dict):
        return {key: _filled_in(value) for key, value in raw.items() if not _is_open(value)}
    if isinstance(raw, list):
        return [_filled_in(value) for value in raw if not _is_open(value)]
    return raw


def _open_keys(raw: Any, at: str = "") -> Iterator[str]:
    """Keys whose value, or one of whose values, still says FILL IN."""
    for key, value in raw.items():
        name = f"{at}.{key}" if at else key
        if isinstance(value, dict):
            yield from _open_keys(value, name)
        elif any(_is_open(item) for item in (value if isinstance(value, list) else [value])):
            yield name


def _is_open(value: object) -> bool:
    return isinstance(value, str) and value.startswith(FILL_IN)


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageProblem(f"{path}: is not valid TOML: {error}") from None
    except OSError as error:
        raise UsageProblem(f"{path}: cannot be read: {error.strerror}") from None


def _explain(path: Path, error: ValidationError) -> str:
    first = error.errors()[0]
    steps = [str(step) for step in first["loc"] if not isinstance(step, int)]
    tables: dict[str, type[BaseModel]] = {
        "brief": Brief,
        "policy": Policy,
        "audit": Audit,
        "states": States,
        "legitimate_interest": LegitimateInterest,
        "purpose": Assessed,
        "necessity": Assessed,
        "balancing": Assessed,
    }
    if first["type"] == "extra_forbidden":
        parent = tables.get(steps[-2], ConfigFile) if len(steps) > 1 else ConfigFile
        known = [info.alias or name for name, info in parent.model_fields.items()]
        return f"{path}: unknown key {'.'.join(steps)}{nearest(steps[-1], known)}"
    got = first.get("input")
    shown = f", found {got!r}" if isinstance(got, str | int | float | bool) else ""
    return f"{path}: {'.'.join(steps)}: {first['msg']}{shown}"
