"""Logs as services give them: JSON, archives, events within events, moments in seconds."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from tests.auditing.test_command import (
    HEADER,
    IN_TIME,
    LATE,
    LAWFUL,
    UNKNOWN,
    Run,
    answers,
    log,
    told,
)
from tests.support.campaigns import rows, write


@pytest.fixture(autouse=True)
def _opt_outs() -> None:
    write(Path("optouts.csv"), "email,unsubscribed_at\ninfo@firma-2.com,2024-03-01\n")


def test_json_and_archives_say_the_same_as_csv(run: Run) -> None:
    log(HEADER + LATE + IN_TIME + LAWFUL + UNKNOWN)
    expected = told(run, "sends.csv", "-o", "csv")["sends"]
    records = [json.dumps(row) for row in rows(Path("sends.csv"))]
    log("\n".join(records), "lines.ndjson")
    log(f"[{', '.join(records)}]", "document.json")
    with zipfile.ZipFile("packed.zip", "w") as archive:
        archive.write("sends.csv")
    for name in ("lines.ndjson", "document.json", "packed.zip"):
        assert told(run, name)["sends"] == expected
        assert answers(f"{Path(name).stem}.listcheck") == answers("csv")
    # The same in a folder, beside one another.
    for name in ("sends.csv", "lines.ndjson", "document.json", "packed.zip"):
        log("", f"logs/{name}").write_bytes(Path(name).read_bytes())
    assert told(run, "logs")["sends"] == {key: 4 * count for key, count in expected.items()}


def test_events_as_objects_within_objects(run: Run) -> None:
    send = {
        "timestamp": "2024-03-20T09:00:00Z",
        "destination": ["info@firma-2.com"],
        "headers": [{"name": "To", "value": "somebody@firma-9.com"}],
    }
    events = [
        {"eventType": "Send", "mail": send, "send": {}},
        {"eventType": "Open", "mail": send, "open": {"ipAddress": "192.0.2.1"}},
        {"eventType": "Send", "mail": send | {"timestamp": "2024-03-08T09:00:00Z"}},
    ]
    log("\n".join(map(json.dumps, events)) + "\n{broken\n", "ses.ndjson")
    found = told(run, "ses.ndjson", "--country", "US", "--party", "first", status=1)
    assert found["sends"] == {
        "read": 3, "lawful": 1, "violation": 1, "unknown": 0, "unreadable": 1
    }  # fmt: skip
    assert found["events"] == {"open": 1}
    assert answers("ses.listcheck")[-1] == (4, "unreadable", ["LC002"])


@pytest.mark.parametrize("written", ["1709251200", "1709289000.5", "1709251200000", "2024-03-01"])
def test_the_day_of_an_opt_out_as_seconds(run: Run, written: str) -> None:
    log(HEADER + LATE + IN_TIME + LAWFUL)
    write(Path("optouts.csv"), f"email,created\ninfo@firma-2.com,{written}\n")
    found = told(run, "sends.csv", status=1)
    assert (found["sends"]["violation"], found["sends"]["unknown"]) == (1, 0)
    assert found["within_grace"] == 1
