"""The README's example of the ledger is run as it stands there."""

from __future__ import annotations

import io
import shlex
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.support.campaigns import codes, write
from tests.support.cases import Run
from tests.support.ledgers import events, filed


def test_the_example_in_the_readme(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    section = text.split("### The opt-out ledger")[1].split("\n###")[0]
    lines = section.replace("\\\n", " ").splitlines()
    commands = [line.strip() for line in lines if line.startswith("    ") and "listcheck" in line]
    assert len(commands) == 6
    for name in ("mail.eml", "question.eml", "confirmation.eml"):
        filed(name)
    write(Path("contacts.csv"), "Email,Country\nann@example.com,GB\nbea@example.com,GB\n")
    write(Path("listcheck.toml"), 'ledger = "optouts.db"\n')
    for command in commands:
        said, _, words = command.rpartition("| ")
        monkeypatch.setattr("sys.stdin", io.StringIO(said.replace("echo", "").strip()))
        ended = run(*shlex.split(words)[1:])
        assert ended.status == (1 if "check contacts.csv" in words else 0), (command, ended.err)
    kinds = [event.kind for event in events("optouts.db")]
    assert kinds == ["opt_out", "organisation_request", "authority_asked", "refused"]
    found = codes(Path("contacts.listcheck"))
    assert "LC201:drop" in found[1]
    assert not {"LC202:drop", "LC203:hold"} & found[2]
