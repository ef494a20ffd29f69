"""What is no send: by what its owner declares, and through the whole audit."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest

from listcheck.auditing.logs import send_log as logs_module
from listcheck.auditing.work import Work
from listcheck.core.errors import InputProblem
from tests.auditing.truth.reading import read, table
from tests.conftest import Ended
from tests.support.campaigns import rows, write

Run = Callable[..., Ended]
ANN, BOB = "ann@firma-1.com", "bob@firma-1.com"
DAY, NEXT = "2026-11-10T09:00:00Z", "2026-11-10T09:00:04Z"


def test_a_log_of_deliveries_is_for_its_owner_to_explain() -> None:
    log = table("email,date,event", [(ANN, DAY, "Received Email"), (ANN, DAY, "Opened Email")])
    with pytest.raises(InputProblem, match=r'send_events = \["received_email"\]'):
        read(log)
    assert len(read(log, own=["Received Email"]).sends) == 1
    # A type or a state may as well be the last that was known of each message.
    for header in ("type", "status"):
        assert len(read(table(f"email,date,{header}", [(ANN, DAY, "delivered")])).sends) == 1


def test_named_events_win_over_what_is_known() -> None:
    lines = [(ANN, DAY, word) for word in ("queued", "sent", "delivered", "", "ours")]
    found = read(table("email,date,event", lines), own=["Queued", "ours"])
    assert [row for _, row, _ in found.sends] == [1, 4, 5]
    assert not found.notes
    found = read(table("email,date,status", lines), own=["queued"])
    assert [row for _, row, _ in found.sends] == [1, 2, 3, 4, 5]


HUBSPOT: Final = [
    (BOB, "DROPPED", DAY), (BOB, "OPEN", NEXT), (ANN, "SENT", DAY), (ANN, "DELIVERED", NEXT),
]  # fmt: skip
DELIVERIES: Final = [
    (ANN, "sent", DAY, "a"), (ANN, "delivered", NEXT, "a"), (BOB, "delivered", NEXT, "b"),
    (ANN, "delivered", "2026-11-20T09:00:00Z", "x"), (ANN, "open", NEXT, "a"),
]  # fmt: skip


@pytest.fixture
def _bob_opted_out() -> None:
    write(Path("optouts.csv"), f"email,unsubscribed_at\n{BOB},2026-10-01\n")


def audited(run: Run, path: Path, out: str, *options: str) -> dict[str, Any]:
    ended = run("audit", path, "--suppress", "optouts.csv", "--country", "US", "--party", "first",
                "--format", "json", "-o", out, *options)  # fmt: skip
    assert ended.status in (0, 1), ended.err
    return dict(ended.json)


@pytest.mark.usefixtures("_bob_opted_out")
def test_what_was_never_sent_breaks_no_law(run: Run) -> None:
    events = [{"recipient": who, "type": kind, "created": time} for who, kind, time in HUBSPOT]
    path = write(Path("hubspot.json"), json.dumps({"events": events}))
    told = audited(run, path, "one")
    assert told["sends"] == {
        "read": 1, "lawful": 1, "violation": 0, "unknown": 0, "unreadable": 0
    }  # fmt: skip
    assert told["events"] == {"delivered": 1, "dropped": 1, "open": 1}
    lines = [(DAY[:10], ANN, "delivered"), (DAY[:10], BOB, "rejected")]
    told = audited(run, table("Date,Email Address,Status", lines), "two")
    assert (told["sends"]["read"], told["sends"]["violation"]) == (1, 0)
    assert told["events"] == {"rejected": 1}


@pytest.mark.usefixtures("_bob_opted_out")
def test_a_log_without_a_send_is_told(run: Run) -> None:
    told = audited(run, table("email,date,event", [(BOB, DAY, "open"), (ANN, DAY, "click")]), "out")
    assert told["sends"]["read"] == 0
    assert "log.csv: none of its rows is a send, by what its columns say of them" in told["notes"]


@pytest.mark.usefixtures("_bob_opted_out")
@pytest.mark.parametrize("source", ["file", "-"])
def test_deliveries_without_a_send_are_judged_in_the_end(
    run: Run, source: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = table("email,event,timestamp,message_id", DELIVERIES)
    if source == "-":
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(path.read_bytes())))
    told = audited(run, Path("-") if source == "-" else path, "out")
    assert told["sends"] == {
        "read": 3, "lawful": 2, "violation": 1, "unknown": 0, "unreadable": 0
    }  # fmt: skip
    assert told["events"] == {"delivered": 1, "open": 1}
    assert any("by their delivery alone" in note and note.endswith(": 2") for note in told["notes"])
    [line] = rows(Path("out/violations.csv"))
    assert (line["row"], line["value"]) == ("3", BOB)


@pytest.mark.usefixtures("_bob_opted_out")
def test_an_interrupted_audit_judges_them_once(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    path = table("email,event,timestamp,message_id", DELIVERIES * 20)
    whole = audited(run, path, "whole")
    monkeypatch.setattr(logs_module, "PIECE", 7)
    monkeypatch.setattr("listcheck.auditing.logs.batches.PIECE", 7)
    keep, kept = Work.keep, []

    def stop(self: Work, batch: int, sends: Any, tally: Any, logs: Any, pieces: int) -> None:
        keep(self, batch, sends, tally, logs, pieces)
        kept.append(logs)
        if kept[-2:] == [None, None]:
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Work, "keep", stop)
        ended = run("audit", path, "--suppress", "optouts.csv", "--country", "US", "--party",
                    "first", "-o", "again")  # fmt: skip
        assert ended.status not in (0, 1)
    assert None in kept
    again = audited(run, path, "again")
    for name in ("sends", "events", "further_recipients", "notes", "checks"):
        assert again[name] == whole[name], name
    assert rows(Path("again/violations.csv")) == rows(Path("whole/violations.csv"))
