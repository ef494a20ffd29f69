"""What a send is, what the audit must say of it, and where a history collects both."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from tests.auditing.truth.days import Moment, add_business_days
from tests.auditing.truth.law import Cell, Period

COLUMNS: Final = (
    "ref", "send_time", "channel", "campaign", "sender", "email", "phone", "country", "party",
    "subscriber", "consent", "consent_channel", "consent_date", "optin_time", "optin_ip",
    "confirm_time", "confirm_ip", "relationship", "relationship_date", "contract_end",
    "optout_offered", "number_source", "published_business_contact", "opted_out", "opted_out_at",
    "status", "balancing_flags",
)  # fmt: skip


@dataclass(frozen=True)
class Verdict:
    """What the audit must say of a send.

    Attributes:
        answer: lawful, violation or unknown.
        codes: codes that must be among the findings; the worst of them decide.
        days_late: of a late opt-out, null where the day of receipt is not known.
        within_grace: an opt-out was there, and the time for acting on it was running.
        rule: id of the rule that must be named; blank: not compared.
    """

    answer: str
    codes: frozenset[str] = frozenset()
    days_late: int | None = None
    within_grace: bool = False
    rule: str = ""


LAWFUL: Final = Verdict("lawful")


def violation(*codes: str, late: int | None = None, rule: str = "") -> Verdict:
    return Verdict("violation", frozenset(codes), late, rule=rule)


def unknown(*codes: str, rule: str = "") -> Verdict:
    return Verdict("unknown", frozenset(codes), rule=rule)


@dataclass(frozen=True)
class Send:
    """One record of a log: its cells, its day, and what is true of it."""

    ref: str
    scenario: str
    cells: Mapping[str, str]
    day: date
    truth: Verdict
    #: Its send time cannot be read: it stands in a log whose name tells no day.
    odd: bool = False


def under_law(cell: Cell, period: Period, kind: str) -> Verdict:
    """What the law of a period says of a contact with this kind of consent, dated for its send.

    ``given``: before the send; ``none``: denied; ``missing``: blank; ``future``: after the send.
    """
    state, rule = period.state, period.rule
    missing = {"double": "LC303"}.get(state, "LC305" if cell.party == "third" else "LC302")
    found = LAWFUL
    if state == "none":
        return unknown("LC301")
    if state == "barred":
        found = violation("LC308")
    elif kind == "given" or state in ("free", "interest", "soft"):
        # Consent to the sender beats a listing, in all registers that a cell with it names.
        assert not (state in ("interest", "soft") and kind == "future"), "not settled: leave out"
    elif state == "listed":
        found = violation("LC401")
    elif kind == "future":
        found = violation("LC307")
    elif state in ("closed", "expired"):
        found = violation({"closed": "LC304", "expired": "LC306"}[state])
    else:
        found = violation(missing) if kind == "none" else unknown(missing)
    return Verdict(found.answer, found.codes, rule=rule)


def grace_end(country: str, channel: str, received: date, house_days: int = 0) -> date | None:
    """The last day on which a send is in time; None where it is in time only before the receipt.

    By the law of the day of receipt. Ten business days: US e-mail, Canadian e-mail and texts, US
    texts and calls from 2025-04-11 on. Calendar days: 30 for US calls before that, 14 for Canadian
    calls. ``house_days``: calendar days of the sender's own, where the law gives none.
    """
    revoked = date(2025, 4, 11)
    ten = (country, channel) in (("US", "email"), ("CA", "email"), ("CA", "sms"))
    if ten or ((country, channel) in (("US", "sms"), ("US", "call")) and received >= revoked):
        return add_business_days(received, 10, country)
    house_days = {("US", "call"): 30, ("CA", "call"): 14}.get((country, channel), house_days)
    if house_days:
        return date.fromordinal(received.toordinal() + house_days)
    return None


def after_opt_out(
    code: str, received: Moment, sent: Moment, place: tuple[str, str], house_days: int = 0
) -> Verdict:
    """What an opt-out that was received at a moment (or on a day) makes of a send.

    On the day of the receipt itself, where the clocks do not tell and the law gives time: in time
    either way, and counted as within grace, for it was not surely after the send.
    """
    earlier = sent.before(received)
    if earlier:
        return LAWFUL
    end = grace_end(*place, received.day, house_days)
    if end is not None:
        if sent.day <= end:
            return Verdict("lawful", within_grace=True)
        return violation(code, late=(sent.day - end).days)
    if earlier is None:
        return unknown(code)
    return violation(code, late=(sent.day - received.day).days)


@dataclass
class Sources:
    """What an audit is given besides the logs: rows of files, header first."""

    suppress: dict[tuple[str, date | None], list[str]] = field(default_factory=dict)
    organisations: dict[str, list[str]] = field(default_factory=dict)
    registers: dict[tuple[str, date], list[str]] = field(default_factory=dict)


class World:
    """One sender's history while it is made: sends, sources, and people who are met once.

    Args:
        account: name of the sender's account: its configuration.
        seed: what is drawn: spare cells, clocks, campaigns, the order of a day.
    """

    def __init__(self, account: str, seed: int) -> None:
        self.account = account
        self.random = random.Random(f"{account}-{seed}")
        self.sends: list[Send] = []
        self.sources = Sources()
        self._met = 0
        self._dialled: dict[str, int] = defaultdict(int)
        self._shift = self.random.randrange(0, 2000)

    def send(
        self, scenario: str, person: Mapping[str, str], sent: Moment, truth: Verdict, **cells: str
    ) -> None:
        """Log a send to a person at a moment; cells given by name come before the person's."""
        ref = f"{self.account}-{len(self.sends) + 1:06}"
        campaign = f"{sent.day:%Y-%m} {self.random.choice(('news', 'offer', 'event'))}"
        sender = self.random.choice(("sales-north", "sales-south"))
        own = {"ref": ref, "send_time": sent.text, "campaign": campaign, "sender": sender}
        self.sends.append(Send(ref, scenario, {**own, **person, **cells}, sent.day, truth))

    def odd(self, scenario: str, person: Mapping[str, str], truth: Verdict, **cells: str) -> None:
        """Log a send whose row tells no day."""
        self.send(scenario, person, Moment(date(2024, 2, 29)), truth, **cells)
        last = self.sends.pop()
        self.sends.append(Send(last.ref, scenario, last.cells, last.day, truth, odd=True))

    def thin(self, share: int) -> None:
        """Leave out the sends to all but one in so many people; a scenario keeps its first one."""
        seen: set[str] = set()
        people: dict[str, bool] = {}
        for send in self.sends:
            who = send.cells.get("email") or send.cells.get("phone") or send.ref
            first = send.scenario not in seen
            seen.add(send.scenario)
            people[who] = people.get(who, False) or first or len(people) % share == 0
        self.sends = [
            send
            for send in self.sends
            if people[send.cells.get("email") or send.cells.get("phone") or send.ref]
        ]

    def person(
        self, country: str, channel: str, subscriber: str = "corporate", *, generic: bool = False
    ) -> dict[str, str]:
        """Somebody whom no other send or source means: the cells that identify and place them."""
        self._met += 1
        own = {"channel": channel, "country": country, "party": "first", "subscriber": subscriber}
        if channel == "email":
            first = self.random.choice(("anna", "jan", "maria", "peter"))
            last = self.random.choice(("peeters", "novak", "schmidt", "keller"))
            box = "info" if generic else f"{first}.{last}"
            return {**own, "email": f"{box}@firma-{self.account}-{self._met}.com"}
        return {**own, "phone": self._number(country, channel)}

    def _number(self, country: str, channel: str) -> str:
        before = MOBILE[country] if channel == "sms" else FIXED[country]
        at = self._dialled[before] = self._dialled[before] + 1
        return f"+{before}{(at + self._shift) % 10_000:04}"


#: Beginnings of valid numbers; four digits follow.
FIXED: Final = {
    "CA": "1416967", "CZ": "42022111", "DE": "4930227", "ES": "3491555", "FI": "3589310",
    "FR": "3314268", "GB": "44207946", "IT": "39064826", "NL": "3120624", "PL": "4822621",
    "SK": "42125931", "US": "1202456",
}  # fmt: skip
MOBILE: Final = {
    "CA": "1604961", "GB": "44740012", "IE": "35386123", "PL": "4860112", "SK": "42190312",
    "US": "1415456",
}  # fmt: skip


def consent_cells(cell_state: str, channel: str, kind: str, future: date) -> dict[str, str]:
    """The cells of a kind of consent, in the form that the strictest state of a cell asks for."""
    if kind == "missing":
        return {}
    own = {} if channel == "email" else {"consent_channel": channel}
    if kind == "none":
        return {"consent": "none", **own}
    day = future if kind == "future" else date(2017, 3, 6)
    if cell_state == "double":
        times = {"optin_time": f"{day} 10:00:00", "confirm_time": f"{day} 10:07:00"}
        return {"consent": "double_opt_in", **times}
    return {"consent": "opt_in", "consent_date": day.isoformat(), **own}
