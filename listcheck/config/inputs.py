"""What a run is given to read besides its lists: files and tables, each with its day."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from listcheck.core.database_address import DatabaseAddress
from listcheck.core.errors import UsageProblem

_DATED: Final = re.compile(r"^(?P<path>.+)@(?P<day>\d{4}-\d{2}-\d{2})$")
_SHEET: Final = re.compile(r"^(?P<path>.+\.xlsx)#(?P<sheet>.+)$", re.IGNORECASE)


@dataclass(frozen=True)
class Dated:
    """A file, or what is read of a database, and the day it was exported or obtained, if known.

    ``database`` is its address, password and all: it is never shown. ``sheet`` is the only sheet
    of a workbook that is meant; None: all of them.
    """

    path: Path
    obtained: date | None = None
    database: DatabaseAddress | None = field(default=None, repr=False)
    sheet: str | None = None

    @property
    def name(self) -> str:
        """The file's name, as findings and reports show it."""
        return self.database.name if self.database else f"{self.path.name}{self._part}"

    @property
    def place(self) -> str:
        """The file with its whole path."""
        return self.database.name if self.database else f"{self.path}{self._part}"

    @property
    def _part(self) -> str:
        return "" if self.sheet is None else f"#{self.sheet}"

    @property
    def identity(self) -> tuple[object, ...]:
        """Equal for what is the same source, whatever its day."""
        return (self.path.resolve(), self.sheet, self.database)

    @classmethod
    def parse(cls, text: str, base: Path | None = None) -> Dated:
        """Read ``PATH[#SHEET][@YYYY-MM-DD]``; only a trailing ``@`` and ISO date is a date.

        A ``#`` begins the name of a sheet only behind ``.xlsx``, and where no file is called so.

        Raises:
            UsageProblem: no such day, or the address of a database that says not what to read.
        """
        match = _DATED.match(text)
        path, day = (match["path"], match["day"]) if match else (text, None)
        try:
            obtained = date.fromisoformat(day) if day else None
        except ValueError:
            raise UsageProblem(f"{day}: is no day of the calendar (expected YYYY-MM-DD)") from None
        database = DatabaseAddress.parse(path, base)
        if database is not None:
            # It is read now.
            today = date.today()  # noqa: DTZ011 (the user's own day is meant)
            return cls(database.file or Path(), obtained or today, database)
        where = _under(base, path)
        sheet = _SHEET.match(path)
        if sheet is None or where.exists():
            return cls(where, obtained)
        return cls(_under(base, sheet["path"]), obtained, sheet=sheet["sheet"])


def _under(base: Path | None, text: str) -> Path:
    path = Path(text)
    return base / path if base and not path.is_absolute() else path


@dataclass(frozen=True)
class RegisterCopy:
    """A copy of a register: its id (or a country code), the file and its day."""

    register: str
    file: Dated

    @classmethod
    def parse(cls, text: str, base: Path | None = None) -> RegisterCopy:
        """Read ``ID=PATH[@YYYY-MM-DD]``."""
        name, equals, path = text.partition("=")
        if not equals or not name.strip() or not path:
            raise UsageProblem(
                f"--register {text}: expected ID=PATH@YYYY-MM-DD, as in TPS=tps.csv@2026-11-20"
            )
        return cls(name.strip().upper(), Dated.parse(path, base))
