"""Vendor adapters: one file per vendor, recognised by the headers of its export."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from listcheck.mapping.vendors import (
    activecampaign,
    brevo,
    civicrm,
    constant_contact,
    dynamics,
    google,
    hubspot,
    klaviyo,
    listmonk,
    mailchimp,
    mailerlite,
    marketing_cloud,
    mautic,
    outlook,
    pipedrive,
    prestashop,
    salesforce,
    zoho,
)
from listcheck.mapping.vendors.interface import OptOutColumn, Vendor

__all__ = ["VENDORS", "OptOutColumn", "Vendor", "recognised"]

VENDORS: Final = (
    activecampaign.VENDOR,
    brevo.VENDOR,
    civicrm.VENDOR,
    constant_contact.VENDOR,
    dynamics.VENDOR,
    google.VENDOR,
    hubspot.VENDOR,
    klaviyo.VENDOR,
    listmonk.VENDOR,
    mailchimp.VENDOR,
    mailerlite.VENDOR,
    marketing_cloud.VENDOR,
    mautic.VENDOR,
    outlook.VENDOR,
    pipedrive.VENDOR,
    prestashop.VENDOR,
    salesforce.VENDOR,
    zoho.VENDOR,
)


def recognised(headers: Collection[str]) -> Vendor | None:
    """The vendor whose export has these folded headers; the fullest signature wins."""
    known = set(headers)
    best: tuple[int, Vendor] | None = None
    for vendor in VENDORS:
        for signature in vendor.signatures:
            if signature <= known and (best is None or len(signature) > best[0]):
                best = (len(signature), vendor)
    return best[1] if best else None
