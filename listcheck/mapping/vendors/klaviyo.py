"""Klaviyo: its contact export."""

from __future__ import annotations

from listcheck.mapping.vendors.interface import EMAIL, SMS, Kind, OptOutColumn, Vendor, has

VENDOR = Vendor(
    id="klaviyo",
    title="Klaviyo",
    signatures=(
        has("klaviyoid", "email"),
        has("email", "emailmarketingconsent"),
        has("email", "emailsuppressions"),
    ),
    fields={
        "email": ("email",),
        "phone": ("phonenumber",),
        "company": ("organization",),
        "country": ("country",),
        "consent": ("emailmarketingconsent",),
        "consent_date": ("emailmarketingconsenttimestamp",),
    },
    opt_outs=(
        OptOutColumn("emailmarketingconsent", EMAIL, Kind.SUBSCRIPTION),
        OptOutColumn("emailsuppressions", EMAIL, kind=Kind.REASON),
        OptOutColumn("smsmarketingconsent", SMS, Kind.SUBSCRIPTION),
    ),
    words={
        # Never asked: the law decides, by the consent that is not there.
        "opted_out": {"never_subscribed": "", "never subscribed": ""},
        "consent": {
            "subscribed": "opt_in",
            "never_subscribed": "none",
            "never subscribed": "none",
            "true": "opt_in",
        },
    },
    references=("no public header was found: the layout is from general knowledge",),
    layout="unverified",
)
