"""What a violation may cost: the maximum that a law names, as a citation and never as a sum.

What an authority or a court would ask in a case depends on much that nobody here knows; so the
figures are texts, and nothing adds them up. A country without a row: no figure is known.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from listcheck.policy.files.penalty_file import Penalty

if TYPE_CHECKING:
    from listcheck.policy.files.load import Rules


def penalties_on(rules: Rules, country: str, channel: str, day: date) -> tuple[Penalty, ...]:
    """The maxima that hold for a message sent to a country on a day, in the order of the file.

    Empty where no figure is known. ``channel`` is email, sms, call or automated-call.
    """
    return tuple(
        item
        for item in rules.penalties
        if item.in_force(channel, day) and country in item.countries(rules.union)
    )
