"""Salesforce Marketing Cloud: its contact export."""

from __future__ import annotations

from listcheck.mapping.vendors.interface import Vendor, has

VENDOR = Vendor(
    id="marketing_cloud",
    title="Salesforce Marketing Cloud",
    signatures=(has("subscriberkey", "emailaddress", "status"),),
    fields={"email": ("emailaddress",), "status": ("status",)},
    words={"status": {"active": "subscribed", "held": "bounced", "deleted": "deleted"}},
    references=("status words as documented; the export's other columns vary",),
    layout="documented",
)
