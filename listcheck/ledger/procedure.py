"""What a request leads to: pure rules, without database, clock or list.

A person's opt-out binds at once and concerns that person only. A request for a whole
organisation binds at once too, save one case: in account management, from somebody who does not
speak for the organisation, and on the grounds that :func:`decide` names, a senior contact may
be asked first. Until the answer nobody there is mailed, and whoever asked is opted out already.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from typing import Final, Literal

from listcheck.ledger.events import CONDITIONS, WITH_AUTHORITY

OrgAuthority = Literal["all", "any"]
#: Why a request for an organisation was decided as it was: the words that the ledger keeps.
REASONS: Final = {
    "prospecting": "prospecting: nobody's authority is asked",
    "requester_has_authority": "whoever asked speaks for the organisation",
    "no_ground_for_a_check": "the grounds for asking a senior contact are not given",
    "authority_check": "account management, with grounds for asking a senior contact first",
}


@dataclass(frozen=True)
class Decision:
    """What a request for an organisation leads to: its state, and a word of REASONS."""

    state: Literal["confirmed", "pending"]
    reason: str


def decide(mode: str, role: str, conditions: Set[str], org_authority: OrgAuthority) -> Decision:
    """Decide a request to opt out a whole organisation.

    Args:
        mode: prospecting or account_management.
        role: who asked, as seen from the organisation.
        conditions: the grounds that are known to be given; an unknown one is not given,
            because asking first delays a right.
        org_authority: whether all four grounds are needed, or any of them will do.
    """
    if mode == "prospecting":
        return Decision("confirmed", "prospecting")
    if role in WITH_AUTHORITY:
        return Decision("confirmed", "requester_has_authority")
    given = [condition in conditions for condition in CONDITIONS]
    if all(given) if org_authority == "all" else any(given):
        return Decision("pending", "authority_check")
    return Decision("confirmed", "no_ground_for_a_check")


def closes(confirmation_at: str | None, evidence_sha256: str | None) -> bool:
    """Whether a refusal closes its case: confirmed to the customer, and a copy filed."""
    return confirmation_at is not None and evidence_sha256 is not None
