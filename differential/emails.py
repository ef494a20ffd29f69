"""Made-up addresses: the vector path against email-validator, one by one.

    python -m differential.emails [COUNT] [SEED]        (1,000,000 addresses by default)

Every address goes through ``address_keys`` and, as a list's cell, through
``with_email``; both must say what ``validate_email(…, check_deliverability=False)`` says
of the address without what surrounds it: valid or not, and the same normal form (ours
in lower case). Special-use names are undeliverable with us, not invalid: for them
email-validator is asked with an empty list of such names. Exit status 1 on any
disagreement. The same count and seed make the same addresses.
"""

# ruff: noqa: S311, T201

from __future__ import annotations

import multiprocessing
import os
import random
import re
import string
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache

import polars as pl
from email_validator import SPECIAL_USE_DOMAIN_NAMES, EmailNotValidError, validate_email

from listcheck.contacts.email import addresses as email
from listcheck.contacts.email import certain_addresses as email_vector
from listcheck.contacts.email.domains import known_domains
from listcheck.core import columns as c
from listcheck.policy import load_rules

SEED = 20261122
BATCH = 10_000
_SHOWN = 20
_LONG = 160
_SPECIAL_USE = frozenset(SPECIAL_USE_DOMAIN_NAMES)

_ALNUM = string.ascii_lowercase + string.digits
_ATEXT = _ALNUM + "_!#$%&'*+-/=?^`{|}~"
_ASCII = "".join(map(chr, range(128)))
_LETTERS = "äöüßéèñçåøæœłžšğıİþðαβγδσςΣжщяЯІї日本語한국अआअ्אבعربيไทยẞſKÅﬁＡａ𝒜ǅⅣ½²·ʼ'’٠"
_ODD = (
    "\u0301\u0308\u0331\u200c\u200d\u00a0\u3000\u3002\uff0e\uff61\uff20\ufe6b\ufffd\ue000\u0085"
    "😀–“”‘€"
)
_FIRST = [
    "ann",
    "jan.novak",
    "o'brien",
    "info",
    "Postmaster",
    "bea_li",
    "x",
    "m.muster+tag",
    "4711",
]
_SUFFIXES = [
    "com", "de", "co.uk", "fr", "it", "museum", "org", "com.pl", "info", "eu", "ie", "gr", "x1y",
    "a", "qqq", "con", "1a", "a1", "12", "xn--p1ai", "рф", "ελ", "бг", "xn--qxam",
    "XN--P1AI", "c-m",
]  # fmt: skip
_PUNYCODE = [
    "xn--mller-kva", "xn--bcher-kva", "XN--BCHER-KVA", "xn--", "xn---", "xn--a", "xn--zca",
    "xn--ls8h", "xn--bcher-kv", "xn--80ak6aa92e", "ab--cd", "a---b", "a--b", "axn--b", "--ab",
    "a-", "-a", "xn--0", "1---1", "x-n--a", "ab---", "xn--strae-oqa", "xn--fiq228c", "xn--4gbrim",
    "xn--a-ecp",
]  # fmt: skip
_IDN = [
    "müller", "MÜLLER", "mu\u0308ller", "straße", "STRASSE", "faß", "bücher", "žlutý",
    "łódź", "пример", "παράδειγμα", "ΣΊΣΥΦΟΣ", "例え", "한국", "مثال",
    "דוגמה", "1דוגמה", "ｅｘａｍｐｌｅ", "ﬁrma", "İzmir", "a\u200db", "l·l", "😀", "e\u0301",
    "\u0301e", "K", "Ⅳ", "a。b", "a．b", "½", "ǆ", "日本語.co",
]  # fmt: skip
_LITERALS = [
    "[127.0.0.1]", "[1.2.3.4", "127.0.0.1", "[IPv6:::1]", "[ipv6:2001:db8::1]",
    "[IPv6:fe80::1%25eth0]", "[300.1.1.1]", "[]", "[x:y]", "[1.2.3]", "1.2.3.4.5",
]  # fmt: skip
#: What stands around an address and is taken off: the address itself is what is meant.
_AROUND = [
    "mailto:{}", "MAILTO:{}", "<{}>", "<{}>;", "Ann Li <{}>", '"Li, Ann" <{}>', "'{}'", '"{}"',
    "({})", "[{}]", "{}.", "{}...", "{},", "{};", "{} ;", " {} ", "\t{}\r\n", "\u00a0{}\u00a0",
    "\u200b{}", "{}\ufeff", "{}\u3000", "\u2003{}", "<mailto:{}>", "mailto: {}", "({}).", "{} .",
    "“{}”", "„{}“", "«{}»", "\u2060{}\u00ad", "\x00{}", "‘{}’", "Ann <MAILTO:{}>", "'{}',",
    "\u2028{}", "{}\u200e",
]  # fmt: skip
#: What stands around an address and is not (or not always) taken off.
_ASKEW = [
    "Ann Li {}", "{} {}", "{},{}", "<{}", "{}>", "<{}> x", "(c){}", "{}(c)", "<<{}>>", "< {} >",
    "mailto:mailto:{}", ".{}", "{}?subject=x", "http://{}", "mailto://{}", "{}/", "e-mail: {}",
    "`{}`", "{}\u0301", "{}@", "@{}",
]  # fmt: skip


@dataclass(frozen=True)
class Case:
    """One made-up cell, and the address that is meant where that is known."""

    kind: str
    text: str
    meant: str | None = None


@dataclass
class Outcome:
    """What a run found."""

    cells: int = 0
    valid: int = 0
    distinct: int = 0
    judged: int = 0
    valid_distinct: int = 0
    vector_valid: int = 0
    special: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    disagreements: int = 0
    first: list[str] = field(default_factory=list)

    def add(self, other: Outcome) -> None:
        """Count another run's findings in."""
        for name in (
            "cells", "valid", "distinct", "judged", "valid_distinct", "vector_valid", "special",
            "disagreements",
        ):  # fmt: skip
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.kinds.update(other.kinds)
        self.first = (self.first + other.first)[:_SHOWN]


def _word(chance: random.Random, letters: str, least: int, most: int) -> str:
    return "".join(chance.choices(letters, k=chance.randint(least, most)))


def _label(chance: random.Random) -> str:
    return _word(chance, _ALNUM, 1, 9)


def _domain(chance: random.Random) -> str:
    labels = [_label(chance) for _ in range(chance.choice((1, 1, 1, 2, 3)))]
    return ".".join([*labels, chance.choice(_SUFFIXES[:12])])


def _plain(chance: random.Random) -> str:
    local = chance.choice(_FIRST) + (str(chance.randrange(10_000)) if chance.random() < 0.7 else "")
    return f"{local}@{_domain(chance)}"


def _atoms(chance: random.Random) -> str:
    local = ".".join(_word(chance, _ATEXT, 1, 8) for _ in range(chance.randint(1, 3)))
    return f"{local}@{_domain(chance)}"


def _ascii_local(chance: random.Random) -> str:
    local = list(_word(chance, _ATEXT, 1, 8))
    local.insert(chance.randint(0, len(local)), chance.choice(_ASCII))
    return "".join(local) + "@" + _domain(chance)


def _ascii_domain(chance: random.Random) -> str:
    domain = list(_domain(chance))
    domain.insert(chance.randint(0, len(domain)), chance.choice(_ASCII))
    return chance.choice(_FIRST) + "@" + "".join(domain)


def _hyphens(chance: random.Random) -> str:
    labels = [_word(chance, "abxn09---", 1, 7) for _ in range(chance.randint(1, 3))]
    end = chance.choice([*_SUFFIXES, _word(chance, "abz09-", 1, 5)])
    return chance.choice(_FIRST) + "@" + ".".join([*labels, end])


def _dots(chance: random.Random) -> str:
    local, domain = _word(chance, "ab1.", 0, 8), _word(chance, "abc1..-", 0, 10)
    return f"{local}@{domain}.{_word(chance, 'ab.', 0, 4)}"


def _filled(chance: random.Random, length: int, letters: str) -> str:
    """A domain of about so many characters, in labels of (nearly) full length."""
    labels: list[str] = []
    left = length
    while left > 0:
        size = min(left, chance.choice((61, 62, 63, 63, 63, 64)) if chance.random() < 0.9 else 20)
        labels.append("".join(chance.choices(letters, k=size)))
        left -= size + 1
    return ".".join(labels)


def _lengths(chance: random.Random) -> str:
    letters = chance.choice((_ALNUM, string.ascii_lowercase, "ab", "abä", "abК", "abcdefghijklK"))
    local_letters = chance.choice((_ALNUM, _ALNUM, "abé", "aK", "a\u0308bcd"))
    total = chance.choice((251, 252, 253, 254, 254, 255, 256, chance.randint(60, 260)))
    size = chance.choice((1, 2, 62, 63, 64, 64, 65, 66, chance.randint(1, 200)))
    local = "".join(chance.choices(local_letters, k=size))
    suffix = chance.choice(["com", "de", "test", "invalid", "x" * 63, "x" * 64, "рф"])
    room = max(1, total - len(local) - 2 - len(suffix))
    return f"{local}@{_filled(chance, room, letters)}.{suffix}"


def _label_lengths(chance: random.Random) -> str:
    size = chance.choice((1, 2, 61, 62, 63, 64, 65))
    label = "".join(chance.choices(chance.choice((_ALNUM, "abcü", "日本語")), k=size))
    end = "".join(chance.choices(string.ascii_lowercase, k=chance.choice((1, 2, 3, 62, 63, 64))))
    return f"a@{label}.{end}"


def _international_domain(chance: random.Random) -> str:
    labels = [chance.choice((chance.choice(_IDN), _label(chance))) for _ in range(2)]
    if chance.random() < 0.3:
        labels.append(_word(chance, _LETTERS, 1, 5))
    if chance.random() < 0.1:
        labels.append(_word(chance, _LETTERS + _ODD, 1, 3))
    domain = ".".join([*labels, chance.choice(_SUFFIXES)])
    return chance.choice(_FIRST) + "@" + _forms(chance, domain)


def _international_local(chance: random.Random) -> str:
    letters = chance.choice((_LETTERS, _LETTERS + _ATEXT, _LETTERS + _ODD + _ALNUM, _ATEXT + "K"))
    return _forms(chance, _word(chance, letters, 1, 8)) + "@" + _domain(chance)


def _forms(chance: random.Random, text: str) -> str:
    change: Callable[[str], str] = chance.choice(
        (str, str.upper, str.lower, str.title, lambda s: unicodedata.normalize("NFD", s),
         lambda s: unicodedata.normalize("NFC", s),
         lambda s: unicodedata.normalize("NFD", s.upper()))
    )  # fmt: skip
    return change(text)


def _punycode(chance: random.Random) -> str:
    label = chance.choice(_PUNYCODE)
    if chance.random() < 0.4:
        try:
            made = _word(chance, _LETTERS, 1, 4).encode("punycode").decode()
        except UnicodeError:
            made = "x"
        label = "xn--" + made
    parts = [label, chance.choice(_SUFFIXES)]
    if chance.random() < 0.4:
        parts.insert(chance.randrange(2), chance.choice((_label(chance), chance.choice(_PUNYCODE))))
    return chance.choice(_FIRST) + "@" + ".".join(parts)


def _quoted(chance: random.Random) -> str:
    inner = _word(chance, _ATEXT + ' .@<>()[],;:\\"', 0, 8)
    return (
        f'"{inner}"@{_domain(chance)}'
        if chance.random() < 0.8
        else f'a."{inner}".b@{_domain(chance)}'
    )


def _comment(chance: random.Random) -> str:
    local, _, domain = _plain(chance).partition("@")
    shape = chance.choice(
        ("{0}(c)@{1}", "(c){0}@{1}", "{0}@(c){1}", "{0}@{1}(c)", "{0}@{1} (c)", "{0} @{1}")
    )
    return shape.format(local, domain)


def _literal(chance: random.Random) -> str:
    return chance.choice(_FIRST) + "@" + chance.choice(_LITERALS)


def _special_use(chance: random.Random) -> str:
    name = chance.choice(sorted(_SPECIAL_USE))
    name = chance.choice((name, name, name.upper(), name + "x", "x" + name, _wide(name)))
    head = chance.choice(
        ("", _label(chance) + ".", chance.choice(_IDN) + ".", "a-.", ".", "host。", "test.")
    )
    local = chance.choice((chance.choice(_FIRST), "e\u0301", "É", "a b", "ä", "a" * 64))
    return f"{local}@{head}{name}"


def _wide(name: str) -> str:
    return "".join(chr(ord(letter) + 0xFEE0) for letter in name).replace("ｓｔ", "ﬆ")


def _unknown_suffix(chance: random.Random) -> str:
    return f"{chance.choice(_FIRST)}@{_label(chance)}.{_word(chance, _ALNUM + '-', 1, 8)}"


def _no_address(chance: random.Random) -> str:
    return chance.choice(
        ("", " ", "-", "n/a", "ann", "@", "a@", "@b.de", "a@b", "a@@b.de", "<>", "mailto:", ".")
    )


_KINDS: tuple[tuple[Callable[[random.Random], str], int], ...] = (
    (_plain, 12), (_atoms, 10), (_ascii_local, 8), (_ascii_domain, 8), (_hyphens, 10), (_dots, 6),
    (_lengths, 6), (_label_lengths, 4), (_international_domain, 6), (_international_local, 6),
    (_punycode, 5), (_quoted, 3), (_comment, 2), (_literal, 1), (_special_use, 5),
    (_unknown_suffix, 7), (_no_address, 1),
)  # fmt: skip
_MAKERS = [maker for maker, _ in _KINDS]
_WEIGHTS = [weight for _, weight in _KINDS]


def mutated(chance: random.Random, text: str) -> str:
    """The text with one to three small changes."""
    letters = list(text)
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        at = chance.randint(0, len(letters))
        what = chance.randrange(6)
        new = chance.choice(
            (chance.choice(_ASCII), chance.choice(".@-" + _ALNUM), chance.choice(_ODD + _LETTERS))
        )
        if what == 0:
            letters.insert(at, new)
        elif what == 1:
            letters[at : at + 1] = [new]
        elif what == 2:
            del letters[at : at + 1]
        elif what == 3:
            letters[at:at] = letters[at : at + 3]
        elif what == 4:
            letters[at : at + 2] = reversed(letters[at : at + 2])
        else:
            letters = list("".join(letters).swapcase())
    return "".join(letters)


def made_up(seed: int, count: int, number: int = 0) -> list[Case]:
    """So many cases of one batch; the same seed and number make the same."""
    chance = random.Random(f"{seed}:{number}")
    cases: list[Case] = []
    for maker in chance.choices(_MAKERS, _WEIGHTS, k=count):
        kind, text = maker.__name__.strip("_"), maker(chance)
        turn = chance.random()
        if turn < 0.25:
            cases.append(Case(f"{kind}, mutated", mutated(chance, text)))
        elif turn < 0.32:
            cases.append(
                Case(
                    "around a plain one",
                    chance.choice(_AROUND).format(meant := _plain(chance)),
                    meant,
                )
            )
        elif turn < 0.36:
            cases.append(Case(f"{kind}, askew", chance.choice(_ASKEW).replace("{}", text)))
        elif turn < 0.40:
            cases.append(Case(f"{kind}, upper case", text.upper()))
        else:
            cases.append(Case(kind, text))
    return cases


def expected(address: str) -> str | None:
    """What email-validator says, in lower case; special-use names are no reason to refuse."""
    try:
        found = str(validate_email(address, check_deliverability=False).normalized)
    except EmailNotValidError:
        found = _expected_of_special_use(address) or ""
    return unicodedata.normalize("NFC", found.lower()) or None


def _expected_of_special_use(address: str) -> str | None:
    folded = unicodedata.normalize("NFKC", address).lower()
    if not folded.endswith(tuple(_SPECIAL_USE)):
        return None
    with _no_special_use_names():
        try:
            # "@localhost": the name alone has no period.
            found = validate_email(address, check_deliverability=False, globally_deliverable=False)
        except EmailNotValidError:
            return None
    return found.normalized if found.domain.rpartition(".")[2] in _SPECIAL_USE else None


@contextmanager
def _no_special_use_names() -> Iterator[None]:
    names = SPECIAL_USE_DOMAIN_NAMES[:]
    SPECIAL_USE_DOMAIN_NAMES.clear()
    try:
        yield
    finally:
        SPECIAL_USE_DOMAIN_NAMES.extend(names)


@contextmanager
def _asked() -> Iterator[set[str]]:
    """The addresses that the vector path hands to the judge."""
    judge = email._normalised
    asked: set[str] = set()

    def ask(address: str) -> str | None:
        asked.add(address)
        return judge(address)

    setattr(email, "_normalised", ask)  # noqa: B010
    try:
        yield asked
    finally:
        setattr(email, "_normalised", judge)  # noqa: B010


@cache
def _domains() -> email.Domains:
    rules = load_rules().domains
    return known_domains(frozenset(rules.reserved), rules.typos, frozenset(rules.consumer))


def redacted(text: str | None) -> str:
    """The shape of a text: letters and digits masked, long runs told by their length."""
    if text is None:
        return "(none)"
    shape = re.sub("[a-z]", "a", re.sub("[A-Z]", "A", re.sub("[0-9]", "0", text)))
    shape = re.sub(r"([aA0])\1{4,}", lambda run: f"{run[1]}{{{len(run[0])}}}", shape)
    return ascii(shape)


def compare(cases: list[Case], place: str = "") -> Outcome:
    """Both vector paths against email-validator."""
    texts = pl.Series("list.email", [case.text for case in cases], dtype=pl.String)
    bare = pl.select(email_vector.stripped(pl.lit(texts)).alias("bare"))["bare"].to_list()
    meant = [
        case.meant if case.meant is not None else strip
        for case, strip in zip(cases, bare, strict=True)
    ]
    answers = {
        address: expected(address) for address in dict.fromkeys(meant) if address is not None
    }
    with _asked() as asked:
        keys = address_keys_of(texts)
    frame = email.with_email(texts.to_frame().lazy(), _domains())
    cells = frame.select(c.EMAIL.name, c.EMAIL_PROBLEM.name, c.TYPO_OF.name).collect(
        engine="streaming"
    )
    # A normal form is its own normal form (lower case may need more bytes: not near the limit).
    short = [key for key in keys if key is not None and len(key.encode()) < _LONG]
    again = address_keys_of(pl.Series("again", short, dtype=pl.String))
    unstable = {key for key, other in zip(short, again, strict=True) if key != other}
    outcome = Outcome(cells=len(cases), distinct=len(set(bare) - {None}), judged=len(asked))
    valid = {strip for strip in bare if strip is not None and answers.get(strip)}
    outcome.valid_distinct, outcome.vector_valid = len(valid), len(valid - asked)
    rows = zip(cases, meant, keys, cells.iter_rows(), strict=True)
    for number, (case, address, key, (ours, problem, typo)) in enumerate(rows):
        theirs = answers[address] if address is not None else None
        outcome.kinds[case.kind.partition(",")[0]] += 1
        outcome.valid += theirs is not None
        special = theirs is not None and re.split("[@.]", theirs)[-1] in _SPECIAL_USE
        outcome.special += special
        refused = {"missing"} if address is None else {"invalid"}
        told = (
            refused
            if theirs is None
            else {"undeliverable"}
            if special and typo is None
            else {None, "undeliverable"}
        )
        if key == theirs == ours and problem in told and key not in unstable:
            continue
        outcome.disagreements += 1
        if len(outcome.first) < _SHOWN:
            outcome.first.append(
                f"{place}{number} {case.kind}: {redacted(case.text)}: expected {redacted(theirs)}, "
                f"key {redacted(key)}, cell {redacted(ours)} ({problem})"
            )
    return outcome


def address_keys_of(texts: pl.Series) -> list[str | None]:
    """Normal forms as a suppression source gets them."""
    return email.address_keys(texts).to_list()


def _run(job: tuple[int, int, int]) -> Outcome:
    seed, count, number = job
    return compare(made_up(seed, count, number), f"batch {number}, case ")


def main(arguments: list[str]) -> int:
    """Compare, print what was counted; 1 on any disagreement."""
    count = int(arguments[0].replace(",", "").replace("_", "")) if arguments else 1_000_000
    seed = int(arguments[1]) if len(arguments) > 1 else SEED
    jobs = [(seed, min(BATCH, count - start), start // BATCH) for start in range(0, count, BATCH)]
    began = time.perf_counter()
    total = Outcome()
    with multiprocessing.get_context("spawn").Pool(os.cpu_count()) as pool:
        for outcome in pool.imap(_run, jobs):
            total.add(outcome)
    agreed = total.cells - total.disagreements
    print(f"seed {seed}: {total.cells:,} addresses in {time.perf_counter() - began:,.0f} s")
    print(f"agreements     {agreed:,} ({total.valid:,} valid, {total.special:,} of special use)")
    print(f"disagreements  {total.disagreements:,}")
    share = total.judged / max(1, total.distinct)
    print(f"judged         {share:.1%} of {total.distinct:,} distinct ones")
    valid, share = total.valid_distinct, total.vector_valid / max(1, total.valid_distinct)
    print(f"vector path    {total.vector_valid:,} of {valid:,} valid ones ({share:.1%})")
    for kind, number in sorted(total.kinds.items()):
        print(f"  {kind:<22}{number:>10,}")
    for line in total.first:
        print(line)
    return 1 if total.disagreements else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
