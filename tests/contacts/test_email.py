"""Addresses: the vector path and the judge agree with email-validator, junk is taken off."""

from __future__ import annotations

import random
import unicodedata
from pathlib import Path

import polars as pl
import pytest
from email_validator import SPECIAL_USE_DOMAIN_NAMES, EmailNotValidError, validate_email
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.differential import emails as differential
from listcheck.contacts.email.addresses import Domains, address_keys, with_email
from listcheck.contacts.email.domains import (
    known_domains,
    registrable,
    registrable_step,
    top_level_domains,
)
from listcheck.core.steps import with_steps
from listcheck.policy import load_rules

RULES = load_rules()
DOMAINS = known_domains(
    frozenset(RULES.domains.reserved), RULES.domains.typos, frozenset(RULES.domains.consumer)
)


def read(cells: list[str | None], domains: Domains = DOMAINS) -> pl.DataFrame:
    frame = pl.LazyFrame({"list.email": cells}, schema={"list.email": pl.String})
    found = with_steps(with_email(frame, domains), [registrable_step()])
    return found.collect(engine="streaming")


def judge(address: str) -> str | None:
    """What email-validator says, without DNS, of an address without special-use suffix."""
    try:
        found = validate_email(address, check_deliverability=False).normalized
        return unicodedata.normalize("NFC", found.lower())
    except EmailNotValidError:
        return None


@pytest.mark.parametrize(
    ("cell", "email", "problem"),
    [
        ("ann@firma-4711.de", "ann@firma-4711.de", None),
        (" Ann@Firma-4711.DE ", "ann@firma-4711.de", None),
        ("mailto:ann@firma-4711.de", "ann@firma-4711.de", None),
        ("Ann Li <ann@firma-4711.de>", "ann@firma-4711.de", None),
        ("<ann@firma-4711.de>;", "ann@firma-4711.de", None),
        ("'ann@firma-4711.de'", "ann@firma-4711.de", None),
        ("\u00a0ann@firma-4711.de\u200b", "ann@firma-4711.de", None),
        ("an\u200bn@firma-4711.de.", "ann@firma-4711.de", None),
        ("ann+tag@firma-4711.de", "ann+tag@firma-4711.de", None),
        ("ann@müller-4711.de", "ann@müller-4711.de", None),
        ("ann@xn--mller-4711-9db.de", "ann@müller-4711.de", None),
        ("änn@firma-4711.de", "änn@firma-4711.de", None),
        # Local parts in the composed form, also where only the lower case can be composed.
        ("E\u0301va@firma-4711.de", "éva@firma-4711.de", None),
        ("H\u0331@firma-4711.de", "\u1e96@firma-4711.de", None),
        # What word processors and web pages leave around an address.
        ("\u2003ann@firma-4711.de\u3000", "ann@firma-4711.de", None),
        ("„ann@firma-4711.de“", "ann@firma-4711.de", None),
        ("(ann@firma-4711.de).", "ann@firma-4711.de", None),
        ("ann@firma-4711.de .", "ann@firma-4711.de", None),
        ("", None, "missing"),
        ("  ", None, "missing"),
        (None, None, "missing"),
        ("ann", None, "invalid"),
        ("ann@@firma-4711.de", None, "invalid"),
        ("ann@firma", None, "invalid"),
        (".ann@firma-4711.de", None, "invalid"),
        ("ann@-firma.de", None, "invalid"),
        ("ann li@firma-4711.de", None, "invalid"),
        # email-validator lets a longer local part pass unless asked to be strict.
        ("a" * 65 + "@firma-4711.de", "a" * 65 + "@firma-4711.de", None),
        ("ann@" + "a" * 64 + ".de", None, "invalid"),
        ("ann@" + "a." * 125 + "de", None, "invalid"),
        ("ann@example.com", "ann@example.com", "undeliverable"),
        ("ann@mail.example.org", "ann@mail.example.org", "undeliverable"),
        ("ann@host.invalid", "ann@host.invalid", "undeliverable"),
        ("ann li@host.invalid", None, "invalid"),
        ("ann@localhost", "ann@localhost", "undeliverable"),
        ("E\u0301va@Host.TEST", "éva@host.test", "undeliverable"),
        ("ann@host.ｔｅｓｔ", "ann@host.test", "undeliverable"),
        ("ann@host。test", "ann@host.test", "undeliverable"),
        ("ann@mu\u0308ller.test", "ann@müller.test", "undeliverable"),
        ("ann@" + "a." * 121 + "invalid", "ann@" + "a." * 121 + "invalid", "undeliverable"),
        ("anna@" + "a." * 122 + "invalid", None, "invalid"),
        # Labels that the vector path once took for certain.
        ("ann@firma.-com", None, "invalid"),
        ("ann@a---b.de", None, "invalid"),
        ("ann@firma." + "x" * 64, None, "invalid"),
        # 254 characters, but a Kelvin sign is three bytes.
        ("\u212a" * 4 + "@" + "a." * 123 + "com", None, "invalid"),
        ("ann@firma-4711.qqq", "ann@firma-4711.qqq", "undeliverable"),
    ],
)
def test_cells(cell: str | None, email: str | None, problem: str | None) -> None:
    row = read([cell]).row(0, named=True)
    assert (row["email"], row["email_problem"]) == (email, problem)
    assert row["email_ok"] is (problem is None)


def test_a_typing_error_is_told_with_what_was_meant() -> None:
    found = read(["a@gmial.com", "a@hotmial.co.uk", "a@gmail.con", "a@gmail.com"])
    assert found["typo_of"].to_list() == ["gmail.com", "hotmail.co.uk", "gmail.com", None]
    assert found["email_problem"].to_list() == [None] * 4


def test_consumer_and_disposable() -> None:
    found = read(["a@gmail.com", "a@web.de", "a@orange.fr", "a@mailinator.com", "a@firma-1.de"])
    assert found["consumer_mailbox"].to_list() == [True, True, True, True, False]
    assert found["disposable"].to_list() == [False, False, False, True, False]


def _made_up(chance: random.Random) -> str:
    letters = "abcxyz019._-+'!#%&=?^{|}~\"(),:;<>[\\] @äßé"
    local = "".join(chance.choice(letters) for _ in range(chance.randrange(0, 12)))
    labels = [
        "".join(chance.choice("abcz09-_ä") for _ in range(chance.randrange(0, 8)))
        for _ in range(chance.randrange(1, 4))
    ]
    end = chance.choice(["de", "com", "co.uk", "museum", "1a", "a1", "x", "xn--p1ai", "рф"])
    return local + chance.choice(["@", "@", "@", "", "@@"]) + ".".join([*labels, end])


def test_no_disagreement_with_email_validator_on_made_up_addresses() -> None:
    chance = random.Random(20261122)
    cells = sorted({_made_up(chance) for _ in range(20_000)})
    # What surrounds an address is taken off first: compare only what is bare.
    bare = [cell for cell in cells if cell == cell.strip(" \t\"'<>,;:()[]").rstrip(".")]
    bare = [cell for cell in bare if "<" not in cell and not cell.lower().startswith("mailto:")]
    found = read(bare)["email"].to_list()
    expected = [judge(cell) for cell in bare]
    different = [
        (cell, ours, theirs)
        for cell, ours, theirs in zip(bare, found, expected, strict=True)
        if ours != theirs
    ]
    assert len(bare) > 9_000
    assert sum(answer is not None for answer in expected) > 300
    assert different == []


def test_no_disagreement_on_a_sample_of_the_differential_run() -> None:
    total = differential.Outcome()
    for number in range(2):
        total.add(differential.compare(differential.made_up(4711, 10_000, number)))
    assert total.first == []
    assert total.cells == 20_000
    # The vector path must be what is compared, not only the judge with itself.
    assert total.vector_valid > 8_000
    assert total.judged < 0.6 * total.distinct
    assert total.special > 200


_LOCALS = st.text(st.sampled_from("abKx09._-+'!\"(\\ äÉß\u0301\u0331\u212a\u00a0"), max_size=8)
_DOMAINS = st.lists(
    st.text(st.sampled_from("abnxXk09--.ü\u0308\u212aשｔ。"), max_size=6), min_size=1, max_size=3
).map(".".join)
_ENDS = st.sampled_from(
    ["de", "COM", "test", "LOCAL", "ｔｅｓｔ", "localhost", "xn--p1ai", "рф", "-a", "a-", "a---b",
     "1a", "a1", "q" * 64]
)  # fmt: skip
_ADDRESSES = st.one_of(
    st.emails(),
    st.builds("{}@{}.{}".format, _LOCALS, _DOMAINS, _ENDS),
    st.builds("{}@{}".format, _LOCALS, _ENDS),
    st.builds(
        lambda local, labels, end: f"{'a' * local}@{'.'.join('b' * n for n in labels)}.{end}",
        st.integers(1, 70),
        st.lists(st.integers(58, 64), min_size=1, max_size=4),
        _ENDS,
    ),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12).map("a{}@b.de".format),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=6).map("a@b{}c.de".format),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(_ADDRESSES, min_size=1, max_size=40))
def test_no_disagreement_on_what_hypothesis_makes(addresses: list[str]) -> None:
    cases = [differential.Case("hypothesis", address) for address in addresses]
    assert differential.compare(cases).first == []


def test_the_differential_run_notices_and_redacts(monkeypatch: pytest.MonkeyPatch) -> None:
    import listcheck.contacts.email.certain_addresses as module

    monkeypatch.setattr(module, "_RESERVED_LABEL", "^$")
    outcome = differential.compare([differential.Case("x", "secret77@ab--cd.de")])
    assert outcome.disagreements == 1
    assert "secret" not in outcome.first[0]
    assert "a{6}00@aa--aa.aa" in outcome.first[0]


@settings(deadline=None)
@given(st.emails())
def test_no_disagreement_on_real_looking_addresses(address: str) -> None:
    if address.rsplit(".", 1)[-1].lower() in SPECIAL_USE_DOMAIN_NAMES or address[0] in "'\"":
        return
    assert read([address])["email"].item() == judge(address)


def test_keys_of_suppression_sources_are_the_same_normal_form() -> None:
    cells = [" Ann@Firma-4711.DE ", "mailto:bea@firma-4711.de", "ann@müller-4711.de", "no", None]
    found = address_keys(pl.Series("k", cells, dtype=pl.String)).to_list()
    assert found == ["ann@firma-4711.de", "bea@firma-4711.de", "ann@müller-4711.de", None, None]
    assert found[:3] == read(cells)["email"].to_list()[:3]


def test_registrable_domains_agree_with_the_library() -> None:
    from publicsuffixlist import PublicSuffixList

    library = PublicSuffixList(accept_unknown=False, only_icann=True)
    suffixes = [
        "de", "co.uk", "com", "www.ck", "foo.ck", "kawasaki.jp", "city.kawasaki.jp", "k12.ma.us",
        "pvt.k12.ma.us", "con", "uk", "gov.uk", "рф", "xn--p1ai", "com.br", "blogspot.com", "ai",
        "compute.amazonaws.com",
    ]  # fmt: skip
    heads = ["", "a.", "b.a.", "c.b.a."]
    domains = [head + suffix for suffix in suffixes for head in heads]
    found = pl.DataFrame({"d": domains}).select(registrable(pl.col("d")))["d"].to_list()
    assert found == [library.privatesuffix(domain) for domain in domains]


def test_suffixes_that_exist() -> None:
    suffixes = top_level_domains()
    assert {"de", "com", "museum", "uk", "ck", "xn--p1ai", "рф"} <= suffixes
    assert not {"con", "invalid", "local", "co.uk", ""} & suffixes


def test_the_libraries_are_asked_only_about_unsure_values(monkeypatch: pytest.MonkeyPatch) -> None:
    import listcheck.contacts.email.addresses as module

    asked: list[str] = []
    judge = module._normalised

    def count(address: str) -> str | None:
        asked.append(address)
        return judge(address)

    monkeypatch.setattr(module, "_normalised", count)
    plain = [f"person{n}@firma-{n % 7}.co.uk" for n in range(1000)] + [
        "jürgen@b.de",
        "info",
        "a@@b.de",
    ]
    read(plain)
    assert asked == []
    # A domain is asked about once, whoever is there; another local part is asked about whole.
    read([f"person{n}@müller.de" for n in range(1000)] + ['"a b"@c.de'] * 50)
    assert sorted(asked) == ['a b"@c.de', "a" * 64 + "@müller.de"]


def test_the_rules_folder_has_the_domains(tmp_path: Path) -> None:
    assert "gmail.com" in DOMAINS.consumer
    assert not set(RULES.domains.consumer) & DOMAINS.disposable


def test_a_typing_error_is_no_consumer_domain_and_leads_to_one() -> None:
    typos = RULES.domains.typos
    assert not set(typos) & set(RULES.domains.consumer)
    assert not set(typos) & set(typos.values())
    assert len(RULES.domains.consumer) == len(set(RULES.domains.consumer))


def test_access_providers_of_consumers() -> None:
    cells = [f"a@{name}" for name in ("eircom.ie", "bbox.fr", "numericable.fr", "btopenworld.com")]
    assert read([*cells, "a@plus.net", "a@virginmedia.ie"])["consumer_mailbox"].all()


@pytest.mark.parametrize(
    ("domain", "meant"),
    [
        ("hotmial.co.uk", "hotmail.co.uk"),
        ("aol.con", "aol.com"),
        ("icloud.cmo", "icloud.com"),
        ("live.comm", "live.com"),
        ("yahho.fr", "yahoo.fr"),
    ],
)
def test_typing_errors_of_providers(domain: str, meant: str) -> None:
    assert read([f"a@{domain}"])["typo_of"].item() == meant
