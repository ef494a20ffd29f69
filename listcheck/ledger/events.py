"""One event of the ledger, and the closed vocabularies of its fields.

Nothing heavy is imported here: the command line names these words in its help.
"""

from __future__ import annotations

from typing import Final, NamedTuple

KINDS: Final = (
    "opt_out", "organisation_request", "authority_asked", "confirmed", "refused", "rejoin",
    "correction", "review",
)  # fmt: skip
SCOPES: Final = ("individual", "organisation")
#: What an opt-out or a re-join speaks for; ``all`` unless the person named one.
CHANNELS: Final = ("all", "email", "sms", "call", "automated-call")
#: How the request came; all of them lead to the same state. ``import``: from a file.
ROUTES: Final = ("on_behalf", "link", "reply", "phone")
IMPORTED: Final = "import"
MODES: Final = ("prospecting", "account_management")
#: Who asked, as seen from the organisation.
ROLES: Final = ("executive", "authorised", "senior", "colleague", "junior", "unknown")
#: Roles that speak for the organisation: nobody else's authority is asked.
WITH_AUTHORITY: Final = frozenset({"executive", "authorised"})
#: Grounds for asking a senior contact, in the order in which the ledger writes them.
CONDITIONS: Final = ("close_relationship", "current_customer", "unprompted", "junior_requester")


class Event(NamedTuple):
    """One row of the ledger. The order of the fields is part of the chain's hash.

    Moments are text: a day ``YYYY-MM-DD``, or ``YYYY-MM-DDTHH:MM:SS.ffffffZ`` in UTC.

    Attributes:
        number: 1, 2, 3 … without a gap; 0 as long as it is not in a ledger.
        case: number of the event that opened the case; 0 for an event that opens one.
        kind: one of :data:`KINDS`.
        person: normalised address or E.164 number of whoever asked.
        domains: domains of the organisation, in alphabetical order, separated by blanks.
        account_id: its identifier in the CRM.
        organisation: its name, for readers only.
        scope: one of :data:`SCOPES`.
        channel: one of :data:`CHANNELS`.
        route: one of :data:`ROUTES`, or ``import``.
        role: one of :data:`ROLES`: of who asked, or of who answered.
        mode: one of :data:`MODES`.
        conditions: the :data:`CONDITIONS` that were met, separated by blanks.
        policy: ``all`` or ``any``: how many conditions an authority check needed that day.
        reason: why it was decided so, in a word of the procedure; of a correction: in words.
        recorded_by: who recorded it.
        recorded_at: when it was recorded.
        received_at: when the person or the organisation said so; null where not known.
        acted_at: when the contact was removed from the sending lists.
        confirmation_at: when the refusal was confirmed to the customer.
        evidence: where the evidence is filed.
        evidence_sha256: its SHA-256, in hexadecimal.
        corrects: number of the event that this correction is about.
        voids: 1 where the corrected event does not count any more, else 0.
        keyed: 1 where the hash is an HMAC, else 0.
        previous: hash of the event before; of the first one :data:`chain.GENESIS`.
        hash: see :mod:`listcheck.ledger.chain`.
    """

    number: int = 0
    case: int = 0
    kind: str = ""
    person: str | None = None
    domains: str | None = None
    account_id: str | None = None
    organisation: str | None = None
    scope: str | None = None
    channel: str | None = None
    route: str | None = None
    role: str | None = None
    mode: str | None = None
    conditions: str | None = None
    policy: str | None = None
    reason: str | None = None
    recorded_by: str = ""
    recorded_at: str = ""
    received_at: str | None = None
    acted_at: str | None = None
    confirmation_at: str | None = None
    evidence: str | None = None
    evidence_sha256: str | None = None
    corrects: int | None = None
    voids: int = 0
    keyed: int = 0
    previous: str = ""
    hash: str = ""
