"""Families: one kind of thing, a file each, found by itself; and what installed plug-ins add.

Nothing is loaded before it is asked for, so that ``listcheck --help`` stays quick.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import TYPE_CHECKING, TypeVar

from listcheck.core.errors import UsageProblem

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

Kind = TypeVar("Kind")
#: The module of every family that says what its members are, and is none of them.
_INTERFACE = "interface"


def in_folder(package: str, path: Iterable[str], kind: type[Kind], constant: str) -> list[Kind]:
    """The members of a family that stand in its folder, by the names of their modules.

    Args:
        package: the folder's dotted name.
        path: where it lies: its ``__path__``.
        kind: what each of them is.
        constant: the name that a module gives it; one that holds several has a tuple of them,
            in the plural.

    Raises:
        TypeError: a module has neither, or something else stands there.
    """
    from pkgutil import iter_modules  # noqa: PLC0415 (slow: not for --help)

    members: list[Kind] = []
    for module in iter_modules(path, f"{package}."):
        if module.name == f"{package}.{_INTERFACE}":
            continue
        held = vars(import_module(module.name))
        declared = held.get(f"{constant}S", (held.get(constant),))
        if not all(isinstance(member, kind) for member in declared):
            raise TypeError(f"{module.name}: {constant} is no {kind.__name__}")
        members += declared
    return members


def plug_ins(group: str) -> list[EntryPoint]:
    """The entry points that installed distributions have in a group, by name."""
    from importlib.metadata import entry_points  # noqa: PLC0415 (slow: not for --help)

    return sorted(entry_points(group=group), key=lambda point: (point.name, point.value))


def loaded(point: EntryPoint, kind: type[Kind]) -> Kind:
    """What an entry point names.

    Raises:
        UsageProblem: it cannot be loaded, or is something else.
    """
    try:
        member = point.load()
    except Exception as error:  # a stranger's code may fail in any way
        # The text of a foreign error may quote anything: only its kind is shown.
        raise wrong(point, f"{point.value} cannot be loaded ({type(error).__name__})") from None
    if not isinstance(member, kind):
        raise wrong(
            point, f"{point.value} is no {kind.__name__} (expected one of {kind.__module__})"
        )
    return member


def wrong(point: EntryPoint, why: str) -> UsageProblem:
    """The error that a plug-in is, and what to do about it."""
    made = point.dist
    of = f" of {made.name} {made.version}" if made else ""
    return UsageProblem(
        f"plug-in {point.name}{of} ({point.group}): {why}; uninstall it, or tell its authors"
    )
