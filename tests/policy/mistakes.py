"""Mistakes in rows of the law and their exceptions, and what a message must name."""

from __future__ import annotations

from dataclasses import dataclass

from tests.policy.sound_rules import CYPRUS


@dataclass(frozen=True)
class Mistake:
    """Words of a file replaced by others, and what the message must name."""

    old: str
    new: str
    names: tuple[str, ...]
    file: str = "countries/MT.toml"
    told_of: str | None = None


IN_ROWS = {
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
}
