"""All cells of the law, the shipped rules, and where the tests' own facts about the law lie."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

from listcheck.core import columns as c
from listcheck.policy import Answer, Rules, answer, load_rules

FACTS = Path(__file__).parents[1] / "data" / "law"
FIRST_DAY = date(2018, 5, 25)
CHANNELS = ("email", "sms", "call", "automated-call")
KEY = {
    "party": ("first", "third"),
    "address_kind": ("generic", "individual"),
    "subscriber": ("corporate", "individual"),
}
#: channel, party, address kind, subscriber
Cell = tuple[str, str, str, str]
CELLS: tuple[Cell, ...] = tuple(product(CHANNELS, *KEY.values()))  # type: ignore[arg-type]

#: What the law asks of a contact.
COLUMNS: dict[str, Any] = {
    column.name: column.dtype
    for column in (
        *(c.COUNTRY, c.OTHER_COUNTRY, c.PARTY, c.ADDRESS_KIND, c.SUBSCRIBER, c.LINE_TYPE),
        *(c.NUMBER_SOURCE, c.RELATIONSHIP, c.RELATIONSHIP_DATE, c.CONTRACT_END),
        *(c.CONSENT_LAST_USED, c.CURRENT_CUSTOMER, c.EXISTING_AGREEMENT),
        *(c.PUBLISHED_BUSINESS_CONTACT, c.CONSENT, c.CONSENT_DATE, c.SEND_DATE, c.COLLECTED_BY),
        *(c.SENDER_ENTITY, c.SIMILAR_PRODUCTS, c.OPTOUT_OFFERED, c.UNSUBSCRIBE_ROUTE, c.CHANNEL),
    )
}
#: A customer who meets every condition of the soft opt-in.
CUSTOMER: dict[str, Any] = {
    "relationship": "customer",
    "similar_products": True,
    "optout_offered": "yes",
    "unsubscribe_route": True,
}


@cache
def shipped() -> Rules:
    """The shipped rules, read once."""
    return load_rules()


def ask(country: str, cell: Cell, on: date, pack: str = "current") -> Answer:
    """The shipped answer of one cell."""
    channel, party, address_kind, subscriber = cell
    return answer(
        shipped(),
        country,
        channel,
        on=on,
        pack=pack,
        party=party,
        address_kind=address_kind,
        subscriber=subscriber,
    )


def edges(country: str) -> Iterator[date]:
    """Days on which a row or an exception of a country begins or ends, the first day too."""
    yield FIRST_DAY
    file = shipped().countries[country]
    for row in (*file.rule, *file.unanswered):
        yield from (day for day in (row.from_, row.until) if day)
    for rule in file.rule:
        for item in rule.exception:
            yield from (day for day in (item.from_, item.until) if day)


def around(days: Iterable[date]) -> list[date]:
    """The days and their neighbours, from the first day on."""
    near = {day + timedelta(days=step) for day in days for step in (-1, 0, 1)}
    return sorted(day for day in near if day >= FIRST_DAY)
