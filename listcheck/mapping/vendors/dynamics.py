"""Dynamics 365: its contact export."""

from __future__ import annotations

from listcheck.mapping.vendors.interface import CALLS, EMAIL, SMS, OptOutColumn, Vendor, has

VENDOR = Vendor(
    id="dynamics",
    title="Dynamics 365",
    signatures=(
        has("donotmodifycontact"),
        has("donotmodifylead"),
        has("donotallowemails", "donotallowphonecalls"),
        has("donotallowbulkemails"),
        has("donotbulkemail", "donotemail"),
    ),
    fields={
        "email": ("email", "emailaddress", "emailaddress1", "emailaddress2"),
        "phone": ("businessphone", "mobilephone", "telephone1", "homephone"),
        "company": ("companyname", "company"),
        "country": ("address1countryregion", "countryregion", "address1country"),
        "account_id": ("parentcustomerid", "accountid"),
    },
    opt_outs=(
        OptOutColumn("donotallowemails", EMAIL),
        OptOutColumn("donotallowbulkemails", EMAIL),
        OptOutColumn("donotemail", EMAIL),
        OptOutColumn("donotbulkemail", EMAIL),
        OptOutColumn("donotallowphonecalls", CALLS | SMS),
        OptOutColumn("donotphone", CALLS | SMS),
    ),
    # The words of the cell beat the header: "Do not allow Emails" over "Allow" is a yes to mail.
    words={"opted_out": {"allow": "no", "do not allow": "yes"}},
    unread=frozenset({"donotallowfaxes", "donotallowmails", "donotfax", "donotpostalmail"}),
    references=(
        (
            "Microsoft Dataverse, Contact table: "
            "https://learn.microsoft.com/en-us/power-apps/developer/data-platform/reference/entities/contact"
        ),
    ),
    layout="documented",
)
