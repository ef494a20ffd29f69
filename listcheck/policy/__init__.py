"""The law in force: rule files, resolved for a day and joined to the contacts."""

from __future__ import annotations

from listcheck.policy.apply import Law, RegisterState, law_of, register_state, with_policy
from listcheck.policy.load import Rules, load_rules, shipped_rules
from listcheck.policy.model import Register
from listcheck.policy.resolve import Answer, answer, packs_agree

__all__ = [
    "Answer",
    "Law",
    "Register",
    "RegisterState",
    "Rules",
    "answer",
    "law_of",
    "load_rules",
    "packs_agree",
    "register_state",
    "shipped_rules",
    "with_policy",
]
