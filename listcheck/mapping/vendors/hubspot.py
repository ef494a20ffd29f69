"""HubSpot: its contact export."""

from __future__ import annotations

from listcheck.mapping.vendors.interface import EMAIL, OptOutColumn, Vendor, has

VENDOR = Vendor(
    id="hubspot",
    title="HubSpot",
    signatures=(
        has("recordid", "marketingcontactstatus"),
        has("unsubscribedfromallemail"),
    ),
    fields={
        "email": ("email", "additionalemailaddresses"),
        "phone": ("phonenumber", "mobilephonenumber"),
        "company": ("companyname", "associatedcompany", "primarycompany"),
        "account_id": ("primaryassociatedcompanyid", "associatedcompanyid"),
        "country": ("countryregion", "country"),
        "consent": ("legalbasisforprocessingcontactsdata",),
    },
    opt_outs=(
        OptOutColumn("unsubscribedfromallemail", EMAIL),
        OptOutColumn("optedoutofemail*", EMAIL),
        OptOutColumn("isgloballyineligible", EMAIL),
    ),
    bounces=("invalidemailaddress", "emailaddressquarantined"),
    words={
        "consent": {
            "freely given consent from contact": "opt_in",
            "legitimate interest – prospect/lead": "",
            "legitimate interest – existing customer": "",
            "performance of a contract": "",
            "not applicable": "",
        }
    },
    # Billing, not consent; and the sales stage, not a subscription.
    unread=frozenset({"marketingcontactstatus", "leadstatus"}),
    references=("property lists in public dumps; the default column order was not verified",),
    layout="seen",
)
