"""What is photographed: every sample, fourteen seeded lists and six seeded histories."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import polars as pl

from listcheck.core.format_names import SHIPPED
from listcheck.policy import load_rules
from tests.auditing.truth.history import write_history
from tests.conftest import ROOT, Ended
from tests.snapshots.lists import write_campaign

Run = Callable[..., Ended]
_DAY: Final = ("--send-date", "2026-11-24")
#: Sample: the list, and options of its run.
_SAMPLES: Final = {
    "european-b2b": ("campaign.csv", ()),
    "call-campaign": ("numbers.csv", ()),
    "bare-list": ("contacts.csv", _DAY),
    "third-party-list": ("mietliste.csv", ()),
    "wrong-file": ("unsubscribed_members_export.csv", _DAY),
    "renewal-notice": ("contracts.csv", ()),
}
#: Account of tests.auditing.truth.history: how few of its people are kept.
_HISTORIES: Final = {
    "main": 60, "house": 12, "doubtful": 6, "stale": 6, "waived": 4, "charity": 4,
}  # fmt: skip
_SEEDS: Final = range(1, 15)
CASES: Final = (
    *(f"sample-{name}" for name in (*_SAMPLES, "past-sends")),
    *(f"list-{seed:02}" for seed in _SEEDS),
    *(f"history-{account}" for account in _HISTORIES),
)
#: What differs from run to run, and what stands there instead.
_MOVING: Final = (
    (re.compile(r'("(?:finished|written)": ")[^"]+'), r"\1TIME"),
    (re.compile(r'("seconds": )[\d.]+'), r'\1"SECONDS"'),
    # The versions of Python and of the libraries are no output of ours.
    (re.compile(r'"versions": \{[^}]*\}'), '"versions": {}'),
    (re.compile(r'(<testsuite[^>]* (?:time|timestamp)=")[^"]+(?=")'), r"\1TIME"),
    (re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?(\+00:00| UTC)(?=</)"), "TIME"),
)
#: The digest of the rules is of what was read; as long as a digest, for sizes are told too.
_RULES: Final = "RULES" * 12 + "RULE"
#: Longer texts are told by their digest: a report of 60 KB says little in a difference.
_WHOLE: Final = 60_000
_DIGEST: Final = (".html", ".sarif", ".junit", ".github", ".markdown", ".parquet")


def snapshot(case: str, folder: Path, run: Run) -> str:
    """Run a case in ``folder``, the working directory, and tell all that it wrote, as one text."""
    kind, _, name = case.partition("-")
    out = folder / "out"
    if kind == "history":
        history = write_history(Path("history"), 4711, account=name, share=_HISTORIES[name])
        arguments = [*history.arguments]
    elif name == "past-sends":
        shutil.copytree(ROOT / "samples" / name, folder / name)
        arguments = ["audit", f"{name}/sends"]
    else:
        arguments = _check(kind, name, folder)
    ended = run(*arguments, "-o", "out")
    pieces = [
        f"=== exit status {ended.status}\n",
        f"=== standard output\n{ended.out}",
        f"=== standard error\n{ended.err}",
    ]
    written = sorted(out.rglob("*")) + sorted(folder.glob("report.*"))
    still = {
        hashlib.sha256(file.read_bytes()).hexdigest(): _text(file, folder)
        for file in written
        if file.is_file() and file.name != "manifest.json"
    }
    pieces += [_told(file, folder, still) for file in written if file.is_file()]
    return _still("".join(pieces), folder).replace("\r", "\\r")


def _check(kind: str, name: str, folder: Path) -> list[str]:
    """The arguments of a check, after its files were written."""
    if kind == "sample":
        shutil.copytree(ROOT / "samples" / name, folder / name)
        file, options = _SAMPLES[name]
        arguments = ["check", f"{name}/{file}", *options]
    else:
        campaign = write_campaign(folder, int(name))
        arguments = ["check", campaign.file, *campaign.arguments]
    for report in SHIPPED:
        arguments += ["--report", f"{report}={folder / f'report.{report}'}"]
    if "--redact" in arguments:
        return arguments
    return [*arguments, "--write-contacts", str(folder / "report.parquet")]


def _told(file: Path, folder: Path, still: Mapping[str, str]) -> str:
    """A file of an output: its bytes as text where they are few, else their digest."""
    name = file.relative_to(folder).as_posix()
    text = _text(file, folder)
    if file.name == "manifest.json":
        text = _manifest(text, still)
    if file.suffix in _DIGEST or len(text) > _WHOLE:
        lines = text.splitlines()
        return f"=== {name}: {len(lines)} lines, sha256 {_sha256(text)}\n"
    return f"=== {name}\n{text}\n"


def _text(file: Path, folder: Path) -> str:
    """What a file holds, without what differs from run to run."""
    if file.suffix == ".parquet":
        frame = pl.read_parquet(file)
        text = f"{frame.schema}\n{frame.write_ndjson()}"
    else:
        text = file.read_bytes().decode("utf-8", errors="backslashreplace")
    for pattern, instead in _MOVING:
        text = pattern.sub(instead, text)
    return _still(text, folder)


def _still(text: str, folder: Path) -> str:
    """A text without the folder of the run and the digest of the rule files, whole or shortened."""
    digest = _rules_digest()
    for shown, instead in ((digest, _RULES), (digest[:16], _RULES[:16])):
        text = text.replace(shown, instead)
    return text.replace(str(folder), "FOLDER")


@cache
def _rules_digest() -> str:
    return load_rules().sha256


def _manifest(text: str, still: Mapping[str, str]) -> str:
    """The manifest, with size and digest of each output as they are without times and folders."""
    told: Any = json.loads(text)
    for file in told.get("outputs", ()):
        if file["sha256"] in still:
            same = still[file["sha256"]]
            file |= {"bytes": len(same), "sha256": _sha256(same)}
    return json.dumps(told, ensure_ascii=False, indent=1)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", errors="surrogatepass")).hexdigest()
