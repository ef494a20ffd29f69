"""What tests of whole runs share: a brief without a gap, and readers of what a run wrote."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

#: A brief with which a British company list has no gap.
BRIEF = """
party = "first"
send_date = 2026-11-22
suppress = ["optouts.csv@2026-11-20"]

[brief]
sender_name = "Sender Ltd"
sender_entity = "Sender Ltd"
sender_kind = "commercial"
unsubscribe = "https://sender.invalid/u"
similar_products = true
publishes_privacy_notice = true

[brief.legitimate_interest]
purpose = "p"
necessity = "n"
balancing = { result = "pass", date = 2026-11-01 }
"""


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8", newline="")
    return path


def rows(path: Path, **options: Any) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, **options))


def codes(folder: Path) -> dict[int, set[str]]:
    """Row to the codes of its findings."""
    found: dict[int, set[str]] = {}
    for line in rows(folder / "violations.csv"):
        found.setdefault(int(line["row"]), set()).add(f"{line['code']}:{line['verdict']}")
    return found


def summary(folder: Path) -> dict[str, Any]:
    return dict(json.loads((folder / "summary.json").read_text()))


def kept(folder: Path, column: str = "Email") -> list[str]:
    return [line[column] for line in rows(folder / "clean.csv")]


def listed(*lines: str, header: str) -> str:
    """A list of these lines."""
    return "\n".join([header, *lines, ""])


def british_brief(folder: Path) -> Path:
    """The brief of a campaign to Britain in ``folder``, and its source of opt-outs."""
    write(folder / "optouts.csv", "email\nzoe@firma-9.co.uk\n")
    return write(folder / "listcheck.toml", f'country = "GB"\n{BRIEF}')
