"""The key of the hashes that stand for recipients: from the environment, or from a file."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from listcheck.config.settings import Settings
from listcheck.core.errors import UsageProblem
from listcheck.core.keyed_hash import HashKey

VARIABLE: Final = "LISTCHECK_KEY"
#: Shorter keys can be guessed.
_LEAST: Final = 16


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
