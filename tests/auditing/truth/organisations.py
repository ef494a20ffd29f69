"""Organisations that opted out: confirmed, pending, refused, each with a day and without."""

from __future__ import annotations

from datetime import date
from typing import Final

from tests.auditing.truth.days import Moment, span
from tests.auditing.truth.opt_outs import AFTER, reachable
from tests.auditing.truth.truth import LAWFUL, Verdict, World, after_opt_out, unknown

_HEADER: Final = "domain,state,opted_out_at"
_RECEIVED: Final = ("2022-12-23", "2023-03-08", "2024-06-28", "2025-12-19")
_PLACES: Final = (("US", "email"), ("CA", "email"), ("DE", "email"), ("GB", "email"))


def _ask(world: World, person: dict[str, str], state: str, received: str) -> None:
    domain = person["email"].partition("@")[2]
    rows = world.sources.organisations.setdefault("organisations", [_HEADER])
    rows.append(f"{domain},{state},{received}")


def add_organisations(world: World) -> None:
    """Colleagues of somebody who spoke for the whole organisation."""
    for place in _PLACES:
        for text in _RECEIVED:
            received = Moment(date.fromisoformat(text))
            confirmed, refused = (reachable(world, place) for _ in range(2))
            _ask(world, confirmed, "confirmed", text)
            _ask(world, refused, "refused", text)
            for day in span(received.day, *AFTER):
                sent = Moment(day)
                truth = after_opt_out("LC202", received, sent, place)
                world.send(f"organisation {place[0]}", confirmed, sent, truth)
                world.send(f"organisation refused {place[0]}", refused, sent, LAWFUL)
        undated = reachable(world, place)
        _ask(world, undated, "confirmed", "")
        for day in span(date(2024, 4, 8), -2, 2):
            truth = unknown("LC202")
            world.send(f"organisation undated {place[0]}", undated, Moment(day), truth)
    _pending(world)


def _pending(world: World) -> None:
    """Asked for and not decided: nobody knows, from the request on.

    Where the law gives time, a request that may never be confirmed cannot be late while that
    runs: those days are left to the German and British contacts, who have none.
    """
    for place in (("DE", "email"), ("GB", "email")):
        person = reachable(world, place)
        _ask(world, person, "pending", "2024-03-13")
        for day in span(date(2024, 3, 13), *AFTER):
            truth: Verdict = unknown("LC203")
            if day < date(2024, 3, 13):
                truth = LAWFUL
            world.send(f"organisation pending {place[0]}", person, Moment(day), truth)
