"""``listcheck.toml``, and the options that win over it.

An unknown key is an error that names the nearest known one; paths in a file are
relative to that file.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, BeforeValidator, Field, PrivateAttr, ValidationError

from listcheck.brief import (
    Audit,
    Brief,
    Dated,
    Ignored,
    Policy,
    RegisterCopy,
    Settings,
)
from listcheck.declared import Columns, States, nearest, require_words
from listcheck.errors import UsageProblem
from listcheck.gate_settings import gate_from
from listcheck.interest import Assessed, LegitimateInterest, Strict
from listcheck.optout.place import Place
from listcheck.report_files import report_file

CONFIG_NAME: Final = "listcheck.toml"
#: What a value begins with that a pasted block leaves to the sender.
FILL_IN: Final = "FILL IN"
#: Run checks that a reason in ``[waive]`` can lift.
WAIVABLE: Final = ("LC001", "LC004", "LC009", "LC206", "LC214", "LC309")


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
    output_dir: str | None = None
    write_contacts: str | None = None
    format: Literal["text", "json", "github", "sarif", "junit", "markdown"] | None = None
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
    #: Keys that still say FILL IN.
    _to_fill: tuple[str, ...] = PrivateAttr(default=())


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
    for code in config.waive:
        if code not in WAIVABLE:
            raise UsageProblem(f"{path}: [waive] {code}: only {', '.join(WAIVABLE)} can be waived")
        if not config.waive[code].strip():
            raise UsageProblem(f"{path}: [waive] {code}: a reason is needed")
    return config


def settings_from(
    config: ConfigFile | None, path: Path | None, options: dict[str, Any]
) -> Settings:
    """Merge a configuration with the options given; what an option says wins.

    Sources of opt-outs and registers add up; an option replaces a register by its id.
    """
    file = config or ConfigFile()
    base = path.parent if path else None

    def pick(name: str, default: Any = None) -> Any:
        given = options.get(name)
        if given is not None and given != ():
            return given
        told = getattr(file, name, None)
        return default if told is None else told

    def files(name: str) -> tuple[Dated, ...]:
        given = tuple(Dated.parse(text) for text in options.get(name) or ())
        told = tuple(Dated.parse(text, base) for text in getattr(file, name))
        # An option adds to the sources of the file: an opt-out must never get lost by it.
        named = {item.identity for item in given}
        return (*given, *(item for item in told if item.identity not in named))

    registers = tuple(RegisterCopy.parse(text) for text in options.get("register") or ())
    ids = {item.register for item in registers}
    told_registers = tuple(_register(item, base) for item in file.register_)
    registers += tuple(item for item in told_registers if item.register not in ids)
    rules = options.get("rules") or (_under(base, file.rules) if file.rules else None)
    output = options.get("output_dir") or (
        _under(base, file.output_dir) if file.output_dir else None
    )
    contacts = options.get("write_contacts") or (
        _under(base, file.write_contacts) if file.write_contacts else None
    )
    ledger = options.get("ledger")
    place = Place.parse(ledger) if ledger else file.ledger and Place.parse(file.ledger, base)
    country = pick("country")
    return Settings(
        send_date=pick("send_date", date.today()),  # noqa: DTZ011 (the sender's own day is meant)
        channel=pick("channel"),
        party=pick("party"),
        purpose=pick("purpose", "marketing"),
        country=country.strip().upper() if country else None,
        suppress=files("suppress"),
        suppression_key=os.environ.get("LISTCHECK_SUPPRESSION_KEY") or None,
        org_optouts=files("org_optouts"),
        registers=registers,
        ledger=place or None,
        rules=Path(rules) if rules else None,
        sheet=pick("sheet"),
        pack=pick("pack", "current"),
        output_dir=Path(output) if output else None,
        write_contacts=Path(contacts) if contacts else None,
        format=pick("format", "text"),
        reports=tuple(report_file(text) for text in options.get("report") or ())
        or tuple(report_file(text, base) for text in file.report),
        gate=gate_from(file, base, options),
        violations=pick("violations", "findings"),
        redact=bool(pick("redact", False)),
        show_cells=bool(pick("show_cells", False)),
        sign_key=options.get("key"),
        brief=file.brief,
        columns=file.columns,
        states=file.states,
        policy=file.policy,
        audit=file.audit,
        law_of=options.get("law_of"),
        restart=bool(options.get("restart")),
        waive=dict(file.waive),
        config=path,
        to_fill=file._to_fill,
    )


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


def _register(item: str | RegisterTable, base: Path | None) -> RegisterCopy:
    if isinstance(item, str):
        return RegisterCopy.parse(item, base)
    file = Dated.parse(item.path, base)
    return RegisterCopy(item.id.upper(), replace(file, obtained=item.obtained or file.obtained))


def _under(base: Path | None, text: str) -> Path:
    return base / text if base else Path(text)


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
