"""Opt-outs told more than once, by halves, or of somebody else: what decides then."""

from __future__ import annotations

from datetime import date
from typing import Final

from tests.auditing.truth.days import Moment, span
from tests.auditing.truth.opt_outs import AFTER, enter, reachable, suppress
from tests.auditing.truth.truth import (
    LAWFUL,
    Verdict,
    World,
    after_opt_out,
    grace_end,
    unknown,
    violation,
)

_GB: Final = ("GB", "email")
_US: Final = ("US", "email")


def add_special(world: World) -> None:
    """Twice the same, bounces, other channels, and who came back."""
    days = span(date(2023, 3, 1), -3, 230)[::3]
    for place in (_GB, _US):
        twice = reachable(world, place)
        for text in ("2023-09-01", "2023-03-01"):
            enter(world, twice, Moment(date.fromisoformat(text)))
        bounced, asked, texted = (reachable(world, place) for _ in range(3))
        suppress(world, "reasons", None, bounced["email"], "hard bounce", "2023-03-01", "")
        suppress(world, "reasons", None, asked["email"], "unsubscribed", "2023-03-01", "2023-05-01")
        suppress(world, "scoped", None, texted["email"], "sms", "2023-03-01")
        for day in days:
            sent = Moment(day)
            truth = after_opt_out("LC201", Moment(date(2023, 3, 1)), sent, place)
            world.send(f"the first of two {place[0]}", twice, sent, truth)
            # A person's opt-out does not run out, whatever a column says.
            world.send(f"expiry not heeded {place[0]}", asked, sent, truth)
            world.send(f"bounced {place[0]}", bounced, sent, LAWFUL)
            world.send(f"other channel {place[0]}", texted, sent, LAWFUL)
        _back_again(world, place)
        _told_twice(world, place)
        _snoozed(world, place)
    _one_number(world)
    _asked_twice_across_the_change(world)
    _before_all_rules(world)


def _back_again(world: World, place: tuple[str, str]) -> None:
    """Opted out on 2023-03-07, back with proof on 2023-05-02; without proof nothing is lifted."""
    out, back = date(2023, 3, 7), date(2023, 5, 2)
    proof = {
        "consent": "opt_in", "consent_date": back.isoformat(), "optin_time": f"{back} 10:00:00",
        "confirm_time": f"{back} 10:05:00", "confirm_ip": "192.0.2.7", "optin_ip": "192.0.2.7",
    }  # fmt: skip
    proven = {**reachable(world, place), **proof}
    bare = {**reachable(world, place), "consent": "opt_in", "consent_date": back.isoformat()}
    # Out again after the return: the later opt-out is lifted by nothing.
    again = {**reachable(world, place), **proof}
    enter(world, again, Moment(date(2023, 6, 5)))
    for person in (proven, bare, again):
        enter(world, person, Moment(out))
    for day in [*span(out, -2, 20), *span(back, -5, -1), *span(back, 1, 9)]:
        late = after_opt_out("LC201", Moment(out), Moment(day), place)
        came: Verdict = LAWFUL if day > back else late
        world.send(f"back with proof {place[0]}", proven, Moment(day), came)
        world.send(f"back without proof {place[0]}", bare, Moment(day), late)
        world.send(f"out again {place[0]}", again, Moment(day), came)
    for day in span(date(2023, 6, 5), *AFTER):
        late = after_opt_out("LC201", Moment(date(2023, 6, 5)), Moment(day), place)
        world.send(f"out again {place[0]}", again, Moment(day), late)


def _told_twice(world: World, place: tuple[str, str]) -> None:
    """By the log and a source, with a day and without one, by two exports."""
    first, second = date(2024, 3, 4), date(2024, 6, 3)
    both = {**reachable(world, place), "opted_out": "yes", "opted_out_at": second.isoformat()}
    enter(world, both, Moment(first))
    halves, exports = reachable(world, place), reachable(world, place)
    enter(world, halves, Moment(first))
    suppress(world, "undated-whenever", None, halves["email"])
    for exported in (second, first):
        suppress(world, f"undated-{exported}", exported, exports["email"])
    end = grace_end(*place, first) or first
    for day in [*span(first, -3, 25), *span(second, -3, 25)]:
        sent = Moment(day)
        truth = after_opt_out("LC201", Moment(first), sent, place)
        world.send(f"log and source {place[0]}", both, sent, truth)
        # Until the day that is known is over, the entry without one leaves all open.
        if truth.answer == "lawful":
            truth = unknown("LC201")
        if place == _GB:
            world.send("with and without a day", halves, sent, truth)
        truth = violation("LC201") if day > end else unknown("LC201")
        world.send(f"two exports {place[0]}", exports, sent, truth)


def _snoozed(world: World, place: tuple[str, str]) -> None:
    """Asked for a pause, and it is over. What holds during a pause is left to the sender."""
    person = reachable(world, place)
    suppress(world, "reasons", None, person["email"], "temporary", "2023-03-01", "2023-05-01")
    for day in [*span(date(2023, 3, 1), -5, -1), *span(date(2023, 5, 1), 1, 30)]:
        world.send(f"pause over {place[0]}", person, Moment(day), LAWFUL)


def _one_number(world: World) -> None:
    """One number, texted and called: one request, and each channel has its own time."""
    for text in ("2024-02-05", "2025-06-02"):
        received = Moment(date.fromisoformat(text))
        called = reachable(world, ("US", "call"))
        texted = {**reachable(world, ("US", "sms")), "phone": called["phone"]}
        enter(world, called, received)
        for day in span(received.day, -2, 40):
            for person in (called, texted):
                place = ("US", person["channel"])
                truth = after_opt_out("LC201", received, Moment(day), place)
                world.send(f"one number {place[1]}", person, Moment(day), truth)


def _before_all_rules(world: World) -> None:
    """Nobody knows the law of early 2018, but a no is a no."""
    person = reachable(world, _GB)
    received = Moment(date(2018, 4, 10))
    enter(world, person, received)
    for day in span(date(2018, 5, 25), -5, 5):
        truth = after_opt_out("LC201", received, Moment(day), _GB)
        world.send("opt-out before all rules", person, Moment(day), truth)


def _asked_twice_across_the_change(world: World) -> None:
    """US calls: asked on 2025-04-10 with thirty days, and on the 11th with ten business days."""
    person = reachable(world, ("US", "call"))
    for text in ("2025-04-10", "2025-04-11"):
        enter(world, person, Moment(date.fromisoformat(text)))
    end = date(2025, 4, 25)
    for day in span(end, -14, 14):
        truth = Verdict("lawful", within_grace=True)
        if day > end:
            truth = violation("LC201", late=(day - end).days)
        world.send("asked before and after the change", person, Moment(day), truth)


def add_half_dated(world: World) -> None:
    """An entry whose time is running and one without a day: unknown, so not within grace."""
    person, received = reachable(world, _US), Moment(date(2024, 3, 4))
    enter(world, person, received)
    suppress(world, "undated-whenever", None, person["email"])
    for day in span(received.day, -3, 25):
        truth = after_opt_out("LC201", received, Moment(day), _US)
        if truth.answer == "lawful":
            truth = unknown("LC201")
        world.send("half dated", person, Moment(day), truth)


def add_undated_across_the_change(world: World) -> None:
    """US calls: an undated entry of an export of 2025-04-14, when thirty days had become ten.

    Received on the 10th it was in time until May 10th, received on the 14th until April 28th.
    Only what came after both is a violation whatever its day.
    """
    person, exported = reachable(world, ("US", "call")), date(2025, 4, 14)
    suppress(world, f"texts-{exported}", exported, person["phone"])
    for day in span(exported, 0, 36):
        truth = unknown("LC201") if day <= date(2025, 5, 10) else violation("LC201")
        world.send("undated across the change", person, Moment(day), truth)
