"""The opt-out radar: no column that looks like opt-outs passes unread, few cry for nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.radar import (
    LEAST_RIGHT,
    MOST_ALARMS,
    MOST_PLAIN_KEPT,
    Column,
    alarm,
    columns,
    read,
    wrong,
)
from listcheck.mapping import map_columns
from listcheck.vocabulary import header_company as beside
from listcheck.vocabulary import header_meaning, spaced
from tests.support.campaigns import british_brief, codes, kept, listed, rows, summary, write

Run = Callable[..., Any]

TELLING = columns("opt_out_columns.csv")
HARMLESS = columns("harmless_columns.csv")


def test_columns_of_real_exports_are_read_as_their_systems_mean_them(tmp_path: Path) -> None:
    faults = {
        (column.vendor, column.header): found
        for column in TELLING
        if (found := list(wrong(column, read(column, tmp_path))))
    }
    right = [column for column in TELLING if (column.vendor, column.header) not in faults]
    assert len(right) >= LEAST_RIGHT
    assert len({column.vendor for column in right}) >= 40
    # An opt-out or a bounce that the system says in plain words is never kept.
    kept_in_silence = [key for key, found in faults.items()
                       if any("(opt_out) is kept" in fault for fault in found)]  # fmt: skip
    assert len(kept_in_silence) <= MOST_PLAIN_KEPT, kept_in_silence


def test_harmless_columns_raise_few_alarms(tmp_path: Path) -> None:
    alarms = [column.header for column in HARMLESS if alarm(read(column, tmp_path))]
    assert len(alarms) <= MOST_ALARMS * len(HARMLESS), alarms


@pytest.fixture
def brief(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return british_brief(tmp_path)


def test_a_ready_list_stays_ready(tmp_path: Path, run: Run, brief: Path) -> None:
    write(tmp_path / "list.csv", "Email,First name\na@firma-1.co.uk,Ann\n")
    assert run("list.csv", "--format", "json").json["verdict"] == "ready"


#: Words that mean an opt-out, a bounce or a complaint wherever they stand.
WORDS = (
    "unsubscribed", "Opted out", "do not contact", "Do Not Email", "suppressed", "blacklisted",
    "hard bounce", "Bounced", "spam complaint", "UNSUBSCRIBED_ALL", "optout", "abgemeldet",
    "désabonné", "dado de baja", "disiscritto", "uitgeschreven", "wypisany", "avregistrerad",
    "odhlášen", "leiratkozott", "dezabonat", "διαγραμμένος", "отписан",
)  # fmt: skip
#: A firm, a band or a product may be called so.
NAMES_AS_WELL = ("blacklisted", "optout", "Bounced", "suppressed")


def is_other_subject(header: str) -> bool:
    words = spaced(header)
    return bool(beside.OTHER_SUBJECT.search(words) or beside.OF_PEOPLE.search(words)) or (
        bool(map_columns(["Email", header], {}, "list").positions.keys() - {"email"})
    )


HEADERS = st.one_of(
    st.text(
        st.characters(codec="utf-8", categories=("L", "N", "P", "Zs"), exclude_characters='"@'),
        min_size=1,
        max_size=24,
    ).filter(lambda text: bool(text.strip())),
    st.sampled_from(
        ["Notes", "Type", "Labels", "Customer status", "Order status", "Segment", "x",
         "Lead Status", "Preferences", "Tags", "Plan", "Region", "Account", "Feld 7",
         "Χαρακτηρισμός"]
    ),
)  # fmt: skip


@settings(max_examples=250, deadline=None, derandomize=True,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(header=HEADERS, word=st.sampled_from(WORDS),
       other=st.lists(st.sampled_from(["", "Gold", "7", "Nice person"]), max_size=3))  # fmt: skip
def test_whoever_a_column_says_is_out_is_never_kept_in_silence(
    header: str, word: str, other: list[str], tmp_path: Path
) -> None:
    """But for words that are names as well, under headers of names, places and products."""
    if word in NAMES_AS_WELL and is_other_subject(header):
        return
    found = read(Column("own", header, (*other, word), "email", (), ""), tmp_path)
    said = found.answers[-1] in ("yes", "bounced", "unreadable", "polarity")
    # Under a header of a flag for letters or calls it is none of this campaign.
    meaning = header_meaning(header)
    elsewhere = meaning is not None and "email" not in meaning.channels
    assert said or found.not_understood or elsewhere, (header, word)


def checked(
    run: Run, folder: Path, columns: Sequence[tuple[str, Sequence[str]]]
) -> list[list[set[str]]]:
    """The findings of each cell of columns that stand in a part of one list each.

    The parts are held to the lists that are written, too: kept are those of no finding.
    """
    for at, (header, cells) in enumerate(columns):
        (folder / "in").mkdir(exist_ok=True)
        lines = [f'p{row}@firma-{at}.co.uk,"{cell}"' for row, cell in enumerate(cells)]
        write(folder / "in" / f"{at}.csv", listed(*lines, header=f"Email,{header}"))
    ended = run("in", "-o", "out")
    assert ended.status in (0, 1), ended.err
    found: dict[tuple[str, int], set[str]] = {}
    for line in rows(folder / "out" / "violations.csv"):
        place = line["file"], int(line["row"])
        found.setdefault(place, set()).add(f"{line['code']}:{line['verdict']}")
    told = [
        [found.pop((f"in/{at}.csv", row), set()) for row in range(1, len(cells) + 1)]
        for at, (_, cells) in enumerate(columns)
    ]
    assert found == {}
    for at, said in enumerate(told):
        stay = [line["Email"] for line in rows(folder / "out" / "clean" / f"{at}.csv")]
        assert stay == [f"p{row}@firma-{at}.co.uk" for row, codes_ in enumerate(said) if not codes_]
    return told


@pytest.mark.parametrize(
    ("header", "word"),
    [("ACCOUNT", "unsubscribed"), ("Last name", "DO NOT EMAIL"), ("Order status", "Opted out"),
     ("Consent date", "unsubscribed"), ("Telephone", "do not contact"), ("?", "hard bounce")],
)  # fmt: skip
def test_whoever_a_column_says_is_out_never_stays_on_a_ready_list(
    header: str, word: str, tmp_path: Path, run: Run, brief: Path
) -> None:
    write(tmp_path / "list.csv", f"Email,{header}\na@firma-1.co.uk,{word}\nb@firma-2.co.uk,\n")
    ended = run("list.csv", "--format", "json")
    assert kept(tmp_path / "list.listcheck") == ["b@firma-2.co.uk"]
    assert ended.json["verdict"] != "ready"


#: What a cell of a column says: the finding, if any.
SAID = (
    ("Subscribed", "no", "LC204:drop"),
    ("Subscribed", "yes", None),
    ("Newsletter erwünscht", "nein", "LC204:drop"),
    ("Recevoir la newsletter", "non", "LC204:drop"),
    ("marketing.email.subscribed", "false", "LC204:drop"),
    ("acme_contact_unsubscribed__c", "1", "LC204:drop"),
    ("Accepts marketing", "FALSE", "LC204:drop"),
    ("Geen nieuwsbrief", "ja", "LC204:drop"),
    ("Geen nieuwsbrief", "nee", None),
    ("Bounced at", "2026-01-03", "LC205:drop"),
    ("Number of bounces", "3", "LC210:hold"),
    ("Number of bounces", "0", None),
    ("subscriber_status", "3", "LC210:hold"),
    ("Email status", "IspComplained", "LC205:drop"),
    ("Email status", "U", "LC210:hold"),
    ("Labels", "VIP; unsubscribed", "LC204:drop"),
    ("Type", "cancelled", "LC204:drop"),
    ("Order status", "cancelled", None),
    ("SMS Opt Out", "yes", None),
    ("Do not call", "yes", None),
    ("Opt out of post", "yes", None),
    ("Do not share with third parties", "yes", None),
    ("Status", "SMS unsubscribed", None),
    ("Status", "unsubscribed by phone", "LC204:drop"),
    ("Email status", "not unsubscribed", None),
    ("Email status", "never bounced", None),
)


def test_what_a_column_says(tmp_path: Path, run: Run, brief: Path) -> None:
    found = checked(run, tmp_path, [(header, (cell, "")) for header, cell, _ in SAID])
    told = {case[:2]: first for case, (first, _) in zip(SAID, found, strict=True)}
    assert told == {(header, cell): {code} - {None} for header, cell, code in SAID}


@pytest.mark.parametrize(
    ("channel", "dropped"), [("email", {1}), ("sms", {2}), ("call", {3}), ("automated-call", {3})]
)
def test_a_flag_speaks_for_its_channel(
    channel: str, dropped: set[int], tmp_path: Path, run: Run, brief: Path
) -> None:
    write(
        tmp_path / "list.csv",
        "Email,Phone,Email opt-out,SMS opt-out,Call opt-out\n"
        "a@firma-1.co.uk,+447400123451,yes,no,no\nb@firma-2.co.uk,+447400123452,no,yes,no\n"
        "c@firma-3.co.uk,+447400123453,no,no,yes\n",
    )
    run("list.csv", "--channel", channel)
    found = codes(tmp_path / "list.listcheck")
    assert {row for row, said in found.items() if "LC204:drop" in said} == dropped


#: A header, a cell of it that allows, and one that denies.
FLAGS = (
    # A negation turns a header round, in whatever language it stands.
    ("Ikke send e-post", "nei", "ja"),
    ("Plus d'e-mails SVP", "non", "oui"),
    ("Nem kér hírlevelet", "nem", "igen"),
    ("Ne souhaite plus recevoir la lettre", "non", "oui"),
    ("customAttributes.newsletterSperre", "false", "true"),
    ("Nechce novinky", "ne", "ano"),
    ("Kontakt erwünscht", "ja", "nein"),
    ("Får mejlas", "ja", "nej"),
    ("Email allowed", "Yes", "No"),
    ("Rundmail", "ja", "nein"),
    ("Subscribed", "1.00", "0.00"),
    ("Opt out", "0.00", "1.00"),
    ("Newsletter", "yes", "no, thanks"),
    ("Newsletter", "ja", "nein (Tel.)"),
)


def test_flags_however_they_are_worded(tmp_path: Path, run: Run, brief: Path) -> None:
    found = checked(run, tmp_path, [(header, cells) for header, *cells in FLAGS])
    told = {case: [not codes_ for codes_ in said] for case, said in zip(FLAGS, found, strict=True)}
    assert told == {case: [True, False] for case in FLAGS}


#: Names and things that only sound like opt-outs.
NAMES = (
    ("Last name", "Robinson"), ("Company", "Bounce"), ("Company", "DNC"), ("City", "Dne"),
    ("Tags", "stop-press reader"), ("Tags", "deceased estate lawyer"), ("Status", "Lost"),
    ("Marital status", "Former"), ("Group", "Closed"), ("Do not stack", "yes"),
    ("Acepta tarjeta", "no"), ("Job title", "Suppression engineer"), ("Product", "Opt-Out"),
)  # fmt: skip


def test_nobody_is_dropped_for_a_name_or_a_thing(tmp_path: Path, run: Run, brief: Path) -> None:
    found = checked(run, tmp_path, [(header, (cell, "Won")) for header, cell in NAMES])
    assert dict(zip(NAMES, found, strict=True)) == {case: [set(), set()] for case in NAMES}


def test_explained_words_count_wherever_states_stand(tmp_path: Path, run: Run, brief: Path) -> None:
    brief.write_text(f'{brief.read_text()}\n[states]\nopted_out = ["bar"]\nsubscribed = ["foo"]\n')
    headers = ("Status", "Contact Status", "Tags", "Email status")
    found = checked(run, tmp_path, [(header, ("Foo", "BAR ")) for header in headers])
    told = {header: [not said for said in one] for header, one in zip(headers, found, strict=True)}
    assert told == {header: [True, False] for header in headers}


def test_a_state_under_a_header_that_says_little_counts(
    tmp_path: Path, run: Run, brief: Path
) -> None:
    headers = ("Contact", "Rundmail", "Contact No", "Messages", "Mail", "Opt-out no")
    found = checked(run, tmp_path, [(header, ("fine", "unsubscribed")) for header in headers])
    assert [header for header, (_, out) in zip(headers, found, strict=True) if not out] == []


def test_numbers_of_things_are_no_opt_outs(tmp_path: Path, run: Run, brief: Path) -> None:
    write(
        tmp_path / "list.csv",
        "Contact ID,Email,Contact No,Message No,mail.messageId,Kontakt-Nr\n"
        "0,a@firma-1.co.uk,01763 600000,3,0,1\n1,b@firma-2.co.uk,,4,1,0\n"
        "2,c@firma-3.co.uk,01763 600002,5,2,2\n",
    )
    run("list.csv")
    found = kept(tmp_path / "list.listcheck")
    assert found == ["a@firma-1.co.uk", "b@firma-2.co.uk", "c@firma-3.co.uk"]


def test_ids_under_the_name_of_a_thing_are_no_flag(tmp_path: Path, run: Run, brief: Path) -> None:
    lines = "".join(f"{at},a@firma-{at}.co.uk,{at},no\n" for at in range(1, 6))
    write(
        tmp_path / "list.csv",
        f"(Do Not Modify) Contact,Email,Contact,(do not edit) Do not email\n{lines}"
        "6,a@firma-6.co.uk,6,yes\n",
    )
    run("list.csv")
    assert kept(tmp_path / "list.listcheck") == [f"a@firma-{at}.co.uk" for at in range(1, 6)]


def test_explained_codes_say_nothing_of_flags(tmp_path: Path, run: Run, brief: Path) -> None:
    write(
        tmp_path / "list.csv",
        "Email,Newsletter,Email Opt Out,Mail status\na@firma-1.co.uk,1,0,1\n"
        "b@firma-2.co.uk,0,0,1\nc@firma-3.co.uk,1,1,1\nd@firma-4.co.uk,1,0,3\n",
    )
    brief.write_text(f'{brief.read_text()}\n[states]\nsubscribed = ["1"]\nopted_out = ["3"]\n')
    run("list.csv")
    assert kept(tmp_path / "list.listcheck") == ["a@firma-1.co.uk"]


def test_a_known_word_cannot_be_turned_round(tmp_path: Path, run: Run, brief: Path) -> None:
    write(tmp_path / "list.csv", "Email\na@firma-1.co.uk\n")
    brief.write_text(f'{brief.read_text()}\n[states]\nsubscribed = ["Unsubscribed"]\n')
    ended = run("list.csv")
    assert ended.status == 2
    assert "says that somebody opted out" in ended.err


def test_a_word_beside_yes_and_no_holds_alone(tmp_path: Path, run: Run, brief: Path) -> None:
    write(
        tmp_path / "list.csv",
        "Email,Mailings\na@firma-1.co.uk,yes\nb@firma-2.co.uk,no\nc@firma-3.co.uk,ask first\n",
    )
    run("list.csv")
    assert kept(tmp_path / "list.listcheck") == ["a@firma-1.co.uk"]
    assert codes(tmp_path / "list.listcheck")[2] == {"LC204:drop"}


def test_the_report_names_words_that_are_not_understood(
    tmp_path: Path, run: Run, brief: Path
) -> None:
    write(
        tmp_path / "list.csv",
        "Email,Email status\na@firma-1.co.uk,active\nb@firma-2.co.uk,Q7\n",
    )
    run("list.csv")
    notes = " ".join(summary(tmp_path / "list.listcheck")["notes"])
    assert 'not understood, so held: "Q7"' in notes


def test_a_word_means_one_thing(tmp_path: Path, run: Run, brief: Path) -> None:
    write(tmp_path / "list.csv", "Email\na@firma-1.co.uk\n")
    brief.write_text(f'{brief.read_text()}\n[states]\nopted_out = ["x1"]\nbounced = ["X1"]\n')
    ended = run("list.csv")
    assert ended.status == 2
    assert "stands in several lists" in ended.err


def test_a_state_among_many_different_texts_is_found(tmp_path: Path, run: Run, brief: Path) -> None:
    lines = [f"p{number}@firma-{number}.co.uk,s{number}x" for number in range(1_200)]
    lines.append("bob@firma-b.co.uk,Opted Out")
    write(tmp_path / "list.csv", listed(*lines, header="Email,Contact Status"))
    run("list.csv")
    assert codes(tmp_path / "list.listcheck") == {1201: {"LC204:drop"}}


def test_a_flag_of_another_name_counts_all_the_same(tmp_path: Path, run: Run, brief: Path) -> None:
    write(tmp_path / "list.csv", "Email,Unsubscribed\na@firma-1.co.uk,no\nb@firma-2.co.uk,yes\n")
    brief.write_text(f'{brief.read_text()}\n[columns]\nfirst_name = "Unsubscribed"\n')
    run("list.csv")
    assert kept(tmp_path / "list.listcheck") == ["a@firma-1.co.uk"]


def test_columns_of_one_header_are_settled_together(tmp_path: Path, run: Run, brief: Path) -> None:
    header = "Email,Suppression group,Suppression group"
    write(tmp_path / "list.csv", listed("a@firma-1.co.uk,A7,B2", header=header))
    brief.write_text(f'{brief.read_text()}\n[columns]\nnot_opt_outs = ["Suppression group"]\n')
    assert run("list.csv", "--format", "json").json["verdict"] == "ready"


def test_a_flag_for_another_channel_is_no_source_of_opt_outs(
    tmp_path: Path, run: Run, brief: Path
) -> None:
    brief.write_text(brief.read_text().replace('suppress = ["optouts.csv@2026-11-20"]', ""))
    write(tmp_path / "list.csv", "Email,SMS opt-out\na@firma-1.co.uk,no\n")
    findings = run("list.csv", "--format", "json").json["findings"]
    assert "LC001" in {finding["code"] for finding in findings}
    write(tmp_path / "list.csv", "Email,Email opt-out\na@firma-1.co.uk,no\n")
    findings = run("list.csv", "--format", "json").json["findings"]
    assert "LC001" not in {finding["code"] for finding in findings}


def test_contradicting_columns_drop(tmp_path: Path, run: Run, brief: Path) -> None:
    write(tmp_path / "list.csv", "Email,Subscribed,Opted out\na@firma-1.co.uk,yes,yes\n")
    run("list.csv")
    assert codes(tmp_path / "list.listcheck") == {1: {"LC204:drop"}}


def test_the_report_names_each_column_and_how_it_was_read(
    tmp_path: Path, run: Run, brief: Path
) -> None:
    write(
        tmp_path / "list.csv",
        "Email,Subscribed,Label\na@firma-1.co.uk,yes,\nb@firma-2.co.uk,no,\n"
        "c@firma-3.co.uk,,opted out\n",
    )
    run("list.csv")
    notes = " ".join(summary(tmp_path / "list.listcheck")["notes"])
    assert "'Subscribed' (a subscription: a no is an opt-out)" in notes
    assert "'Label' (words of a state" in notes
    shown = {(line["row"], line["column"], line["value"])
             for line in rows(tmp_path / "list.listcheck" / "violations.csv")}  # fmt: skip
    assert shown == {("2", "Subscribed", "no"), ("3", "Label", "opted out")}


def test_a_word_far_down_the_list_is_found(tmp_path: Path, run: Run, brief: Path) -> None:
    lines = [f"p{number}@firma-{number}.co.uk,Gold" for number in range(3_000)]
    lines[2_900] = "p2900@firma-2900.co.uk,unsubscribed"
    write(tmp_path / "list.csv", listed(*lines, header="Email,Category"))
    run("list.csv")
    assert codes(tmp_path / "list.listcheck") == {2901: {"LC204:drop"}}


def test_notes_with_such_words_are_no_states(tmp_path: Path, run: Run, brief: Path) -> None:
    notes = [f"p{n}@firma-{n}.co.uk,asked on day {n} whether the cancelled order is archived"
             for n in range(100)]  # fmt: skip
    write(tmp_path / "list.csv", listed(*notes, header="Email,Remarks of the sales team"))
    assert run("list.csv", "--format", "json").json["verdict"] == "ready"


def column_of(header: str, *cells: str) -> Column:
    return Column("own", header, cells, "email", (), "")


@pytest.mark.parametrize(
    "header", ["Do not email", "do_not_email", "DoNotEmail", "DONOTEMAIL", "contact.doNotEmail",
               "prefs[0].do_not_email", "acme_do_not_email__c", "do-not-email_1234"],
)  # fmt: skip
def test_every_spelling_of_a_header(header: str, tmp_path: Path) -> None:
    assert read(column_of(header, "yes", "no"), tmp_path).answers == ("yes", "no")
