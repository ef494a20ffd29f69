"""What the configuration says and what the options say, in one: an option wins.

Paths in a file are relative to that file.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from listcheck.config.file import ConfigFile, RegisterTable
from listcheck.config.inputs import Dated, RegisterCopy
from listcheck.config.report_option import report_file
from listcheck.config.settings import Gate, Settings
from listcheck.core.ledger_place import Place


def settings_from(
    config: ConfigFile | None, path: Path | None, options: Mapping[str, Any], gate: Gate
) -> Settings:
    """Merge a configuration with the options given; what an option says wins.

    Sources of opt-outs and registers add up; an option replaces a register by its id.

    Args:
        config: the configuration; None: there is none.
        path: where it lies.
        options: by name, as the command line gives them.
        gate: what both say of the gate, its codes held to the checks.
    """
    file = config or ConfigFile()
    base = path.parent if path else None

    def pick(name: str, default: Any = None) -> Any:
        given = options.get(name)
        if given is not None and given != ():
            return given
        configured = getattr(file, name, None)
        return default if configured is None else configured

    def files(name: str) -> tuple[Dated, ...]:
        given = tuple(Dated.parse(text) for text in options.get(name) or ())
        configured = tuple(Dated.parse(text, base) for text in getattr(file, name))
        # An option adds to the sources of the file: an opt-out must never get lost by it.
        named = {item.identity for item in given}
        return (*given, *(item for item in configured if item.identity not in named))

    registers = tuple(RegisterCopy.parse(text) for text in options.get("register") or ())
    ids = {item.register for item in registers}
    configured_registers = tuple(_register(item, base) for item in file.register_)
    registers += tuple(item for item in configured_registers if item.register not in ids)
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
        engine=pick("engine", "local"),
        output_dir=Path(output) if output else None,
        write_contacts=Path(contacts) if contacts else None,
        format=pick("format", "text"),
        reports=tuple(report_file(text) for text in options.get("report") or ())
        or tuple(report_file(text, base) for text in file.report),
        gate=gate,
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
        to_fill=file.to_fill,
    )


def _register(item: str | RegisterTable, base: Path | None) -> RegisterCopy:
    if isinstance(item, str):
        return RegisterCopy.parse(item, base)
    file = Dated.parse(item.path, base)
    return RegisterCopy(item.id.upper(), replace(file, obtained=item.obtained or file.obtained))


def _under(base: Path | None, text: str) -> Path:
    return base / text if base else Path(text)
