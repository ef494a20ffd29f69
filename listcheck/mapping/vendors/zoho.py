"""Zoho CRM: its contact export."""

from __future__ import annotations

from listcheck.mapping.vendors.interface import EMAIL, Kind, OptOutColumn, Vendor, has

VENDOR = Vendor(
    id="zoho",
    title="Zoho CRM",
    signatures=(
        has("emailoptout", "unsubscribedmode"),
        has("recordid", "leadowner", "emailoptout"),
        has("recordid", "contactowner", "emailoptout"),
    ),
    fields={
        "email": ("email", "secondaryemail"),
        "phone": ("phone", "mobile", "otherphone", "homephone"),
        "company": ("company", "accountname"),
        "account_id": ("accountnameid",),
        "country": ("country", "mailingcountry"),
        "opted_out_at": ("unsubscribedtime",),
    },
    opt_outs=(
        OptOutColumn("emailoptout", EMAIL),
        # How somebody unsubscribed counts although the flag beside it says no.
        OptOutColumn("unsubscribedmode", EMAIL, kind=Kind.REASON),
    ),
    unread=frozenset({"leadstatus"}),
    references=("field lists in public repositories",),
    layout="seen",
)
