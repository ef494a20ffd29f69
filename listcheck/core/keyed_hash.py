"""Keyed hashes that stand for recipients in baselines and in what CI prints.

Without the key nobody can tell whether a recipient is meant; with it one can try. Such
hashes are pseudonymous: still personal data.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from typing import Final

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
