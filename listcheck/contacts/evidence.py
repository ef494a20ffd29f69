"""What a list says about opt-outs, consent and the relationship, as typed columns.

A blank evidence cell is unknown: neither consent nor its absence. An opt-out counts
when it says yes; a cell that says neither yes nor no is unreadable.
"""

from __future__ import annotations

from typing import Final, Literal

import polars as pl

from listcheck import columns as c

YES: Final = (
    "yes", "y", "true", "t", "1", "x", "on", "ja", "j", "oui", "o", "si", "sí", "sì", "s", "sim",
    "tak", "ano", "áno", "da", "igen", "kyllä", "jah", "taip", "jā", "ναι", "да", "wahr", "vrai",
    "vero", "verdadero", "prawda", "1.0",
)  # fmt: skip
NO: Final = (
    "no", "n", "false", "f", "0", "off", "nein", "non", "nej", "nei", "nee", "não", "nao", "nie",
    "ne", "nu", "nem", "ei", "nė", "nē", "όχι", "не", "falsch", "faux", "falso", "fałsz", "0.0",
)  # fmt: skip
DOUBLE: Final = (
    "double_opt_in", "double opt-in", "double opt in", "double-opt-in", "doi", "confirmed opt-in",
    "confirmed opt in", "confirmed_opt_in",
)  # fmt: skip
SINGLE: Final = (
    "opt_in", "opt-in", "opt in", "optin", "opted in", "opted-in", "single opt-in", "single_opt_in",
    "single opt in", "soi", "granted", "given", "express", "consented", "einwilligung",
)  # fmt: skip
NONE: Final = (
    "none", "no consent", "no_consent", "not given", "keine", "aucun", "aucune", "ninguno",
    "nessuno", "geen", "brak",
)  # fmt: skip
#: Words of a consent column that are more than its absence: the person said no.
REFUSED: Final = (
    r"(?i)\b(?:denied|refused?|withdrawn|revoked|declined|objected|opt(?:ed)?[\s_-]?out|"
    r"un-?subscribed?|widerrufen|abgelehnt|widersprochen|refusé|retiré|rechazado|revocado|"
    r"rifiutato|revocato|geweigerd|ingetrokken|odmowa|wycofana|cofnięta)(?:\b|$)"
)
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
#: A cell of channels says something only when every word of it is one.
_CHANNELS_ONLY: Final = (
    r"(?i)^(?:[\s,;/|+&]|\b(?:e-?mails?|newsletters?|mail|sms|texts?|text messages?|"
    r"(?:automated[\s_-]?)?calls?|robocalls?|phone|telephone|telefon|post|letter|whatsapp|"
    r"all|alle|any|and|und|et|y|e|en)\b)+$"
)
_CHANNEL_WORDS: Final = {
    "email": r"(?i)\b(?:e-?mails?|newsletter|all|alle|any)\b",
    "sms": r"(?i)\b(?:sms|texts?|text messages?|all|alle|any)\b",
    "call": r"(?i)(?:^|[^a-z-])(?:calls?|phone|telephone|telefon|all|alle|any)\b",
    "automated-call": r"(?i)\b(?:automated[\s_-]?calls?|robocalls?|all|alle|any)\b",
}
DateOrder = Literal["dmy", "mdy"]
DoubleOptIn = Literal["stated", "times", "full"]


def yes_no(field: str) -> pl.Expr:
    """``yes``, ``no``, ``unreadable``, or null for a blank cell."""
    word = c.cell_expr(field).str.strip_chars().str.to_lowercase()
    return (
        pl.when(word.is_in(YES))
        .then(pl.lit("yes"))
        .when(word.is_in(NO))
        .then(pl.lit("no"))
        .when(word.is_not_null() & (word != ""))
        .then(pl.lit("unreadable"))
    )


def certain_yes_no(field: str) -> pl.Expr:
    """``yes``, ``no`` or null: an unreadable evidence cell is unknown."""
    answer = yes_no(field)
    return pl.when(answer != "unreadable").then(answer)


def moment(field: str, date_order: DateOrder | None) -> pl.Expr:
    """Date and time of a cell; null where blank, unreadable or ambiguous.

    ISO dates are always read; day/month dates only when ``date_order`` settles them.
    """
    text = c.cell_expr(field).str.strip_chars()
    day = text.str.extract(r"^([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T\s]|$)").str.to_date(
        "%Y-%m-%d", strict=False
    )
    if date_order is not None:
        parts = text.str.extract_groups(
            r"^([0-9]{1,2})[./-]([0-9]{1,2})[./-]([0-9]{4})(?:[T\s,]|$)"
        )
        first, second = parts.struct.field("1"), parts.struct.field("2")
        d, m = (first, second) if date_order == "dmy" else (second, first)
        written = pl.concat_str([parts.struct.field("3"), m, d], separator="-")
        day = pl.coalesce(day, written.str.to_date("%Y-%m-%d", strict=False))
    clock = text.str.extract(r"[T\s,]([0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)")
    seconds = pl.when(clock.str.count_matches(":", literal=True) == 1).then(clock + ":00")
    hour = seconds.otherwise(clock).str.to_time("%H:%M:%S", strict=False)
    # "1:00 PM" is not read: a clock that is not understood makes the moment unknown.
    hour = pl.when(~text.str.contains(r"(?i)[0-9]\s*[ap]\.?m")).then(hour)
    # No clock at all is midnight.
    return pl.when(clock.is_null()).then(day.cast(pl.Datetime)).otherwise(day.dt.combine(hour))


def with_evidence(
    frame: pl.LazyFrame,
    *,
    channel: str,
    party: str | None,
    number_source: str | None,
    date_order: DateOrder | None,
    double_opt_in: DoubleOptIn,
) -> pl.LazyFrame:
    """Add the opt-out, consent, relationship and fact columns.

    Args:
        frame: a list's own cells.
        channel: the campaign's channel; consent for another channel says nothing.
        party: who collected the data, where the list does not say.
        number_source: where the numbers come from, where the list does not say.
        date_order: how day/month dates are to be read; None leaves them unknown.
        double_opt_in: the evidence that counts as a double opt-in: the word, sign-up
            and confirmation times in order, or times and network addresses.
    """
    status = c.cell_expr("status").str.normalize("NFC")
    refused = (
        c.cell_expr("consent").str.contains(REFUSED)
        & (c.cell_expr("consent_channel").is_null() | _speaks_for(channel))
    ).fill_null(value=False)
    # A list may carry several opt-out columns: any that says yes counts, then any unreadable.
    answers = [yes_no(field) for field in c.OPT_OUT_FIELDS]
    flagged = (
        pl.when(pl.any_horizontal(answer == "yes" for answer in answers))
        .then(pl.lit("yes"))
        .when(pl.any_horizontal(answer == "unreadable" for answer in answers))
        .then(pl.lit("unreadable"))
        .otherwise(pl.coalesce(answers))
    )
    dated = c.cell_expr("opted_out_at").is_not_null()
    denied = status.str.contains(OPTED_OUT_STATUS).fill_null(False)
    return frame.with_columns(
        pl.when((flagged == "yes").fill_null(False) | dated | denied | refused)
        .then(pl.lit("yes"))
        .otherwise(flagged)
        .alias(c.OPTED_OUT.name),
        pl.when(flagged.is_in(["yes", "unreadable"]).fill_null(False))
        .then(pl.lit("opted_out"))
        .when(dated)
        .then(pl.lit("opted_out_at"))
        .when(denied)
        .then(pl.lit("status"))
        .when(refused)
        .then(pl.lit("consent"))
        .alias(c.OPTED_OUT_FIELD.name),
        status.str.contains(BOUNCED_STATUS).fill_null(False).alias(c.BOUNCED.name),
        *_consent(channel, date_order, double_opt_in),
        _date_unread(date_order).alias(c.DATE_UNREAD.name),
        _word("relationship", {"customer": ("customer", "client", "kunde", "cliente", "klant"),
                               "negotiation": ("negotiation", "quote", "offer", "angebot"),
                               "enquiry": ("enquiry", "inquiry", "anfrage"),
                               "none": ("none", "no", "prospect")}).alias(c.RELATIONSHIP.name),
        pl.coalesce(
            _word("party", {"first": ("first", "1st", "first party", "1st party", "1"),
                            "third": ("third", "3rd", "third party", "3rd party", "3")}),
            pl.lit(party, dtype=pl.String),
        ).alias(c.PARTY.name),
        pl.coalesce(
            _word("number_source", {name: (name,) for name in
                                    ("directory", "random", "published", "given")}),
            pl.lit(number_source, dtype=pl.String),
        ).alias(c.NUMBER_SOURCE.name),
        c.cell_expr("collected_by").str.strip_chars().str.to_lowercase().alias(c.COLLECTED_BY.name),
        certain_yes_no("optout_offered").alias(c.OPTOUT_OFFERED.name),
        certain_yes_no("existing_agreement").alias(c.EXISTING_AGREEMENT.name),
        certain_yes_no("published_business_contact").alias(c.PUBLISHED_BUSINESS_CONTACT.name),
        _flagged("balancing_flags").alias(c.BALANCING_FLAGS.name),
    )  # fmt: skip


def _word(field: str, words: dict[str, tuple[str, ...]]) -> pl.Expr:
    spelled = {spelling: word for word, spellings in words.items() for spelling in spellings}
    return c.looked_up(c.cell_expr(field).str.strip_chars().str.to_lowercase(), spelled, pl.String)


def _flagged(field: str) -> pl.Expr:
    word = c.cell_expr(field).str.strip_chars().str.to_lowercase()
    return (word.is_not_null() & (word != "") & ~word.is_in([*NO, "none", "-"])).fill_null(False)


def _speaks_for(channel: str) -> pl.Expr:
    """Whether the consent channel names the campaign's channel."""
    cell = c.cell_expr("consent_channel")
    if channel == "call":
        # Consent to automated calls is none to being called by a person, and the reverse.
        cell = cell.str.replace_all(r"(?i)(?:automated[\s_-]?|robo)calls?", "whatsapp")
    return cell.str.contains(_CHANNELS_ONLY) & cell.str.contains(_CHANNEL_WORDS[channel])


def _date_unread(date_order: DateOrder | None) -> pl.Expr:
    """A date of evidence that only ``date_order`` can settle."""
    if date_order is not None:
        return pl.lit(value=False)
    ambiguous = r"^\s*\d{1,2}[./-]\d{1,2}[./-]\d{4}"
    fields = ("consent_date", "optin_time", "confirm_time")
    return pl.any_horizontal(
        c.cell_expr(field).str.contains(ambiguous).fill_null(value=False) for field in fields
    )


def _consent(
    channel: str, date_order: DateOrder | None, double_opt_in: DoubleOptIn
) -> list[pl.Expr]:
    word = c.cell_expr("consent").str.strip_chars().str.to_lowercase()
    channels = c.cell_expr("consent_channel")
    by_mail = channel == "email"
    for_channel = pl.when(channels.is_null()).then(pl.lit(by_mail)).otherwise(_speaks_for(channel))
    signed_up, confirmed = moment("optin_time", date_order), moment("confirm_time", date_order)
    stated = moment("consent_date", date_order)
    undated = c.cell_expr("consent_date").is_not_null() & stated.is_null()
    in_order = (signed_up <= confirmed).fill_null(False)
    if double_opt_in == "full":
        in_order &= c.cell_expr("optin_ip").is_not_null() & c.cell_expr("confirm_ip").is_not_null()
    claimed = word.is_in(DOUBLE)
    proven = claimed.fill_null(False) if double_opt_in == "stated" else in_order
    silent = word.is_null() | (word == "")
    consent = (
        pl.when(~for_channel)
        .then(None)
        .when(word.is_in([*NONE, *NO]) | word.str.contains(REFUSED))
        .then(pl.lit("none"))
        .when(~silent & ~(claimed | word.is_in([*SINGLE, *YES])))
        .then(None)
        # A date that cannot be read may lie after the send: the consent is unknown.
        .when(undated)
        .then(None)
        .when(proven | in_order)
        .then(pl.lit("double_opt_in"))
        # A confirmation alone is an import, a sign-up alone is a single opt-in.
        .when(~silent | signed_up.is_not_null())
        .then(pl.lit("opt_in"))
    )
    # The consent is complete only when its last step is done.
    day = pl.max_horizontal(stated, confirmed, signed_up).dt.date()
    return [consent.alias(c.CONSENT.name), day.alias(c.CONSENT_DATE.name)]
