"""Keys: what a contact and an entry of a suppression source have in common.

A key is the XXH64 of a text: of a normalised address, of an E.164 number, or of the lower-case
hexadecimal digest that a hashed source gives instead. XXH64 is the same on every machine and in
every version, so keys can be stored; it is quick, and no secret.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import Final

import polars as pl
from polars_hash import CryptographicHashingNameSpace, NonCryptographicHashingNameSpace

from listcheck.core import columns as c

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
#: The keys of all its further addresses and numbers as they are: a list.
FURTHER_KEYS: Final = f"{KEY_PREFIX}further"
#: The keys of a contact's addresses and numbers as they are.
OWN_KEYS: Final = (f"{KEY_PREFIX}{c.MAILBOX.name}", f"{KEY_PREFIX}{c.PHONE.name}", FURTHER_KEYS)
_FURTHER: Final = (c.FURTHER_MAILBOXES.name, c.FURTHER_PHONES.name)


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
    if name == c.PHONE.name:
        return [c.PHONE.expr, c.PHONE.expr.str.strip_prefix("+")]
    # Some suppliers hash addresses as they were typed.
    typed = c.cell_expr("email").str.strip_chars()
    return [c.MAILBOX.expr, c.EMAIL.expr, typed]


def _of_further(name: str) -> list[tuple[str, list[pl.Expr]]]:
    """Columns of further addresses or numbers, and the texts of each that may have been hashed."""
    item = pl.element()
    if name == c.FURTHER_PHONES.name:
        return [(name, [item, item.str.strip_prefix("+")])]
    return [(name, [item]), (c.FURTHER_EMAILS.name, [item])]


def key_columns(
    by: Sequence[str], forms: Collection[str], secret: str | None = None
) -> Iterator[tuple[str, pl.Expr]]:
    """Name and expression of every key of a contact.

    Those of its further addresses and numbers, however many, are lists: one of them all as they
    are, :data:`FURTHER_KEYS`, and one for each other form.

    Args:
        by: columns that hold its addresses and numbers.
        forms: how the sources write their entries: :data:`PLAIN` and algorithms.
        secret: the key of HMAC digests.
    """
    algorithms = sorted(set(forms) - {PLAIN, MAILBOX_FORM})
    further = [name for name in by if name in _FURTHER]
    for name in by:
        if name in further:
            continue
        yield f"{KEY_PREFIX}{name}", key_of(pl.col(name))
        if MAILBOX_FORM in forms and name == c.MAILBOX.name:
            # Without sub-addresses only where the house tells none apart: else it is the address.
            yield f"{KEY_PREFIX}{name}.{MAILBOX_FORM}", mailbox_key_of(pl.col(name))
        for algorithm in algorithms:
            texts = {str(text): text for text in written_forms(name)}
            for at, text in enumerate(texts.values()):
                hashed = digest(text, algorithm, secret)
                yield f"{KEY_PREFIX}{name}.{algorithm}.{at}", key_of(hashed)
    if not further:
        return
    yield FURTHER_KEYS, _together(pl.col(name).list.eval(key_of(pl.element())) for name in further)
    if MAILBOX_FORM in forms and c.FURTHER_MAILBOXES.name in further:
        keys = c.FURTHER_MAILBOXES.expr.list.eval(mailbox_key_of(pl.element()))
        yield f"{FURTHER_KEYS}.{MAILBOX_FORM}", keys
    for algorithm in algorithms:
        yield (
            f"{FURTHER_KEYS}.{algorithm}",
            _together(
                pl.col(own).list.eval(key_of(digest(text, algorithm, secret)))
                for name in further
                for own, texts in _of_further(name)
                for text in texts
            ),
        )


def _together(lists: Iterable[pl.Expr]) -> pl.Expr:
    """One list of all items per row; a null is an empty list."""
    several = [own.fill_null([]) for own in lists]
    return several[0] if len(several) == 1 else pl.concat_list(several)


def pairs_of(
    frame: pl.DataFrame, names: Iterable[str], only: pl.Series | None = None
) -> pl.DataFrame:
    """``at`` (rows of the frame, from 0) and ``key``: who has which key, lists taken apart.

    Args:
        frame: contacts.
        names: its columns of keys.
        only: the keys that are asked for; None: all.
    """
    found = [pl.DataFrame(schema={"at": pl.UInt32, "key": pl.UInt64})]
    place = pl.int_range(pl.len(), dtype=pl.UInt32).alias("at")
    wanted = pl.col("key").is_not_null()
    if only is not None:
        wanted = pl.col("key").is_in(only.implode())
    for name in names:
        keys = frame.lazy().select(place, pl.col(name).alias("key"))
        if isinstance(frame.schema[name], pl.List):
            # Few contacts have any.
            keys = keys.filter(pl.col("key").list.len() > 0).explode("key")
        found.append(keys.filter(wanted).collect())
    return pl.concat(found)


def keys_in(frame: pl.DataFrame, names: Iterable[str]) -> pl.Series:
    """All keys of those columns, each once, sorted."""
    own = [frame[name].explode() for name in names]
    found = pl.concat([pl.Series("key", [], dtype=pl.UInt64), *(one.alias("key") for one in own)])
    return found.drop_nulls().unique().sort()
