"""Who answers at an address: a function or a person, a company or a natural person.

Every answer is a Polars expression over all rows at once. An answer that the
evidence does not carry stays null, and null takes the strictest reading later on.
"""

from __future__ import annotations

import functools
import re
from typing import Final

import polars as pl

from listcheck.contacts import between as b
from listcheck.contacts.audience.mailboxes import (
    GENERIC,
    OTHER,
    PART,
    QUALIFIER,
    Mailboxes,
    class_of,
    classes,
    mailbox_steps,
)
from listcheck.contacts.audience.spelling import both_foldings, fold, folded
from listcheck.contacts.evidence.cell_values import certain_yes_no
from listcheck.core.columns import (
    ADDRESS_KIND,
    ADDRESS_KINDS,
    CONSUMER_MAILBOX,
    EMAIL_OK,
    SUBSCRIBER,
    SUBSCRIBER_SOURCE,
    cell,
    cell_expr,
    looked_up,
)
from listcheck.core.steps import Step

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


def audience_steps(
    mailboxes: Mailboxes,
    *,
    calls: bool,
    business_domain: str | None,
    legal_forms: frozenset[str],
    sole_trader_forms: frozenset[str] = frozenset(),
) -> list[Step]:
    """Say of every contact whether a person is addressed and who the subscriber is.

    They add ``never_market`` (never null), ``address_kind``, ``subscriber`` and
    ``subscriber_source`` (null where unknown) to contacts with local, domain, email_ok,
    consumer_mailbox and the list's own cells.

    Args:
        mailboxes: vocabulary of the generic mailboxes.
        calls: the campaign calls; then only the kind of line counts, not the address.
        business_domain: subscriber at a business domain: corporate, individual or None (unknown).
        legal_forms: forms of legal persons, in the notation of ``rules/legal_forms.toml``.
        sole_trader_forms: forms of natural persons in business, in the same notation.
    """
    form, subscriber = _company_form(legal_forms, sole_trader_forms), _subscriber(business_domain)
    return [
        *mailbox_steps(mailboxes),
        *(_line_steps() if calls else _address_steps(mailboxes)),
        Step(
            (cell("company"),),
            (b.COMPANY_FORM.name,),
            lambda frame: frame.with_columns(form.alias(b.COMPANY_FORM.name)),
        ),
        Step(
            (
                cell("subscriber"), CONSUMER_MAILBOX.name, b.COMPANY_FORM.name, EMAIL_OK.name,
                b.ADDRESS_STATE.name,
            ),
            (SUBSCRIBER.name, SUBSCRIBER_SOURCE.name),
            lambda frame: frame.with_columns(*subscriber),
        ),
    ]  # fmt: skip


def _line_steps() -> list[Step]:
    # The list's address_kind speaks for the mailbox, not for the line that rings.
    kind = (
        pl.when(certain_yes_no("line_is_switchboard") == "yes")
        .then(pl.lit("generic"))
        .otherwise(pl.lit("individual"))
        .alias(ADDRESS_KIND.name)
    )
    return [
        Step(
            (cell("line_is_switchboard"),),
            (ADDRESS_KIND.name,),
            lambda frame: frame.with_columns(kind),
        )
    ]


def _address_steps(mailboxes: Mailboxes) -> list[Step]:
    named = _named_in_address(mailboxes).alias(b.NAMED.name)
    return [
        Step(
            (b.MAILBOX_MOST.name, b.LOCAL_BARE.name, cell("first_name"), cell("last_name")),
            (b.NAME_ASKED.name, b.LOCAL_ASKED.name),
            lambda frame: frame.with_columns(_asked()),
            each=True,
        ),
        Step(
            (b.NAME_ASKED.name, b.LOCAL_ASKED.name),
            (b.NAMED.name,),
            lambda frame: frame.with_columns(_name_parts().alias("_names"))
            .with_columns(named)
            .drop("_names"),
        ),
        Step(
            (
                cell("address_kind"), b.ADDRESS_STATE.name, b.MAILBOX_MOST.name,
                b.MAILBOX_LEAST.name, b.NAMED.name, CONSUMER_MAILBOX.name,
            ),
            (ADDRESS_KIND.name,),
            lambda frame: frame.with_columns(_address_kind().alias(ADDRESS_KIND.name)),
        ),
    ]  # fmt: skip


def _asked() -> list[pl.Expr]:
    """Name and local part where a generic word stands in the address: nobody asks for others."""
    generic = b.MAILBOX_MOST.expr >= GENERIC
    name = pl.concat_str(
        cell_expr("first_name"), cell_expr("last_name"), separator=" ", ignore_nulls=True
    )
    return [
        pl.when(generic).then(name).alias(b.NAME_ASKED.name),
        pl.when(generic).then(b.LOCAL_BARE.expr).alias(b.LOCAL_ASKED.name),
    ]


def _address_kind() -> pl.Expr:
    """Kind of the address: the list's own word, else what the parts say."""
    stated = cell_expr("address_kind").str.strip_chars().str.to_lowercase()
    names_function = b.MAILBOX_MOST.expr >= GENERIC
    return (
        pl.when(stated.is_in(ADDRESS_KINDS))
        .then(stated)
        .when(b.ADDRESS_STATE.expr.is_not_null())
        .then(None)
        .when(~names_function | b.NAMED.expr)
        .then(pl.lit("individual"))
        # The laws that spare generic addresses spare those of legal persons. Behind
        # info@gmail.com sits a consumer or a sole trader: the word alone proves nothing.
        .when(CONSUMER_MAILBOX.expr | (b.MAILBOX_LEAST.expr == OTHER))
        .then(None)
        .otherwise(pl.lit("generic"))
    )


def _name_parts() -> pl.Expr:
    """Words of the list's first and last name in both spellings."""
    name = both_foldings(b.NAME_ASKED.expr.str.to_lowercase())
    return name.fill_null("").str.extract_all(r"[\p{L}\p{M}]+").list.unique()


def _named_in_address(mailboxes: Mailboxes) -> pl.Expr:
    """True where the address repeats the person's name: anna.sales of Anna, post of Karl Post.

    A name that is nothing but generic words ("Service Team") is no person's. A
    qualifier in common is none either: the "de" of info.de is not that of de Vries.
    """
    words = classes(mailboxes)
    parts = folded(b.LOCAL_ASKED.expr).fill_null("").str.extract_all(PART)
    names = pl.col("_names")
    shared = names.list.set_intersection(parts)
    shared_classes = shared.list.eval(class_of(pl.element(), words))
    repeated = shared_classes.list.eval(pl.element() != QUALIFIER).list.any()
    person = names.list.eval(class_of(pl.element(), words)).list.min() == OTHER
    return (repeated & person).fill_null(value=False)


def _company_form(legal_forms: frozenset[str], sole_trader_forms: frozenset[str]) -> pl.Expr:
    """What the legal form in a company's name tells of the subscriber."""
    return (
        pl.when(_has_form(legal_forms))
        .then(pl.lit("corporate"))
        .when(_has_form(sole_trader_forms))
        .then(pl.lit("individual"))
    )


def _subscriber(business_domain: str | None) -> tuple[pl.Expr, pl.Expr]:
    """Subscriber and the evidence it rests on, in the contract's order of precedence."""
    own = folded(cell_expr("subscriber")).str.replace_all(r"[\s_\-]+", " ")
    mailbox = pl.when(CONSUMER_MAILBOX.expr).then(pl.lit("individual"))
    at_business = EMAIL_OK.expr.fill_null(value=False) & b.ADDRESS_STATE.expr.is_null()
    steps = {
        "column": looked_up(own, _SUBSCRIBERS, pl.String),
        "mailbox": mailbox,
        "company": b.COMPANY_FORM.expr,
        "domain": pl.when(at_business).then(pl.lit(business_domain, dtype=pl.String)),
    }
    source = [pl.when(step.is_not_null()).then(pl.lit(name)) for name, step in steps.items()]
    return (
        pl.coalesce(*steps.values()).alias(SUBSCRIBER.name),
        pl.coalesce(*source).alias(SUBSCRIBER_SOURCE.name),
    )


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
