"""Scenarios as tables: the cells of each contact, and the findings that it must get."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.conftest import Ended
from tests.support.campaigns import BRIEF, codes, kept, summary, write

Run = Callable[..., Ended]

#: Somebody by name at a company of its own; ``{n}`` is the contact's row.
MAILBOX = "jan.peeters@firma-{n}.com"


def judge(
    run: Run, header: str, cases: Iterable[str], *options: str, to: str | Sequence[str] = MAILBOX
) -> dict[str, str]:
    """Check one list with a contact per case: its cells to the codes of its findings.

    A contact without a finding must be on the clean list, any other must not. ``to`` is the
    first cell of every contact, or of each: an address, or a number beginning with ``+``.
    """
    cells = list(cases)
    each = [to] * len(cells) if isinstance(to, str) else to
    recipients = [text.format(n=n) for n, text in enumerate(each, start=1)]
    first = "Phone" if each[0].startswith("+") else "Email"
    lines = [f"{who},{own}" for who, own in zip(recipients, cells, strict=True)]
    write(Path("list.csv"), "\n".join([f"{first},{header}", *lines]) + "\n")
    run("check", "list.csv", *options)
    folder = Path("list.listcheck")
    found = codes(folder)
    told = [" ".join(sorted(found.get(n, ()))) for n in range(1, len(cells) + 1)]
    clean = [who for who, finding in zip(recipients, told, strict=True) if not finding]
    assert kept(folder, first) == clean, "who has no finding is kept, and nobody else"
    return dict(zip(cells, told, strict=True))


def last() -> dict[str, Any]:
    """The summary of the last run of :func:`judge`."""
    return summary(Path("list.listcheck"))


def findings() -> dict[str, str]:
    """Code to message of the last run's findings on the run itself."""
    return {item["code"]: item["message"] for item in last()["findings"]}


def declare(brief: Path, changes: Mapping[str, str] | None = None, more: str = "") -> None:
    """Write the complete brief with lines replaced (blank: removed) and tables added."""
    text = BRIEF
    for old, new in (changes or {}).items():
        assert old in text
        text = text.replace(old, new)
    brief.write_text(text + more)
