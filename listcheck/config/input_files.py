"""Every file that a run reads, so that nothing is written over it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from listcheck.config.hash_key import key_file
from listcheck.config.settings import Settings
from listcheck.core.part import ListFile


def input_files(settings: Settings, lists: Sequence[ListFile]) -> list[Path]:
    """Every file that a run reads, and the folder of its rules where that is its own."""
    given = [*settings.suppress, *settings.org_optouts, *(item.file for item in settings.registers)]
    paths = [file.path for file in lists if not file.is_standard_input]
    # A database of a server is no file.
    paths += [file.path for file in given if file.database is None or file.database.file]
    single_files = (
        settings.ledger.path if settings.ledger else None,
        settings.config,
        settings.rules,
        settings.sign_key,
        key_file(settings),
    )
    return [*paths, *(path for path in single_files if path is not None)]
