"""The opt-out procedure and its ledger: who asked, with what authority, what was decided.

The ledger is a table of events that are only ever added (:mod:`listcheck.ledger.store`), each
sealed to the one before (:mod:`listcheck.ledger.chain`). What is in force follows from them
(:mod:`listcheck.ledger.state`); what a request leads to is decided by
:mod:`listcheck.ledger.procedure`.
"""
