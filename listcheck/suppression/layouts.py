"""Layouts of suppression exports: which column is the person, which the reason, which the day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import polars as pl

from listcheck.core.part import Part
from listcheck.core.several_headers import SEVERAL, is_one_of_several
from listcheck.vocabulary import folded


@dataclass(frozen=True)
class Layout:
    """One vendor's suppression export.

    Attributes:
        title: whose export it is.
        signature: folded headers that tell it.
        people: folded headers of the columns that name a person; others are not looked at.
        reasons: folded headers of the column that says why.
        days: folded headers of the column that says since when, where that is the opt-out's day.
        bounces: what the reason column says of a bounce or a complaint, as lower-case words.
        only_bounces: the export never holds an unsubscribe.
        caution: what a reader of the report must know.
    """

    title: str
    signature: frozenset[str]
    people: frozenset[str]
    reasons: frozenset[str] = frozenset()
    days: frozenset[str] = frozenset()
    bounces: frozenset[str] = frozenset()
    only_bounces: bool = False
    caution: str | None = None


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


LAYOUTS: Final = (
    Layout("Mailchimp (unsubscribed)", _words("emailaddress unsubtime"), _words("emailaddress"),
           days=_words("unsubtime")),
    Layout("Mailchimp (cleaned)", _words("emailaddress cleantime"), _words("emailaddress"),
           only_bounces=True, caution="addresses that bounced, nobody who unsubscribed"),
    Layout("Mailgun (bounces)", _words("address code error"), _words("address"),
           only_bounces=True, caution="addresses that bounced, nobody who unsubscribed"),
    Layout("Mailgun", _words("address createdat"), _words("address"),
           caution="it holds the opt-outs of one sending domain"),
    Layout("Postmark", _words("emailaddress suppressionreason"), _words("emailaddress"),
           reasons=_words("suppressionreason"), bounces=_words("hardbounce spamcomplaint"),
           caution="it holds the opt-outs of one message stream"),
    Layout("SparkPost", _words("recipient type source"), _words("recipient"),
           reasons=_words("source"),
           bounces=frozenset({"bounce rule", "spam complaint", "compliance"}),
           caution="it holds the opt-outs of one account or sub-account"),
    Layout("Telnyx", _words("to from reason scope"), _words("to"), reasons=_words("reason")),
    Layout("SendGrid", _words("email created reason status"), _words("email"),
           only_bounces=True, caution="addresses that bounced, nobody who unsubscribed"),
    Layout("SendGrid", _words("email created"), _words("email")),
    Layout("SendGrid", _words("ip email created"), _words("email"),
           only_bounces=True, caution="spam reports, nobody who unsubscribed"),
    Layout("MailUp", _words("email idlist optoutdate"), _words("email phonenumber"),
           days=_words("optoutdate")),
    Layout("promio", _words("senderid ts custid mail status"), _words("mail"),
           reasons=_words("status"), bounces=_words("3")),
    Layout("Salesforce Marketing Cloud", _words("emailaddress dateadded status"),
           _words("emailaddress"), reasons=_words("status"), bounces=_words("bounced held")),
)  # fmt: skip
#: Amazon SES: an address and why, in lines without a header or as objects.
SES: Final = Layout(
    "Amazon SES", _words("emailaddress reason"), _words("emailaddress column1"),
    _words("reason column2"), bounces=_words("bounce complaint"), only_bounces=True,
    caution="SES lists bounces and complaints only, never who unsubscribed",
)  # fmt: skip
_SES_REASONS: Final = ("bounce", "complaint")


def layout_of(part: Part, cells: pl.DataFrame) -> Layout | None:
    """The layout of a source; the fullest signature wins."""
    headers = [folded(header) for header in part.headers]
    found = [layout for layout in LAYOUTS if layout.signature <= set(headers)]
    fullest = max(found, key=lambda layout: len(layout.signature), default=None)
    return fullest or (SES if _is_ses(headers, cells) else None)


def _is_ses(headers: Sequence[str], cells: pl.DataFrame) -> bool:
    """Whether the words of SES, and no others, say why: its headers are anybody's."""
    if headers != ["column1", "column2"] and not set(headers) >= SES.signature:
        return False
    reason = next(at for at, header in enumerate(headers) if header in SES.reasons)
    said = cells[f"c{reason}"].str.strip_chars().str.to_lowercase().drop_nulls()
    return len(said) == cells.height and bool(said.is_in(_SES_REASONS).all())


def people_columns(part: Part, cells: pl.DataFrame, layout: Layout | None) -> Sequence[str]:
    """Columns whose cells name people: the layout's own and any other of the person's, else all."""
    if layout is None:
        return cells.columns
    return [
        f"c{at}"
        for at, key in enumerate(map(folded, part.headers))
        if key in layout.people or any(is_one_of_several(field, key) for field in SEVERAL)
    ]
