"""Everyday sends over five years, and rows that say too little."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from tests.auditing.truth.days import Moment
from tests.auditing.truth.opt_outs import FIRST, LAST, suppress
from tests.auditing.truth.truth import LAWFUL, Verdict, World, unknown, violation

_GIVEN: Final = {"consent": "opt_in", "consent_date": "2019-05-06"}
#: Who is contacted: place, kind, cells, and what is true of each send in all five years.
_CAST: Final[tuple[tuple[str, str, str, bool, dict[str, str], Verdict], ...]] = (
    ("US", "email", "individual", False, {}, LAWFUL),
    ("US", "email", "corporate", True, {}, LAWFUL),
    ("GB", "email", "corporate", False, {}, LAWFUL),
    ("FR", "email", "corporate", True, {}, LAWFUL),
    ("SE", "email", "corporate", False, {}, LAWFUL),
    ("CZ", "email", "corporate", False, _GIVEN, LAWFUL),
    ("CA", "email", "individual", False, _GIVEN, LAWFUL),
    ("US", "call", "corporate", False, {}, LAWFUL),
    ("NL", "call", "corporate", False, {}, LAWFUL),
    ("GB", "sms", "corporate", False, {}, LAWFUL),
    ("IT", "email", "corporate", False, {"consent": "none"}, violation("LC302")),
    ("PL", "email", "corporate", True, {}, unknown("LC302")),
    ("DE", "email", "corporate", False, _GIVEN, unknown("LC303")),
    ("CZ", "email", "individual", False, {"consent": "no"}, violation("LC302")),
)  # fmt: skip


def add_noise(world: World, count: int) -> None:
    """So many sends to people who are contacted again and again."""
    people = [
        ({**world.person(country, channel, subscriber, generic=generic), **cells}, truth)
        for country, channel, subscriber, generic, cells, truth in _CAST
        for _ in range(20)
    ]
    days = (LAST - FIRST).days
    for _ in range(count):
        person, truth = world.random.choice(people)
        clock = world.random.choice(("", "08:15", "12:00", "17:45"))
        sent = Moment(FIRST + timedelta(days=world.random.randint(0, days)), clock)
        world.send("noise", person, sent, truth)


#: Cells in the place of a good one's, and what nobody can know therefore.
_ODD: Final = (
    ({"send_time": ""}, "LC007"),
    ({"send_time": "yesterday"}, "LC007"),
    ({"send_time": "2024-02-30"}, "LC007"),
    # Day/month or month/day, and no date_order.
    ({"send_time": "03/04/2024"}, "LC007"),
    ({"channel": "carrier pigeon"}, "LC008"),
    ({"email": ""}, "LC101"),
    ({"email": "jan.peeters"}, "LC102"),
    ({"country": ""}, "LC131"),
    ({"opted_out": "perhaps"}, "LC210"),
    ({"balancing_flags": "children"}, "LC310"),
)  # fmt: skip
_ODD_CALLS: Final = (({"phone": ""}, "LC101"), ({"phone": "+44 20"}, "LC121"))
#: What says nothing about the law: dead and wrong mailboxes, numbers that cost, other spellings
#: of one day.
_HARMLESS: Final = (
    ("email", {"email": "jan.peeters@gmial.com"}),
    ("email", {"email": "abuse@firma-4711.com"}),
    ("email", {"email": "jan.peeters@firma.invalid"}),
    ("email", {"email": "jan.peeters@mailinator.com"}),
    ("email", {"status": "bounced"}),
    ("email", {"opted_out": "no"}),
    ("email", {"balancing_flags": "no"}),
    ("email", {"send_time": "2024-02-29T09:00:00.123Z"}),
    ("email", {"send_time": "2024-02-29T09:00:00+0100"}),
    ("email", {"send_time": "2024/02/29"}),
    ("email", {"send_time": "2024-02-29 09:00"}),
    ("call", {"phone": "+19005550123"}),
)  # fmt: skip


def add_odd(world: World) -> None:
    """Rows that do not say when, by what channel, to whom or where."""
    for channel, rows in (("email", _ODD), ("call", _ODD_CALLS)):
        for cells, code in rows:
            for _ in range(5):
                person = world.person("US", channel)
                world.odd(f"odd {code}", person, unknown(code), **cells)
    for channel, cells in _HARMLESS:
        for _ in range(5):
            world.odd("odd and harmless", world.person("US", channel), LAWFUL, **cells)
    # Whoever asked to be left alone may have asked before or after a send of no day.
    for _ in range(5):
        person = world.person("GB", "email")
        suppress(world, "optouts", date(2026, 10, 31), person["email"], "2023-03-01")
        world.odd("odd and opted out", person, unknown("LC007"), send_time="")


def add_unasked(world: World, *, waived: bool) -> None:
    """Nobody asked who had opted out: what would be lawful is unknown, unless that is waived."""
    for country, channel, subscriber, generic, cells, truth in _CAST:
        person = {**world.person(country, channel, subscriber, generic=generic), **cells}
        found = unknown("LC001") if truth == LAWFUL and not waived else truth
        for at in range(0, 1_800, 90):
            world.send("nobody asked", person, Moment(FIRST + timedelta(days=at)), found)


def add_days_of_noise(world: World, first: date, count: int) -> None:
    """A lawful send on each of so many days: no day of the five years is empty."""
    person = world.person("US", "email")
    for at in range(count):
        world.send("noise", person, Moment(first + timedelta(days=at)), LAWFUL)
