"""Columns that the radar does not understand: its proposals, and what is declared of them."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.support.campaigns import british_brief, codes, kept, listed, summary, write

Run = Callable[..., Any]


@pytest.fixture
def brief(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return british_brief(tmp_path)


#: Columns that speak of opt-outs in words that are not known.
NOT_UNDERSTOOD = [
    ("Suppression group", ["A7", "B2"]),
    ("opt_out_bitmap", ["0x1", "0x3"]),
    ("Subscribed", ["aa", "bb"]),
    ("Email subscription state", ["K7", "Q9"]),
    ("Abonnement newsletter statut", ["zz1", "zz2"]),
]


@pytest.mark.parametrize(("header", "cells"), NOT_UNDERSTOOD)
def test_every_proposal_is_right_as_pasted(
    header: str, cells: list[str], tmp_path: Path, run: Run, brief: Path
) -> None:
    lines = [f"p{at}@firma-{at}.co.uk,{cell}" for at, cell in enumerate(cells)]
    write(tmp_path / "list.csv", listed(*lines, "q@firma-7.co.uk,", header=f"Email,{header}"))
    ended = run("list.csv", "--format", "json").json
    assert ended["verdict"] == "incomplete"
    assert "LC212" in {finding["code"] for finding in ended["findings"]}
    proposal = ended["config"]
    assert "FILL IN" not in proposal
    assert header in json.dumps(tomllib.loads(proposal), ensure_ascii=False)
    brief.write_text(f"{brief.read_text()}\n{proposal}")
    again = run("list.csv", "--format", "json").json
    assert "LC212" not in {finding["code"] for finding in again["findings"]}
    # Nobody of whom the column says something passes by it.
    assert kept(tmp_path / "list.listcheck") == ["q@firma-7.co.uk"]


def test_a_column_may_be_declared_to_be_none(tmp_path: Path, run: Run, brief: Path) -> None:
    write(tmp_path / "list.csv", listed("a@firma-1.co.uk,A7", header="Email,Suppression group"))
    brief.write_text(f'{brief.read_text()}\n[columns]\nnot_opt_outs = ["Suppression group"]\n')
    assert run("list.csv", "--format", "json").json["verdict"] == "ready"


def test_words_of_a_state_can_be_explained(tmp_path: Path, run: Run, brief: Path) -> None:
    write(
        tmp_path / "list.csv",
        listed("a@firma-1.co.uk,1", "b@firma-2.co.uk,3", "c@firma-3.co.uk,B", "d@firma-4.co.uk,9",
               header="Email,subscriber_status"),
    )  # fmt: skip
    states = '[states]\nsubscribed = ["1"]\nopted_out = ["3"]\nbounced = ["b"]\n'
    brief.write_text(f"{brief.read_text()}\n{states}")
    run("list.csv")
    assert codes(tmp_path / "list.listcheck") == {
        2: {"LC204:drop"},
        3: {"LC205:drop"},
        4: {"LC210:hold"},
    }


def test_several_headers_of_one_kind(tmp_path: Path, run: Run, brief: Path) -> None:
    write(
        tmp_path / "list.csv",
        "Email,Second,F1,F2,P1,S1\n"
        "a@firma-1.co.uk,,yes,,,\nb@firma-2.co.uk,,,1,,\nc@firma-3.co.uk,,,,no,\n"
        "d@firma-4.co.uk,,,,,cancelled\ne@firma-5.co.uk,zoe@firma-9.co.uk,,,,\n"
        "f@firma-6.co.uk,,no,0,yes,active\n",
    )
    declared = (
        '[columns]\nopted_out = ["F1", "F2"]\nsubscribed = ["P1"]\nstatus = ["S1"]\n'
        'email = ["Email", "Second"]\n'
    )
    brief.write_text(f"{brief.read_text()}\n{declared}")
    run("list.csv")
    found = codes(tmp_path / "list.listcheck")
    assert {row: said for row, said in found.items() if row < 5} == {
        row: {"LC204:drop"} for row in (1, 2, 3, 4)
    }
    assert "LC201:drop" in found[5]
    assert kept(tmp_path / "list.listcheck") == ["f@firma-6.co.uk"]


@pytest.mark.parametrize(
    ("declared", "said"),
    [
        ('opted_out = ["Out", "Out"]', "'Out': is declared twice"),
        ('opted_out = "Out"\nsubscribed = "Out"', "'Out': is declared twice, as opted_out"),
        ('opted_out = ["Out", "Gone"]', "'Gone': is not in the list"),
        ('not_opt_outs = ["Gone"]', "'Gone': is not in the list"),
        ('consent = ["Out", "Email"]', "consent: is one header, found several"),
        ("opted_out = []", "names no column"),
        ("opted_out = 3", "expected a header, or a list of headers"),
        ('opted_outs = ["Out"]', "opted_outs: is no field; did you mean 'opted_out'?"),
    ],
)
def test_wrong_declarations_are_named(
    declared: str, said: str, tmp_path: Path, run: Run, brief: Path
) -> None:
    write(tmp_path / "list.csv", "Email,Out\na@firma-1.co.uk,no\n")
    brief.write_text(f"{brief.read_text()}\n[columns]\n{declared}\n")
    ended = run("list.csv")
    assert ended.status == 2
    assert said in ended.err


def test_a_declaration_cannot_turn_a_header_round(tmp_path: Path, run: Run, brief: Path) -> None:
    """An earlier version proposed such a line."""
    write(
        tmp_path / "list.csv", "Email,is_subscribed\na@firma-1.co.uk,true\nb@firma-2.co.uk,false\n"
    )
    brief.write_text(f'{brief.read_text()}\n[columns]\nopted_out = "is_subscribed"\n')
    run("list.csv")
    assert kept(tmp_path / "list.listcheck") == ["a@firma-1.co.uk"]
    notes = " ".join(summary(tmp_path / "list.listcheck")["notes"])
    assert "as its header says, not as [columns] says" in notes


NO_VALUES = [
    "NULL",
    r"\N",
    "None",
    "NaT",
    "nan",
    "n/a",
    "-",
    "0000-00-00",
    "0000-00-00 00:00:00",
    "0",
]


@pytest.mark.parametrize("word", NO_VALUES)
@pytest.mark.parametrize("header", ["unsubscribed_at", "Opt-out date", "Unsubscribe reason"])
def test_no_value_is_no_opt_out(
    header: str, word: str, tmp_path: Path, run: Run, brief: Path
) -> None:
    write(
        tmp_path / "list.csv",
        f"Email,{header}\na@firma-1.co.uk,{word}\nb@firma-2.co.uk,2026-01-01\n",
    )
    run("list.csv")
    assert codes(tmp_path / "list.listcheck") == {2: {"LC204:drop"}}
    if word != "0":
        notes = " ".join(summary(tmp_path / "list.listcheck")["notes"])
        assert "1 cell of days and opt-outs hold a word for no value" in notes


def test_the_columns_command_tells_the_same(tmp_path: Path, run: Run, brief: Path) -> None:
    write(tmp_path / "list.csv", "Email,Label\na@firma-1.co.uk,opted out\n")
    assert "words of a state" in run("columns", "list.csv").out
