"""What the sender declares: who sends, what is sent, which house rules apply.

The models are strict: an unknown key is an error.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from listcheck.config.interest import LegitimateInterest, Strict


class Brief(Strict):
    """What the sender says about itself and the campaign."""

    sender_name: str | None = None
    sender_entity: str | None = None
    sender_kind: Literal["commercial", "charity", "party", "nonprofit"] | None = None
    #: Brand or list in whose name is sent: opt-outs of another one do not reach it.
    brand: str | None = None
    sector: str | None = None
    product: str | None = None
    unsubscribe: str | None = None
    similar_products: bool | None = None
    professional_message: bool | None = None
    mode: Literal["prospecting", "account_management"] | None = None
    publishes_privacy_notice: bool | None = None
    number_source: Literal["directory", "random", "published", "given"] | None = None
    legitimate_interest: LegitimateInterest | None = None

    def interest_gaps(self, send_date: date) -> tuple[str, ...]:
        """Parts of the legitimate-interest assessment that are missing or failed."""
        return (self.legitimate_interest or LegitimateInterest()).gaps(send_date)

    @property
    def campaign_facts(self) -> dict[str, str | None]:
        """What exceptions of the law may turn on, by fact; None where the brief is silent."""
        yes_no = {True: "yes", False: "no", None: None}
        return {
            "sector": self.sector,
            "product": self.product,
            "sender_kind": self.sender_kind,
            "similar_products": yes_no[self.similar_products],
            "professional_message": yes_no[self.professional_message],
        }


class Policy(Strict):
    """House rules where the law leaves room."""

    business_domain: Literal["corporate", "individual", "unknown"] = "corporate"
    suppression_max_age_days: int | None = Field(default=None, ge=0, strict=True)
    #: Calendar days that an audit allows for acting on an opt-out where the law names none.
    opt_out_grace_days: int = Field(default=0, ge=0, le=36_500, strict=True)
    double_opt_in: Literal["stated", "times", "full"] = "times"
    consent_max_months: int | None = Field(default=None, gt=0, le=1200, strict=True)
    third_party_consent_max_months: int | None = Field(default=None, gt=0, le=1200, strict=True)
    complementary: Literal["off", "on"] = "off"
    #: Whether ann+news@x.com, and a.nn@gmail.com, are the recipient ann@x.com, ann@gmail.com.
    subaddresses: Literal["distinct", "same"] = "distinct"
    #: How many grounds a senior contact is asked on before an organisation's opt-out binds:
    #: all four (asking first delays a right, so it takes the fullest ground) or any of them.
    org_authority: Literal["all", "any"] = "all"
    #: File with the key of the hashes that stand for recipients (LISTCHECK_KEY wins).
    key_file: str | None = None
    #: 'listcheck verify' fails for a manifest that is older.
    manifest_max_age_days: int | None = Field(default=None, ge=0, strict=True)


class Audit(Strict):
    """How send logs are read in an audit."""

    #: Consent, relationships and opt-outs of a log that bear no date: nobody knows whether they
    #: stood like that on the day of the send, or they were written down with each send.
    undated_evidence: Literal["unknown", "at_send"] = "unknown"
    #: Events that say that a message was sent; empty: those that listcheck knows. In a column of
    #: events all others are none; a state or direction of such a word says that it was sent.
    send_events: tuple[str, ...] = ()
