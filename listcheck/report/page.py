"""A page for people: one self-contained HTML file; no script, no network, no list in it."""

from __future__ import annotations

import base64
import functools
import hashlib
from collections.abc import Iterable, Mapping
from importlib.resources import files
from typing import Any, Final

import jinja2
from markupsafe import Markup

#: Cells of a log may be as long as somebody likes; so much of one is shown.
_MOST_CHARACTERS: Final = 120


def page(template: str, context: Mapping[str, Any], *styles: str) -> str:
    """One HTML document.

    Args:
        template: its name in ``templates``; everything that it is told is escaped.
        context: what the template reads. A name that it lacks is an error.
        styles: names of our own style sheets in ``templates``, in their order.
    """
    folder = files("listcheck.report").joinpath("templates")
    css = "".join(folder.joinpath(name).read_text(encoding="utf-8") for name in styles)
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; "
        "form-action 'none'"
    )
    # The style is ours and holds no markup; everything else is escaped.
    return _environment().get_template(template).render(policy=policy, css=Markup(css), **context)  # noqa: S704


@functools.cache
def _environment() -> jinja2.Environment:
    """Where templates are compiled, each once in a process."""
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("listcheck.report", "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["number"] = lambda count: f"{count:,}"
    environment.filters["short"] = short
    return environment


def short(text: str, most: int = _MOST_CHARACTERS) -> str:
    """A text of at most so many characters; an ellipsis stands for the rest."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def parts(counts: Iterable[tuple[str, int]], whole: int) -> list[dict[str, Any]]:
    """A bar of 1000 units as rectangles; what is there at all stays visible."""
    bars: list[dict[str, Any]] = []
    x = 0.0
    for kind, count in counts:
        if count and whole:
            width = max(count / whole * 1000, 4.0)
            bars.append({"kind": kind, "x": round(x, 1), "width": round(width, 1)})
            x += width
    if x > 1000:
        for part in bars:
            part["x"], part["width"] = part["x"] * 1000 / x, part["width"] * 1000 / x
    return bars
