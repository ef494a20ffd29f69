"""The command line: the only place that reads arguments, prints or exits."""

from __future__ import annotations

from listcheck.cli.app import main

__all__ = ["main"]
