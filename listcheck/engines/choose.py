"""The engines by name. Each is a module of its name beside this one, with an ``ENGINE`` in it."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

from listcheck.core.errors import UsageProblem

if TYPE_CHECKING:
    # Only names are needed to show the options of the command line.
    from listcheck.engines.interface import Engine

ENGINES: Final = ("local",)


def engine_named(name: str) -> Engine:
    """The engine of that name, loaded only now: what others need is not imported.

    Raises:
        UsageProblem: there is none, or what it needs is not installed.
    """
    if name not in ENGINES:
        raise UsageProblem(
            f"engine {name} (--engine, or engine in the configuration): there is no such engine; "
            f"known are {_KNOWN}"
        )
    try:
        found: Engine = import_module(f"listcheck.engines.{name}").ENGINE
    except ImportError as error:
        raise UsageProblem(
            f"engine {name}: needs {error.name}, which is not installed: "
            f"pip install 'listcheck[{name}]'"
        ) from None
    return found


_KNOWN: Final = ", ".join(ENGINES)
