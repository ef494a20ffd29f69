"""Who answers at an address: examples with their answers, and what holds for every row."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from listcheck.campaign.options import mailboxes_of
from listcheck.contacts import between as b
from listcheck.contacts.audience.mailboxes import Mailboxes, mailbox_steps
from listcheck.contacts.audience.spelling import fold, folded, spellings, spellings_of
from listcheck.core import columns as c
from listcheck.core.steps import with_steps
from listcheck.policy import load_rules
from tests.support.contact_steps import with_audience

RULES = Path(__file__).parents[2] / "rules"
FORMS = tomllib.loads((RULES / "legal_forms.toml").read_text("utf-8"))


MAILBOXES = mailboxes_of(load_rules())
LEGAL_FORMS = frozenset(text for form in FORMS["form"] for text in form["texts"])
SOLE_TRADER_FORMS = frozenset(text for form in FORMS["sole_trader"] for text in form["texts"])

SCHEMA: dict[str, Any] = {
    "local": pl.String,
    "domain": pl.String,
    "email_ok": pl.Boolean,
    "consumer_mailbox": pl.Boolean,
    "list.address_kind": pl.String,
    "list.subscriber": pl.String,
    "list.company": pl.String,
    "list.first_name": pl.String,
    "list.last_name": pl.String,
    "list.line_is_switchboard": pl.String,
}
NOBODY: dict[str, Any] = dict.fromkeys(SCHEMA) | {"email_ok": False, "consumer_mailbox": False}
ACME = NOBODY | {"domain": "acme.example", "email_ok": True}


def classify(
    *rows: dict[str, Any],
    calls: bool = False,
    business_domain: str | None = "corporate",
    engine: Any = "streaming",
) -> list[dict[str, Any]]:
    frame = with_audience(
        pl.LazyFrame(list(rows), schema=SCHEMA),
        MAILBOXES,
        calls=calls,
        business_domain=business_domain,
        legal_forms=LEGAL_FORMS,
        sole_trader_forms=SOLE_TRADER_FORMS,
    )
    added = ["never_market", "address_kind", "subscriber", "subscriber_source"]
    assert frame.collect_schema().names() == [*SCHEMA, *added]
    return frame.collect(engine=engine).select(added).to_dicts()


def kind(local: str | None, **cells: Any) -> str | None:
    row = (
        (ACME if local else NOBODY)
        | {"local": local}
        | {f"list.{field}": text for field, text in cells.items()}
    )
    return classify(row)[0]["address_kind"]


@pytest.mark.parametrize(
    "local",
    [
        "info", "info1", "newsletter2024", "sales.uk", "info-de", "hr_team", "support+eu",
        "customer.service", "customer-service", "customerservice", "vertrieb-nord",
        "human.resources",
        "human-resources.uk", "buchhaltung", "büro", "buero", "comptabilité", "comptabilite",
        "facturacion", "facturación", "post", "firmapost", "postmottak", "myynti", "ksiegowosc",
        "księgowość", "ugyfelszolgalat", "biuro", "klantenservice", "vendite", "segreteria",
        "muhasebe", "офис", "продажби", "πωλήσεις", "πωλησεις", "poliseis",
        "účtárna", "racunovodstvo", "klientuserviss", "pardavimai", "muuk", "bejgh", "fáilte",
        "dateschutz", "gdpr", "dpo", "datenschutz", "it", "office", "team", "noreply", "..info..",
        "info.muenchen", "office.berlin", "sales.london", "general", "clients", "back-office",
    ],
)  # fmt: skip
def test_a_function_is_generic(local: str) -> None:
    assert kind(local) == "generic"


@pytest.mark.parametrize(
    "local",
    [
        "anna", "anna.schmidt", "dean", "alexa", "paris", "gardner", "carina", "victor", "rose",
        "mark", "grace", "max", "jan", "mai", "april", "virginia", "ola", "kadri", "arve", "conti",
        "bishop", "informer", "salesman", "infoacme", "4711", "j.smith84", "müller", "de.vries",
        "ceo", "uk", "london", "berlin", "jack.london", "mark.et", "bill", "page",
    ],
)  # fmt: skip
def test_a_person_is_individual(local: str) -> None:
    assert kind(local) == "individual"


@pytest.mark.parametrize(
    "local", ["anna.sales", "sales.anna", "info.acmeville", "j.post", "sally.support", None]
)
def test_a_mixture_is_ambiguous(local: str | None) -> None:
    assert kind(local) is None


@pytest.mark.parametrize(
    ("local", "first", "last"),
    [
        ("anna.sales", "Anna", None),
        ("sales.anna", "ANNA ", "Berg"),
        ("zoe.support", "Zoë", None),
        ("mueller.vertrieb", None, "Müller"),
        ("muller.vertrieb", None, "Müller"),
        ("müller.vertrieb", None, "Müller"),
        ("lukasz.biuro", "Łukasz", None),
        ("soeren.salg", "Søren", None),
        ("anna.sales", "Anna Maria", "Kowalska"),
        ("j.post", "Jan", "Post"),
        ("post", "Karl", "Post"),
    ],
)
def test_a_name_in_the_address_makes_it_individual(
    local: str, first: str | None, last: str | None
) -> None:
    assert kind(local, first_name=first, last_name=last) == "individual"


@pytest.mark.parametrize(
    ("local", "first", "last", "expected"),
    [
        ("service", "Service", None, "generic"),
        ("sales", "Sales", "Team", "generic"),
        ("buero", "Büro", None, "generic"),
        ("post", None, "Post", "generic"),
        ("info", "Anna", "Schmidt", "generic"),
        ("info.de", "Jan", "de Vries", "generic"),
        ("anna.sales", "Bert", "Berg", None),
        ("info.acmeville", "Service", None, None),
    ],
)
def test_a_name_that_proves_nothing_changes_nothing(
    local: str, first: str | None, last: str | None, expected: str | None
) -> None:
    assert kind(local, first_name=first, last_name=last) == expected


def test_the_lists_own_column_wins() -> None:
    assert kind("anna", address_kind=" Generic ") == "generic"
    assert kind("info", address_kind="INDIVIDUAL") == "individual"
    assert kind(None, address_kind="generic") == "generic"
    assert kind("info", address_kind="role, probably") == "generic"
    assert kind("anna", address_kind="") == "individual"


def test_a_free_mail_box_is_never_generic_by_its_words() -> None:
    at_gmail = ACME | {"domain": "gmail.com", "consumer_mailbox": True}
    answers = classify(
        at_gmail | {"local": "info"},
        at_gmail | {"local": "anna"},
        at_gmail | {"local": "anna.sales", "list.first_name": "Anna"},
        at_gmail | {"local": "info", "list.address_kind": "generic"},
    )
    kinds = [answer["address_kind"] for answer in answers]
    assert kinds == [None, "individual", "individual", "generic"]


@pytest.mark.parametrize(
    ("switchboard", "expected"),
    [
        ("yes", "generic"),
        ("JA", "generic"),
        ("Oui", "generic"),
        ("sí", "generic"),
        ("1", "generic"),
        ("no", "individual"),
        ("", "individual"),
        (None, "individual"),
        ("maybe", "individual"),
    ],
)
def test_calls_ask_for_the_switchboard_alone(switchboard: str | None, expected: str) -> None:
    line = {"list.line_is_switchboard": switchboard, "list.address_kind": "generic"}
    answers = classify(NOBODY | line, ACME | line | {"local": "info"}, calls=True)
    assert [answer["address_kind"] for answer in answers] == [expected, expected]
    assert [answer["subscriber_source"] for answer in answers] == [None, "domain"]


@pytest.mark.parametrize(
    "local",
    [
        "abuse", "postmaster", "hostmaster", "noc", "security", "mailer-daemon", "mailer_daemon",
        "no-reply", "noreply", "no.reply", "no_reply2", "do-not-reply", "donotreply", "bounces",
        "bounce+4711abc", "no-reply+abc", "abuse-de", "security.team", "no-reply-newsletter",
        "users-request", "unsubscribe", "root", "ftp", "uucp", "usenet", "nicht-antworten",
        "ne-pas-repondre", "no-responder", "svar-ikke", "svara-ej",
    ],
)  # fmt: skip
def test_never_market(local: str) -> None:
    assert classify(ACME | {"local": local})[0]["never_market"] is True


@pytest.mark.parametrize(
    "local", ["info", "news", "anna", "request", "anna.root", "security.smith", "abuser", None]
)
def test_not_never_market(local: str | None) -> None:
    assert classify(ACME | {"local": local})[0]["never_market"] is False


def subscriber(
    business_domain: str | None = "corporate", **row: Any
) -> tuple[str | None, str | None]:
    cells = {name.replace("list_", "list."): value for name, value in row.items()}
    answer = classify(ACME | {"local": "anna"} | cells, business_domain=business_domain)[0]
    return answer["subscriber"], answer["subscriber_source"]


@pytest.mark.parametrize("text", ["corporate", "B2B", " Business", "Unternehmen", "société"])
def test_the_subscriber_column_says_corporate(text: str) -> None:
    assert subscriber(list_subscriber=text, consumer_mailbox=True) == ("corporate", "column")


@pytest.mark.parametrize(
    "text",
    ["Individual", "b2c", "consumer", "sole trader", "sole-trader", "Privatperson", "ΙΔΙΏΤΗΣ"],
)
def test_the_subscriber_column_says_individual(text: str) -> None:
    got = subscriber(list_subscriber=text, list_company="Acme Ltd")
    assert got == ("individual", "column")


@pytest.mark.parametrize(
    "company",
    [
        "Acme Ltd", "ACME LTD.", "Acme Limited", "Acme, Inc.", "Acme L.L.C.", "Acme LLP",
        "Acme plc",
        "Foo GmbH", "Foo GmbH & Co. KG", "Foo gGmbH", "Foo G.m.b.H.", "Foo AG", "Foo GmbH (Berlin)",
        "Société Foo S.A.", "SARL Dupont", "Foo SAS", "Foo S.à r.l.", "Foo S.p.A.", "Foo SpA",
        "Foo S. r. l.", "Foo srl", "Foo B.V.", "Foo nv", "Foo AB (publ)", "Foo A/S", "Foo ApS",
        "Foo AS", "Foo Oy", "Foo Oyj", "Foo Sp. z o.o.", "Foo sp.z o.o.", "Foo s.r.o.", "Foo, a.s.",
        "Foo d.o.o.", "Foo Kft.", "Foo Zrt", "Фу ЕООД", "Foo OOD", "Фу ООД", 'SIA "Foo"',
        'UAB „Foo“', "OÜ Foo", "Foo OÜ", "Foo Lda", "Foo, S.L.", "Φου Α.Ε.", "Φου ΕΠΕ", "Foo SE",
    ],
)  # fmt: skip
def test_a_legal_form_is_corporate(company: str) -> None:
    assert subscriber(list_company=company, business_domain=None) == ("corporate", "company")


@pytest.mark.parametrize(
    "company",
    [
        "Aqua Spa",
        "BEAUTY SPA",
        "Spa Wellness Berlin",
        "As You Like It",
        "Kis János e.v.",
        "Agnes",
        "Limited Edition Prints",
        "Dupont & Fils",
        "Möbel Flag",
        "Schmidt GbR",
        "Sia Boutique",
        "",
    ],
)
def test_what_only_looks_like_a_legal_form_is_none(company: str) -> None:
    assert subscriber(list_company=company, business_domain=None) == (None, None)


@pytest.mark.parametrize(
    "company",
    [
        "Max Muster e.K.",
        "Muster Einzelunternehmen",
        "Jo Bloggs, sole trader",
        "Tmi Virtanen",
        "ЕТ Иванов",
        "Jansen eenmanszaak",
        "Janez Novak s.p.",
    ],
)
def test_a_sole_trader_is_individual_even_at_a_business_domain(company: str) -> None:
    assert subscriber(list_company=company) == ("individual", "company")


def test_the_steps_of_precedence() -> None:
    assert subscriber(list_company="Acme Ltd", consumer_mailbox=True) == ("individual", "mailbox")
    assert subscriber(list_subscriber="dunno") == ("corporate", "domain")
    assert subscriber(business_domain="individual") == ("individual", "domain")
    assert subscriber(business_domain=None) == (None, None)
    assert subscriber(email_ok=False) == (None, None)


def test_without_sole_trader_forms_the_domain_decides() -> None:
    frame = pl.LazyFrame([ACME | {"list.company": "Max Muster e.K."}], schema=SCHEMA)
    answer = with_audience(
        frame, MAILBOXES, calls=False, business_domain="corporate", legal_forms=LEGAL_FORMS
    ).collect()
    assert answer["subscriber_source"].to_list() == ["domain"]


@pytest.mark.parametrize("calls", [True, False])
def test_rows_of_nulls_yield_no_null_boolean(calls: bool) -> None:
    blank = NOBODY | {"email_ok": None}
    for answer in classify(blank, blank, calls=calls):
        assert answer == {
            "never_market": False,
            "address_kind": "individual" if calls else None,
            "subscriber": None,
            "subscriber_source": None,
        }


def test_words_are_spelled_alike_one_by_one_and_in_columns() -> None:
    words = sorted(MAILBOXES.generic | MAILBOXES.qualifiers | {"İzmir", "Ångström", "straße"})
    listed = pl.DataFrame({"word": words}).select(spellings_of(pl.col("word"))).to_series()
    assert [set(found) for found in listed.to_list()] == [spellings(word) for word in words]


@given(
    st.lists(
        st.lists(
            st.sampled_from(["info", "b2b", "b2", "2", "7", ".", "-", "anna", "abuse", "request"]),
            min_size=1,
            max_size=5,
        ).map("".join),
        min_size=1,
        max_size=20,
    )
)
def test_digits_at_the_end_change_no_answer(locals_: list[str]) -> None:
    """They are cut off before anything is asked, so that anna1 and anna2 are one question."""
    frame = pl.LazyFrame({"local": locals_}).with_columns(domain=pl.lit("firma-1.ee"))
    cut = with_steps(frame, mailbox_steps(MAILBOXES)).collect()
    whole = frame.with_columns(
        c.LOCAL.expr.alias(b.LOCAL_BARE.name),
        pl.lit(value=False).alias(b.LOCAL_NUMBERED.name),
        pl.lit("ee").alias(b.SUFFIX_AT_HOME.name),
    )
    plain = with_steps(whole, mailbox_steps(MAILBOXES)[2:]).collect()
    answers = [b.MAILBOX_LEAST.name, b.MAILBOX_MOST.name, "never_market"]
    assert cut.select(answers).equals(plain.select(answers))


def test_an_empty_list_keeps_its_columns() -> None:
    assert classify() == []


def test_an_empty_vocabulary_knows_nobody() -> None:
    nothing = Mailboxes(frozenset(), frozenset(), frozenset(), ())
    frame = pl.LazyFrame([ACME | {"local": "info"}], schema=SCHEMA)
    answer = with_audience(
        frame, nothing, calls=False, business_domain=None, legal_forms=frozenset()
    ).collect()
    assert answer["address_kind"].to_list() == ["individual"]
    assert answer["never_market"].to_list() == [False]


TEXTS = st.sampled_from(
    ["info", "anna", "sales", "uk", "no", "reply", "1", ".", "-", "+", "ü", "é"]
)
ROWS = st.fixed_dictionaries(
    {
        "local": st.none() | st.lists(TEXTS, min_size=1, max_size=6).map("".join),
        "domain": st.sampled_from(["acme.example", "gmail.com"]),
        "email_ok": st.booleans(),
        "consumer_mailbox": st.booleans(),
        "list.address_kind": st.sampled_from([None, "generic", "individual", "?"]),
        "list.subscriber": st.sampled_from([None, "b2b", "B2C", "?"]),
        "list.company": st.none() | st.text(max_size=12) | st.just("Acme Ltd"),
        "list.first_name": st.none() | st.text(max_size=8) | st.just("Anna"),
        "list.last_name": st.none() | st.text(max_size=8) | st.just("Sales"),
        "list.line_is_switchboard": st.sampled_from([None, "yes", "no", "?"]),
    }
)


@settings(max_examples=40, deadline=None)
@given(rows=st.lists(ROWS, min_size=1, max_size=30), calls=st.booleans())
def test_streaming_equals_in_memory(rows: list[dict[str, Any]], calls: bool) -> None:
    streamed = classify(*rows, calls=calls)
    assert streamed == classify(*rows, calls=calls, engine="in-memory")
    # A row's answer depends on that row alone.
    assert streamed[0] == classify(rows[0], calls=calls)[0]
    assert all(answer["never_market"] is not None for answer in streamed)


@pytest.mark.parametrize(
    "text", ["Müller", "Łukasz", " Søren ", "Straße", "ΠΩΛΉΣΕΙΣ", "Đorđe", "ĠĦ", "Ångström", "İpek"]
)
def test_the_two_folds_agree(text: str) -> None:
    frame = pl.DataFrame({"text": [text]})
    assert frame.select(folded(pl.col("text")))["text"].to_list() == [fold(text)]


@pytest.mark.parametrize(
    "local", ["buero", "buro", "büro", "Geschaeftsfuehrung", "fakturácia", "fakturacia"]
)
def test_words_are_understood_as_people_type_them(local: str) -> None:
    assert kind(local.lower()) == "generic"


@pytest.mark.parametrize(
    ("local", "expected"),
    [
        ("linnaplaneerimisosakond", "generic"),  # an ending of Estonian: the department of ...
        ("linnaosakond.tartu", "generic"),
        ("kirsti.tilitoimisto", None),  # somebody's or the office's
        ("osasto", "individual"),  # the ending alone refines others, it names nothing
        ("weinkauf", "individual"),  # a surname that only looks like a compound
        ("sales-b2b", "generic"),
        ("b2b", "individual"),
        ("do-not-reply-anna", None),
    ],
)
def test_compounds_and_composites(local: str, expected: str | None) -> None:
    assert kind(local) == expected


@pytest.mark.parametrize(
    ("local", "domain", "expected"),
    [
        ("arve", "firma.ee", "generic"),
        ("arve2", "firma.ee", "generic"),
        ("arve", "firma.no", "individual"),
        ("arve", "firma.com", "individual"),
        ("arve.tamm", "firma.ee", "individual"),
        ("poczta", "firma.com.pl", "generic"),
        ("job", "firma.dk", "generic"),
        ("job", "firma.nl", "individual"),
    ],
)
def test_a_word_that_is_a_name_elsewhere(local: str, domain: str, expected: str) -> None:
    rows = classify(ACME | {"local": local, "domain": domain})
    assert rows[0]["address_kind"] == expected


def test_a_person_of_that_name_is_a_person_at_home_too() -> None:
    row = ACME | {"local": "arve", "domain": "firma.ee", "list.first_name": "Arve"}
    assert classify(row | {"list.last_name": "Tamm"})[0]["address_kind"] == "individual"
