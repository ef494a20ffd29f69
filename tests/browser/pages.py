"""Pages in the browser: what they did, pictures of them, and whether they can be read."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Page


@dataclass
class Opened:
    """A page, and what it did: messages on the console and requests beyond the file itself."""

    page: Page
    console: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)


def keep(page: Page, name: str) -> bytes:
    shot = page.screenshot(full_page=True)
    folder = os.environ.get("LISTCHECK_SCREENSHOTS")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        (Path(folder) / f"{name}.png").write_bytes(shot)
    return shot


def contrast(page: Page, selector: str) -> float:
    """Contrast of an element's text against the page behind it, after WCAG 2."""
    return float(
        page.evaluate(
            """selector => {
          const parse = text => text.match(/[0-9.]+/g).map(Number);
          const luminance = ([r, g, b]) => [r, g, b].map(v => {
            v /= 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
          }).reduce((sum, v, at) => sum + v * [0.2126, 0.7152, 0.0722][at], 0);
          let element = document.querySelector(selector);
          const ink = luminance(parse(getComputedStyle(element).color));
          let paper = [0, 0, 0, 0];
          for (; element; element = element.parentElement) {
            const found = parse(getComputedStyle(element).backgroundColor);
            if (found.length === 3 || found[3] === 1) { paper = found; break; }
          }
          const behind = luminance(paper);
          const [high, low] = ink > behind ? [ink, behind] : [behind, ink];
          return (high + 0.05) / (low + 0.05);
        }""",
            selector,
        )
    )
