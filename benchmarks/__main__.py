"""Run proofs by name.

    python -m benchmarks                       the names, with a line each
    python -m benchmarks ledger roles          these, whole
    python -m benchmarks --short [NAME…]       a short slice of each, or of these

Exit status 1 where one does not hold, after all have run.
"""

from __future__ import annotations

import argparse
import difflib
import sys

from benchmarks.proofs import PROOFS, holds, listing


def main() -> int:
    """Run what is asked for, and tell whether all of it holds."""
    asked = argparse.ArgumentParser(
        prog="python -m benchmarks", description="Run proofs; without a name, list them."
    )
    asked.add_argument("names", nargs="*", metavar="NAME", help=", ".join(PROOFS))
    asked.add_argument("--short", action="store_true", help="a short slice, of all without a name")
    options = asked.parse_args()
    for name in options.names:
        if name not in PROOFS:
            near = difflib.get_close_matches(name, PROOFS, 1)
            hint = f"; did you mean {near[0]}?" if near else ""
            asked.error(f"there is no proof {name!r}: expected one of {', '.join(PROOFS)}{hint}")
    names = options.names or (list(PROOFS) if options.short else [])
    if not names:
        print(listing())
        return 0
    failed = [name for name in names if not holds(name, short=options.short)]
    if failed:
        print(f"does not hold: {', '.join(failed)}", file=sys.stderr)
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
