"""Mailchimp: its contact export."""

from __future__ import annotations

from listcheck.mapping.vendors.interface import Vendor, has

VENDOR = Vendor(
    id="mailchimp",
    title="Mailchimp",
    signatures=(
        has("emailaddress", "memberrating", "optintime", "confirmtime"),
        has("emailaddress", "leid", "euid"),
    ),
    fields={
        "email": ("emailaddress",),
        "optin_time": ("optintime",),
        "optin_ip": ("optinip",),
        "confirm_time": ("confirmtime",),
        "confirm_ip": ("confirmip",),
        "phone": ("phonenumber", "phone", "smsphonenumber"),
    },
    # CC and REGION are where the address's network seemed to be at sign-up, no residence.
    unread=frozenset({"cc", "region", "timezone", "lastchanged"}),
    cautions=(
        (
            "Mailchimp tells the status by the file's name alone: give its unsubscribed and "
            "cleaned files as --suppress"
        ),
        "Mailchimp fills CONFIRM_TIME when an address is imported: alone it proves no consent",
    ),
    keeps_opt_outs=False,
    references=("identical column order in many public repositories",),
    layout="seen",
)
