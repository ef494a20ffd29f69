"""Mistakes in notes, times, penalties and in what is read, and what a message must name."""

from __future__ import annotations

from tests.policy.mistakes import Mistake
from tests.policy.sound_rules import CYPRUS, EUROPE, FINES, LUXEMBOURG

ELSEWHERE = {
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
