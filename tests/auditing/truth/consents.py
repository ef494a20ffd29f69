"""Consent and relationships in time: before, on and after the send; clocks; no day at all."""

from __future__ import annotations

from datetime import date
from typing import Final

from tests.auditing.truth.days import ONE, Moment, add_months, span
from tests.auditing.truth.truth import LAWFUL, Verdict, World, unknown, violation

_GIVEN: Final = ("2022-04-30", "2024-02-29", "2025-10-01")
#: Where consent is asked, the code of its absence, and whether it has to be confirmed.
_PLACES: Final = (
    ("CZ", "email", "corporate", "LC302"), ("IT", "email", "corporate", "LC302"),
    ("PL", "email", "individual", "LC302"), ("DE", "email", "corporate", "LC303"),
    ("GB", "email", "individual", "LC302"), ("US", "sms", "individual", "LC302"),
    ("GB", "sms", "individual", "LC302"), ("DE", "call", "individual", "LC302"),
)  # fmt: skip


def _consent(channel: str, code: str, day: str) -> dict[str, str]:
    own = {} if channel == "email" else {"consent_channel": channel}
    if code == "LC303":
        times = {"optin_time": f"{day} 10:00:00", "confirm_time": f"{day} 10:07:00"} if day else {}
        return {"consent": "double_opt_in", **times}
    return {"consent": "opt_in", "consent_date": day, **own}


def add_consents(world: World, *, at_send: bool) -> None:
    """``at_send``: the settings say that undated cells were written with each send."""
    for country, channel, subscriber, code in _PLACES:
        for text in _GIVEN:
            person = world.person(country, channel, subscriber)
            person |= _consent(channel, code, text)
            for day in span(date.fromisoformat(text), -10, 10):
                early = day < date.fromisoformat(text)
                truth = violation("LC307") if early else LAWFUL
                world.send(f"consent dated {country} {channel}", person, Moment(day), truth)
        _without_a_day(world, country, channel, subscriber, code, at_send=at_send)


def _without_a_day(
    world: World, country: str, channel: str, subscriber: str, code: str, *, at_send: bool
) -> None:
    days = span(date(2023, 9, 12), 0, 6)
    cast: dict[str, tuple[dict[str, str], Verdict]] = {
        # The word alone is no double opt-in anywhere: its times are what proves it.
        "undated": (
            _consent(channel, code, ""),
            LAWFUL if at_send and code != "LC303" else unknown(code),
        ),
        "denied": ({"consent": "no", "consent_channel": channel}, violation(code)),
        "silent": ({}, unknown(code)),
        "elsewhere": (
            {**_consent(channel, "LC302", "2021-05-04"), "consent_channel": "letter"},
            unknown(code),
        ),
    }
    for name, (cells, truth) in cast.items():
        person = {**world.person(country, channel, subscriber), **cells}
        for day in days:
            world.send(f"consent {name} {country} {channel}", person, Moment(day), truth)


_CUSTOMER: Final = {"relationship": "customer", "optout_offered": "yes"}
#: Place, cells, day of the relationship (or the contract's end), months: lawful until so many
#: months after that day, and including it.
_TERMS: Final = (
    ("IE", "email", "individual", _CUSTOMER, "relationship_date", "2023-04-17", 12),
    ("IE", "sms", "corporate", _CUSTOMER, "relationship_date", "2023-02-28", 12),
    ("CA", "email", "corporate", _CUSTOMER, "relationship_date", "2022-02-28", 24),
    ("CA", "sms", "individual", _CUSTOMER, "relationship_date", "2022-06-15", 24),
    ("CA", "email", "corporate", {"relationship": "enquiry"}, "relationship_date", "2021-08-31", 6),
    ("CA", "email", "corporate", {"relationship": "enquiry"}, "relationship_date", "2023-12-31", 6),
    ("SK", "email", "corporate", {**_CUSTOMER, "relationship_date": "2020-06-01"}, "contract_end",
     "2025-01-31", 12),
    ("SK", "sms", "corporate", {**_CUSTOMER, "relationship_date": "2020-06-01"}, "contract_end",
     "2024-11-12", 12),
)  # fmt: skip


def add_relationships(world: World, *, at_send: bool) -> None:
    """Soft opt-ins on each day around their beginning and their end."""
    for country, channel, subscriber, cells, column, text, months in _TERMS:
        person = {**world.person(country, channel, subscriber), **cells, column: text}
        end = add_months(date.fromisoformat(text), months)
        for day in span(end, -5, 5):
            truth = violation("LC306") if day > end else LAWFUL
            world.send(f"clock {country} {channel} {months}", person, Moment(day), truth)
    for country in ("GB", "BE", "NL", "CA"):
        begun = date(2023, 11, 8)
        dated = {**world.person(country, "email", "individual"), **_CUSTOMER}
        undated = {**world.person(country, "email", "individual"), **_CUSTOMER}
        dated["relationship_date"] = begun.isoformat()
        for day in span(begun, -4, 4):
            truth = violation("LC304") if day < begun else LAWFUL
            world.send(f"customer since {country}", dated, Moment(day), truth)
            # Canada's clock asks for a day even where the rest is taken at its word.
            known = at_send and country != "CA"
            truth = LAWFUL if known else unknown()
            world.send(f"customer undated {country}", undated, Moment(day), truth)


def add_interest(world: World, assessed: date) -> None:
    """Sends that rest on legitimate interest, around the day of its assessment."""
    person = world.person
    given = {"consent": "opt_in", "consent_date": "2019-05-06"}
    soft = {**_CUSTOMER, "relationship_date": "2020-06-01"}
    cast = {
        "FR company": (person("FR", "email"), True),
        "GB company": (person("GB", "email"), True),
        "NL call to a company": (person("NL", "call"), True),
        "ES call to a person": (
            {**person("ES", "call", "individual"), "number_source": "given", **given,
             "consent_channel": "call"}, False,
        ),
        "FR function": (person("FR", "email", generic=True), False),
        "US person": (person("US", "email", "individual"), False),
        "GB consent": ({**person("GB", "email"), **given}, False),
        "GB soft opt-in": ({**person("GB", "email", "individual"), **soft}, False),
    }  # fmt: skip
    for name, (who, rests) in cast.items():
        for day in span(assessed, -10, 10):
            truth = unknown("LC309") if rests and day < assessed else LAWFUL
            world.send(f"interest {name}", who, Moment(day), truth)


def add_same_day(world: World) -> None:
    """Consent and send on one day, both by the clock.

    ``check`` compares days. An audit that knows the minute must not: a message of nine o'clock
    rests on no consent of three.
    """
    person = world.person("CZ", "email")
    person |= {"consent": "opt_in", "consent_date": "2024-05-07 15:00:00"}
    for clock, truth in (("09:00", violation("LC307")), ("15:01", LAWFUL), ("", LAWFUL)):
        world.send("consent by the clock", person, Moment(date(2024, 5, 7), clock), truth)
    world.send("consent by the clock", person, Moment(date(2024, 5, 7) + ONE, "09:00"), LAWFUL)
