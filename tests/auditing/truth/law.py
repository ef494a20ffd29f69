"""The law that the audit's truth knows: periods copied by hand out of rules/countries/*.toml.

A cell is what one kind of contact falls under, with the columns that make it so. ``state`` is
what the law answers in that period:

``free``      opt_out: nothing is asked before contact
``interest``  legitimate_interest_or_opt_in
``opt_in``    consent, and no way around it for this contact
``double``    confirmed consent
``soft``      opt_in, and the contact meets the soft opt-in
``closed``    opt_in, and the soft opt-in that the contact claims is not open to this sender
``expired``   opt_in, and the soft opt-in that the contact claims has run out
``listed``    free, and the number or address is on the register that is to be asked
``barred``    prohibited, consent or not
``none``      before the first rule
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final


@dataclass(frozen=True)
class Period:
    """From a day on: the state of a cell and the rule that a finding would cite."""

    since: date
    state: str
    rule: str


@dataclass(frozen=True)
class Cell:
    """One kind of contact: where, by which channel, of which kind, and its law over time."""

    name: str
    country: str
    channel: str
    subscriber: str
    periods: tuple[Period, ...]
    party: str = "first"
    cells: Mapping[str, str] = field(default_factory=dict)
    #: The register that has to be asked (and is, with a fresh copy, around each flip).
    register: str = ""
    listed: bool = False
    account: str = "main"
    #: What contacts say of consent: see ``KINDS``. Blank: all of them.
    kinds: tuple[str, ...] = ("given", "none", "missing", "future")

    def on(self, day: date) -> Period:
        """The period in force on a day."""
        return [NONE, *(period for period in self.periods if period.since <= day)][-1]


NONE: Final = Period(date.min, "none", "")
FIRST: Final = "2018-05-25"


def _cell(
    name: str, subscriber: str, periods: str, cells: str = "", **more: str | tuple[str, ...] | bool
) -> Cell:
    """``periods``: ``day state rule`` by semicolon; ``cells``: ``column=text`` by semicolon."""
    country, channel = name.split()[:2]
    told = [
        Period(date.fromisoformat(day), state, rule)
        for day, state, rule in (item.split() for item in periods.split(";"))
    ]
    own = dict(pair.split("=") for pair in cells.split(";") if pair)
    return Cell(name, country, channel, subscriber, tuple(told), cells=own, **more)  # type: ignore[arg-type]


_NO_FUTURE: Final = ("given", "none", "missing")
#: Without consent: what has a way around it.
_BARE: Final = ("none", "missing")
_CUSTOMER: Final = "relationship=customer;relationship_date=2017-09-05;optout_offered=yes"
_DONOR: Final = "relationship=donor;relationship_date=2017-09-05;optout_offered=yes"
_CHARITY: Final = {"account": "charity"}

CELLS: Final = (
    _cell("FR call individual", "individual",
          f"{FIRST} free FR-3; 2026-08-11 opt_in FR-4", register="FR-BLOCTEL"),
    _cell("FR call individual listed", "individual",
          f"{FIRST} listed FR-3; 2026-08-11 opt_in FR-4", register="FR-BLOCTEL", listed=True),
    _cell("FR call corporate", "corporate",
          f"{FIRST} free FR-call-corporate; 2026-08-11 free FR-5", register="FR-BLOCTEL"),
    _cell("FR email individual home renovation", "individual",
          f"{FIRST} opt_in FR-9-first; 2025-07-02 barred FR-6", **_CHARITY),
    _cell("FR call individual home renovation", "individual",
          f"{FIRST} free FR-3; 2020-07-26 barred FR-10", register="FR-BLOCTEL", **_CHARITY),
    _cell("NL call individual", "individual",
          f"{FIRST} free NL-3; 2021-07-01 opt_in NL-1; 2026-07-01 opt_in NL-2",
          register="NL-BMNR"),
    _cell("NL call individual listed", "individual",
          f"{FIRST} listed NL-3; 2021-07-01 opt_in NL-1; 2026-07-01 opt_in NL-2",
          register="NL-BMNR", listed=True),
    _cell("NL call customer", "individual",
          f"{FIRST} free NL-3; 2021-07-01 free NL-1; 2026-07-01 opt_in NL-2",
          _CUSTOMER, register="NL-BMNR", kinds=_NO_FUTURE),
    _cell("NL call corporate", "corporate", f"{FIRST} free NL-4"),
    _cell("ES call individual from a directory", "individual",
          f"{FIRST} free ES-call-any-address-individual; 2023-06-29 opt_in ES-1",
          "number_source=directory", register="ES-ROBINSON"),
    _cell("ES call individual given", "individual",
          f"{FIRST} free ES-call-any-address-individual; 2023-06-29 interest ES-1",
          "number_source=given", register="ES-ROBINSON", kinds=_NO_FUTURE),
    _cell("ES call individual listed", "individual",
          f"{FIRST} free ES-call-any-address-individual; 2023-06-29 listed ES-1",
          "number_source=given", register="ES-ROBINSON", listed=True, kinds=_NO_FUTURE),
    _cell("ES call corporate listed", "corporate",
          f"{FIRST} free ES-call-individual-corporate; 2023-06-29 listed ES-2",
          register="ES-ROBINSON", listed=True, kinds=_NO_FUTURE),
    _cell("GB email donor of a charity", "individual",
          f"{FIRST} closed GB-1-first; 2021-01-01 closed GB-1-first-2021; 2026-02-05 soft GB-7",
          _DONOR, kinds=_NO_FUTURE, **_CHARITY),
    _cell("GB sms donor of a charity", "individual",
          f"{FIRST} closed GB-1-first; 2021-01-01 closed GB-1-first-2021; 2026-02-05 soft GB-7",
          _DONOR, kinds=_NO_FUTURE, **_CHARITY),
    _cell("FI call individual mobile subscription", "individual",
          f"{FIRST} free FI-call-individual; 2024-07-01 opt_in FI-3",
          register="FI-ROBINSON", **_CHARITY),
    _cell("GB call claims management", "individual",
          f"{FIRST} free GB-3-individual; 2018-09-08 opt_in GB-5", register="TPS",
          account="claims"),
    _cell("GB call company claims management", "corporate",
          f"{FIRST} free GB-3-corporate; 2018-09-08 opt_in GB-5", register="TPS",
          account="claims"),
    _cell("GB call pensions", "individual",
          f"{FIRST} free GB-3-individual; 2019-01-09 opt_in GB-6", register="TPS",
          account="pensions"),
    _cell("GB call company pensions", "corporate",
          f"{FIRST} free GB-3-corporate; 2021-01-01 free GB-3-corporate-2021",
          register="TPS", account="pensions"),
    _cell("CZ call individual", "individual",
          f"{FIRST} free CZ-1; 2022-07-01 opt_in CZ-2", register="CZ-DIRECTORY"),
    _cell("CZ call corporate", "corporate",
          f"{FIRST} free CZ-1; 2022-07-01 opt_in CZ-2", register="CZ-DIRECTORY"),
    _cell("CZ call third party", "individual",
          f"{FIRST} free CZ-1; 2022-07-01 opt_in CZ-2", register="CZ-DIRECTORY", party="third"),
    _cell("BG email corporate", "corporate",
          f"{FIRST} opt_in BG-email-first-corporate; 2021-03-12 free BG-1", register="BG-CPC"),
    _cell("BG email corporate listed", "corporate",
          f"{FIRST} opt_in BG-email-first-corporate; 2021-03-12 listed BG-1",
          register="BG-CPC", listed=True),
    _cell("BG email corporate third party", "corporate",
          f"{FIRST} opt_in BG-email-third-corporate; 2021-03-12 free BG-1",
          register="BG-CPC", party="third"),
    _cell("SK email corporate", "corporate",
          f"{FIRST} free SK-email-first-corporate; 2022-02-01 opt_in SK-3; "
          "2025-11-12 opt_in SK-9-email"),
    _cell("SK email corporate third party", "corporate",
          f"{FIRST} free SK-email-third-corporate; 2022-02-01 opt_in SK-2-email-third",
          party="third"),
    _cell("SK email published contact", "corporate",
          f"{FIRST} free SK-email-first-corporate; 2022-02-01 free SK-7",
          "published_business_contact=yes"),
    _cell("SK email former customer", "individual",
          f"{FIRST} soft SK-1-messages-first; 2022-02-01 soft SK-3; "
          "2025-11-12 expired SK-9-email",
          _CUSTOMER + ";contract_end=2018-02-28", kinds=_NO_FUTURE),
    _cell("SK email customer of late", "individual",
          f"{FIRST} soft SK-1-messages-first; 2022-02-01 soft SK-3; 2025-11-12 soft SK-9-email",
          _CUSTOMER + ";contract_end=2025-03-31", kinds=_NO_FUTURE),
    _cell("SK sms corporate", "corporate",
          f"{FIRST} free SK-sms-first; 2022-02-01 opt_in SK-2-sms-first; 2023-09-01 opt_in SK-8; "
          "2025-11-12 opt_in SK-9-sms"),
    _cell("SK sms customer", "corporate",
          f"{FIRST} free SK-sms-first; 2022-02-01 opt_in SK-2-sms-first; 2023-09-01 soft SK-8; "
          "2025-11-12 expired SK-9-sms",
          _CUSTOMER + ";contract_end=2018-02-28", kinds=_NO_FUTURE),
    _cell("SK call individual", "individual",
          f"{FIRST} opt_in SK-1-calls-first; 2022-02-01 free SK-4; 2022-11-01 free SK-5",
          register="SK-NVV"),
    _cell("SK call listed", "individual",
          f"{FIRST} opt_in SK-1-calls-first; 2022-02-01 free SK-4; 2022-11-01 listed SK-5",
          register="SK-NVV", listed=True, kinds=_BARE),
    _cell("SK call company listed", "corporate",
          f"{FIRST} free SK-call-corporate; 2022-02-01 free SK-4; 2022-11-01 listed SK-5",
          register="SK-NVV", listed=True, kinds=_BARE),
    _cell("SK call third party", "individual",
          f"{FIRST} opt_in SK-1-any-channel-third; 2022-02-01 free SK-4; 2022-11-01 free SK-5",
          register="SK-NVV", party="third"),
    _cell("IT call from a directory", "individual",
          f"{FIRST} opt_in IT-call; 2018-09-19 opt_in IT-call-2018-09-19; 2022-07-27 free IT-1",
          "number_source=directory", register="IT-RPO"),
    _cell("IT call from a directory listed", "corporate",
          f"{FIRST} opt_in IT-call; 2018-09-19 opt_in IT-call-2018-09-19; 2022-07-27 listed IT-1",
          "number_source=directory", register="IT-RPO", listed=True, kinds=_BARE),
    # The words of the law change and the answer does not.
    _cell("PL call", "individual", f"{FIRST} opt_in PL-call; 2024-11-10 opt_in PL-1"),
    _cell("PL email", "corporate", f"{FIRST} opt_in PL-email-first; 2024-11-10 opt_in PL-1"),
    _cell("PL sms third party", "individual",
          f"{FIRST} opt_in PL-sms-third; 2024-11-10 opt_in PL-1", party="third"),
    _cell("DE email", "individual",
          f"{FIRST} double DE-email-first; 2022-05-28 double DE-email-first-2022"),
    _cell("LT email", "individual",
          f"{FIRST} opt_in LT-email-first-individual; 2026-07-01 opt_in LT-2-first"),
    # The first day of all rules.
    _cell("GB email corporate", "corporate", f"{FIRST} free GB-2; 2021-01-01 free GB-2-2021"),
    _cell("US email", "individual", f"{FIRST} free US-guide-email-first"),
    _cell("CA email", "corporate", f"{FIRST} opt_in CA-3"),
    _cell("CZ email", "corporate", f"{FIRST} opt_in CZ-email-first"),
    _cell("US sms", "individual", f"{FIRST} opt_in US-7"),
)  # fmt: skip
