"""The made-up addresses of the differential proof: every way in which an address may be odd."""

from __future__ import annotations

import random
import string
import unicodedata
from collections.abc import Callable

from email_validator import SPECIAL_USE_DOMAIN_NAMES

SPECIAL_USE = frozenset(SPECIAL_USE_DOMAIN_NAMES)
ALNUM = string.ascii_lowercase + string.digits
_ATEXT = ALNUM + "_!#$%&'*+-/=?^`{|}~"
ASCII = "".join(map(chr, range(128)))
LETTERS = "äöüßéèñçåøæœłžšğıİþðαβγδσςΣжщяЯІї日本語한국अआअ्אבعربيไทยẞſKÅﬁＡａ𝒜ǅⅣ½²·ʼ'’٠"
ODD = (
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
AROUND = [
    "mailto:{}", "MAILTO:{}", "<{}>", "<{}>;", "Ann Li <{}>", '"Li, Ann" <{}>', "'{}'", '"{}"',
    "({})", "[{}]", "{}.", "{}...", "{},", "{};", "{} ;", " {} ", "\t{}\r\n", "\u00a0{}\u00a0",
    "\u200b{}", "{}\ufeff", "{}\u3000", "\u2003{}", "<mailto:{}>", "mailto: {}", "({}).", "{} .",
    "“{}”", "„{}“", "«{}»", "\u2060{}\u00ad", "\x00{}", "‘{}’", "Ann <MAILTO:{}>", "'{}',",
    "\u2028{}", "{}\u200e",
]  # fmt: skip
#: What stands around an address and is not (or not always) taken off.
ASKEW = [
    "Ann Li {}", "{} {}", "{},{}", "<{}", "{}>", "<{}> x", "(c){}", "{}(c)", "<<{}>>", "< {} >",
    "mailto:mailto:{}", ".{}", "{}?subject=x", "http://{}", "mailto://{}", "{}/", "e-mail: {}",
    "`{}`", "{}\u0301", "{}@", "@{}",
]  # fmt: skip


def _word(chance: random.Random, letters: str, least: int, most: int) -> str:
    return "".join(chance.choices(letters, k=chance.randint(least, most)))


def _label(chance: random.Random) -> str:
    return _word(chance, ALNUM, 1, 9)


def _domain(chance: random.Random) -> str:
    labels = [_label(chance) for _ in range(chance.choice((1, 1, 1, 2, 3)))]
    return ".".join([*labels, chance.choice(_SUFFIXES[:12])])


def plain(chance: random.Random) -> str:
    local = chance.choice(_FIRST) + (str(chance.randrange(10_000)) if chance.random() < 0.7 else "")
    return f"{local}@{_domain(chance)}"


def _atoms(chance: random.Random) -> str:
    local = ".".join(_word(chance, _ATEXT, 1, 8) for _ in range(chance.randint(1, 3)))
    return f"{local}@{_domain(chance)}"


def _ascii_local(chance: random.Random) -> str:
    local = list(_word(chance, _ATEXT, 1, 8))
    local.insert(chance.randint(0, len(local)), chance.choice(ASCII))
    return "".join(local) + "@" + _domain(chance)


def _ascii_domain(chance: random.Random) -> str:
    domain = list(_domain(chance))
    domain.insert(chance.randint(0, len(domain)), chance.choice(ASCII))
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
    letters = chance.choice((ALNUM, string.ascii_lowercase, "ab", "abä", "abК", "abcdefghijklK"))
    local_letters = chance.choice((ALNUM, ALNUM, "abé", "aK", "a\u0308bcd"))
    total = chance.choice((251, 252, 253, 254, 254, 255, 256, chance.randint(60, 260)))
    size = chance.choice((1, 2, 62, 63, 64, 64, 65, 66, chance.randint(1, 200)))
    local = "".join(chance.choices(local_letters, k=size))
    suffix = chance.choice(["com", "de", "test", "invalid", "x" * 63, "x" * 64, "рф"])
    room = max(1, total - len(local) - 2 - len(suffix))
    return f"{local}@{_filled(chance, room, letters)}.{suffix}"


def _label_lengths(chance: random.Random) -> str:
    size = chance.choice((1, 2, 61, 62, 63, 64, 65))
    label = "".join(chance.choices(chance.choice((ALNUM, "abcü", "日本語")), k=size))
    end = "".join(chance.choices(string.ascii_lowercase, k=chance.choice((1, 2, 3, 62, 63, 64))))
    return f"a@{label}.{end}"


def _international_domain(chance: random.Random) -> str:
    labels = [chance.choice((chance.choice(_IDN), _label(chance))) for _ in range(2)]
    if chance.random() < 0.3:
        labels.append(_word(chance, LETTERS, 1, 5))
    if chance.random() < 0.1:
        labels.append(_word(chance, LETTERS + ODD, 1, 3))
    domain = ".".join([*labels, chance.choice(_SUFFIXES)])
    return chance.choice(_FIRST) + "@" + _forms(chance, domain)


def _international_local(chance: random.Random) -> str:
    letters = chance.choice((LETTERS, LETTERS + _ATEXT, LETTERS + ODD + ALNUM, _ATEXT + "K"))
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
            made = _word(chance, LETTERS, 1, 4).encode("punycode").decode()
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
    local, _, domain = plain(chance).partition("@")
    shape = chance.choice(
        ("{0}(c)@{1}", "(c){0}@{1}", "{0}@(c){1}", "{0}@{1}(c)", "{0}@{1} (c)", "{0} @{1}")
    )
    return shape.format(local, domain)


def _literal(chance: random.Random) -> str:
    return chance.choice(_FIRST) + "@" + chance.choice(_LITERALS)


def _special_use(chance: random.Random) -> str:
    name = chance.choice(sorted(SPECIAL_USE))
    name = chance.choice((name, name, name.upper(), name + "x", "x" + name, _wide(name)))
    head = chance.choice(
        ("", _label(chance) + ".", chance.choice(_IDN) + ".", "a-.", ".", "host。", "test.")
    )
    local = chance.choice((chance.choice(_FIRST), "e\u0301", "É", "a b", "ä", "a" * 64))
    return f"{local}@{head}{name}"


def _wide(name: str) -> str:
    return "".join(chr(ord(letter) + 0xFEE0) for letter in name).replace("ｓｔ", "ﬆ")


def _unknown_suffix(chance: random.Random) -> str:
    return f"{chance.choice(_FIRST)}@{_label(chance)}.{_word(chance, ALNUM + '-', 1, 8)}"


def _no_address(chance: random.Random) -> str:
    return chance.choice(
        ("", " ", "-", "n/a", "ann", "@", "a@", "@b.de", "a@b", "a@@b.de", "<>", "mailto:", ".")
    )


_KINDS: tuple[tuple[Callable[[random.Random], str], int], ...] = (
    (plain, 12), (_atoms, 10), (_ascii_local, 8), (_ascii_domain, 8), (_hyphens, 10), (_dots, 6),
    (_lengths, 6), (_label_lengths, 4), (_international_domain, 6), (_international_local, 6),
    (_punycode, 5), (_quoted, 3), (_comment, 2), (_literal, 1), (_special_use, 5),
    (_unknown_suffix, 7), (_no_address, 1),
)  # fmt: skip
MAKERS = [maker for maker, _ in _KINDS]
WEIGHTS = [weight for _, weight in _KINDS]
