"""The two errors a user can cause, and the exit status each one ends in.

A message says what is wrong, where, what was expected and what to do. It never
carries an address, a number or a name from a list: errors end in logs.
"""

from __future__ import annotations


class ListcheckError(Exception):
    """Base of the errors that are shown to the user as one clear message."""

    exit_status: int = 3


class UsageProblem(ListcheckError):  # noqa: N818 (the user made a mistake, nothing failed)
    """An option, a configuration key or a rule file is wrong (exit status 2)."""

    exit_status = 2


class InputProblem(ListcheckError):  # noqa: N818 (as UsageProblem)
    """A list or another input cannot be read or holds no record (exit status 3)."""

    exit_status = 3


class NothingInIt(InputProblem):
    """It can be read and holds no record, or nobody: of several sheets, others may."""
