"""CiviCRM: its contact export."""

from __future__ import annotations

from listcheck.mapping.vendors.interface import (
    CALLS,
    EMAIL,
    SHARING,
    SMS,
    OptOutColumn,
    Vendor,
    has,
)

VENDOR = Vendor(
    id="civicrm",
    title="CiviCRM",
    signatures=(
        has("donotemail", "donotphone", "donotmail"),
        has("nobulkemailsuseroptout"),
        has("donotemail", "isoptout"),
        has("isoptout", "onhold"),
    ),
    fields={"email": ("email",), "phone": ("phone",), "company": ("currentemployer",)},
    opt_outs=(
        OptOutColumn("donotemail", EMAIL),
        OptOutColumn("nobulkemailsuseroptout", EMAIL),
        OptOutColumn("isoptout", EMAIL),
        OptOutColumn("onhold", EMAIL),
        OptOutColumn("donotphone", CALLS),
        OptOutColumn("donotsms", SMS),
        OptOutColumn("donottrade", SHARING),
    ),
    # On hold: 1 after a bounce, 2 because the person opted out.
    words={
        "onhold": {
            "0": "no",
            "no": "no",
            "1": "bounced",
            "yes": "bounced",
            "on hold bounce": "bounced",
            "2": "yes",
            "on hold opt out": "yes",
        }
    },
    unread=frozenset({"donotmail"}),
    cautions=("CiviCRM's 'Do Not Trade' forbids handing a contact to others: --purpose share",),
    references=(
        "field labels of CiviCRM's export; on_hold and is_opt_out of its Email and Contact API",
    ),
    layout="documented",
)
