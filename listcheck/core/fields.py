"""The contract's words: the fields of a list and the closed vocabularies.

Apart from :mod:`listcheck.core.columns` so that the command line can name them without
loading Polars.
"""

from __future__ import annotations

from typing import Final

# --- fields of a list, as the contract names them -----------------------------

FIELDS: Final[dict[str, str]] = {
    "email": "e-mail address",
    "phone": "telephone number",
    "country": "country of the contact, as a code or a name",
    "first_name": "given name",
    "last_name": "family name",
    "company": "organisation the contact works for",
    "account_id": "identifier of the organisation in the CRM",
    "party": "who collected the data: first (the sender) or third",
    "subscriber": "corporate or individual",
    "address_kind": "generic or individual",
    "opted_out": "yes when the contact opted out",
    "opted_out_at": "when the contact opted out",
    "status": "subscription status as the vendor words it",
    "consent": "none, opt_in or double_opt_in (yes and no accepted)",
    "consent_channel": "channel the consent speaks for (without one: e-mail only)",
    "consent_date": "when the consent was given",
    "optin_time": "time of the sign-up",
    "optin_ip": "network address of the sign-up",
    "confirm_time": "time of the confirmation",
    "confirm_ip": "network address of the confirmation",
    "consent_last_used": "when the consent was last used",
    "relationship": "customer, negotiation, enquiry or none",
    "relationship_date": "day of the sale, negotiation or enquiry",
    "contract_end": "day the contract ended",
    "collected_by": "legal entity that collected the details",
    "optout_offered": "yes when an opt-out was offered at collection",
    "notice_date": "when the privacy notice was given",
    "current_customer": "yes for a current customer",
    "proactively_buying": "yes for an account that is buying on its own initiative",
    "receptive": "yes when the contact welcomes further topics",
    "existing_agreement": "yes when an agreement is in force",
    "number_source": "directory, random, published or given",
    "published_business_contact": "yes for published business contact data",
    "line_is_switchboard": "yes for a general business number",
    "balancing_flags": "children, special categories, vulnerable people, …",
    "send_time": "when the message was sent (audits)",
    "campaign": "campaign of the send (audits)",
    "channel": "channel of the send (audits)",
    "sender": "sender of the send (audits)",
}

#: What the configuration may say of columns that are no field: positive flags (a no is an opt-out),
#: and columns that look like opt-outs and are none.
NO_FIELDS: Final = ("subscribed", "not_opt_outs")
#: What may stand in several columns of one list.
OF_SEVERAL: Final = (
    "opted_out", "subscribed", "status", "not_opt_outs", "email", "phone", "country",
)  # fmt: skip
#: A column can be one of these only.
OF_OPT_OUTS: Final = ("opted_out", "subscribed", "status", "not_opt_outs")


# --- closed vocabularies -------------------------------------------------------

CHANNELS: Final = ("email", "sms", "call", "automated-call")
PARTIES: Final = ("first", "third")
ADDRESS_KINDS: Final = ("generic", "individual")
SUBSCRIBERS: Final = ("corporate", "individual")
#: Laxest first; the position is the strictness.
BASES: Final = (
    "opt_out",
    "presumed_consent",
    "legitimate_interest_or_opt_in",
    "opt_in",
    "double_opt_in",
    "prohibited",
)
VERDICTS: Final = ("keep", "hold", "drop")
