"""Audits of past sends: was each one lawful on its own day?"""

from __future__ import annotations
