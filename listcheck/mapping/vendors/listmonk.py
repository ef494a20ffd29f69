"""listmonk: its contact export."""

from __future__ import annotations

from listcheck.mapping.vendors.interface import Vendor, has

VENDOR = Vendor(
    id="listmonk",
    title="listmonk",
    signatures=(has("uuid", "email", "attributes", "status"),),
    fields={"email": ("email",), "status": ("status",)},
    words={"status": {"enabled": "", "disabled": "suppressed", "blocklisted": "blocklisted"}},
    keeps_opt_outs=False,
    cautions=(
        (
            "listmonk's export does not say who unsubscribed from a list, only who is blocklisted: "
            "an enabled subscriber may have opted out"
        ),
    ),
    references=("listmonk, cmd/subscribers.go: https://github.com/knadh/listmonk",),
    layout="documented",
)
