"""The law in force: rule files, resolved for a day and joined to the contacts."""

from __future__ import annotations

from listcheck.policy.files.load import Rules, load_rules, shipped_rules
from listcheck.policy.files.penalty_file import Penalty
from listcheck.policy.files.register_file import Register
from listcheck.policy.files.rule_file import CONTACT_FACTS, Rule
from listcheck.policy.law.apply import Law, law_of, policy_step, with_policy
from listcheck.policy.law.opt_out_time import has_time, last_day_in_time
from listcheck.policy.law.penalties import penalties_on
from listcheck.policy.law.register_terms import FreshFor, RegisterState, register_state
from listcheck.policy.law.resolve import Answer, active_exceptions, answer

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
    "policy_step",
    "register_state",
    "shipped_rules",
    "with_policy",
]
