"""Columns that steps of the contact stage hand to one another, and no other stage reads.

They are what many rows have in common: with them the later steps are asked of few things.
"""

from __future__ import annotations

from typing import Final

import polars as pl

from listcheck.core.columns import Column

ADDRESS_STATE: Final = Column("address.state", pl.String, "missing, invalid, or null when read")
ADDRESS_UNREAD: Final = Column("address.unread", pl.String, "the cell, where it is no address")
ADDRESS_ODD: Final = Column("address.odd", pl.String, "the cell, where it is not plain")
SUFFIX_COUNTRY: Final = Column("suffix.country", pl.String, "country that the domain's end tells")
SUFFIX_AT_HOME: Final = Column(
    "suffix.at_home", pl.String, "the domain's end, where some words are functions under it only"
)
INTERNATIONAL: Final = Column("phone.international", pl.Boolean, "the number has its country code")
SEVERAL_NUMBERS: Final = Column("phone.several", pl.String, "the cell, where it may hold several")
LOCAL_BARE: Final = Column("local.bare", pl.String, "the local part without digits at its end")
LOCAL_NUMBERED: Final = Column("local.numbered", pl.Boolean, "it has digits at its end")
MAILBOX_LEAST: Final = Column("mailbox.least", pl.UInt8, "least class among the parts of local")
MAILBOX_MOST: Final = Column("mailbox.most", pl.UInt8, "greatest class among them")
NAME_ASKED: Final = Column("name.asked", pl.String, "the person's name, beside a generic word")
LOCAL_ASKED: Final = Column("local.asked", pl.String, "the local part, where it is a generic word")
NAMED: Final = Column("mailbox.named", pl.Boolean, "the address repeats the person's name")
COMPANY_FORM: Final = Column("company.form", pl.String, "subscriber that the legal form tells")
