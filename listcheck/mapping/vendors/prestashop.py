"""PrestaShop: its customer export."""

from __future__ import annotations

from listcheck.mapping.vendors.interface import EMAIL, SHARING, Kind, OptOutColumn, Vendor, has

VENDOR = Vendor(
    id="prestashop",
    title="PrestaShop",
    signatures=(
        has("email", "newsletter", "optin", "idcustomer"),
        has("email", "newsletter", "optin", "firstname", "lastname"),
        has("emailaddress", "newsletter", "partneroffers"),
    ),
    fields={"email": ("email", "emailaddress"), "consent": ("newsletter",)},
    # "newsletter" is the shop's own; "optin" are offers of its partners.
    opt_outs=(
        OptOutColumn("newsletter", EMAIL, Kind.SUBSCRIPTION),
        OptOutColumn("optin", SHARING, Kind.SUBSCRIPTION),
        OptOutColumn("partneroffers", SHARING, Kind.SUBSCRIPTION),
    ),
    references=(
        (
            "PrestaShop web service, resource customers (newsletter, optin): "
            "https://devdocs.prestashop-project.org/8/webservice/resources/customers/"
        ),
    ),
    layout="documented",
)
