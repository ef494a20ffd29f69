"""Registers: snapshots over the years, gaps between them, numbers that come and go."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from tests.auditing.truth.days import Moment, span
from tests.auditing.truth.truth import LAWFUL, Verdict, World, unknown, violation

#: Days on which copies of the British registers were obtained, every 28 days. One of TPS is
#: missing in May 2023, one of CTPS in August; the last ones serve until 2023-11-07.
_TPS: Final = "01-10 02-07 03-07 04-04 05-02 06-20 07-18 08-15 09-12 10-10"
_CTPS: Final = "01-10 02-07 03-07 04-04 05-02 05-30 06-20 07-18 09-12 10-10"
#: The American one, every 31 days, with a gap: the copy of February serves until 2024-03-17.
_DNC: Final = "01-15 02-15 04-01 05-02 06-02 07-03"
_GB_AGE, _US_AGE, _TPS_GRACE = 28, 31, 28


def _days(year: int, text: str) -> list[date]:
    return [date.fromisoformat(f"{year}-{day}") for day in text.split()]


def _state(copies: list[date], day: date, age: int) -> str:
    """Code of what is wrong with the newest copy on a day; blank where it may answer."""
    had = [copy for copy in copies if copy <= day]
    if not had:
        return "LC402"
    return "LC403" if (day - had[-1]).days > age else ""


def _newest(copies: list[date], day: date) -> date:
    return max((copy for copy in copies if copy <= day), default=date.min)


def add_registers(world: World) -> None:
    """Calls to Britain, the United States and Canada through many months of copies."""
    _britain(world)
    _america(world)
    _canada(world)


def _britain(world: World) -> None:
    tps, ctps = _days(2023, _TPS), _days(2023, _CTPS)
    registers = world.sources.registers
    for obtained in tps:
        registers[("TPS", obtained)] = ["phone,registration date", "+442079469999,"]
    for obtained in ctps:
        registers[("CTPS", obtained)] = ["phone", "+442079469998"]
    # Who is on which copies: from, until (the first copy without), and the day of the listing.
    cast: dict[str, tuple[str, str, str, str]] = {
        "never listed": ("individual", "", "", ""),
        "company never listed": ("corporate", "", "", ""),
        "always listed": ("individual", "2023-01-10", "2024-01-01", ""),
        "listed later, then off": ("individual", "2023-04-04", "2023-08-15", ""),
        "company listed": ("corporate", "2023-03-07", "2024-01-01", ""),
        "company taken off": ("corporate", "2023-01-10", "2023-06-20", ""),
        "listing of a known day": ("individual", "2023-04-04", "2024-01-01", "2023-03-20"),
        "consent beats it": ("individual", "2023-01-10", "2024-01-01", ""),
    }
    for name, (subscriber, since, until, known) in cast.items():
        person = world.person("GB", "call", subscriber)
        own, register = (ctps, "CTPS") if subscriber == "corporate" else (tps, "TPS")
        on = [copy for copy in own if since and str(copy) >= since and str(copy) < until]
        for copy in on:
            cell = person["phone"] + (f",{known}" if register == "TPS" else "")
            registers[(register, copy)].append(cell)
        if name == "consent beats it":
            person |= {"consent": "opt_in", "consent_date": "2019-05-06", "consent_channel": "call"}
        binds = date.fromisoformat(known) + timedelta(days=_TPS_GRACE) if known else date.min
        for day in span(date(2022, 12, 28), 0, 325):
            listed = _newest(own, day) in on and day >= binds
            truth = _looked_up(tps, ctps, own, listed, day)
            if name == "consent beats it":
                truth = LAWFUL
            if truth is not None:
                world.send(f"register GB {name}", person, Moment(day), truth)


def _looked_up(
    tps: list[date], ctps: list[date], own: list[date], listed: bool, day: date
) -> Verdict | None:
    """Both registers have to be asked; what a fresh copy says is worse than what a stale one omits.

    None: listed on a copy that is too old. That is for :func:`add_listed_on_an_old_copy`.
    """
    states = {_state(tps, day, _GB_AGE), _state(ctps, day, _GB_AGE)} - {""}
    if listed:
        return None if _state(own, day, _GB_AGE) else violation("LC401")
    return unknown(*states) if states else LAWFUL


def _america(world: World) -> None:
    copies = _days(2024, _DNC)
    registers = world.sources.registers
    for obtained in copies:
        registers[("US-DNC", obtained)] = ["202,4569999"]
    listed = world.person("US", "call", "individual")
    company = world.person("US", "call", "corporate")
    later = world.person("US", "call", "individual")
    # The area 415 was never ordered.
    elsewhere = {**world.person("US", "call", "individual"), "phone": "+14154560123"}
    free = world.person("US", "call", "individual")
    agreed = {
        **world.person("US", "call", "individual"),
        "consent": "opt_in", "consent_date": "2019-05-06", "consent_channel": "call",
    }  # fmt: skip
    for obtained in copies:
        for person in (listed, company, agreed):
            registers[("US-DNC", obtained)].append(_local(person))
        if obtained >= date(2024, 5, 2):
            registers[("US-DNC", obtained)].append(_local(later))
    for day in span(date(2024, 1, 8), 0, 215):
        sent, state = Moment(day), _state(copies, day, _US_AGE)
        held = unknown(state) if state else None
        world.send("register US free", free, sent, held or LAWFUL)
        on = _newest(copies, day) >= date(2024, 5, 2)
        if not state or state == "LC402":
            world.send("register US listed", listed, sent, held or violation("LC401"))
        if not state or not on:
            truth = held or (violation("LC401") if on else LAWFUL)
            world.send("register US later", later, sent, truth)
        world.send("register US company", company, sent, LAWFUL)
        world.send("register US agreed", agreed, sent, LAWFUL)
        if not state:
            world.send("register US other area", elsewhere, sent, unknown("LC402"))


def _local(person: dict[str, str]) -> str:
    number = person["phone"].removeprefix("+1")
    return f"{number[:3]},{number[3:]}"


def add_listed_on_an_old_copy(world: World) -> None:
    """Listed on the newest copy, which is too old.

    The listing may have ended since, or stand still. That is no violation that anybody could
    prove: unknown, as the specification says of an old copy before it speaks of listings.
    """
    copy = date(2024, 2, 15)
    person = world.person("US", "call", "individual")
    world.sources.registers[("US-DNC", copy)] = ["202,4569999", _local(person)]
    for day in span(copy, _US_AGE - 3, _US_AGE + 10):
        old = (day - copy).days > _US_AGE
        truth = unknown("LC403") if old else violation("LC401")
        world.send("listed on an old copy", person, Moment(day), truth)


def _canada(world: World) -> None:
    """A list and two lists of changes, each of which makes a newer copy at its day."""
    full, first, second = date(2025, 2, 3), date(2025, 2, 24), date(2025, 3, 17)
    off, on, kept, never = (world.person("CA", "call", "individual") for _ in range(4))
    company = world.person("CA", "call", "corporate")
    world.sources.registers |= {
        ("CA-DNCL", full): ["phone", off["phone"], kept["phone"], company["phone"]],
        ("CA-DNCL", first): ["phone,action", f"{off['phone']},D", f"{on['phone']},A"],
        ("CA-DNCL", second): ["phone,action", f"{off['phone']},A", f"{on['phone']},D"],
    }
    copies = [full, first, second]
    for day in span(full, -4, 80):
        state, newest = _state(copies, day, _US_AGE), _newest(copies, day)
        listed = {"off": newest in (full, second), "on": newest == first, "kept": True}
        for name, person in (("off", off), ("on", on), ("kept", kept), ("never", never)):
            truth = violation("LC401") if listed.get(name) else LAWFUL
            if state:
                truth = unknown(state)
            if state != "LC403" or not listed.get(name):
                world.send(f"register CA {name}", person, Moment(day), truth)
        world.send("register CA company", company, Moment(day), LAWFUL)
