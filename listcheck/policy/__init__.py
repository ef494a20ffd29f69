"""The law in force: rule files, resolved for a day and joined to the contacts."""

from __future__ import annotations

from listcheck.policy.apply import Law, law_of, with_policy
from listcheck.policy.load import Rules, load_rules, shipped_rules
from listcheck.policy.model import CONTACT_FACTS, Rule
from listcheck.policy.opt_out_time import has_time, last_day_in_time
from listcheck.policy.penalties import Penalty, penalties_on
from listcheck.policy.registers import FreshFor, Register, RegisterState, register_state
from listcheck.policy.resolve import Answer, active_exceptions, answer

__all__ = [
    "CONTACT_FACTS",
    "Answer",
    "FreshFor",
    "Law",
    "Penalty",
    "Register",
    "RegisterState",
    "Rule",
    "Rules",
    "active_exceptions",
    "answer",
    "has_time",
    "last_day_in_time",
    "law_of",
    "load_rules",
    "penalties_on",
    "register_state",
    "shipped_rules",
    "with_policy",
]
