"""The names of report formats: those of listcheck in their order, then those of plug-ins.

Only here are they listed. They stand below everything that has to know them (options, the
configuration, the formats themselves), for no format is loaded before a report is made of it.
"""

from __future__ import annotations

from typing import Final

from listcheck.core.families import plug_ins, wrong

#: Each is a module of ``listcheck/report/machine/``.
SHIPPED: Final = ("json", "github", "sarif", "junit", "markdown")
#: What is printed for people; no format of a file.
TEXT: Final = "text"
GROUP: Final = "listcheck.report_formats"


def report_formats() -> tuple[str, ...]:
    """The formats that a report can be written in.

    Raises:
        UsageProblem: a plug-in takes a name that is in use.
    """
    names = list(SHIPPED)
    for point in plug_ins(GROUP):
        if point.name in (TEXT, *names):
            raise wrong(point, f"the report format {point.name} is already in use")
        names.append(point.name)
    return tuple(names)


def printed_formats() -> tuple[str, ...]:
    """The formats that can be printed: text for people, and all others."""
    return (TEXT, *report_formats())
