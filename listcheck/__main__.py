"""``python -m listcheck``."""

from __future__ import annotations

from listcheck.cli import main

main()
