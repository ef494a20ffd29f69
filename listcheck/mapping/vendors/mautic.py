"""Mautic: its contact export."""

from __future__ import annotations

from listcheck.mapping.vendors.interface import EMAIL, OptOutColumn, Vendor, has

VENDOR = Vendor(
    id="mautic",
    title="Mautic",
    signatures=(
        has("email", "dateidentified", "points"),
        has("email", "dateidentified", "lastactive"),
    ),
    fields={
        "email": ("email",),
        "phone": ("mobile", "phone"),
        "company": ("company", "primarycompany"),
        "country": ("country",),
    },
    opt_outs=(OptOutColumn("donotcontact"), OptOutColumn("donotemail", EMAIL)),
    keeps_opt_outs=False,
    cautions=("Mautic's export leaves out who must not be contacted (issue 11679)",),
    references=(
        "Mautic issue 11679: https://github.com/mautic/mautic/issues/11679; headers not verified",
    ),
    layout="unverified",
)
