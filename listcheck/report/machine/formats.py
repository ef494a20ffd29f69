"""The formats that machines read, by name; none carries an address, a number or a name.

Third parties add formats through the entry point group ``listcheck.report_formats``: the name of
each entry point is the format's, and it names a :class:`ReportFormat`.
"""

from __future__ import annotations

from importlib import import_module

from listcheck.core.errors import UsageProblem
from listcheck.core.families import loaded, plug_ins, wrong
from listcheck.core.format_names import GROUP, SHIPPED, TEXT, report_formats
from listcheck.report.machine.interface import ReportFormat
from listcheck.results.check_result import Report


def report_format(name: str) -> ReportFormat:
    """The format of this name.

    Raises:
        UsageProblem: there is none, or a plug-in's is none or takes a name that is in use.
    """
    known = report_formats()
    if name not in known:
        raise UsageProblem(f"there is no report format {name!r}; formats are {', '.join(known)}")
    if name in SHIPPED:
        shipped = import_module(f"listcheck.report.machine.{name}").FORMAT
        if not isinstance(shipped, ReportFormat) or shipped.name != name:
            raise TypeError(f"listcheck.report.machine.{name}: FORMAT is not the format {name}")
        return shipped
    point = next(point for point in plug_ins(GROUP) if point.name == name)
    added = loaded(point, ReportFormat)
    if added.name != name:
        raise wrong(point, f"{point.value} is the report format {added.name}, not {name}")
    return added


def any_shows_findings(*names: str) -> bool:
    """Whether one of these formats shows findings one by one; ``text`` does not.

    Raises:
        UsageProblem: as :func:`report_format`.
    """
    formats = [report_format(name) for name in names if name != TEXT]
    return any(format_.shows_findings for format_ in formats)


def printed(report: Report, name: str) -> str:
    """A report in one of the formats; whoever prints or writes it adds a newline."""
    return report_format(name).render(report)
