"""Google Contacts: its contact export."""

from __future__ import annotations

from listcheck.mapping.vendors.interface import Vendor, has

VENDOR = Vendor(
    id="google",
    title="Google Contacts",
    signatures=(has("email1value"),),
    fields={
        "email": ("email1value", "email2value", "email3value", "email4value"),
        "phone": ("phone1value", "phone2value", "phone3value", "phone4value"),
        "first_name": ("firstname", "givenname"),
        "last_name": ("lastname", "familyname"),
        "company": ("organizationname", "organization1name"),
        "country": ("address1country",),
    },
    separator=" ::: ",
    keeps_opt_outs=False,
    cautions=("Google Contacts keeps neither consent nor opt-outs: both must come from elsewhere",),
    references=("the header of its own export; the older layout from a public fixture",),
    layout="documented",
)
