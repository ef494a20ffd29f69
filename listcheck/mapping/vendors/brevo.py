"""Brevo: its contact export."""

from __future__ import annotations

from listcheck.mapping.vendors.interface import EMAIL, SMS, Kind, OptOutColumn, Vendor, has

VENDOR = Vendor(
    id="brevo",
    title="Brevo",
    signatures=(
        has("email", "emailblacklisted"),
        has("email", "smsblacklisted"),
        has("email", "addedtime", "modifiedtime"),
    ),
    fields={
        "email": ("email",),
        "phone": ("sms", "whatsapp", "landlinenumber"),
        "first_name": ("firstname", "prenom", "vorname"),
        "last_name": ("lastname", "nom", "nachname"),
        "consent": ("doubleoptin",),
    },
    opt_outs=(
        OptOutColumn("emailblacklisted", EMAIL),
        OptOutColumn("smsblacklisted", SMS),
        OptOutColumn("emailmarketing", EMAIL, Kind.SUBSCRIPTION),
        OptOutColumn("smsmarketing", SMS, Kind.SUBSCRIPTION),
    ),
    words={
        "consent": {"1": "double_opt_in", "yes": "double_opt_in", "2": "", "no": ""},
    },
    references=("developers.brevo.com on contact exports; one public fixture",),
    layout="documented",
)
