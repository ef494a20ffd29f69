"""Which rows of a source are opt-outs: whole lists, logs of events, and what cannot be told."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.support.campaigns import BRIEF, codes, summary, write

Run = Callable[..., Any]
ANN, BOB, CAT, DAN = (
    f"{name}@firma-{at}.co.uk" for at, name in enumerate(("ann", "bob", "cat", "dan"))
)


@pytest.fixture
def brief(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "list.csv", f"Email\n{ANN}\n{BOB}\n{CAT}\n{DAN}\n")
    text = BRIEF.replace('suppress = ["optouts.csv@2026-11-20"]', "")
    return write(tmp_path / "listcheck.toml", f'country = "GB"\n{text}')


def dropped(run: Run, folder: Path, source: str, *more: str) -> dict[int, set[str]]:
    ended = run("list.csv", "--suppress", f"{source}@2026-11-20", *more)
    assert ended.status in (0, 1), ended.err
    return codes(folder / "list.listcheck")


@pytest.mark.parametrize(
    "text",
    [
        f"email,unsubscribed\n{ANN},false\n{BOB},true\n",
        f"Email,Opted out?\n{ANN},No\n{BOB},Yes\n",
        f"Email,Subscribed\n{ANN},1\n{BOB},0\n",
        f"Email Address,Status\n{ANN},Subscribed\n{BOB},Unsubscribed\n",
        f"email,status\n{ANN},active\n{BOB},unsubscribed\n",
        f"E-Mail,Abgemeldet\n{ANN},nein\n{BOB},ja\n",
        f"Courriel,Statut\n{ANN},Abonné\n{BOB},Désabonné\n",
        f"email,emailOptOut\n{ANN},\n{BOB},true\n{CAT},false\n".replace(f"{ANN},\n", ""),
        (
            f"Record ID,Email,Marketing contact status,Unsubscribed from all email\n"
            f"1,{ANN},Marketing contact,\n2,{BOB},Marketing contact,true\n"
        ),
        f"EMAIL;EMAIL_BLACKLISTED;SMS_BLACKLISTED\n{ANN};No;No\n{BOB};Yes;No\n",
        f"email,event\n{ANN},delivered\n{ANN},open\n{BOB},unsubscribe\n{CAT},click\n",
        f"email,event\n{BOB},group_unsubscribe\n{CAT},group_resubscribe\n{ANN},processed\n",
        f"email,action\n{ANN},resubscribed\n{BOB},unsubscribed\n",
        f"email,type\n{ANN},not spam\n{BOB},unsubscribe\n",
    ],
)  # fmt: skip
def test_only_those_who_opted_out_count(text: str, tmp_path: Path, run: Run, brief: Path) -> None:
    write(tmp_path / "s.csv", text)
    assert dropped(run, tmp_path, "s.csv") == {2: {"LC201:drop"}}
    notes = " ".join(summary(tmp_path / "list.listcheck")["notes"])
    if ANN in text or CAT in text:
        assert "rows that are no opt-outs are left out" in notes
    (source,) = summary(tmp_path / "list.listcheck")["sources"]
    assert source["entries"] == 1
    assert source["unreadable"] == 0


def test_what_was_left_out_is_counted_and_named(tmp_path: Path, run: Run, brief: Path) -> None:
    write(
        tmp_path / "s.csv", f"email,event\n{ANN},open\n{ANN},open\n{CAT},click\n{BOB},unsubscribe\n"
    )
    dropped(run, tmp_path, "s.csv")
    notes = " ".join(summary(tmp_path / "list.listcheck")["notes"])
    assert '"event" says open (2), "event" says click (1)' in notes


def test_events_as_a_service_sends_them(tmp_path: Path, run: Run, brief: Path) -> None:
    events = [
        {"email": ANN, "event": "delivered", "timestamp": 1794302400},
        {"email": BOB, "event": "unsubscribe", "timestamp": 1794302401},
        {"email": CAT, "event": "group_resubscribe", "timestamp": 1794302402},
        {"email": DAN, "event": "bounce", "timestamp": 1794302402},
    ]
    write(tmp_path / "s.json", json.dumps(events))
    assert dropped(run, tmp_path, "s.json") == {2: {"LC201:drop"}, 4: {"LC205:drop"}}


def test_a_flag_of_a_channel_reaches_that_channel(tmp_path: Path, run: Run, brief: Path) -> None:
    write(
        tmp_path / "s.csv",
        f"email,Email opt-out,SMS opt-out\n{ANN},yes,no\n{BOB},no,yes\n{CAT},yes,yes\n"
        f"{DAN},no,no\n",
    )
    assert dropped(run, tmp_path, "s.csv") == {1: {"LC201:drop"}, 3: {"LC201:drop"}}


def test_a_list_of_opt_outs_needs_no_flag(tmp_path: Path, run: Run, brief: Path) -> None:
    write(tmp_path / "s.csv", f"email,reason\n{ANN},too many mails\n{BOB},\n{CAT},moved on\n")
    assert set(dropped(run, tmp_path, "s.csv")) == {1, 2, 3}


def test_nobody_in_it_opted_out(tmp_path: Path, run: Run, brief: Path) -> None:
    write(tmp_path / "s.csv", f"email,unsubscribed\n{ANN},false\n{BOB},false\n")
    ended = run("list.csv", "--suppress", "s.csv@2026-11-20")
    assert ended.status == 3
    assert "s.csv: none of its rows is an opt-out" in ended.err
    assert '"unsubscribed" says false (2)' in ended.err


@pytest.mark.parametrize(
    ("text", "word"),
    [
        (f"email,status\n{ANN},1\n{BOB},3\n", "1"),
        (f"email,status\n{ANN},Active\n{BOB},Inactive\n", "Active"),
        (f"email,subscriber_status\n{ANN},subscribed\n{BOB},Q7\n", "Q7"),
        (f"email,opted_out\n{ANN},yes\n{BOB},maybe\n", "maybe"),
    ],
)
def test_a_state_that_cannot_be_told_stops_the_run(
    text: str, word: str, tmp_path: Path, run: Run, brief: Path
) -> None:
    write(tmp_path / "s.csv", text)
    ended = run("list.csv", "--suppress", "s.csv@2026-11-20")
    assert ended.status == 3
    assert "whether that is an opt-out cannot be told" in " ".join(ended.err.split())
    assert word in ended.err
    assert "[states]" in ended.err
    assert ANN not in ended.err
    assert not (tmp_path / "list.listcheck").exists()


def test_what_the_words_mean_can_be_declared(tmp_path: Path, run: Run, brief: Path) -> None:
    write(tmp_path / "s.csv", f"email,status\n{ANN},1\n{BOB},3\n{CAT},B\n{DAN},1\n")
    brief.write_text(
        f'{brief.read_text()}\n[states]\nsubscribed = ["1"]\nopted_out = ["3"]\nbounced = ["b"]\n'
    )
    assert dropped(run, tmp_path, "s.csv") == {2: {"LC201:drop"}, 3: {"LC205:drop"}}


def test_an_audit_reads_a_source_by_its_states(tmp_path: Path, run: Run, brief: Path) -> None:
    write(tmp_path / "s.csv", f"email,unsubscribed\n{ANN},false\n{BOB},true\n")
    write(
        tmp_path / "log.csv",
        f"email,send_time,country\n{ANN},2026-11-10 09:00,GB\n{BOB},2026-11-10 09:00,GB\n",
    )
    run("audit", "log.csv", "--suppress", "s.csv@2026-01-02", "-o", "a")
    sends = summary(tmp_path / "a")["sends"]
    assert (sends["lawful"], sends["violation"]) == (1, 1)


def test_an_import_writes_only_opt_outs_into_the_ledger(
    tmp_path: Path, run: Run, brief: Path
) -> None:
    write(tmp_path / "s.csv", f"email,unsubscribed\n{ANN},false\n{BOB},true\n")
    ended = run("optout", "import", "s.csv", "--ledger", "l.db")
    assert ended.out.startswith("1 added")
    assert '"unsubscribed" says false (1)' in ended.out + ended.err


def test_an_index_is_built_of_opt_outs_only(tmp_path: Path, run: Run, brief: Path) -> None:
    write(tmp_path / "s.csv", f"email,unsubscribed\n{ANN},false\n{BOB},true\n")
    ended = run("suppress", "build", "s.csv@2026-11-20", "-o", "s.parquet")
    assert ended.status == 0
    assert '"unsubscribed" says false (1)' in ended.out
    assert dropped(run, tmp_path, "s.parquet") == {2: {"LC201:drop"}}


def test_events_within_events_are_read(tmp_path: Path, run: Run, brief: Path) -> None:
    lines = [
        {"event-data": {"event": event, "recipient": who}}
        for who, event in ((ANN, "delivered"), (BOB, "unsubscribed"), (CAT, "opened"))
    ]
    write(tmp_path / "s.ndjson", "".join(json.dumps(line) + "\n" for line in lines))
    assert dropped(run, tmp_path, "s.ndjson") == {2: {"LC201:drop"}}


def test_a_state_of_a_channel_reaches_that_channel(tmp_path: Path, run: Run, brief: Path) -> None:
    write(
        tmp_path / "s.csv",
        f"email,email_status,sms_status\n{ANN},subscribed,unsubscribed\n{BOB},unsubscribed,active\n",
    )
    assert dropped(run, tmp_path, "s.csv") == {2: {"LC201:drop"}}


def test_no_name_of_anybody_is_printed(tmp_path: Path, run: Run, brief: Path) -> None:
    write(tmp_path / "s.csv", f"email,status\n{ANN},subscribed\n{BOB},zzz by Jane Doe\n")
    ended = run("list.csv", "--suppress", "s.csv@2026-11-20")
    assert ended.status == 3
    assert "Jane" not in ended.err
    assert '[states] opted_out = ["WORD"]' in " ".join(ended.err.split())


@pytest.mark.parametrize("state", ["No longer a subscriber", "Subscribed: no", "Ex-subscriber"])
def test_a_word_of_being_in_that_is_denied_is_none(
    state: str, tmp_path: Path, run: Run, brief: Path
) -> None:
    write(
        tmp_path / "s.csv", f"email,status\n{ANN},{state}\n{BOB},unsubscribed\n{CAT},subscribed\n"
    )
    ended = run("list.csv", "--suppress", "s.csv@2026-11-20")
    if ended.status != 3:
        assert codes(tmp_path / "list.listcheck").keys() == {1, 2}


@pytest.mark.parametrize(
    ("header", "ann", "bob", "cat"),
    [
        ("Status,Unsubscribed at", "Active,", "Active,2025-01-01", "Unsubscribed,"),
        ("Subscribed,Unsubscribed date", "yes,", "yes,2025-01-01", "no,"),
        (
            "Status,Global status",
            "Active,Subscribed",
            "Active,Unsubscribed",
            "Unsubscribed,Subscribed",
        ),
        ("Status,Tags", "Subscribed,vip", "Subscribed,do not email", "Unsubscribed,"),
    ],
    ids=["day", "flag and day", "two states", "tag"],
)  # fmt: skip
def test_the_worst_column_of_a_row_counts(
    header: str, ann: str, bob: str, cat: str, tmp_path: Path, run: Run, brief: Path
) -> None:
    text = f"Email,{header}\n{ANN},{ann}\n{BOB},{bob}\n{CAT},{cat}\n"
    write(tmp_path / "s.csv", text)
    assert dropped(run, tmp_path, "s.csv").keys() == {2, 3}


def test_explained_codes_of_states_say_nothing_of_flags(
    tmp_path: Path, run: Run, brief: Path
) -> None:
    brief.write_text(f'{brief.read_text()}\n[states]\nsubscribed = ["1"]\nopted_out = ["3"]\n')
    write(tmp_path / "s.csv", f"email,unsubscribed\n{ANN},0\n{BOB},1\n")
    assert dropped(run, tmp_path, "s.csv").keys() == {2}
