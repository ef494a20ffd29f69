"""Pipedrive: its contact export."""

from __future__ import annotations

from listcheck.mapping.vendors.interface import Vendor, has

VENDOR = Vendor(
    id="pipedrive",
    title="Pipedrive",
    signatures=(
        has("personname", "personemailwork"),
        has("personemailwork", "personmarketingstatus"),
    ),
    fields={
        "email": ("personemailwork", "personemailhome", "personemailother"),
        "phone": ("personphonework", "personphonemobile", "personphonehome", "personphoneother"),
        "first_name": ("personfirstname",),
        "last_name": ("personlastname",),
        "company": ("personorganization", "organizationname"),
        "status": ("personmarketingstatus",),
        "consent": ("persondoubleoptin",),
    },
    words={
        "status": {
            "no consent": "",
            "no_consent": "",
            "pending upgrade": "",
            "pending double opt-in": "pending",
        },
        "consent": {"yes": "double_opt_in", "confirmed": "double_opt_in", "no": ""},
    },
    cautions=(
        "Pipedrive's marketing status speaks of the first address only, not of Home and Other",
    ),
    references=("support.pipedrive.com on marketing status; headers from public scripts",),
    layout="documented",
)
