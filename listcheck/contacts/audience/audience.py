"""Who answers at an address: a function or a person, a company or a natural person.

Every answer is a Polars expression over all rows at once. An answer that the
evidence does not carry stays null, and null takes the strictest reading later on.
"""

from __future__ import annotations

import functools
import re
from typing import Final

import polars as pl

from listcheck.contacts.audience.mailboxes import (
    GENERIC,
    OTHER,
    PART,
    QUALIFIER,
    Mailboxes,
    class_of,
    classes,
    never_market,
    with_classes,
)
from listcheck.contacts.audience.spelling import both_foldings, fold, folded
from listcheck.contacts.evidence.cell_values import certain_yes_no
from listcheck.core.columns import (
    ADDRESS_KIND,
    ADDRESS_KINDS,
    CONSUMER_MAILBOX,
    DOMAIN,
    EMAIL_OK,
    LOCAL,
    NEVER_MARKET,
    SUBSCRIBER,
    SUBSCRIBER_SOURCE,
    cell_expr,
    looked_up,
)

#: Words of the subscriber column, without diacritics. "partnership" and "professional" are
#: missing on purpose: whether they are corporate depends on the country.
_CORPORATE: Final = (
    "corporate|corporation|company|business|b2b|organisation|organization|legal person|"
    "legal entity|limited company|juristische person|unternehmen|firma|firmenkunde|gewerblich|"
    "geschaftskunde|geschaeftskunde|entreprise|societe|personne morale|empresa|persona juridica|"
    "pessoa coletiva|azienda|impresa|societa|persona giuridica|bedrijf|zakelijk|rechtspersoon|"
    "foretag|juridisk person|virksomhed|erhverv|bedrift|yritys|ettevote|juriidiline isik|uznemums|"
    "juridiska persona|imone|juridinis asmuo|przedsiebiorstwo|osoba prawna|podnik|pravnicka osoba|"
    "ceg|jogi szemely|persoana juridica|tvrtka|pravna osoba|podjetje|фирма|юридическо лице|"
    "εταιρεια|νομικο προσωπο|sirket|comhlacht|kumpanija"
)
_INDIVIDUAL: Final = (
    "individual|b2c|consumer|private|private person|private individual|natural person|person|"
    "sole trader|sole proprietor|sole proprietorship|self employed|freelancer|privat|privatperson|"
    "privatkunde|verbraucher|naturliche person|natuerliche person|einzelunternehmer|"
    "einzelunternehmen|freiberufler|selbstandig|selbststandig|particulier|consommateur|"
    "personne physique|auto entrepreneur|micro entrepreneur|entreprise individuelle|particular|"
    "autonomo|consumidor|persona fisica|pessoa singular|privato|consumatore|ditta individuale|"
    "libero professionista|consument|natuurlijk persoon|eenmanszaak|zzp|zzper|konsument|"
    "enskild firma|privatkund|forbruger|enkeltmandsvirksomhed|forbruker|enkeltpersonforetak|"
    "kuluttaja|yksityishenkilo|toiminimi|eraisik|fuusiline isik|fie|pateretajs|fiziska persona|"
    "vartotojas|fizinis asmuo|osoba fizyczna|jdg|spotrebitel|fyzicka osoba|zivnostnik|osvc|szco|"
    "fogyaszto|maganszemely|egyeni vallalkozo|persoana fizica|pfa|consumator|fizicka osoba|"
    "potrosac|obrt|fizicna oseba|potrosnik|потребител|физическо лице|ет|ιδιωτης|καταναλωτης|"
    "tuketici|tomhaltoir|konsumatur"
)
_SUBSCRIBERS: Final = {
    **dict.fromkeys(map(fold, _CORPORATE.split("|")), "corporate"),
    **dict.fromkeys(map(fold, _INDIVIDUAL.split("|")), "individual"),
}


def with_audience(
    frame: pl.LazyFrame,
    mailboxes: Mailboxes,
    *,
    calls: bool,
    business_domain: str | None,
    legal_forms: frozenset[str],
    sole_trader_forms: frozenset[str] = frozenset(),
) -> pl.LazyFrame:
    """Say of every contact whether a person is addressed and who the subscriber is.

    Args:
        frame: contacts with local, domain, email_ok, consumer_mailbox and the list's own cells.
        mailboxes: vocabulary of the generic mailboxes.
        calls: the campaign calls; then only the kind of line counts, not the address.
        business_domain: subscriber at a business domain: corporate, individual or None (unknown).
        legal_forms: forms of legal persons, in the notation of ``rules/legal_forms.toml``.
        sole_trader_forms: forms of natural persons in business, in the same notation.

    Returns:
        The frame, one row per contact as before, with ``never_market`` (never null),
        ``address_kind``, ``subscriber`` and ``subscriber_source`` (null where unknown).
    """
    frame = with_classes(frame, mailboxes)
    if calls:
        # The list's address_kind speaks for the mailbox, not for the line that rings.
        kind = (
            pl.when(certain_yes_no("line_is_switchboard") == "yes")
            .then(pl.lit("generic"))
            .otherwise(pl.lit("individual"))
        )
    else:
        frame = frame.with_columns(_name_parts().alias("_names"))
        frame = frame.with_columns(_named_in_address(mailboxes).alias("_named"))
        kind = _address_kind()
    value, source = _subscriber(business_domain, legal_forms, sole_trader_forms)
    return frame.with_columns(
        never_market(mailboxes).alias(NEVER_MARKET.name),
        kind.alias(ADDRESS_KIND.name),
        value.alias(SUBSCRIBER.name),
        source.alias(SUBSCRIBER_SOURCE.name),
    ).drop("_least", "_most", "_names", "_named", strict=False)


def _address_kind() -> pl.Expr:
    """Kind of the address: the list's own word, else what the parts say."""
    stated = cell_expr("address_kind").str.strip_chars().str.to_lowercase()
    names_function = pl.col("_most") >= GENERIC
    return (
        pl.when(stated.is_in(ADDRESS_KINDS))
        .then(stated)
        .when(LOCAL.expr.is_null())
        .then(None)
        .when(~names_function | pl.col("_named"))
        .then(pl.lit("individual"))
        # The laws that spare generic addresses spare those of legal persons. Behind
        # info@gmail.com sits a consumer or a sole trader: the word alone proves nothing.
        .when(CONSUMER_MAILBOX.expr | (pl.col("_least") == OTHER))
        .then(None)
        .otherwise(pl.lit("generic"))
    )


def _name_parts() -> pl.Expr:
    """Words of the list's first and last name in both spellings; none where nobody will ask.

    Names matter only against a generic word, so all others are blanked before the
    costly folding.
    """
    is_generic = pl.col("_most") >= GENERIC
    name = pl.concat_str(
        cell_expr("first_name"), cell_expr("last_name"), separator=" ", ignore_nulls=True
    )
    name = pl.when(is_generic).then(name.str.to_lowercase())
    return both_foldings(name).fill_null("").str.extract_all(r"[\p{L}\p{M}]+").list.unique()


def _named_in_address(mailboxes: Mailboxes) -> pl.Expr:
    """True where the address repeats the person's name: anna.sales of Anna, post of Karl Post.

    A name that is nothing but generic words ("Service Team") is no person's. A
    qualifier in common is none either: the "de" of info.de is not that of de Vries.
    """
    words = classes(mailboxes)
    local = pl.when(pl.col("_most") >= GENERIC).then(LOCAL.expr)
    parts = folded(local).fill_null("").str.extract_all(PART)
    names = pl.col("_names")
    shared = names.list.set_intersection(parts)
    shared_classes = shared.list.eval(class_of(pl.element(), words))
    repeated = shared_classes.list.eval(pl.element() != QUALIFIER).list.any()
    person = names.list.eval(class_of(pl.element(), words)).list.min() == OTHER
    return (repeated & person).fill_null(value=False)


def _subscriber(
    business_domain: str | None, legal_forms: frozenset[str], sole_trader_forms: frozenset[str]
) -> tuple[pl.Expr, pl.Expr]:
    """Subscriber and the evidence it rests on, in the contract's order of precedence."""
    cell = folded(cell_expr("subscriber")).str.replace_all(r"[\s_\-]+", " ")
    stated = looked_up(cell, _SUBSCRIBERS, pl.String)
    company = (
        pl.when(_has_form(legal_forms))
        .then(pl.lit("corporate"))
        .when(_has_form(sole_trader_forms))
        .then(pl.lit("individual"))
    )
    mailbox = pl.when(CONSUMER_MAILBOX.expr).then(pl.lit("individual"))
    at_business = EMAIL_OK.expr.fill_null(value=False) & DOMAIN.expr.is_not_null()
    domain = pl.when(at_business).then(pl.lit(business_domain, dtype=pl.String))
    steps = {"column": stated, "mailbox": mailbox, "company": company, "domain": domain}
    source = [pl.when(step.is_not_null()).then(pl.lit(name)) for name, step in steps.items()]
    return pl.coalesce(*steps.values()), pl.coalesce(*source)


def _has_form(forms: frozenset[str]) -> pl.Expr:
    """True where the company's name ends or starts with one of the forms."""
    company = cell_expr("company")
    answers = [company.str.contains(pattern) for pattern in _form_patterns(forms)]
    return pl.any_horizontal(pl.lit(value=False), *answers).fill_null(value=False)


@functools.lru_cache(maxsize=4)
def _form_patterns(forms: frozenset[str]) -> tuple[str, ...]:
    starts = [_form(text.removesuffix(" *")) for text in sorted(forms) if text.endswith(" *")]
    ends = [_form(text) for text in sorted(forms) if not text.endswith(" *")]
    patterns = []
    if starts:
        patterns.append(rf"^[^\p{{L}}\p{{N}}]*(?:{'|'.join(starts)})[\s\"'„“«]")
    if ends:
        rest = r"[^\p{L}\p{N}]*(?:[(\[][^)\]]*[)\]][^\p{L}\p{N}]*)?$"
        patterns.append(rf"(?:^|[^\p{{L}}\p{{N}}])(?:{'|'.join(ends)}){rest}")
    return tuple(patterns)


def _form(text: str) -> str:
    """Regular expression of one legal form; the notation is told in rules/legal_forms.toml."""
    pattern = re.escape(text).replace(r"\ ", r"[.\s]+").replace("/", r"\s*/\s*")
    return f"(?i:{pattern})" if text == text.lower() else f"(?:{pattern})"
