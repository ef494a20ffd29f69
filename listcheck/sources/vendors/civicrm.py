"""CiviCRM: its contact export."""

from __future__ import annotations

from listcheck.sources.vendors.model import CALLS, EMAIL, SMS, OptOutColumn, Vendor, has

VENDOR = Vendor(
    id="civicrm",
    title="CiviCRM",
    signatures=(
        has("donotemail", "donotphone", "donotmail"),
        has("nobulkemailsuseroptout"),
    ),
    fields={"email": ("email",), "phone": ("phone",), "company": ("currentemployer",)},
    opt_outs=(
        OptOutColumn("donotemail", EMAIL),
        OptOutColumn("nobulkemailsuseroptout", EMAIL),
        OptOutColumn("donotphone", CALLS),
        OptOutColumn("donotsms", SMS),
    ),
    unread=frozenset({"donotmail"}),
    cautions=("CiviCRM's 'Do Not Trade' forbids handing a contact to others: --purpose share",),
    references=("field labels of CiviCRM's export",),
    layout="documented",
)
