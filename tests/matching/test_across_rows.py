"""Whoever opted out with one address or number, in any row, has opted out with all of them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Ended
from tests.support.campaigns import BRIEF, codes, rows, summary, write

Run = Callable[..., Ended]
ANN, HOME, OLD = "ann@firma-4711.co.uk", "ann@home-4711.co.uk", "ann@old-4711.co.uk"
BEA, CEM = "bea@firma-4712.co.uk", "cem@firma-4713.co.uk"


def checked(tmp_path: Path, run: Run, text: str, *more: object) -> dict[int, set[str]]:
    """The findings of a list, row by row; those that only a register could settle left out."""
    write(tmp_path / "list.csv", text)
    run("check", "list.csv", "--country", "GB", *more)
    found = codes(tmp_path / "list.listcheck")
    return {row: said - {"LC402:hold"} for row, said in found.items() if said - {"LC402:hold"}}


def messages(tmp_path: Path, code: str) -> set[str]:
    lines = rows(tmp_path / "list.listcheck" / "violations.csv")
    return {line["message"] for line in lines if line["code"] == code}


@pytest.mark.parametrize("header", ["Other Emails", "Secondary Email", "Alte E-Mail-Adressen"])
def test_a_source_knows_a_contact_by_any_address(
    header: str, tmp_path: Path, run: Run, brief: Path
) -> None:
    del brief
    cells = [
        "{home}", "{old}; {home}", "{old}|{home}", "Ann <{old}>, Ann Lee <{home}>",
        "{old}\n{home}", "{old} ::: {home}", "{old} / {home}", "{old}\t{home}",
    ]  # fmt: skip
    own = [{"home": f"p{n}@home-4711.co.uk", "old": f"p{n}@old-4711.co.uk"}
           for n in range(len(cells))]  # fmt: skip
    write(tmp_path / "s.csv", "\n".join(["email", *(people["home"] for people in own), ""]))
    lines = "".join(
        f'p{n}@firma-4711.co.uk,"{cell.format(**own[n])}"\n' for n, cell in enumerate(cells)
    )
    text = f"Email,{header}\n{lines}{BEA},\n"
    found = checked(tmp_path, run, text, "--suppress", "s.csv@2026-11-20")
    told = {cell: found.pop(row, set()) for row, cell in enumerate(cells, start=1)}
    assert told == {cell: {"LC201:drop"} for cell in cells}
    assert found == {}


def test_a_cell_of_several_addresses_hides_none_of_them(
    tmp_path: Path, run: Run, brief: Path
) -> None:
    del brief
    write(tmp_path / "s.csv", f"email\n{HOME}\n")
    text = f"Email,Name\n{ANN}; {HOME},Ann\n{BEA}; {CEM},Bea\n"
    found = checked(tmp_path, run, text, "--suppress", "s.csv@2026-11-20")
    # Whose domain is not known is held for want of consent as well.
    assert {row: said - {"LC302:hold"} for row, said in found.items()} == {
        1: {"LC201:drop", "LC102:drop"},
        2: {"LC102:drop"},
    }
    told = [note for note in summary(tmp_path / "list.listcheck")["notes"] if "in one cell" in note]
    assert len(told) == 1
    assert told[0].startswith("2 contacts with several addresses in one cell")


def test_forty_columns_of_addresses(tmp_path: Path, run: Run, brief: Path) -> None:
    del brief
    write(tmp_path / "s.csv", f"email\n{HOME}\n")
    headers = ",".join(f"Email {at}" for at in range(2, 42))
    cells = "," * 39 + HOME
    found = checked(
        tmp_path, run, f"Email,{headers}\n{ANN},{cells}\n", "--suppress", "s.csv@2026-11-20"
    )
    assert found == {1: {"LC201:drop"}}


def test_digests_of_further_addresses(tmp_path: Path, run: Run, brief: Path) -> None:
    del brief
    digest = hashlib.sha256(HOME.encode()).hexdigest()
    write(tmp_path / "s.csv", f"hash\n{digest}\n")
    text = f'Email,Other Emails\n{ANN},"{OLD}; {HOME}"\n{BEA},\n'
    found = checked(tmp_path, run, text, "--suppress", "s.csv@2026-11-20")
    assert found == {1: {"LC201:drop"}}


def test_the_organisation_of_any_address(tmp_path: Path, run: Run, brief: Path) -> None:
    del brief
    write(tmp_path / "o.csv", "domain\nhome-4711.co.uk\n")
    text = f'Email,Other Emails\n{ANN},"{OLD}; ann@mail.home-4711.co.uk"\n{BEA},{CEM}\n'
    found = checked(tmp_path, run, text, "--org-optouts", "o.csv@2026-11-20")
    assert found == {1: {"LC202:drop"}}


def test_the_register_of_any_number(tmp_path: Path, run: Run, brief: Path) -> None:
    del brief
    write(tmp_path / "t.csv", "02079460002\n")
    text = (
        "Phone,Other phones\n+441134960001,+447400123456; 020 7946 0002\n"
        "+441134960002,+447400123457\n"
    )
    registers = [f"--register={name}=t.csv@2026-11-20" for name in ("TPS", "CTPS")]
    assert checked(tmp_path, run, text, *registers) == {1: {"LC401:drop"}}


OUT = [
    ("Opted out", "yes"),
    ("Status", "unsubscribed"),
    ("Unsubscribed at", "2026-10-01"),
]


@pytest.mark.parametrize(("header", "cell"), OUT)
def test_an_opt_out_in_one_row_reaches_every_row_with_one_of_its_addresses(
    header: str, cell: str, tmp_path: Path, run: Run, brief: Path
) -> None:
    del brief
    text = "\n".join([
        f"Email,Email 2,{header}",
        f"{ANN},{HOME},{cell}",
        f"{HOME},,",  # its second address is this one's own
        f"{BEA},{ANN},",  # its own is this one's second
        f"{CEM},ann@home-4711.co.uk; {OLD},",  # its second is this one's third
        f"{OLD},,",  # no more than that: the row above did not opt out
        "dan@firma-4714.co.uk,eva@firma-4714.co.uk,",
        "",
    ])  # fmt: skip
    found = checked(tmp_path, run, text)
    assert found == {
        1: {"LC204:drop"}, 2: {"LC106:drop"}, 3: {"LC106:drop"}, 4: {"LC106:drop"},
    }  # fmt: skip
    assert messages(tmp_path, "LC106") == {
        "another row with an address or number of this contact opted out"
    }


def test_a_source_that_knows_one_row(tmp_path: Path, run: Run, brief: Path) -> None:
    del brief
    write(tmp_path / "s.csv", f"email\n{OLD}\n")
    text = f'Email,Other Emails\n{ANN},"{OLD}; {HOME}"\n{HOME},\n{BEA},\n'
    found = checked(tmp_path, run, text, "--suppress", "s.csv@2026-11-20")
    assert found == {1: {"LC201:drop"}, 2: {"LC106:drop"}}


def test_the_flag_of_the_second_address(tmp_path: Path, run: Run, brief: Path) -> None:
    del brief
    text = f"Email,Secondary Email,Opted out\n{ANN},{HOME},yes\n{HOME},,no\n{BEA},,no\n"
    assert checked(tmp_path, run, text) == {1: {"LC204:drop"}, 2: {"LC106:drop"}}


def test_numbers_and_addresses_for_texts(tmp_path: Path, run: Run, brief: Path) -> None:
    del brief
    text = "\n".join([
        "Phone,Phone 2,Email,Consent,Consent channel,Opted out",
        f"+447400123456,+447400123457,{ANN},opt_in,sms,yes",
        "+447400123457,,,opt_in,sms,",
        "+447400123458,07400 123456 / 07400 123459,,opt_in,sms,",
        f"+447400123460,,{ANN},opt_in,sms,",
        f"+447400123461,,{BEA},opt_in,sms,",
        "",
    ])  # fmt: skip
    found = checked(tmp_path, run, text, "--channel", "sms")
    assert {row for row, said in found.items() if "LC106:drop" in said} == {2, 3, 4}
    assert "LC204:drop" in found[1]
    # Numbers make no two contacts of an e-mail campaign one: a switchboard is many people's.
    text = f"Email,Phone,Opted out\n{ANN},+441134960001,yes\n{BEA},+441134960001,\n"
    assert checked(tmp_path, run, text, "--channel", "email") == {1: {"LC204:drop"}}


def test_parts_of_one_list_count_together(tmp_path: Path, run: Run, brief: Path) -> None:
    del brief
    write(tmp_path / "a.csv", f"Email,Email 2,Opted out\n{ANN},{HOME},yes\n")
    write(tmp_path / "b.csv", f"Mail,Vorname\n{HOME},Ann\n{BEA},Bea\n")
    run("check", "a.csv", "b.csv", "--country", "GB", "-o", "both")
    lines = rows(tmp_path / "both" / "violations.csv")
    assert {(line["file"], line["row"], line["code"]) for line in lines} == {
        ("a.csv", "1", "LC204"),
        ("b.csv", "1", "LC106"),
    }


def test_the_copy_that_stays_is_none_that_was_reached(
    tmp_path: Path, run: Run, brief: Path
) -> None:
    del brief
    text = f"Email,Email 2,Opted out\n{ANN},{HOME},yes\n{BEA},{HOME},\n{BEA},,\n{BEA},,\n"
    found = checked(tmp_path, run, text)
    assert found == {1: {"LC204:drop"}, 2: {"LC106:drop"}, 4: {"LC106:drop"}}
    assert "row 3 stands for this recipient" in messages(tmp_path, "LC106")


def test_an_organisation_that_opted_out_speaks_for_its_own_addresses_only(
    tmp_path: Path, run: Run, brief: Path
) -> None:
    del brief
    write(tmp_path / "o.csv", "domain\nfirma-4711.co.uk\n")
    agency = "agency@agentur-4715.co.uk"
    text = f"Email,Email 2\n{ANN},{agency}\n{BEA},{agency}\n{agency},\n"
    found = checked(tmp_path, run, text, "--org-optouts", "o.csv@2026-11-20")
    assert found == {1: {"LC202:drop"}}


def test_nobody_opted_out(tmp_path: Path, run: Run) -> None:
    write(tmp_path / "listcheck.toml", BRIEF.replace('suppress = ["optouts.csv@2026-11-20"]\n', ""))
    text = f"Email,Email 2,Opted out\n{ANN},{HOME},no\n{HOME},,no\n{BEA},{HOME},no\n"
    assert checked(tmp_path, run, text) == {}
    assert summary(tmp_path / "list.listcheck")["rows"]["kept"] == 3
