"""The manual of the rules folder: its example loads, and it tells every key and word there is."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import pytest
from pydantic import BaseModel

from listcheck.core.columns import BASES, CHANNELS
from listcheck.policy import answer, load_rules, shipped_rules
from listcheck.policy.files.country_names import CountryNames, OtherCountries
from listcheck.policy.files.penalty_file import Penalty, PenaltyFile
from listcheck.policy.files.register_file import OwnCustomers, Register
from listcheck.policy.files.rule_file import (
    CAMPAIGN_FACTS,
    CONTACT_FACTS,
    CountryFile,
    Declared,
    Note,
    OptOutTime,
    Rule,
    RuleException,
    Source,
    Terms,
    Unanswered,
    UnionFile,
    When,
)
from listcheck.policy.files.word_files import DomainFile, LegalFormFile, MailboxFile
from listcheck.policy.law.penalties import penalties_on
from listcheck.policy.lint.sweep import lint

README = (shipped_rules() / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```toml\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
CHANGE = date(2023, 3, 1)


def keys_of(model: type[BaseModel]) -> set[str]:
    return {field.alias or name for name, field in model.model_fields.items()}


def literals(annotation: object) -> list[str]:
    """The words of a Literal somewhere inside an annotation."""
    if get_origin(annotation) is Literal:
        return list(get_args(annotation))
    return [word for inner in get_args(annotation) for word in literals(inner)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped rules with the manual's example put into it."""
    country, registers, penalties = BLOCKS
    copy = tmp_path / "rules"
    shutil.copytree(shipped_rules(), copy)
    (copy / "countries" / "XX.toml").write_text(country, encoding="utf-8")
    with (copy / "registers.toml").open("a", encoding="utf-8") as file:
        file.write(registers)
    with (copy / "penalties.toml").open("a", encoding="utf-8") as file:
        file.write(penalties)
    return copy


def test_the_example_is_sound(run: Callable[..., Any], folder: Path) -> None:
    rules = load_rules(folder)
    assert lint(rules) == []
    assert "XX-DNC" in rules.registers
    ended = run("rules", "lint", "--rules", folder)
    assert (ended.status, ended.err) == (0, "")


def test_the_command_of_the_manual_runs(run: Callable[..., Any], folder: Path) -> None:
    (command,) = re.findall(r"^```sh\nlistcheck (.*)\n```$", README, re.MULTILINE)
    ended = run(*(str(folder) if word == "DIR" else word for word in command.split()))
    assert ended.status == 0
    assert "no problem" in ended.out


def test_the_example_answers_as_its_comments_say(folder: Path) -> None:
    rules = load_rules(folder)

    def ask(channel: str, on: date, party: str | None = "first") -> Any:
        return answer(rules, "XX", channel, on=on, pack="current", party=party)

    before, after = ask("email", CHANGE - timedelta(days=1)), ask("email", CHANGE)
    assert (before.basis, before.rule_id) == ("opt_out", "XX-email-first-2018")
    assert (after.basis, after.soft_opt_in, after.rule_id) == (
        "opt_in",
        True,
        "XX-email-first-2023",
    )
    call = ask("call", CHANGE)
    assert (call.basis, call.register) == ("opt_out", ("XX-DNC",))
    assert [item.when.as_written() for item in call.rule.exception] == [
        {"line_type": ["mobile", "other"]},
        {"relationship": "customer", "similar_products": "yes"},
    ]
    company = answer(
        rules, "XX", "email", on=CHANGE, pack="current", party="first", subscriber="corporate"
    )
    assert company.rule
    assert (company.basis, company.rule.declare) == ("opt_out", ("professional_message",))
    (note,) = rules.notes("XX")
    assert (note.kind, note.party) == ("not-applied", ("first", "third"))
    # Unknown takes the strictest: here, that nothing is known of third parties' lists.
    assert ask("email", CHANGE, None).basis is None
    assert "bought lists" in (ask("email", CHANGE, "third").reason or "")
    assert ask("sms", CHANGE).reason == "Not researched."


def test_the_commands_in_the_text_show_the_example(run: Callable[..., Any], folder: Path) -> None:
    written = re.findall(r"`listcheck (rules (?:show|lookup) XX[^`]*)`", README)
    assert len(written) == 2
    for command in written:
        ended = run(*command.split(), "--rules", folder)
        assert ended.status == 0
        assert "XX-call" in ended.out


@pytest.mark.parametrize(
    "model",
    [CountryFile, Rule, Unanswered, RuleException, Note, OptOutTime, Source],
    ids=lambda model: model.__name__,
)
def test_every_key_of_a_country_file_is_in_the_example(model: type[BaseModel]) -> None:
    shown = set(re.findall(r"([a-z0-9_]+) = ", BLOCKS[0]))
    shown |= set(re.findall(r"^\[\[(?:rule\.)?([a-z_]+)\]\]$", BLOCKS[0], re.MULTILINE))
    assert keys_of(model) <= shown


def test_every_key_of_a_register_is_in_the_example() -> None:
    shown = set(re.findall(r"([a-z_]+) = ", BLOCKS[1]))
    assert keys_of(Register) <= shown <= keys_of(Register) | keys_of(Source) | keys_of(OwnCustomers)


def test_every_key_of_a_penalty_is_in_the_example(folder: Path) -> None:
    shown = set(re.findall(r"([a-z_]+) = ", BLOCKS[2]))
    assert keys_of(Penalty) <= shown <= keys_of(Penalty) | keys_of(Source)
    assert all(f"[[{name}]]" in BLOCKS[2] for name in keys_of(PenaltyFile))
    (told,) = re.findall(r"^per = \"message\" +# (.*)$", BLOCKS[2], re.MULTILINE)
    assert told.split(", ") == literals(Penalty.model_fields["per"].annotation)
    (found,) = penalties_on(load_rules(folder), "XX", "sms", date(2026, 2, 4))
    assert found.id == "XX-eca-2004"


def test_every_clock_is_told() -> None:
    told = README.split("## Clocks")[1].split("## ")[0]
    assert tuple(re.findall(r"^\| `([a-z_]+)` \|", told, re.MULTILINE)) == tuple(Terms.model_fields)


def test_every_kind_of_note_is_told() -> None:
    told = README.split("## Notes")[1].split("## ")[0]
    kinds = re.findall(r"^\| `([a-z-]+)` \|", told, re.MULTILINE)
    assert tuple(kinds) == get_args(Note.model_fields["kind"].annotation)


def test_every_key_of_the_union_is_told() -> None:
    told = README.split("## european_union.toml")[1].split("## ")[0]
    assert keys_of(UnionFile) <= set(re.findall(r"`\[{0,2}([a-z_]+)\]{0,2}`", told))


def test_every_key_of_the_other_countries_is_told() -> None:
    told = README.split("## Names and the map")[1].split("## ")[0]
    assert keys_of(OtherCountries) <= set(re.findall(r"`\[{0,2}([a-z_]+)\]{0,2}`", told))
    shown = re.findall(r"^([a-z0-9_]+) = ", BLOCKS[0], re.MULTILINE)
    named = list(CountryNames.model_fields)
    assert shown[: len(named)] == named


def test_what_a_row_may_take_for_granted_is_told() -> None:
    assert all(f'declare = "{fact}"' in README for fact in get_args(Declared))


@pytest.mark.parametrize(
    "model", [MailboxFile, LegalFormFile, DomainFile], ids=lambda m: m.__name__
)
def test_the_other_files_are_told_key_by_key(model: type[BaseModel]) -> None:
    common = {"language", "name", "reviewed", "note"}
    told = set(re.findall(r"`\[{0,2}([a-z_]+)\]{0,2}`", README))
    assert keys_of(model) - common <= told


@pytest.mark.parametrize("fact", When.model_fields)
def test_every_fact_of_an_exception_is_told_with_its_values(fact: str) -> None:
    table = README.split("## Exceptions")[1].split("## ")[0]
    (told,) = re.findall(rf"^\| `{fact}` \| (.*?) \|", table, re.MULTILINE)
    words = literals(When.model_fields[fact].annotation)
    if words:
        assert told.split(", ") == words
    else:
        assert "letter for letter" in told


def test_the_facts_stand_in_the_order_that_the_text_counts() -> None:
    table = README.split("## Exceptions")[1].split("## ")[0]
    rows = re.findall(r"^\| `([a-z_]+)` \| [^|]+ \| [^|]+ \|$", table, re.MULTILINE)
    assert tuple(rows) == (*CONTACT_FACTS, *CAMPAIGN_FACTS)


def test_the_bases_stand_in_the_order_of_strictness() -> None:
    table = README.split("## How strictness is ordered")[1].split("## ")[0]
    assert tuple(re.findall(r"^\| `([a-z_]+)` \|", table, re.MULTILINE)) == BASES


def test_the_words_of_a_cell_are_all_told() -> None:
    (channels,) = re.findall(r"^channel = \"email\" +# (.*)$", BLOCKS[0], re.MULTILINE)
    assert tuple(channels.split(", ")) == CHANNELS


def test_every_part_of_the_folder_is_told() -> None:
    parts = {path.name for path in shipped_rules().iterdir()} - {"README.md"}
    assert {name for name in parts if f"`{name}" not in README} == set()
    assert "Nothing here is legal advice" in README
