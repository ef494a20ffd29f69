"""Where a ledger lies: an SQLite file, or a PostgreSQL database by URL."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from listcheck.core.errors import UsageProblem

_POSTGRES: Final = ("postgresql://", "postgres://", "postgresql+psycopg://")
_EXPECTED: Final = "expected an SQLite file, as in optouts.db, or postgresql://host/database"


@dataclass(frozen=True)
class Place:
    """Where a ledger lies.

    Attributes:
        path: the SQLite file; None for PostgreSQL.
        url: ``postgresql://…``, which may hold a password; None for SQLite.
        shown: how messages and reports name it; never with a password.
    """

    path: Path | None
    url: str | None
    shown: str

    def __repr__(self) -> str:
        return f"Place({self.shown})"

    @property
    def is_sqlite(self) -> bool:
        """Whether it is a file."""
        return self.path is not None

    @classmethod
    def parse(cls, text: str, base: Path | None = None) -> Place:
        """Read a path (relative to ``base``) or a URL.

        Raises:
            UsageProblem: it is another kind of URL, or empty.
        """
        given = text.strip()
        for scheme in _POSTGRES:
            if given.startswith(scheme):
                rest = given.removeprefix(scheme)
                return cls(None, f"postgresql://{rest}", f"postgresql://{_without_secrets(rest)}")
        if given.startswith("sqlite:///"):
            given = given.removeprefix("sqlite:///")
        elif "://" in given:
            # Not repeated: a URL may hold a password.
            raise UsageProblem(f"--ledger: is a URL of another kind; {_EXPECTED}")
        if not given or "\0" in given:
            raise UsageProblem(f"--ledger: is empty; {_EXPECTED}")
        path = Path(given)
        return cls(base / path if base and not path.is_absolute() else path, None, given)


def _without_secrets(rest: str) -> str:
    """Host and database of a URL, without user, password and parameters."""
    where = rest.partition("?")[0]
    return where.rpartition("@")[2]
