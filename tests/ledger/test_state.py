"""What is in force follows from the events: channels, days and moments, corrections."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from listcheck.ledger.bulk import frame_of_events
from listcheck.ledger.chain import ChainHead, sealed
from listcheck.ledger.events import CHANNELS, CONDITIONS, Event
from listcheck.ledger.procedure import closes, decide
from listcheck.ledger.state import cases, in_force, standing

RECORDED = "2024-07-01T12:00:00.000000Z"
SENT = date(2024, 8, 1)
OUT = Event(kind="opt_out", person="a@x.com", channel="all", recorded_at=RECORDED)
BACK = OUT._replace(kind="rejoin")


def frame(*events: Event) -> pl.DataFrame:
    return frame_of_events(sealed(events, ChainHead(), None))


def people(*events: Event, channel: str = "email", on: date = SENT) -> list[str]:
    return sorted(set(in_force(frame(*events), channel, on).people["key"]))


@pytest.mark.parametrize(
    ("told", "asked"),
    [
        ("all", ("email", "sms", "call", "automated-call")),
        ("email", ("email",)),
        ("sms", ("sms",)),
        ("call", ("call", "automated-call")),
        ("automated-call", ("automated-call",)),
        # What this version does not know, or nobody said, is taken at its strictest.
        ("pigeon", ("email", "sms", "call", "automated-call")),
        (None, ("email", "sms", "call", "automated-call")),
    ],
)
def test_an_opt_out_concerns_its_channel(told: str | None, asked: tuple[str, ...]) -> None:
    events = [OUT._replace(channel=told)]
    found = [name for name in CHANNELS[1:] if people(*events, channel=name)]
    assert tuple(found) == asked
    whole = OUT._replace(kind="organisation_request", domains="x.com", channel=told)
    found = [
        name for name in CHANNELS[1:] if in_force(frame(whole), name, SENT).organisations.height
    ]
    assert tuple(found) == asked


@pytest.mark.parametrize(
    ("told", "lifted"),
    [
        ("all", ("email", "sms", "call", "automated-call")),
        ("email", ("email",)),
        ("call", ("call",)),
        ("automated-call", ("automated-call",)),
        ("pigeon", ()),
        (None, ()),
    ],
)
def test_coming_back_lifts_its_channel_only(told: str | None, lifted: tuple[str, ...]) -> None:
    events = [
        OUT._replace(received_at="2024-03-01"),
        BACK._replace(received_at="2024-05-01", channel=told),
    ]
    found = [name for name in CHANNELS[1:] if not people(*events, channel=name)]
    assert tuple(found) == lifted


def moment(text: str) -> str:
    """A moment in full, or a day as it is."""
    return text if len(text) == 10 else f"{text}:00.000000Z"


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize(
    ("out", "back", "lifted"),
    [
        ("2024-03-01", "2024-03-02", True),
        ("2024-03-01", "2024-03-01", False),
        ("2024-03-02", "2024-03-01", False),
        ("2024-03-01T10:00", "2024-03-01T10:01", True),
        ("2024-03-01T10:00", "2024-03-01T10:00", False),
        # A day against a moment: only where no time zone could turn them.
        ("2024-03-01", "2024-03-02T02:00", False),
        ("2024-03-01", "2024-03-02T15:00", True),
        ("2024-03-01T23:00", "2024-03-02", False),
        ("2024-03-01T09:00", "2024-03-02", True),
        # Without a day: before it was recorded, and nothing more is known.
        (None, "2024-06-30", False),
        (None, "2024-07-01T12:01", True),
    ],
)
def test_only_what_is_surely_earlier_is_lifted(
    out: str | None, back: str, lifted: bool, turned: bool
) -> None:
    events = [
        OUT._replace(received_at=out and moment(out)),
        BACK._replace(received_at=moment(back)),
    ]
    # The order of recording does not matter.
    events = events[::-1] if turned else events
    assert people(*events) == ([] if lifted else ["a@x.com"])
    assert in_force(frame(*events), "email", SENT).lifted == lifted
    # Of several opt-outs the last counts.
    assert people(*events, OUT._replace(received_at="2024-07-15")) == ["a@x.com"]


def test_corrections_count() -> None:
    out = OUT._replace(received_at="2024-06-01")
    back = BACK._replace(received_at="2024-05-01")
    fix = Event(kind="correction", corrects=1, recorded_at=RECORDED)
    assert people(out, back) == ["a@x.com"]
    earlier, later = fix._replace(received_at="2024-04-01"), fix._replace(received_at="2024-07-01")
    assert people(out, back, earlier) == []
    assert people(out, back, earlier, later) == ["a@x.com"], "the last word counts"
    assert people(out, back, later, earlier) == []
    # A day that nobody corrected stays, and a voided re-join lifts nothing.
    assert people(out, back, fix._replace(acted_at="2024-06-02")) == ["a@x.com"]
    out = OUT._replace(received_at="2024-03-01")
    assert people(out, back) == []
    assert people(out, back, fix._replace(corrects=2, voids=1)) == ["a@x.com"]
    assert people(out, back, fix._replace(voids=1)) == []


def test_what_cannot_be_read_lifts_nothing_and_stays() -> None:
    assert people(OUT._replace(received_at="garbage"), BACK._replace(received_at="2024-05-01"))
    assert people(OUT._replace(received_at="2024-03-01"), BACK._replace(received_at="garbage"))


def test_other_sources_are_compared_with_the_strictest_reading() -> None:
    """A moment in UTC may be another one on the clock of whoever wrote the list."""
    found = in_force(frame(BACK._replace(received_at=moment("2024-05-01T20:00"))), "email", SENT)
    assert str(found.rejoined["rejoined_at"].item()) == "2024-05-01 06:00:00"
    found = in_force(frame(OUT._replace(received_at=moment("2024-05-01T20:00"))), "email", SENT)
    assert str(found.people["since"].item()) == "2024-05-02 10:00:00"
    found = in_force(frame(OUT._replace(received_at="2024-05-01")), "email", SENT)
    assert str(found.people["since"].item()) == "2024-05-02 00:00:00"


REQUEST = Event(kind="organisation_request", person="a@x.com", domains="x.com y.com",
                account_id="ACC-1", channel="all", recorded_at=RECORDED)  # fmt: skip
NO = Event(case=1, kind="refused", recorded_at=RECORDED)
PROOF = {"confirmation_at": "2024-07-01", "evidence_sha256": "ab"}


@pytest.mark.parametrize(
    ("answers", "state", "open_refusal"),
    [
        ([], "pending", False),
        ([NO._replace(kind="authority_asked")], "pending", False),
        ([NO], "pending", True),
        ([NO._replace(confirmation_at="2024-07-01")], "pending", True),
        ([NO._replace(evidence_sha256="ab")], "pending", True),
        # Half a proof and the other half are none.
        ([NO._replace(confirmation_at="2024-07-01"), NO._replace(evidence_sha256="ab")],
         "pending", True),
        ([NO, NO._replace(**PROOF)], "refused", False),
        ([NO, NO._replace(kind="confirmed")], "confirmed", False),
    ],
)  # fmt: skip
def test_how_a_case_stands(answers: list[Event], state: str, open_refusal: bool) -> None:
    found = cases(standing(frame(REQUEST, *answers))).row(0, named=True)
    assert (found["state"], found["refused_open"]) == (state, open_refusal)
    told = in_force(frame(REQUEST, *answers), "email", SENT)
    assert list(told.people["key"]) == ["a@x.com"], "whoever asked is opted out in any case"
    expected = [] if state == "refused" else [
        ("x.com", None, state), ("y.com", None, state), (None, "acc-1", state),
    ]  # fmt: skip
    assert told.organisations.select("domain", "account_id", "state").rows() == expected


@given(
    st.sampled_from(["prospecting", "account_management"]),
    st.sampled_from(["executive", "authorised", "senior", "colleague", "junior", "unknown"]),
    st.sets(st.sampled_from(CONDITIONS)),
    st.sampled_from(["all", "any"]),
)
def test_the_procedure_in_one_sentence(
    mode: str, role: str, conditions: set[str], policy: str
) -> None:
    grounds = len(conditions) == 4 if policy == "all" else bool(conditions)
    asks = mode == "account_management" and role not in ("executive", "authorised") and grounds
    found = decide(mode, role, conditions, policy)  # type: ignore[arg-type]
    assert (found.state == "pending") is asks


def test_a_refusal_needs_both_proofs() -> None:
    assert closes("2024-07-01", "ab")
    assert not closes("2024-07-01", None)
    assert not closes(None, "ab")
