"""Keys: what a contact and an entry of a suppression source have in common.

A key is the XXH64 of a text: of a normalised address, of an E.164 number, or of the lower-case
hexadecimal digest that a hashed source gives instead. XXH64 is the same on every machine and in
every version, so keys can be stored; it is quick, and no secret.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Final

import polars as pl
from polars_hash import CryptographicHashingNameSpace, NonCryptographicHashingNameSpace

from listcheck import columns as c

#: Not hashed: the address or the number itself.
PLAIN: Final = "plain"
#: Addresses without their sub-address, beside the plain ones: for houses that tell none apart.
MAILBOX_FORM: Final = "mailbox"
_MAILBOX: Final = "mailbox:"
#: Length of a hexadecimal digest to the algorithms that give it.
DIGESTS: Final[dict[int, tuple[str, ...]]] = {
    32: ("md5",),
    40: ("sha1",),
    56: ("sha2_224", "sha3_224"),
    64: ("sha2_256", "sha3_256", "hmac_sha256"),
    96: ("sha2_384", "sha3_384"),
    128: ("sha2_512", "sha3_512"),
}
_QUICK: Final = ("md5", "sha1")
#: How some suppliers spoil a text before they hash it; looked for where a source matches nobody.
SPOILT: Final[dict[str, Callable[[pl.Expr], pl.Expr]]] = {
    "in upper case": lambda text: text.str.to_uppercase(),
    "with a line feed behind": lambda text: text + "\n",
    "with a carriage return and line feed behind": lambda text: text + "\r\n",
    "with a space behind": lambda text: text + " ",
    "with a byte order mark before": lambda text: pl.lit("\ufeff") + text,
    "in quotes": lambda text: pl.lit('"') + text + '"',
    "as a mailto: link": lambda text: pl.lit("mailto:") + text,
}
_OF: Final = " of it "
#: Columns of a contact's keys begin with this.
KEY_PREFIX: Final = "key."


def key_of(text: pl.Expr) -> pl.Expr:
    """The key (UInt64) of a text, null where the text is."""
    return NonCryptographicHashingNameSpace(text).xxhash64(seed=0)


def mailbox_key_of(mailbox: pl.Expr) -> pl.Expr:
    """The key of an address without its sub-address, told apart from the key of an address."""
    return key_of(pl.lit(_MAILBOX) + mailbox)


def spoilt_form(algorithm: str, how: str) -> str:
    """The form of digests of texts that were spoilt in a way of :data:`SPOILT`."""
    return f"{algorithm}{_OF}{how}"


def digest(text: pl.Expr, form: str, secret: str | None = None) -> pl.Expr:
    """The lower-case hexadecimal digest of a text's UTF-8 bytes.

    ``form`` is one of the algorithms of :data:`DIGESTS`, or one of :func:`spoilt_form`;
    ``secret`` is the key of ``hmac_sha256``.
    """
    algorithm, spoilt, how = form.partition(_OF)
    if spoilt:
        text = SPOILT[how](text)
    if algorithm in _QUICK:
        return getattr(NonCryptographicHashingNameSpace(text), algorithm)()  # type: ignore[no-any-return]
    if algorithm == "hmac_sha256":
        return CryptographicHashingNameSpace(text).hmac_sha256(key=secret or "")
    return getattr(CryptographicHashingNameSpace(text), algorithm)()  # type: ignore[no-any-return]


def written_forms(name: str) -> list[pl.Expr]:
    """The texts that somebody may have hashed for the contact's column ``name``."""
    if name.startswith(c.PHONE.name):
        number = pl.col(name)
        return [number, number.str.strip_prefix("+")]
    if name != c.MAILBOX.name:
        return [pl.col(name)]
    # Some suppliers hash addresses as they were typed.
    typed = c.cell_expr("email").str.strip_chars()
    return [c.MAILBOX.expr, c.EMAIL.expr, typed]


def key_columns(
    by: Sequence[str], forms: Collection[str], secret: str | None = None
) -> Iterator[tuple[str, pl.Expr]]:
    """Name and expression of every key of a contact.

    Args:
        by: columns that hold its addresses and numbers.
        forms: how the sources write their entries: :data:`PLAIN` and algorithms.
        secret: the key of HMAC digests.
    """
    for name in by:
        yield f"{KEY_PREFIX}{name}", key_of(pl.col(name))
        if MAILBOX_FORM in forms and name == c.MAILBOX.name:
            # Without sub-addresses only where the house tells none apart: else it is the address.
            yield f"{KEY_PREFIX}{name}.{MAILBOX_FORM}", mailbox_key_of(pl.col(name))
        for algorithm in sorted(set(forms) - {PLAIN, MAILBOX_FORM}):
            texts = {str(text): text for text in written_forms(name)}
            for at, text in enumerate(texts.values()):
                hashed = digest(text, algorithm, secret)
                yield f"{KEY_PREFIX}{name}.{algorithm}.{at}", key_of(hashed)
