"""Opt-outs that travel in the list, and the later consent that alone can lift one."""

from __future__ import annotations

from typing import Final

import polars as pl

from listcheck import columns as c
from listcheck.contacts.cells import DateOrder, latest_moment, yes_no
from listcheck.contacts.consent import refused

#: Words of a status column that deny contact, and those that mean a dead or angry mailbox.
OPTED_OUT_STATUS: Final = (
    r"(?i)(?:^|[^\p{L}])(?:un-?sub\w*|(?:not|non)[\s_-]?subscribed|opt(?:ed)?[\s_-]?outs?|"
    r"do[\s_-]?not[\s_-](?:contact|e?-?mail|call|send)|dnc|suppressed|block(?:ed|list(?:ed)?)|"
    r"black-?list(?:ed)?|removed|deleted|erased|archived|inactive|refused|opposed|objected|"
    r"withdrawn|abgemeldet|abbestellt|gesperrt|widerrufen|\p{L}*widerspruch|gekündigt|"
    r"d[eé]sinscri\p{L}*|d[eé]sabonn\p{L}*|baja|dad[oa] de baja|disiscritt[oa]|cancellat[oa]|"
    r"annullat[oa]|uitgeschreven|afgemeld|verwijderd|wypisan\p{L}*|rezygnacja)(?:$|[^\p{L}])"
)
BOUNCED_STATUS: Final = (
    r"(?i)\b(?:(?:hard[\s_-]?)?bounced?|cleaned|complain(?:t|ed)|spam(?:[\s_-]?(?:report|complaint))?"
    r"|junk|invalid|undeliverable|unzustellbar)\b"
)


#: Cells of an opt-out column that deny in their own words, and those that allow.
_DENIES: Final = (
    r"^(?:do not|don't|not?) (?:allow(?:ed)?|contact|e-?mail|mail|call|send)$|^den(?:y|ied)$|"
    r"^unsubscribed?$|^opt(?:ed)?[\s_-]?out$|^block(?:ed|listed)$|^nicht (?:zulassen|erlaubt)$"
)
_ALLOWS: Final = (
    "allow", "allowed", "permit", "permitted", "subscribed", "opt in", "opt-in", "opted in", "ok",
    "erlaubt", "zulassen", "autorisé", "permitido", "consentito", "toegestaan", "dozwolone",
)  # fmt: skip


#: Read once: the answer of the first opt-out column that says something, and so on.
_FLAG, _ELSEWHERE = pl.col("evidence.flag"), pl.col("evidence.elsewhere")
_UNTIL = pl.col("evidence.until")
_DENIED, _REFUSAL = pl.col("evidence.denied"), pl.col("evidence.refusal")


def opt_out_cells(channel: str, date_order: DateOrder | None) -> list[pl.Expr]:
    """The cells of opt-outs as read, under names that begin with ``evidence.``."""
    status = c.cell_expr("status").str.normalize("NFC")
    # A list may carry several opt-out columns: any that says yes counts, then any unreadable.
    answers = [_answer(field) for field in c.OPT_OUT_FIELDS]
    # In the order of the alphabet "yes" comes last, before it "unreadable", "polarity", "no".
    return [
        pl.max_horizontal(answers).alias("evidence.flag"),
        pl.coalesce(
            pl.when(answer == said).then(pl.lit(field))
            for said in ("yes", "unreadable", "polarity")
            for field, answer in zip(c.OPT_OUT_FIELDS, answers, strict=True)
        ).alias("evidence.flagged_by"),
        # The date belongs to the first opt-out column: what another one says has no date.
        (pl.max_horizontal(answers[1:]) == "yes")
        .fill_null(value=False)
        .alias("evidence.elsewhere"),
        latest_moment("opted_out_at", date_order).alias("evidence.until"),
        status.str.contains(OPTED_OUT_STATUS).fill_null(value=False).alias("evidence.denied"),
        status.str.contains(BOUNCED_STATUS).fill_null(value=False).alias(c.BOUNCED.name),
        refused(channel).alias("evidence.refusal"),
    ]


def _answer(field: str) -> pl.Expr:
    """What an opt-out column says: yes, no, unreadable, or polarity (it allows what it denies)."""
    said = c.cell_expr(field).str.strip_chars().str.to_lowercase()
    return (
        # Words in the cell beat the header.
        pl.when(said.str.contains(_DENIES))
        .then(pl.lit("yes"))
        .when(said.is_in(_ALLOWS))
        .then(pl.lit("polarity"))
        .otherwise(yes_no(field))
    )


def opt_out_columns() -> list[pl.Expr]:
    """Whether the list says that the contact opted out, where it says so, and what lifts it.

    A dated opt-out is lifted by ``rejoined_at``: a consent of the person for this channel,
    later than the opt-out, with the time and the network address of its confirmation.
    """
    said = (_FLAG == "yes").fill_null(value=False)
    dated = c.cell_expr("opted_out_at").is_not_null()
    out = said | dated | _DENIED | _REFUSAL
    # A status speaks of today, whatever date stands in another column.
    undated = _REFUSAL | _ELSEWHERE | _DENIED
    lifted = (c.REJOINED_AT.expr > _UNTIL).fill_null(value=False) & ~undated
    return [
        pl.when(out & ~lifted)
        .then(pl.lit("yes"))
        .when(out & (_FLAG.fill_null("") != "unreadable"))
        .then(pl.lit("no"))
        .otherwise(_FLAG)
        .alias(c.OPTED_OUT.name),
        (out & lifted).alias(c.OPT_OUT_LIFTED.name),
        pl.when(out & ~undated).then(_UNTIL).alias(c.OPTED_OUT_UNTIL.name),
        pl.when(pl.col("evidence.flagged_by").is_not_null())
        .then(pl.col("evidence.flagged_by"))
        .when(dated)
        .then(pl.lit("opted_out_at"))
        .when(_DENIED)
        .then(pl.lit("status"))
        .when(_REFUSAL)
        .then(pl.lit("consent"))
        .alias(c.OPTED_OUT_FIELD.name),
    ]
