"""Addresses of databases, and what is read of them.

They end in a table or a query: ``sqlite:///optouts.db#unsubscribed``,
``postgresql://host/marketing#SELECT email, opted_out_at FROM optouts``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from listcheck.core.errors import UsageProblem

_SCHEMES: Final = ("sqlite", "postgresql", "postgres")
_TABLE: Final = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)?")
_QUERY: Final = re.compile(r"\s*(?:select|with)\b", re.IGNORECASE)


@dataclass(frozen=True)
class DatabaseAddress:
    """Where a database is, and what is read of it: a table, or a query; ``name`` may be shown."""

    scheme: str
    url: str
    table: str | None
    query: str | None
    name: str
    #: The file of an SQLite database.
    file: Path | None = None

    @classmethod
    def parse(cls, text: str, base: Path | None = None) -> DatabaseAddress | None:
        """Read an address; None when ``text`` is none. A relative file is one of ``base``.

        Raises:
            UsageProblem: it does not say what to read. Nothing of a password is repeated.
        """
        scheme, sign, _ = text.partition("://")
        if not sign or scheme.lower() not in _SCHEMES:
            return None
        url, _, what = text.partition("#")
        parts = urlsplit(url)
        file = None
        if scheme.lower() == "sqlite":
            file = Path(unquote(url.partition(":///")[2]))
            file = base / file if base and not file.is_absolute() else file
        name = f"{scheme.lower()}://{parts.hostname or ''}{parts.path}"
        what = unquote(what).strip()
        if _TABLE.fullmatch(what):
            return cls(scheme.lower(), url, what, None, f"{name}#{what}", file)
        if _QUERY.match(what) and ";" not in what.rstrip("; \n"):
            return cls(scheme.lower(), url, None, what.rstrip("; \n"), f"{name}#query", file)
        raise UsageProblem(f"{name}: say what to read: {name}#TABLE, or one query: {name}#SELECT …")

    @property
    def source(self) -> str:
        """What stands behind FROM; names are quoted, so that none is more than a name."""
        if self.table is None:
            return f"({self.query}) AS listed"
        return ".".join(quoted(part) for part in self.table.split("."))


def quoted(name: str) -> str:
    """An identifier of SQL."""
    return '"' + name.replace('"', '""') + '"'
