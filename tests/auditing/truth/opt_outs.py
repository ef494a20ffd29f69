"""Opt-outs of people: receipts around holidays and weekends, sends from two days before on."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from tests.auditing.truth.days import Moment, span
from tests.auditing.truth.truth import LAWFUL, World, after_opt_out, grace_end, unknown, violation

#: Receipts by month and day, every year: around Christmas and New Year, Thanksgiving
#: (both countries'), July 4th, Canada Day, Juneteenth, Easter, Labour Day.
_YEARLY: Final = (
    "01-01 01-02 03-24 04-01 06-17 06-19 06-20 06-30 07-01 07-03 07-04 07-05 08-25 10-07 11-10 "
    "11-11 11-22 11-23 11-24 11-25 11-26 12-10 12-13 12-17 12-18 12-23 12-24 12-25 12-26 12-30 "
    "12-31"
)
#: One whole week without a holiday in the time for acting on it: Monday to Sunday.
_WEEK: Final = "2023-03-06 2023-03-07 2023-03-08 2023-03-09 2023-03-10 2023-03-11 2023-03-12"
#: Around the day on which US texts and calls get ten business days.
_REVOCATION: Final = "2025-04-08 2025-04-09 2025-04-10 2025-04-11 2025-04-12 2025-04-13 2025-04-14"
FIRST, LAST = date(2021, 11, 1), date(2026, 10, 31)
#: Days after the receipt on which the person is contacted: longer than any law gives.
AFTER: Final = (-2, 25)
_AFTER_CALLS: Final = (-2, 36)
_GIVEN: Final = {"consent": "opt_in", "consent_date": "2019-05-06"}
_DOUBLE: Final = {
    "consent": "double_opt_in", "optin_time": "2019-05-06 10:00:00",
    "confirm_time": "2019-05-06 10:07:00",
}  # fmt: skip
#: Where opt-outs are tried: lawful to contact but for the opt-out.
PLACES: Final = {
    ("US", "email"): {}, ("US", "sms"): {**_GIVEN, "consent_channel": "sms"}, ("US", "call"): {},
    ("CA", "email"): _GIVEN, ("CA", "sms"): {**_GIVEN, "consent_channel": "sms"},
    ("CA", "call"): {}, ("DE", "email"): _DOUBLE, ("FR", "email"): {}, ("GB", "email"): {},
    ("NL", "email"): _GIVEN, ("GB", "sms"): {}, ("NL", "call"): {},
}  # fmt: skip
#: Places whose law gives no days, or gave none for a while: a few receipts show all there is.
_FEW: Final = f"2022-02-25 2023-12-24 {_WEEK} 2024-02-29 2024-12-31 {_REVOCATION} 2026-10-01"


def after(place: tuple[str, str]) -> tuple[int, int]:
    """From how many days before to how many after a receipt there are sends."""
    return _AFTER_CALLS if place == ("US", "call") else AFTER


def _receipts(place: tuple[str, str]) -> list[date]:
    if place in (("US", "email"), ("CA", "email"), ("CA", "sms")):
        texts = [f"{year}-{day}" for year in range(2021, 2027) for day in _YEARLY.split()]
        days = map(date.fromisoformat, [*texts, *_WEEK.split()])
    else:
        days = map(date.fromisoformat, _FEW.split())
    return [day for day in days if day >= FIRST and day + timedelta(days=after(place)[1]) <= LAST]


def reachable(world: World, place: tuple[str, str], *, generic: bool = False) -> dict[str, str]:
    """A person of a place who may be contacted."""
    return {**world.person(*place, generic=generic), **PLACES[place]}


def suppress(world: World, source: str, exported: date | None, who: str, *cells: str) -> None:
    """Put somebody into a suppression source; the source's name says what its columns are.

    An address is written in capitals now and then: it is the same one.
    """
    who = who.upper() if world.random.random() < 0.1 else who
    header = HEADERS[source.partition("-")[0]]
    rows = world.sources.suppress.setdefault((source, exported), [header])
    rows.append(",".join((who, *cells)))


#: Kind of source (its name's first word) to its header.
HEADERS: Final = {
    "optouts": "email,opted_out_at", "stops": "phone,unsubscribed_at", "undated": "email",
    "texts": "phone", "reasons": "email,reason,opted_out_at,expires",
    "scoped": "email,channel,opted_out_at",
}  # fmt: skip


def enter(world: World, person: dict[str, str], received: Moment) -> None:
    if "email" in person:
        suppress(world, "optouts", date(2026, 10, 31), person["email"], received.text)
    else:
        suppress(world, "stops", date(2026, 10, 31), person["phone"], received.text)


def add_dated(world: World) -> None:
    """Receipts and sends by days alone, in all places."""
    for place in PLACES:
        for received in _receipts(place):
            person = reachable(world, place, generic=world.random.random() < 0.2)
            enter(world, person, Moment(received))
            for day in span(received, *after(place)):
                truth = after_opt_out("LC201", Moment(received), Moment(day), place)
                world.send(f"opt-out {' '.join(place)}", person, Moment(day), truth)


#: Receipt and send by clock, on the send's day counted from the receipt's: day, clock, offset.
_CLOCKS: Final = (
    (
        Moment(date(2024, 5, 14), "12:00"),
        "-1 18:00; 0 09:00; 0 11:59; 0 12:01; 0 18:00; 0; 1 08:00",
    ),
    (
        Moment(date(2023, 12, 15), "23:50"),
        "0 23:40; 0 23:55; 0; 1 00:10; 17 09:00; 18 09:00; 19 01:00",
    ),
    (
        Moment(date(2024, 5, 14), "12:00", "Z"),
        "0 09:00 Z; 0 12:30 Z; 0 11:30 -02:00; 0 13:30 +02:00; 1 12:30 Z; -1 12:00 Z",
    ),
    (
        Moment(date(2024, 3, 4), "23:30", "-05:00"),
        "1 03:00 Z; 1 05:00 Z; 1 10:00 +02:00; 0 23:00 -05:00",
    ),
    # A clock with an offset against one without: 14 hours either way.
    (
        Moment(date(2024, 5, 14), "12:00", "Z"),
        "-1 21:30; -1 22:30; 0 12:00; 0 23:00; 1 01:30; 1 02:30",
    ),
    (
        Moment(date(2024, 5, 14)),
        "0 09:00; 0 23:00 Z; 1 00:30; -1 23:30; 14 12:00; 15 12:00",
    ),
    # Midnight sharp is a day whose clock nobody knows.
    (
        Moment(date(2024, 5, 14), "00:00"),
        "-1 23:59; 0 09:00; 0 23:59; 0; 1 00:00; 14 00:00; 15 00:00",
    ),
    (
        Moment(date(2024, 5, 14), "00:01"),
        "-1 23:59; 0 00:00; 0 00:02; 1 00:00",
    ),
)


def _clocked(received: Moment, text: str) -> Moment:
    days, clock, zone = [*text.strip().split(" "), "", ""][:3]
    return Moment(received.day + timedelta(days=int(days)), clock, zone)


def add_clocks(world: World) -> None:
    """Receipts and sends by the clock: the order on one day, offsets, what cannot be told."""
    for place in (
        ("GB", "email"),
        ("FR", "email"),
        ("US", "email"),
        ("CA", "email"),
        ("NL", "call"),
    ):
        for received, sends in _CLOCKS:
            person = reachable(world, place)
            enter(world, person, received)
            for text in sends.split(";"):
                sent = _clocked(received, text)
                truth = after_opt_out("LC201", received, sent, place)
                world.send(f"clocks {' '.join(place)}", person, sent, truth)


def add_undated(world: World) -> None:
    """Entries without a day: with the day of their export, and without."""
    for place in PLACES:
        for exported in (date(2023, 3, 10), date(2023, 12, 15), None):
            person = reachable(world, place)
            source = "undated" if "email" in person else "texts"
            name = f"{source}-{exported or 'whenever'}"
            suppress(world, name, exported, person.get("email") or person["phone"])
            for day in span(exported or date(2024, 6, 12), -6, after(place)[1]):
                truth = unknown("LC201")
                if exported:
                    end = grace_end(*place, exported) or exported
                    truth = violation("LC201") if day > end else unknown("LC201")
                world.send(f"undated {' '.join(place)}", person, Moment(day), truth)


def add_in_log(world: World, *, at_send: bool) -> None:
    """What the log itself says of opt-outs: with a day, and without."""
    for place in PLACES:
        for received in (date(2022, 12, 23), date(2024, 7, 3), date(2025, 4, 12)):
            person = {**reachable(world, place), "opted_out_at": received.isoformat()}
            person["opted_out"] = world.random.choice(("yes", ""))
            for day in span(received, *after(place)):
                truth = after_opt_out("LC204", Moment(received), Moment(day), place)
                world.send(f"in the log {' '.join(place)}", person, Moment(day), truth)
        for cells in ({"opted_out": "yes"}, {"status": "unsubscribed"}):
            person = {**reachable(world, place), **cells}
            truth = violation("LC204") if at_send else unknown("LC204")
            for day in span(date(2024, 9, 17), -2, 2):
                world.send(f"in the log undated {' '.join(place)}", person, Moment(day), truth)
        person = {**reachable(world, place), "opted_out": "no", "status": "subscribed"}
        for day in span(date(2024, 9, 17), -2, 2):
            world.send(f"in the log no opt-out {' '.join(place)}", person, Moment(day), LAWFUL)


def add_house_days(world: World, days: int) -> None:
    """Calendar days of the sender's own policy, where no law gives days of its own."""
    for place in (("DE", "email"), ("FR", "email"), ("GB", "sms"), ("NL", "call"), ("US", "email")):
        for text in _WEEK.split():
            received = Moment(date.fromisoformat(text))
            person = reachable(world, place)
            enter(world, person, received)
            for day in span(received.day, -2, 18):
                truth = after_opt_out("LC201", received, Moment(day), place, days)
                world.send(f"house days {' '.join(place)}", person, Moment(day), truth)


def add_stale(world: World, max_age: int) -> None:
    """Exports of two days: whoever opted out since the newer one is not on it."""
    out = reachable(world, ("GB", "email"))
    free = reachable(world, ("GB", "email"))
    suppress(world, "optouts-old", date(2024, 3, 1), out["email"], "2024-02-12")
    suppress(world, "optouts", date(2024, 6, 10), "nobody@nowhere-4711.co.uk", "2024-02-12")
    for day in span(date(2024, 6, 10), -20, max_age + 10):
        trusted = day <= date(2024, 6, 10) + timedelta(days=max_age)
        truth = LAWFUL if trusted else unknown("LC206")
        world.send("stale source", free, Moment(day), truth)
        late = violation("LC201", late=(day - date(2024, 2, 12)).days)
        world.send("stale source opt-out", out, Moment(day), late)


def add_nowhere(world: World) -> None:
    """Nobody knows the country: no days of grace, and no law either."""
    for text in (*_WEEK.split(), "2023-12-15"):
        received = Moment(date.fromisoformat(text))
        person = {**reachable(world, ("US", "email")), "country": ""}
        enter(world, person, received)
        for day in span(received.day, *AFTER):
            late = day - received.day
            truth = unknown("LC131")
            if late.days > 0:
                truth = violation("LC201", late=late.days)
            world.send("opt-out nowhere", person, Moment(day), truth)
