"""Keyed hashes that stand for recipients in baselines and in what CI prints.

Without the key nobody can tell whether a recipient is meant; with it one can try. Such
hashes are pseudonymous: still personal data.
"""

from __future__ import annotations

import hmac
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from listcheck.brief import Settings
from listcheck.errors import UsageProblem

VARIABLE: Final = "LISTCHECK_KEY"
#: Shorter keys can be guessed.
_LEAST: Final = 16
#: Hexadecimal digits of a hash: 128 bits, so that two recipients never share one.
_DIGITS: Final = 32


@dataclass(frozen=True)
class HashKey:
    """A key for hashes; it is never shown."""

    secret: bytes

    def __repr__(self) -> str:
        return f"HashKey({self.id})"

    @property
    def id(self) -> str:
        """Eight digits that tell two keys apart and give neither away."""
        return hmac.digest(self.secret, b"listcheck key id", "sha256").hex()[:8]

    def of(self, code: str, recipient: str) -> str:
        """Hash of a recipient and the code of a finding: 32 hexadecimal digits.

        The code goes into it, so that two findings of one person cannot be linked.
        """
        text = f"{code}\0{recipient}".encode()
        return hmac.digest(self.secret, text, "sha256").hex()[:_DIGITS]


def hash_key(settings: Settings) -> HashKey | None:
    """The key from ``LISTCHECK_KEY`` or ``[policy] key_file``; None where neither is given.

    Raises:
        UsageProblem: the file cannot be read, or the key is too short to protect anybody.
    """
    text = os.environ.get(VARIABLE, "").strip()
    where = VARIABLE
    name = settings.policy.key_file
    if not text and name:
        path = settings.config.parent / name if settings.config else Path(name)
        where = f"[policy] key_file {path}"
        try:
            text = path.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            raise UsageProblem(
                f"{where}: cannot be read; expected a text file with a key"
            ) from None
    elif not text:
        return None
    if len(text) < _LEAST:
        raise UsageProblem(
            f"{where}: the key has {len(text)} characters; expected at least {_LEAST}, as "
            "'openssl rand -hex 32' makes them"
        )
    return HashKey(text.encode())
