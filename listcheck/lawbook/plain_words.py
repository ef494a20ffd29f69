"""The law in plain words: bases, facts, clocks, registers and kinds of contact."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import product

from listcheck.core.columns import ADDRESS_KINDS, PARTIES, SUBSCRIBERS
from listcheck.policy.files.register_file import Register
from listcheck.policy.files.rule_file import OptOutTime, Source, Terms

#: Party, address kind and subscriber of a contact.
Cell = tuple[str, str, str]
WIDTH = 100
#: All kinds of contact, companies first, as a page tells them.
CELLS: tuple[Cell, ...] = tuple(
    (party, kind, subscriber)
    for subscriber, kind, party in product(SUBSCRIBERS, ADDRESS_KINDS, PARTIES)
)
BASES = {
    "opt_out": "allowed until the person objects (opt-out)",
    "presumed_consent": "allowed where consent can be presumed",
    "legitimate_interest_or_opt_in": "legitimate interest or consent",
    "opt_in": "prior consent (opt-in)",
    "double_opt_in": "prior, confirmed consent (double opt-in)",
    "prohibited": "prohibited",
}
CHANNEL_WORDS = {
    "email": "E-mail",
    "sms": "Text messages",
    "call": "Calls",
    "automated-call": "Automated calls",
}
DECLARED = {
    "professional_message": "the message is about the recipient's profession or activity "
    "([brief] professional_message)",
}
_PARTY_WORDS = {"first": "your own list", "third": "bought lists"}
_SUBSCRIBER_WORDS = {"corporate": "companies", "individual": "consumers and sole traders"}
_KIND_WORDS = {
    "email": {"generic": "no person named (info@)", "individual": "a named person"},
    "sms": {"generic": "no person named", "individual": "a named person"},
    "call": {"generic": "the switchboard", "individual": "a person's line"},
}
#: What a fact of an exception says; ``{}`` stands for the values that hold.
_FACT_WORDS = {
    "line_type": "the number is {}",
    "number_source": "the number's source is {}",
    "relationship": "the person's relationship is {}",
    "sector": "the campaign's sector is {}",
    "sender_kind": "the sender's kind is {}",
    "product": "the product is {}",
}
_YES_NO_WORDS = {
    ("existing_agreement", "yes"): "an agreement is running",
    ("existing_agreement", "no"): "no agreement is running",
    ("published_business_contact", "yes"): "the business contact was published",
    ("published_business_contact", "no"): "the business contact was not published",
    ("similar_products", "yes"): "the campaign is for the sender's own similar products",
    ("similar_products", "no"): "the campaign is not for the sender's own similar products",
}


def facts(when: Mapping[str, str | list[str]]) -> str:
    """The facts of an exception as a list or a brief states them: ``a = b or c``."""
    return ", ".join(f"{name} = {_either(value)}" for name, value in when.items())


def facts_in_words(when: Mapping[str, str | list[str]]) -> str:
    """The facts of an exception for a reader who knows no field names."""
    return " and ".join(
        _YES_NO_WORDS.get((name, _either(value)))
        or _FACT_WORDS[name].format(_either(value).replace("_", " "))
        for name, value in when.items()
    )


def _either(value: str | list[str]) -> str:
    return value if isinstance(value, str) else " or ".join([", ".join(value[:-1]), value[-1]])


def terms_words(terms: Terms) -> str:
    """How long a relationship counts, and what it replaces."""
    clocks = []
    if terms.customer_months:
        clocks.append(f"{terms.customer_months} months after a purchase")
    if terms.enquiry_months:
        clocks.append(f"{terms.enquiry_months} months after an enquiry")
    if terms.after_contract_months:
        clocks.append(
            f"as long as a contract runs and {terms.after_contract_months} months after its end"
        )
    clauses = [", ".join(clocks)] if clocks else []
    if terms.last_use:
        clauses.append("each use of the details starts the time anew")
    if terms.replaces_conditions:
        clauses.append("the relationship alone is enough, nothing else is asked")
    if terms.similar_products:
        clauses.append("only for the sender's own similar products")
    return "; ".join(clauses)


def register_words(register: Register, on: date) -> str:
    """What a register holds, how old a copy may be, and who needs no look-up."""
    holds = contacts([cell for cell in CELLS if cell[2] in register.covers], register.channel)
    clauses = [
        f"{register.id}: {register.name}, lists {holds}",
        f"a copy serves {register.max_age_days} days",
        "consent beats a listing"
        if register.consent == "overrides"
        else "only a consent later than the listing beats it, so check also those with consent",
    ]
    if terms := own_customers_words(register, on):
        clauses.append(f"own customers need no look-up ({terms})")
    return "; ".join(clauses)


def own_customers_words(register: Register, on: date) -> str | None:
    """Which of the sender's own customers need no look-up on a day: how long, and for what."""
    terms = register.own_customers_on(on)
    return (terms_words(terms) or "for any time") if terms else None


def time_words(row: OptOutTime) -> str:
    """By when an opt-out has to be acted on."""
    if row.days is not None:
        return f"{row.days} days after the day of receipt"
    return (
        f"{row.business_days} business days after the day of receipt "
        "(Saturdays, Sundays and the whole country's holidays not counted)"
    )


def contacts(cells: Iterable[Cell], channels: Iterable[str]) -> str:
    """Kinds of contact in plain words; what makes no difference is not mentioned."""
    all_cells = left = frozenset(cells)
    names = set(channels)
    kinds = _KIND_WORDS["email" if "email" in names else "sms" if "sms" in names else "call"]
    boxes = []
    for box in _BOXES:
        if box <= all_cells and box & left:
            left -= box
            boxes.append(_box_words(box, kinds))
    return "; ".join(boxes)


def _box_words(box: frozenset[Cell], kinds: Mapping[str, str]) -> str:
    parts = []
    for at, words in ((2, _SUBSCRIBER_WORDS), (1, kinds), (0, _PARTY_WORDS)):
        values = {cell[at] for cell in box}
        if len(values) == 1:
            parts.append(words[values.pop()])
    return ", ".join(parts) or "every contact"


def _boxes() -> list[frozenset[Cell]]:
    """Every set of cells that one phrase can name, the widest first."""
    boxes = [
        frozenset(product(party, kind, subscriber))
        for subscriber in (SUBSCRIBERS, *((item,) for item in SUBSCRIBERS))
        for party in (PARTIES, *((item,) for item in PARTIES))
        for kind in (ADDRESS_KINDS, *((item,) for item in ADDRESS_KINDS))
    ]
    return sorted(boxes, key=lambda box: -len(box))


_BOXES = _boxes()


def wrapped(text: str, indent: int, hang: int = 2) -> str:
    """A paragraph of at most 100 columns; addresses and ids are never broken."""
    return textwrap.fill(
        text,
        WIDTH,
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + hang),
        break_long_words=False,
        break_on_hyphens=False,
    )


def source_lines(sources: Iterable[Source], indent: int) -> list[str]:
    """Title and address of each source."""
    return [
        line
        for source in sources
        for line in (wrapped(source.title, indent), " " * (indent + 2) + source.url)
    ]


def cited(sources: Iterable[Source]) -> list[dict[str, str]]:
    """Sources as plain values."""
    return [{"title": source.title, "url": source.url} for source in sources]
