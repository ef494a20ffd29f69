"""listcheck: a pre-flight linter for campaign lists.

The public API is :func:`check` and :func:`audit`, and what they return; everything else
may change. Imports are lazy so that ``listcheck --help`` stays quick.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from listcheck.auditing.audit import audit
    from listcheck.config.settings import Settings
    from listcheck.results.audit_result import AuditReport
    from listcheck.results.check_result import Report
    from listcheck.run import check

__all__ = ["AuditReport", "Report", "Settings", "audit", "check"]


def __getattr__(name: str) -> Any:
    if name == "check":
        from listcheck.run import check  # noqa: PLC0415 (lazy on purpose: see above)

        return check
    if name == "audit":
        from listcheck.auditing.audit import audit  # noqa: PLC0415 (lazy on purpose)

        return audit
    if name == "AuditReport":
        from listcheck.results.audit_result import AuditReport  # noqa: PLC0415 (lazy on purpose)

        return AuditReport
    if name == "Report":
        from listcheck.results.check_result import Report  # noqa: PLC0415 (lazy on purpose)

        return Report
    if name == "Settings":
        from listcheck.config.settings import Settings  # noqa: PLC0415 (lazy on purpose)

        return Settings
    raise AttributeError(name)
