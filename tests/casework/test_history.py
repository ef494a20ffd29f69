"""History and its proof: whatever is changed before a recorded head is found."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.campaigns import write
from tests.support.cases import Run
from tests.support.ledgers import events, filed, tamper

KEY = "a key of sixteen letters"
PEOPLE = [f"p{n}@firma-{n}.co.uk" for n in range(1, 6)]


def keep(say: Run) -> None:
    for person in PEOPLE:
        assert say(person, "record").status == 0


def checked(run: Run, ledger: str) -> str:
    """The manifest of a check that used the ledger."""
    write(Path("list.csv"), "Email,Country\nx@firma-9.co.uk,GB\n")
    run("check", "list.csv", "--ledger", ledger, "--party", "first")
    return "list.listcheck/manifest.json"


def test_the_manifest_records_the_head(run: Run, say: Run, ledger: str) -> None:
    keep(say)
    manifest = json.loads(Path(checked(run, ledger)).read_text())
    noted = manifest["ledger"]
    last = events(ledger)[-1]
    assert (noted["events"], noted["hash"]) == (5, last.hash)
    assert "listcheck:" not in noted["name"], "no user and no password"
    assert [source["name"] for source in manifest["sources"]] == [
        "ledger",
        "ledger (organisations)",
    ]
    ended = say("", "history", "--verify", "--manifest", "list.listcheck")
    assert ended.status == 0
    assert f"5 events, one chain, as 1 manifests recorded it; head {last.hash}" in ended.out
    keep(say)
    assert say("", "history", "--verify", "--manifest", "list.listcheck").status == 0, "it may grow"


@pytest.mark.parametrize(
    ("statement", "values", "told"),
    [
        ("UPDATE {table} SET person = ? WHERE number = 2", ["q@x.com"], "event 2: was changed"),
        ("UPDATE {table} SET received_at = ? WHERE number = 5", ["2020-01-01"], "event 5: was"),
        ("DELETE FROM {table} WHERE number = ?", [3], "event 3: is missing"),
        ("DELETE FROM {table} WHERE number >= ?", [4], "there are only 3"),
        ("DELETE FROM {table} WHERE number > ?", [0], "there are only 0"),
    ],
)
def test_any_change_before_the_head_is_found(
    say: Run, ledger: str, statement: str, values: list[object], told: str
) -> None:
    keep(say)
    noted = {"name": "x", "events": 5, "hash": events(ledger)[-1].hash}
    write(Path("manifest.json"), json.dumps({"ledger": noted}))
    tamper(ledger, statement, *values)
    ended = say("", "history", "--verify", "--manifest", "manifest.json")
    assert ended.status == 1
    assert told in ended.out
    found = say("", "history", "--verify", "--manifest", "manifest.json", "--format", "json")
    assert (found.status, found.json["ok"]) == (1, False)


def test_a_damaged_end_is_not_built_upon(say: Run, ledger: str) -> None:
    keep(say)
    tamper(ledger, "UPDATE {table} SET person = ? WHERE number = 5", "q@x.com")
    ended = say("new@firma-1.co.uk", "record")
    assert (ended.status, "its last event was changed" in ended.err) == (3, True)
    assert len(events(ledger)) == 5


def test_a_ledger_with_missing_events_protects_nobody_silently(
    run: Run, say: Run, ledger: str
) -> None:
    keep(say)
    tamper(ledger, "DELETE FROM {table} WHERE number = ?", 3)
    write(Path("list.csv"), f"Email,Country\n{PEOPLE[2]},GB\n")
    ended = run("check", "list.csv", "--ledger", ledger)
    assert ended.status == 3
    assert "1 of its 5 events are missing" in ended.err
    assert not Path("list.listcheck").exists()


def test_events_of_an_unknown_kind_are_not_passed_over(run: Run, say: Run, ledger: str) -> None:
    keep(say)
    tamper(ledger, "UPDATE {table} SET kind = ? WHERE number = 3", "opt_out_2")
    write(Path("list.csv"), f"Email,Country\n{PEOPLE[2]},GB\n")
    ended = run("check", "list.csv", "--ledger", ledger)
    assert (ended.status, "of a kind that this version does not know" in ended.err) == (3, True)


def test_events_cannot_be_changed_by_mistake(say: Run, ledger: str) -> None:
    keep(say)
    for statement in (
        "UPDATE listcheck_optout_events SET person = 'q@x.com'",
        "DELETE FROM listcheck_optout_events",
    ):
        with pytest.raises(Exception, match="append-only"):
            _run_plainly(ledger, statement)
    assert len(events(ledger)) == 5


def _run_plainly(place: str, statement: str) -> None:
    if place.startswith("postgresql"):
        import psycopg

        with psycopg.connect(place) as connection:
            connection.execute(statement)  # type: ignore[arg-type]
        return
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(place)) as connection:
        connection.execute(statement)


def test_with_a_key_the_chain_is_an_hmac(
    run: Run, say: Run, ledger: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LISTCHECK_KEY", KEY)
    keep(say)
    assert all(event.keyed for event in events(ledger))
    assert say("", "history", "--verify").status == 0
    assert KEY not in "".join(map(str, events(ledger)))
    # Reading needs no key: whoever sends must not be able to write.
    monkeypatch.delenv("LISTCHECK_KEY")
    manifest = checked(run, ledger)
    ended = say("", "history", "--verify")
    assert (ended.status, "verifying needs it" in ended.err) == (2, True)
    ended = say("new@firma-1.co.uk", "record")
    assert (ended.status, "is sealed with a key" in ended.err) == (2, True)
    monkeypatch.setenv("LISTCHECK_KEY", "another key of sixteen")
    assert say("", "history", "--verify").status == 1
    ended = say("new@firma-1.co.uk", "record")
    assert (ended.status, "sealed with another key" in ended.err) == (3, True)
    assert len(events(ledger)) == 5
    # The same key from a file, as the configuration names it.
    monkeypatch.delenv("LISTCHECK_KEY")
    write(Path("ledger.key"), KEY + "\n")
    write(Path("listcheck.toml"), '[policy]\nkey_file = "ledger.key"\n')
    assert say("", "history", "--verify", "--manifest", manifest).status == 0
    assert say("new@firma-1.co.uk", "record").status == 0


@pytest.mark.parametrize(
    ("config", "key", "message"),
    [
        ('[policy]\nkey_file = "none.key"\n', "", "none.key: cannot be read"),
        ("", "short", "LISTCHECK_KEY: the key has 5 characters; expected at least 16"),
    ],
)
def test_a_key_that_is_none(
    say: Run, ledger: str, config: str, key: str, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LISTCHECK_KEY", key)
    write(Path("listcheck.toml"), config)
    ended = say(PEOPLE[0], "record")
    assert (ended.status, message in ended.err) == (2, True)
    assert events(ledger) == []


def test_manifests_that_tell_of_no_ledger(run: Run, say: Run, ledger: str) -> None:
    keep(say)
    write(Path("list.csv"), "Email,Country\nx@firma-9.co.uk,GB\n")
    run("check", "list.csv")
    for name, status in (("list.listcheck", 2), ("none.json", 3), ("list.csv", 3)):
        assert say("", "history", "--verify", "--manifest", name).status == status
    assert say("", "history", "--manifest", "list.listcheck").status == 2
    assert say("", "history", "1", "--verify").status == 2


def test_history_shows_nobody_but_the_person_asked_for(say: Run, ledger: str) -> None:
    keep(say)
    everything = say("", "history").out + say("", "history", "--format", "json").out
    assert "@" not in everything
    assert say("", "history", "2").out.count("\n") == 1
    assert say("", "history", "99").status == 2
    own = say(PEOPLE[1].upper(), "history", "--person", "--format", "json").out.splitlines()
    assert [json.loads(line)["person"] for line in own] == [PEOPLE[1]]
    assert say("nobody@firma-1.co.uk", "history", "--person").out == ""


def test_evidence_stays_outside(say: Run, ledger: str) -> None:
    filed("secret.eml", "I hate your mails, yours truly")
    say(PEOPLE[0], "record", "--evidence", "secret.eml")
    assert "hate" not in "".join(map(str, events(ledger)))
