"""``rules lint``: the shipped rules are sound, and a mistake names its file and key."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from listcheck.policy import load_rules, shipped_rules
from listcheck.policy.lint.sweep import days_to_sweep, lint

#: A sound file in place of Malta's, so that no test hangs on what the shipped file says.
SOUND = """\
country = "MT"
name = "Malta"
reviewed = 2026-11-22
gdpr = true

[[rule]]
id = "MT-email-old"
pack = ["guide", "current"]
channel = ["email", "sms"]
party = "first"
address_kind = ["generic", "individual"]
subscriber = ["corporate", "individual"]
basis = "opt_out"
soft_opt_in = false
register = []
from = 2018-05-25
until = 2021-01-01
confidence = "medium"
source = [{ title = "An old act", url = "https://legislation.example/old" }]

[[rule]]
id = "MT-email-new"
pack = ["guide", "current"]
channel = ["email", "sms"]
party = "first"
address_kind = ["generic", "individual"]
subscriber = ["corporate", "individual"]
basis = "opt_in"
soft_opt_in = true
register = []
from = 2021-01-01
confidence = "high"
source = [{ title = "A new act", url = "https://legislation.example/new" }]

[[rule]]
id = "MT-call"
pack = ["guide", "current"]
channel = "call"
party = ["first", "third"]
address_kind = ["generic", "individual"]
subscriber = ["corporate", "individual"]
basis = "opt_out"
soft_opt_in = false
register = ["MT-DNC"]
from = 2018-05-25
until = 2026-01-01
confidence = "high"
source = [{ title = "A telephone act", url = "https://legislation.example/call" }]

[[rule.exception]]
when = { line_type = "mobile" }
basis = "opt_in"
soft_opt_in = false
register = []
from = 2020-01-01
until = 2025-01-01

[[unanswered]]
id = "MT-call-now"
pack = ["guide", "current"]
channel = "call"
party = ["first", "third"]
address_kind = ["generic", "individual"]
subscriber = ["corporate", "individual"]
from = 2026-01-01
reason = "The telephone act ended and nothing is known of its successor."

[[unanswered]]
id = "MT-rest"
pack = ["guide", "current"]
channel = ["email", "sms"]
party = "third"
address_kind = ["generic", "individual"]
subscriber = ["corporate", "individual"]
from = 2018-05-25
reason = "Nothing is known."

[[unanswered]]
id = "MT-automated"
pack = ["guide", "current"]
channel = "automated-call"
party = ["first", "third"]
address_kind = ["generic", "individual"]
subscriber = ["corporate", "individual"]
from = 2018-05-25
reason = "Nothing is known."
"""
#: A second sound file, in place of Cyprus': two packs, exceptions with ids, clocks and notes.
SURE = """\
country = "CY"
name = "Cyprus"
reviewed = 2026-11-22
gdpr = true

[[rule]]
id = "CY-call-corporate"
pack = "current"
channel = "call"
party = ["first", "third"]
address_kind = ["generic", "individual"]
subscriber = "corporate"
basis = "opt_out"
soft_opt_in = false
register = []
from = 2018-05-25
confidence = "high"
declare = "professional_message"
supersedes = ["CY-guide-call"]
source = [{ title = "A telephone act", url = "https://legislation.example/call" }]

[[rule.exception]]
id = "CY-1"
when = { line_type = ["mobile", "other"] }
basis = "opt_in"
soft_opt_in = false
register = []
until = 2021-01-01
confidence = "medium"
source = [{ title = "A decision", url = "https://legislation.example/mobile" }]

[[rule.exception]]
when = { line_type = ["other", "mobile"] }
basis = "double_opt_in"
soft_opt_in = false
register = []
from = 2021-01-01

[[rule]]
id = "CY-call-individual"
pack = "current"
channel = "call"
party = ["first", "third"]
address_kind = ["generic", "individual"]
subscriber = "individual"
basis = "double_opt_in"
soft_opt_in = false
register = []
from = 2018-05-25
confidence = "medium"
supersedes = "CY-guide-call"
source = [{ title = "A telephone act", url = "https://legislation.example/call" }]

[[rule.exception]]
when = { number_source = "directory" }
basis = "opt_out"
soft_opt_in = false
register = []
confidence = "high"

[[rule]]
id = "CY-email"
pack = ["guide", "current"]
channel = "email"
party = "first"
address_kind = ["generic", "individual"]
subscriber = ["corporate", "individual"]
basis = "opt_in"
soft_opt_in = true
register = []
from = 2018-05-25
confidence = "low"
soft_opt_in_terms = { customer_months = 12 }
source = [{ title = "A mail act", url = "https://legislation.example/mail" }]

[[rule]]
id = "CY-sms"
pack = "current"
channel = "sms"
party = "first"
address_kind = ["generic", "individual"]
subscriber = ["corporate", "individual"]
basis = "opt_in"
soft_opt_in = false
register = []
from = 2018-05-25
confidence = "medium"
reading = "As for e-mail."
source = [{ title = "A text act", url = "https://legislation.example/text" }]

[[rule]]
id = "CY-guide-call"
pack = "guide"
channel = "call"
party = ["first", "third"]
address_kind = ["generic", "individual"]
subscriber = ["corporate", "individual"]
basis = "opt_in"
soft_opt_in = false
register = []
from = 2018-05-25
confidence = "low"
source = [{ title = "The guide", url = "https://legislation.example/guide" }]

[[unanswered]]
id = "CY-guide-sms"
pack = "guide"
channel = "sms"
party = "first"
address_kind = ["generic", "individual"]
subscriber = ["corporate", "individual"]
from = 2018-05-25
reason = "The guide is silent."

[[rule]]
id = "CY-third"
pack = "current"
channel = ["email", "sms"]
party = "third"
address_kind = ["generic", "individual"]
subscriber = ["corporate", "individual"]
basis = "opt_in"
soft_opt_in = false
register = []
from = 2018-05-25
confidence = "high"
note = "Filled."
source = [{ title = "A mail act", url = "https://legislation.example/mail" }]

[[unanswered]]
id = "CY-guide-rest"
pack = "guide"
channel = ["email", "sms"]
party = "third"
address_kind = ["generic", "individual"]
subscriber = ["corporate", "individual"]
from = 2018-05-25
reason = "Nothing is known."

[[unanswered]]
id = "CY-automated"
pack = ["guide", "current"]
channel = "automated-call"
party = ["first", "third"]
address_kind = ["generic", "individual"]
subscriber = ["corporate", "individual"]
from = 2018-05-25
reason = "Nothing is known."

[[note]]
id = "CY-2"
kind = "duty"
channel = "email"
from = 2020-01-01
until = 2021-01-01
confidence = "high"
text = "Say who sends."
source = [{ title = "A mail act", url = "https://legislation.example/mail" }]

[[note]]
id = "CY-3"
kind = "not-applied"
channel = "call"
confidence = "low"
reason = "pending"
text = "A bill."
source = [{ title = "A bill", url = "https://legislation.example/bill" }]
"""
#: How long the law of a third country, Luxembourg, lets a sender act: added to its file.
TIMES = """
[[opt_out_time]]
channel = ["email", "sms"]
business_days = 10
from = 2010-01-01
until = 2021-01-01
confidence = "high"
source = [{ title = "An old act", url = "https://legislation.example/old" }]

[[opt_out_time]]
channel = "email"
days = 5
from = 2021-01-01
confidence = "high"
source = [{ title = "A new act", url = "https://legislation.example/new" }]

[[opt_out_time]]
channel = "call"
days = 14
from = 2020-01-01
confidence = "high"
source = [{ title = "A telephone act", url = "https://legislation.example/call" }]
"""
PENALTIES = """\
[[penalty]]
id = "EU-1"
union = true
channel = "email"
from = 2018-05-25
until = 2022-01-01
maximum = "EUR 1"
per = "message"
law = "A directive"
confidence = "high"
source = [{ title = "A directive", url = "https://legislation.example/union" }]

[[penalty]]
id = "MT-1"
country = ["MT", "GB"]
channel = ["email", "call"]
from = 2022-01-01
maximum = "EUR 2"
per = "call"
law = "A directive"
confidence = "low"
source = [{ title = "An act", url = "https://legislation.example/act" }]

[[penalty]]
id = "MT-2"
country = "MT"
channel = "email"
from = 2018-05-25
maximum = "EUR 3"
per = "infringement"
law = "Another act"
confidence = "low"
source = [{ title = "An act", url = "https://legislation.example/act" }]
"""
UNION = """\
reviewed = 2026-11-22
members = ["CY", "MT"]

[[note]]
id = "EU-1"
kind = "info"
channel = "email"
confidence = "high"
text = "Something to know."
source = [{ title = "A directive", url = "https://legislation.example/union" }]
"""
REGISTER = """
[[register]]
id = "MT-DNC"
name = "A register"
country = "MT"
channel = ["call"]
kind = "phone"
max_age_days = 30
age_source = "our reading"
covers = ["individual"]
consent = "overrides"
own_customers = [
  { until = 2022-01-01, similar_products = true },
  { from = 2022-01-01, customer_months = 12 },
]
source = { title = "A register", url = "https://register.example/" }
"""
CYPRUS, EUROPE = "countries/CY.toml", "european_union.toml"
LUXEMBOURG, FINES = "countries/LU.toml", "penalties.toml"


@dataclass(frozen=True)
class Mistake:
    """Words of a file replaced by others, and what the message must name."""

    old: str
    new: str
    names: tuple[str, ...]
    file: str = "countries/MT.toml"
    told_of: str | None = None


MISTAKES = {
    # Found by the sweep and the other checks of lint.
    "overlap": Mistake(
        "until = 2021-01-01", "until = 2021-01-02", ("2021-01-01", "MT-email-old and MT-email-new")
    ),
    "overlap with an unanswered row": Mistake(
        "until = 2026-01-01", "until = 2026-03-01", ("2026-01-01", "MT-call and MT-call-now")
    ),
    "open row beside its successor": Mistake(
        "until = 2021-01-01\n", "", ("2021-01-01", "two rows", "MT-email-old")
    ),
    "gap of one day": Mistake(
        "from = 2021-01-01", "from = 2021-01-02", ("email", "on 2021-01-01: no row")
    ),
    "gap on the first day": Mistake(
        'subscriber = ["corporate", "individual"]\nbasis = "opt_out"\nsoft_opt_in = false\n'
        "register = []\nfrom = 2018-05-25",
        'subscriber = ["corporate", "individual"]\nbasis = "opt_out"\nsoft_opt_in = false\n'
        "register = []\nfrom = 2018-05-26",
        ("email", "on 2018-05-25: no row"),
    ),
    "gap in one cell": Mistake(
        'address_kind = ["generic", "individual"]\nsubscriber = ["corporate", "individual"]\n'
        'basis = "opt_in"',
        'address_kind = ["generic", "individual"]\nsubscriber = "corporate"\nbasis = "opt_in"',
        ("first/generic/individual", "no row"),
    ),
    "gap in one pack": Mistake(
        'id = "MT-automated"\npack = ["guide", "current"]',
        'id = "MT-automated"\npack = "guide"',
        ("pack current", "automated-call", "no row"),
    ),
    "duplicate id": Mistake('"MT-email-new"', '"MT-email-old"', ("MT-email-old", "id", "2 times")),
    "id used by a rule and an unanswered row": Mistake(
        '"MT-rest"', '"MT-call"', ("MT-call", "id", "2 times")
    ),
    "id of another country": Mistake('"MT-call"', '"CY-call"', ("CY-call", "id", "MT-")),
    "row before the first day": Mistake(
        'register = ["MT-DNC"]\nfrom = 2018-05-25',
        'register = ["MT-DNC"]\nfrom = 2018-05-24',
        ("MT-call", "from", "2018-05-24"),
    ),
    "soft opt-in on a third party's list": Mistake(
        'id = "MT-email-new"\npack = ["guide", "current"]\nchannel = ["email", "sms"]\n'
        'party = "first"',
        'id = "MT-email-new"\npack = ["guide", "current"]\nchannel = ["email", "sms"]\n'
        'party = ["first", "third"]',
        ("MT-email-new", "soft_opt_in"),
    ),
    "soft opt-in where there is opt-out": Mistake(
        'basis = "opt_in"\nsoft_opt_in = true',
        'basis = "opt_out"\nsoft_opt_in = true',
        ("MT-email-new", "soft_opt_in"),
    ),
    "soft opt-in by an exception for calls": Mistake(
        'basis = "opt_in"\nsoft_opt_in = false',
        'basis = "opt_in"\nsoft_opt_in = true',
        ("MT-call", "exception.soft_opt_in"),
    ),
    "register of another channel": Mistake(
        'channel = ["call"]',
        'channel = ["automated-call"]',
        ("MT-call", "register", "MT-DNC", "call"),
        "registers.toml",
        told_of="countries/MT.toml",
    ),
    "register of another country": Mistake(
        'register = ["MT-DNC"]', 'register = ["TPS"]', ("MT-call", "register", "TPS", "GB")
    ),
    "register of another country in an exception": Mistake(
        "soft_opt_in = false\nregister = []\nfrom = 2020",
        'soft_opt_in = false\nregister = ["TPS"]\nfrom = 2020',
        ("MT-call", "exception.register", "TPS", "GB"),
    ),
    "register of a country without a file": Mistake(
        'country = "MT"', 'country = "QQ"', ("MT-DNC", "country", "QQ"), "registers.toml"
    ),
    "exception before its row": Mistake(
        "from = 2020-01-01", "from = 2018-05-24", ("MT-call", "exception.from", "2018-05-24")
    ),
    "exception after its row": Mistake(
        "from = 2020-01-01\nuntil = 2025-01-01",
        "from = 2026-01-01",
        ("MT-call", "exception.from", "2026-01-01"),
    ),
    "exception longer than its row": Mistake(
        "until = 2025-01-01", "until = 2026-01-02", ("MT-call", "exception.until", "2026-01-02")
    ),
    "exception that ends before its row begins": Mistake(
        "from = 2020-01-01\nuntil = 2025-01-01",
        "until = 2018-05-25",
        ("MT-call", "exception.until", "2018-05-25"),
    ),
    "exception that ends before it begins": Mistake(
        "until = 2025-01-01", "until = 2019-01-01", ("MT-call", "exception.until")
    ),
    # Exceptions with ids, and how sure they are.
    "exception id of another country": Mistake(
        'id = "CY-1"', 'id = "GB-1"', ("CY-call-corporate", "exception.id", "GB-1"), CYPRUS
    ),
    "exception id that is a row's": Mistake(
        'id = "CY-1"', 'id = "CY-sms"', ("CY-call-corporate", "exception.id", "CY-sms"), CYPRUS
    ),
    "exception id that is an unanswered row's": Mistake(
        'id = "CY-1"',
        'id = "CY-guide-rest"',
        ("CY-call-corporate", "exception.id", "CY-guide-rest"),
        CYPRUS,
    ),
    "exception with an id and no source": Mistake(
        'source = [{ title = "A decision", url = "https://legislation.example/mobile" }]\n',
        "",
        ("CY-call-corporate", "exception.source", "CY-1"),
        CYPRUS,
    ),
    "laxer exception at medium": Mistake(
        'register = []\nconfidence = "high"',
        'register = []\nconfidence = "medium"',
        ("CY-call-individual", "exception.confidence", "needs high", "directory"),
        CYPRUS,
    ),
    "laxer exception at the row's medium": Mistake(
        'register = []\nconfidence = "high"\n',
        "register = []\n",
        ("CY-call-individual", "exception.confidence", "medium, needs high"),
        CYPRUS,
    ),
    "stricter exception at low": Mistake(
        'until = 2021-01-01\nconfidence = "medium"',
        'until = 2021-01-01\nconfidence = "low"',
        ("CY-call-corporate", "exception.confidence", "CY-1", "needs at least medium"),
        CYPRUS,
    ),
    "two exceptions with the same facts at once": Mistake(
        "from = 2021-01-01\n\n",
        "from = 2020-12-31\n\n",
        ("CY-call-corporate", "exception.when", "mobile", "2020-12-31"),
        CYPRUS,
    ),
    "two exceptions with the same facts without days": Mistake(
        "from = 2021-01-01\n\n",
        "\n",
        ("CY-call-corporate", "exception.when", "2018-05-25"),
        CYPRUS,
    ),
    # How sure a row is that departs from the guide.
    "relaxation at medium": Mistake(
        'confidence = "high"\ndeclare',
        'confidence = "medium"\ndeclare',
        ("CY-call-corporate", "confidence", "medium, needs high", "CY-guide-call", "2018-05-25"),
        CYPRUS,
    ),
    "relaxation at low": Mistake(
        'confidence = "high"\ndeclare',
        'confidence = "low"\ndeclare',
        ("CY-call-corporate", "confidence", "low, needs high", "CY-guide-call"),
        CYPRUS,
    ),
    "tightening at low": Mistake(
        'confidence = "medium"\nsupersedes',
        'confidence = "low"\nsupersedes',
        ("CY-call-individual", "confidence", "needs at least medium", "CY-guide-call"),
        CYPRUS,
    ),
    "text message laxer than the guide's e-mail": Mistake(
        'basis = "opt_in"\nsoft_opt_in = false\nregister = []\nfrom = 2018-05-25\n'
        'confidence = "medium"\nreading',
        'basis = "opt_out"\nsoft_opt_in = false\nregister = []\nfrom = 2018-05-25\n'
        'confidence = "medium"\nreading',
        ("CY-sms", "confidence", "needs high", "CY-email"),
        CYPRUS,
    ),
    "answer to what the guide leaves open at medium": Mistake(
        'confidence = "high"\nnote = "Filled."',
        'confidence = "medium"\nnote = "Filled."',
        ("CY-third", "confidence", "medium, needs high", "CY-guide-rest"),
        CYPRUS,
    ),
    # Keys that belong together.
    "clocks without a soft opt-in": Mistake(
        'reading = "As for e-mail."',
        "soft_opt_in_terms = { customer_months = 12 }",
        ("CY-sms", "soft_opt_in_terms"),
        CYPRUS,
    ),
    "declared of natural persons": Mistake(
        'supersedes = "CY-guide-call"',
        'declare = "professional_message"',
        ("CY-call-individual", "declare"),
        CYPRUS,
    ),
    "superseded row that is not there": Mistake(
        'supersedes = "CY-guide-call"',
        'supersedes = ["CY-guide-cal"]',
        ("CY-call-individual", "supersedes", "CY-guide-cal"),
        CYPRUS,
    ),
    "row that supersedes itself": Mistake(
        'supersedes = "CY-guide-call"',
        'supersedes = ["CY-guide-call", "CY-call-individual"]',
        ("CY-call-individual", "supersedes", "itself"),
        CYPRUS,
    ),
    # Notes and the union.
    "note of another country": Mistake('"CY-2"', '"GR-2"', ("GR-2", "id", "CY-"), CYPRUS),
    "note id twice": Mistake('"CY-3"', '"CY-2"', ("CY-2", "id", "2 times"), CYPRUS),
    "note that ends before it begins": Mistake(
        "until = 2021-01-01", "until = 2019-01-01", ("CY-2", "until", "2019-01-01"), CYPRUS
    ),
    "note that ends as it begins": Mistake(
        "until = 2021-01-01", "until = 2020-01-01", ("CY-2", "until", "2020-01-01"), CYPRUS
    ),
    "change not applied without a reason": Mistake(
        'reason = "pending"\n', "", ("CY-3", "reason", "needs one"), CYPRUS
    ),
    "reason of a duty": Mistake(
        'text = "Say who sends."',
        'text = "Say who sends."\nreason = "pending"',
        ("CY-2", "reason", "only for"),
        CYPRUS,
    ),
    "note of the union with a country's id": Mistake(
        '"EU-1"', '"CY-9"', ("CY-9", "id", "EU-"), EUROPE
    ),
    "note of the union twice": Mistake(
        "[[note]]",
        '[[note]]\nid = "EU-1"\nkind = "info"\nchannel = "sms"\nconfidence = "low"\n'
        'text = "More."\nsource = [{ title = "A", url = "https://a.example/" }]\n\n[[note]]',
        ("EU-1", "id", "2 times"),
        EUROPE,
    ),
    "member without a file": Mistake(
        '["CY", "MT"]', '["CY", "QQ", "MT"]', ("members", "QQ"), EUROPE
    ),
    "member twice": Mistake(
        '["CY", "MT"]', '["CY", "MT", "CY"]', ("members", "CY", "2 times"), EUROPE
    ),
    "own customers in two periods at once": Mistake(
        "{ from = 2022-01-01, customer",
        "{ from = 2021-12-31, customer",
        ("MT-DNC", "own_customers", "overlap"),
        "registers.toml",
    ),
    "own customers until before from": Mistake(
        "{ from = 2022-01-01, customer",
        "{ from = 2022-01-01, until = 2022-01-01, customer",
        ("MT-DNC", "own_customers.until"),
        "registers.toml",
    ),
    # Time to act on an opt-out.
    "times that overlap": Mistake(
        "days = 5\nfrom = 2021-01-01",
        "days = 5\nfrom = 2020-12-31",
        ("opt_out_time of email, sms from 2010-01-01", "overlaps", "email from 2020-12-31"),
        LUXEMBOURG,
    ),
    "time that does not end before the next": Mistake(
        "from = 2010-01-01\nuntil = 2021-01-01\n",
        "from = 2010-01-01\n",
        ("opt_out_time of email, sms from 2010-01-01", "overlaps"),
        LUXEMBOURG,
    ),
    "time of another channel that overlaps": Mistake(
        'channel = "call"\ndays',
        'channel = ["call", "sms"]\ndays',
        ("opt_out_time", "overlaps", "call, sms from 2020-01-01"),
        LUXEMBOURG,
    ),
    "time that is not sure": Mistake(
        'confidence = "high"\nsource = [{ title = "A telephone act"',
        'confidence = "medium"\nsource = [{ title = "A telephone act"',
        ("opt_out_time of call", "confidence", "medium, needs high"),
        LUXEMBOURG,
    ),
    "time that ends before it begins": Mistake(
        "until = 2021-01-01", "until = 2009-01-01", ("opt_out_time", "2009-01-01"), LUXEMBOURG
    ),
    "time in both units": Mistake(
        "days = 14", "days = 14\nbusiness_days = 10", ("opt_out_time", "not both"), LUXEMBOURG
    ),
    "time in no unit": Mistake(
        "days = 14\n", "", ("opt_out_time", "one of business_days and days"), LUXEMBOURG
    ),
    "no days": Mistake("days = 14", "days = 0", ("opt_out_time", "days"), LUXEMBOURG),
    "days as text": Mistake("days = 14", 'days = "14"', ("opt_out_time", "'14'"), LUXEMBOURG),
    "misspelt days": Mistake(
        "days = 14", "bussiness_days = 14", ("did you mean 'business_days'?",), LUXEMBOURG
    ),
    "time without a source": Mistake(
        'source = [{ title = "A telephone act", url = "https://legislation.example/call" }]\n',
        "",
        ("opt_out_time", "source"),
        LUXEMBOURG,
    ),
    # Penalties.
    "two figures of one law": Mistake(
        "until = 2022-01-01", "until = 2022-01-02", ("EU-1 and MT-1", "A directive", "MT"), FINES
    ),
    "two figures of one law in one country": Mistake(
        'law = "Another act"', 'law = "A directive"', ("EU-1 and MT-2", "at once", "MT"), FINES
    ),
    "penalty id twice": Mistake('"MT-2"', '"MT-1"', ("MT-1", "id", "2 times"), FINES),
    "penalty of another country": Mistake('"MT-2"', '"CY-2"', ("CY-2", "id", "MT"), FINES),
    "penalty of a country without a file": Mistake(
        'country = "MT"', 'country = ["MT", "QQ"]', ("MT-2", "country", "QQ"), FINES
    ),
    "penalty of a country and the union": Mistake(
        'country = "MT"', 'country = "MT"\nunion = true', ("MT-2", "not both"), FINES
    ),
    "penalty of nobody": Mistake(
        'country = "MT"\n', "", ("MT-2", "one of country and union"), FINES
    ),
    "union as text": Mistake("union = true", 'union = "yes"', ("EU-1", "union", "'yes'"), FINES),
    "penalty that ends before it begins": Mistake(
        "until = 2022-01-01", "until = 2018-05-25", ("EU-1", "2018-05-25"), FINES
    ),
    "sum instead of words": Mistake('maximum = "EUR 3"', "maximum = 3", ("MT-2", "maximum"), FINES),
    "unknown unit of a penalty": Mistake(
        'per = "infringement"', 'per = "day"', ("MT-2", "per", "'day'"), FINES
    ),
    "misspelt key of a penalty": Mistake(
        'maximum = "EUR 3"', 'maximun = "EUR 3"', ("did you mean 'maximum'?",), FINES
    ),
    # Found while reading.
    "unknown kind of note": Mistake(
        'kind = "duty"', 'kind = "advice"', ("CY-2", "kind", "'advice'"), CYPRUS
    ),
    "unknown clock": Mistake(
        "{ customer_months = 12 }\nsource",
        "{ customer_month = 12 }\nsource",
        ("CY-email", "customer_month", "did you mean 'customer_months'?"),
        CYPRUS,
    ),
    "clock of no time": Mistake(
        "{ customer_months = 12 }\nsource",
        "{ customer_months = 0 }\nsource",
        ("CY-email", "customer_months"),
        CYPRUS,
    ),
    "unknown declaration": Mistake(
        'declare = "professional_message"',
        'declare = "professional"',
        ("CY-call-corporate", "declare", "'professional'"),
        CYPRUS,
    ),
    "note of a country as text": Mistake(
        "gdpr = true", 'gdpr = true\nnote = "For the reader."', ("note", "'For the reader.'")
    ),
    "consent that neither overrides nor comes later": Mistake(
        'consent = "overrides"', "consent = true", ("MT-DNC", "consent"), "registers.toml"
    ),
    "unknown key": Mistake("gdpr = true", "gdpr = true\nzebra = 1", ("zebra", "unknown key")),
    "misspelt key": Mistake(
        'basis = "opt_in"\nsoft_opt_in = true',
        'basis = "opt_in"\nsoft_optin = true',
        ("MT-email-new", "soft_optin", "did you mean 'soft_opt_in'?"),
    ),
    "misspelt table": Mistake(
        '[[unanswered]]\nid = "MT-rest"',
        '[[unaswered]]\nid = "MT-rest"',
        ("unaswered", "did you mean 'unanswered'?"),
    ),
    "misspelt fact": Mistake(
        'line_type = "mobile"', 'linetype = "mobile"', ("linetype", "did you mean 'line_type'?")
    ),
    "unknown basis": Mistake(
        'basis = "opt_in"\nsoft_opt_in = true',
        'basis = "optin"\nsoft_opt_in = true',
        ("MT-email-new", "basis", "'optin'"),
    ),
    "unknown channel": Mistake(
        'channel = "automated-call"', 'channel = "fax"', ("MT-automated", "channel", "'fax'")
    ),
    "unknown value of a fact": Mistake(
        'line_type = "mobile"', 'line_type = "satellite"', ("MT-call", "line_type", "'satellite'")
    ),
    "unknown confidence": Mistake(
        'until = 2021-01-01\nconfidence = "medium"',
        'until = 2021-01-01\nconfidence = "certain"',
        ("MT-email-old", "confidence", "'certain'"),
    ),
    "source missing": Mistake(
        'source = [{ title = "A new act", url = "https://legislation.example/new" }]',
        "",
        ("MT-email-new", "source"),
    ),
    "source empty": Mistake(
        'source = [{ title = "A new act", url = "https://legislation.example/new" }]',
        "source = []",
        ("MT-email-new", "source"),
    ),
    "source without a title": Mistake(
        'title = "A new act"', 'title = ""', ("MT-email-new", "source", "title")
    ),
    "bad url": Mistake(
        "https://legislation.example/new",
        "legislation.example, page 4",
        ("MT-email-new", "url", "legislation.example, page 4"),
    ),
    "basis missing": Mistake(
        'basis = "opt_in"\nsoft_opt_in = true', "soft_opt_in = true", ("MT-email-new", "basis")
    ),
    "no channel": Mistake(
        'channel = "automated-call"', "channel = []", ("MT-automated", "channel")
    ),
    "until before from": Mistake(
        "until = 2021-01-01", "until = 2018-05-01", ("MT-email-old", "until", "2018-05-01")
    ),
    "until equal to from": Mistake(
        "until = 2021-01-01", "until = 2018-05-25", ("MT-email-old", "until", "2018-05-25")
    ),
    "unknown register": Mistake(
        'register = ["MT-DNC"]',
        'register = ["MT-DNK"]',
        ("MT-call", "register", "'MT-DNK'", "did you mean 'MT-DNC'?"),
    ),
    "unknown register in an exception": Mistake(
        "soft_opt_in = false\nregister = []\nfrom = 2020",
        'soft_opt_in = false\nregister = ["NONE"]\nfrom = 2020',
        ("MT-call", "exception.register", "'NONE'"),
    ),
    "file and country disagree": Mistake('country = "MT"', 'country = "CY"', ("country", "'CY'")),
    "invalid TOML": Mistake("gdpr = true", "gdpr = true =", ("not valid TOML", "line 4")),
    "key twice": Mistake("gdpr = true", "gdpr = true\ngdpr = false", ("not valid TOML", "line 5")),
    "when empty": Mistake('when = { line_type = "mobile" }', "when = {}", ("MT-call", "when")),
    "when missing": Mistake('when = { line_type = "mobile" }\n', "", ("MT-call", "when")),
    "date in words": Mistake(
        "from = 2021-01-01", 'from = "January 2021"', ("MT-email-new", "from", "January 2021")
    ),
    "date as text": Mistake(
        "from = 2021-01-01", 'from = "2021-01-01"', ("MT-email-new", "from", "2021-01-01")
    ),
    "date as a number": Mistake(
        "until = 2021-01-01", "until = 1609459200", ("MT-email-old", "until", "1609459200")
    ),
    "date with a time": Mistake(
        "from = 2021-01-01", "from = 2021-01-01T00:00:00", ("MT-email-new", "from")
    ),
    "yes as text": Mistake("gdpr = true", 'gdpr = "no"', ("gdpr", "'no'")),
    "yes as a number": Mistake(
        "soft_opt_in = true", "soft_opt_in = 1", ("MT-email-new", "soft_opt_in", "1")
    ),
    "register id twice": Mistake(
        'id = "MT-DNC"', 'id = "TPS"', ("register id 'TPS'", "twice"), "registers.toml"
    ),
    "register of no age": Mistake(
        'max_age_days = 30\nage_source = "our reading"',
        'max_age_days = 0\nage_source = "our reading"',
        ("MT-DNC", "max_age_days"),
        "registers.toml",
    ),
    "age as text": Mistake(
        'max_age_days = 30\nage_source = "our reading"',
        'max_age_days = "30"\nage_source = "our reading"',
        ("MT-DNC", "max_age_days"),
        "registers.toml",
    ),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped rules with a sound country and register of the test's own."""
    copy = tmp_path / "rules"
    shutil.copytree(shipped_rules(), copy)
    (copy / "countries" / "MT.toml").write_text(SOUND, encoding="utf-8")
    (copy / CYPRUS).write_text(SURE, encoding="utf-8")
    (copy / EUROPE).write_text(UNION, encoding="utf-8")
    with (copy / "registers.toml").open("a", encoding="utf-8") as file:
        file.write(REGISTER)
    with (copy / LUXEMBOURG).open("a", encoding="utf-8") as file:
        file.write(TIMES)
    (copy / FINES).write_text(PENALTIES, encoding="utf-8")
    return copy


def test_the_shipped_rules_are_sound(run: Callable[..., Any]) -> None:
    ended = run("rules", "lint")
    assert (ended.status, ended.err) == (0, "")
    assert "no problem" in ended.out
    assert lint(load_rules()) == []


def test_the_copy_without_a_mistake_is_sound(run: Callable[..., Any], folder: Path) -> None:
    ended = run("rules", "lint", "--rules", folder)
    assert (ended.status, ended.err) == (0, "")
    assert f"{len(load_rules().registers) + 1} registers" in ended.out


@pytest.mark.parametrize("mistake", MISTAKES.values(), ids=MISTAKES.keys())
def test_a_mistake_is_named(run: Callable[..., Any], folder: Path, mistake: Mistake) -> None:
    path = folder / mistake.file
    before, found, after = path.read_text(encoding="utf-8").rpartition(mistake.old)
    assert found, "the mistake changes nothing"
    path.write_text(before + mistake.new + after, encoding="utf-8")
    ended = run("rules", "lint", "--rules", folder)
    assert ended.status == 2
    named = str(folder / (mistake.told_of or mistake.file))
    lines = [line for line in (ended.out + ended.err).splitlines() if named in line]
    assert any(all(name in line for name in mistake.names) for line in lines), lines


@pytest.mark.parametrize(
    ("gone", "names"),
    [
        ("registers.toml", "registers.toml"),
        ("legal_forms.toml", "legal_forms.toml"),
        ("domains.toml", "domains.toml"),
        ("countries", "countries"),
        ("mailboxes", "mailboxes"),
    ],
)
def test_a_missing_part_is_named(
    run: Callable[..., Any], folder: Path, gone: str, names: str
) -> None:
    path = folder / gone
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()
    ended = run("rules", "lint", "--rules", folder)
    assert ended.status == 2
    assert str(folder) in ended.err
    assert names in ended.err


def test_an_empty_folder_of_countries_is_named(run: Callable[..., Any], folder: Path) -> None:
    for path in (folder / "countries").glob("*.toml"):
        path.unlink()
    ended = run("rules", "lint", "--rules", folder)
    assert ended.status == 2
    assert str(folder / "countries") in ended.err


def test_a_file_that_is_no_text_is_named(run: Callable[..., Any], folder: Path) -> None:
    path = folder / "countries" / "MT.toml"
    path.write_bytes(b'country = "MT"\nname = "\xff\xfe"\n')
    ended = run("rules", "lint", "--rules", folder)
    assert ended.status == 2
    assert str(path) in ended.err


def test_a_mistake_stops_every_command_that_reads_the_rules(
    run: Callable[..., Any], folder: Path
) -> None:
    path = folder / "countries" / "MT.toml"
    path.write_text(SOUND.replace('"opt_in"', '"optin"'), encoding="utf-8")
    for command in (("lookup", "GB"), ("show", "GB"), ("lint",)):
        ended = run("rules", *command, "--rules", folder)
        assert ended.status == 2
        assert str(path) in ended.err


def test_several_problems_are_told_at_once(run: Callable[..., Any], folder: Path) -> None:
    path = folder / "countries" / "MT.toml"
    path.write_text(
        SOUND.replace('"MT-rest"', '"MT-call"').replace("until = 2021-01-01", "until = 2022-01-01"),
        encoding="utf-8",
    )
    ended = run("rules", "lint", "--rules", folder)
    assert ended.status == 2
    assert "2 times" in ended.out
    assert "two rows" in ended.out
    assert ended.err == f"{len(ended.out.splitlines())} problems\n"


def test_the_installed_command_ends_with_two_and_no_traceback(folder: Path) -> None:
    path = folder / "countries" / "MT.toml"
    path.write_text(SOUND.replace("gdpr = true", "gdrp = true"), encoding="utf-8")
    ended = subprocess.run(
        [sys.executable, "-m", "listcheck", "rules", "lint", "--rules", str(folder)],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ended.returncode == 2
    assert str(path) in ended.stderr
    assert "did you mean 'gdpr'?" in ended.stderr
    assert "Traceback" not in ended.stdout + ended.stderr


def test_every_boundary_and_its_neighbours_are_swept(folder: Path) -> None:
    days = set(days_to_sweep(load_rules(folder).countries["MT"]))
    for edge in (date(2018, 5, 25), date(2021, 1, 1), date(2026, 1, 1)):
        around = {edge + timedelta(days=step) for step in (-1, 0, 1)}
        assert around - {date(2018, 5, 24)} <= days
    assert date(2018, 5, 24) not in days
