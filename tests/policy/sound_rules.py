"""Sound rule files that the tests of lint put a mistake into."""

from __future__ import annotations

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
