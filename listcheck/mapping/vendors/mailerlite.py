"""MailerLite: its contact export."""

from __future__ import annotations

from listcheck.mapping.vendors.interface import Vendor, has

VENDOR = Vendor(
    id="mailerlite",
    title="MailerLite",
    signatures=(
        has("subscriber", "subscribed", "unsubscribed"),
        has("email", "optedinat", "optinip", "unsubscribedat"),
        has("email", "subscribedat", "unsubscribedat"),
    ),
    fields={
        "email": ("subscriber", "email"),
        "status": ("status",),
        "optin_time": ("subscribedat", "subscribed"),
        "optin_ip": ("ipaddress",),
        "confirm_time": ("optedinat", "confirmed"),
        "confirm_ip": ("optinip",),
        "opted_out_at": ("unsubscribedat", "unsubscribed"),
    },
    words={"status": {"active": "subscribed", "unconfirmed": "pending", "junk": "complained"}},
    references=("field names of the mailerlite-nodejs library; the CSV's headers not verified",),
    layout="seen",
)
