"""ActiveCampaign: its contact export."""

from __future__ import annotations

from listcheck.mapping.vendors.interface import Vendor, has

VENDOR = Vendor(
    id="activecampaign",
    title="ActiveCampaign",
    signatures=(
        has("email", "datecreated", "ip", "status"),
        has("email", "tags", "ip", "status"),
    ),
    fields={"email": ("email",), "phone": ("phone",), "status": ("status",)},
    words={
        "status": {
            "active": "subscribed",
            "unconfirmed": "pending",
            "0": "pending",
            "1": "subscribed",
            "2": "unsubscribed",
            "3": "bounced",
        }
    },
    cautions=("ActiveCampaign's status is that of one list: another list may hold an opt-out",),
    references=("one public fixture; the numbers are those of its API",),
    layout="seen",
)
