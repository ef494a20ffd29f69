"""Outlook: its contact export."""

from __future__ import annotations

from listcheck.mapping.vendors.interface import Vendor, has

VENDOR = Vendor(
    id="outlook",
    title="Outlook",
    signatures=(
        has("emailaddress", "emaildisplayname"),
        has("emailaddress", "email2address"),
    ),
    fields={
        "email": ("emailaddress", "email2address", "email3address"),
        "phone": ("businessphone", "mobilephone", "homephone", "businessphone2", "primaryphone"),
        "company": ("company",),
        "country": ("businesscountryregion", "homecountryregion", "othercountryregion"),
    },
    keeps_opt_outs=False,
    cautions=("Outlook keeps neither consent nor opt-outs: both must come from elsewhere",),
    references=("the full header of its export, in a public gist",),
    layout="documented",
)
