"""Salesforce: its contact export."""

from __future__ import annotations

from listcheck.mapping.vendors.interface import CALLS, EMAIL, OptOutColumn, Vendor, has

VENDOR = Vendor(
    id="salesforce",
    title="Salesforce",
    signatures=(
        has("hasoptedoutofemail"),
        has("emailoptout", "donotcall"),
        has("emailoptout", "leadsource"),
        has("emailoptout", "accountname"),
    ),
    fields={
        "email": ("email",),
        "phone": ("phone", "mobilephone", "mobile", "businessphone", "otherphone"),
        "company": ("companyaccount", "companyoraccount", "accountname", "company"),
        "account_id": ("accountid",),
        "country": ("mailingcountry", "mailingcountrycode", "countrycode", "country"),
    },
    opt_outs=(
        OptOutColumn("emailoptout", EMAIL),
        OptOutColumn("hasoptedoutofemail", EMAIL),
        OptOutColumn("donotcall", CALLS),
        OptOutColumn("hasoptedoutsolicit"),
        OptOutColumn("shouldforget"),
    ),
    references=(
        (
            "Salesforce object reference, CampaignMember: "
            "https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/"
        ),
    ),
    layout="documented",
)
