"""Small campaign lists with a bit of everything: the same seed gives the same bytes.

They are not made to be true to life, but to reach many checks, channels, purposes and kinds of
sources with few rows: what a change of the code's shape must not change is what is said of them.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_ROWS: Final = 60
_DAY: Final = "2026-11-22"
_COUNTRIES: Final = (
    "GB", "United Kingdom", "DE", "Deutschland", "FR", "IE", "AT", "Italia", "ES", "NL", "PL",
    "US", "CA", "BE", "SE", "Brazil", "Atlantis", "",
)  # fmt: skip
_SUFFIXES: Final = ("co.uk", "de", "fr", "ie", "at", "it", "es", "nl", "pl", "com", "ca", "be")
_LOCALS: Final = (
    "info", "sales", "kontakt", "noreply", "abuse", "anna.berg", "j.smith", "o'brien", "m.dubois",
    "buchhaltung", "Piotr", "zoë",
)  # fmt: skip
_PHONES: Final = (
    "+44 20 7946 0{:03}", "020 7946 0{:03}", "+49 30 23125 {:03}", "+33 1 99 00 0{:03}",
    "+1 202 555 0{:03}", "+39 06 6982 0{:03}", "4.42079E+11", "+44 900 123 4{:03}", "12{:03}", "",
)  # fmt: skip
_COMPANIES: Final = ("Firma {} Ltd", "Firma {} GmbH", "Firma {}", "Atelier {} SARL", "")
#: Columns besides the recipient's, and what their cells may hold.
_COLUMNS: Final = {
    "Subscriber": ("corporate", "individual", ""),
    "Consent": ("opt_in", "double_opt_in", "none", "yes", "no", "", "perhaps"),
    "Consent Channel": ("email", "call", "sms", "", "all"),
    "Consent Date": ("2026-03-01", "2023-01-15", "2026-11-25", "03/04/2026", "", "soon"),
    "Opt-in Time": ("2026-02-01 10:00:00", "2020-05-05 08:00", ""),
    "Confirm Time": ("2026-02-01 11:00:00", "2020-05-06 08:00", ""),
    "Relationship": ("customer", "negotiation", "enquiry", "none", ""),
    "Relationship Date": ("2026-01-10", "2021-06-30", ""),
    "Collected By": ("Sender Ltd", "Sender Limited", "Somebody Else Ltd", ""),
    "Opt-out Offered": ("yes", "no", ""),
    "Opted Out": ("", "", "no", "no", "yes", "2026-05-05", "unsure"),
    "Status": ("subscribed", "subscribed", "", "unsubscribed", "cleaned"),
    "Number Source": ("directory", "given", "published", "random", ""),
    "Existing Agreement": ("yes", "no", ""),
    "Balancing Flags": ("", "", "", "children"),
    "Note": ("", "=1+1", "call\u200bback", "two\nlines", 'a "quoted" word'),
}
_CHANNELS: Final = ("email", "call", "sms", "automated-call", "email", "chat")
_PURPOSES: Final = ("marketing", "marketing", "contract", "complementary", "share", "marketing")
_BRIEF: Final = """\
send_date = {day}
{party}{country}
[brief]
sender_name = "Sender Ltd"
sender_entity = "Sender Ltd"
sender_kind = "commercial"
unsubscribe = "https://sender.invalid/u"
similar_products = true
publishes_privacy_notice = true

[brief.legitimate_interest]
purpose = "p"
necessity = "n"
balancing = {{ result = "pass", date = 2026-11-01 }}
"""


@dataclass(frozen=True)
class Campaign:
    """A list to check: its file and the arguments of the command, ``-o`` left to the caller."""

    file: str
    arguments: tuple[str, ...]


def write_campaign(folder: Path, seed: int) -> Campaign:
    """Write a list, its sources and its brief into ``folder``."""
    chance = random.Random(seed)
    channel = _CHANNELS[seed % len(_CHANNELS)]
    purpose = _PURPOSES[(seed // 2) % len(_PURPOSES)]
    people = [_person(chance) for _ in range(_ROWS)]
    people += [chance.choice(people) for _ in range(4)]
    columns = ["Email", "Phone", "Company", "Country", "Account"]
    more = sorted(chance.sample(sorted(_COLUMNS), 9))
    lines = [[*columns, *more]]
    lines += [
        [*(person[name] for name in columns), *(chance.choice(_COLUMNS[name]) for name in more)]
        for person in people
    ]
    delimiter = chance.choice(",;\t")
    text = "".join(_record(line, delimiter) for line in lines)
    if seed % 4 == 0:
        text += f"broken{delimiter}row\n"
    encoding = "cp1252" if seed % 5 == 0 else "utf-8"
    (folder / "list.csv").write_bytes(text.encode(encoding, errors="replace"))
    bare = seed % 7 == 3
    (folder / "listcheck.toml").write_text(
        f"send_date = {_DAY}\n"
        if bare
        else _BRIEF.format(
            day=_DAY,
            party=chance.choice(("", 'party = "first"\n', 'party = "third"\n')),
            country=chance.choice(("", 'country = "GB"\n')),
        )
    )
    arguments = ["--channel", channel, "--purpose", purpose]
    if not bare:
        arguments += _sources(folder, people, chance)
    arguments += ["--redact"] if seed % 3 == 0 else []
    arguments += ["--pack", "guide"] if seed % 6 == 5 else []
    arguments += ["--violations", "all"] if seed % 2 else []
    return Campaign("list.csv", tuple(arguments))


def _person(chance: random.Random) -> dict[str, str]:
    """One contact: nobody who exists, for the domains carry a number."""
    number = chance.randrange(12)
    domain = chance.choice(
        (f"firma-{number}.{chance.choice(_SUFFIXES)}",) * 8 + ("gmail.com", "gmial.com", "web.de")
    )
    address = f"{chance.choice(_LOCALS)}@{domain}"
    odd = chance.random()
    if odd < 0.05:
        address = chance.choice(("", "nobody", "a@@b.example", "x@nowhere.invalid", " a@b"))
    return {
        "Email": address.upper() if odd > 0.95 else address,
        "Phone": chance.choice(_PHONES).format(chance.randrange(1000)),
        "Company": chance.choice(_COMPANIES).format(number),
        "Country": chance.choice(_COUNTRIES),
        "Account": f"ACC{number}" if chance.random() < 0.5 else "",
    }


def _record(cells: list[str], delimiter: str) -> str:
    """One record, quoted where it must be."""
    return (
        delimiter.join(
            '"' + cell.replace('"', '""') + '"' if set(cell) & set('\n"' + delimiter) else cell
            for cell in cells
        )
        + "\n"
    )


def _sources(folder: Path, people: list[dict[str, str]], chance: random.Random) -> list[str]:
    """Opt-outs, organisations and registers that hit some of the people; their options."""
    hit = [chance.choice(people) for _ in range(8)]
    opted_out = [person["Email"] or person["Phone"] for person in hit]
    (folder / "optouts.csv").write_text("\n".join(["email", *opted_out, "not an address"]) + "\n")
    (folder / "bounces.csv").write_text(
        f"email,reason\n{chance.choice(people)['Email']},hard bounce\n"
    )
    (folder / "organisations.csv").write_text(
        "domain,account_id,state\n"
        "firma-3.de,,confirmed\nfirma-4.co.uk,ACC4,confirmed\n,ACC5,pending\ngmail.com,,confirmed\n"
    )
    (folder / "tps.csv").write_text(f"02079460{chance.randrange(1000):03}\n" + "02079460001\n")
    dated = chance.choice(("@2026-11-20", "@2026-01-05", ""))
    return [
        "--suppress", f"optouts.csv{dated}",
        "--suppress", "bounces.csv@2026-11-20",
        "--org-optouts", "organisations.csv@2026-11-20",
        "--register", f"TPS=tps.csv@{chance.choice(('2026-11-20', '2026-01-05'))}",
    ]  # fmt: skip
