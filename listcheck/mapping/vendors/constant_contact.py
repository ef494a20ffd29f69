"""Constant Contact: its contact export."""

from __future__ import annotations

from listcheck.mapping.vendors.interface import EMAIL, Kind, OptOutColumn, Vendor, has

VENDOR = Vendor(
    id="constant_contact",
    title="Constant Contact",
    signatures=(
        has("emailaddress", "emailstatus", "emailpermissionstatus"),
        has("emailaddress", "emailpermissionstatus"),
    ),
    fields={
        "email": ("emailaddress",),
        "phone": ("phonework", "phonemobile", "phonehome", "phoneother"),
        "country": ("countrywork", "countryhome", "country"),
        "status": ("emailstatus",),
        "consent": ("emailpermissionstatus",),
        "opted_out_at": ("confirmedoptoutdate",),
    },
    opt_outs=(
        OptOutColumn("confirmedoptoutsource", EMAIL, kind=Kind.REASON),
        OptOutColumn("confirmedoptoutreason", EMAIL, kind=Kind.REASON),
    ),
    words={
        "status": {"active": "subscribed", "temporary hold": "bounced"},
        "consent": {
            "express": "opt_in",
            "explicit": "opt_in",
            # Implied consent is a reading of some laws: the rules decide on better evidence.
            "implied": "",
            "awaiting confirmation": "none",
            "pending": "none",
            "not set": "",
            "unsubscribed": "unsubscribed",
        },
    },
    references=("two public scripts; words of permission other than Express not verified",),
    layout="seen",
)
