"""Is this still the list that was checked, and still fresh?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path, PurePosixPath
from typing import Any, Final

from pydantic import ValidationError

from listcheck.core.errors import InputProblem, UsageProblem
from listcheck.policy import load_rules
from listcheck.proof.changes import changed, changed_at
from listcheck.proof.signing import is_signed_by, verifier
from listcheck.results.manifest import MANIFEST, SIGNATURE, Manifest, SourceExpiry

_AGAIN: Final = "check the list again"


@dataclass(frozen=True)
class Problem:
    """Something that no longer holds: a code for scripts, what it is about, and what to do."""

    code: str
    name: str
    message: str
    remedy: str = _AGAIN


@dataclass(frozen=True)
class Verified:
    """The answer: problems (none: it holds), and what else to know."""

    manifest: Manifest
    day: date
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Plain values of the format ``listcheck-verify/1``."""
        return {
            "format": "listcheck-verify/1",
            "holds": not self.problems,
            "send_date": str(self.day),
            "problems": [vars(problem) for problem in self.problems],
            "notes": list(self.notes),
        }


def verify(
    path: Path, *, on: date | None, key: Path | None = None, today: date | None = None
) -> Verified:
    """Hold everything that a manifest names to what is there now.

    Args:
        path: the manifest, or the folder that holds it.
        on: the day of the send; None: the manifest's, or today where that is later.
        key: Ed25519 key (public, or private) that must have signed the manifest.
        today: for tests.

    Raises:
        InputProblem: the manifest cannot be read or is none.
        UsageProblem: the key is none.
    """
    place = path / MANIFEST if path.is_dir() else path
    public = verifier(key) if key else None
    try:
        content = place.read_bytes()
    except OSError as error:
        raise InputProblem(
            f"{place}: cannot be read ({error.strerror}); expected the manifest.json of a run"
        ) from None
    try:
        manifest = Manifest.model_validate_json(content)
    except ValidationError as error:
        if b'"kind": "audit"' in content:
            raise InputProblem(
                f"{place}: is the manifest of an audit; verify answers for a list that is about to "
                "be sent. The digests in it can be held to the files by any tool (SHA-256)"
            ) from None
        where = ".".join(str(step) for step in error.errors()[0]["loc"])
        raise InputProblem(
            f"{place}: is no manifest of this version of listcheck"
            + (f" (at {where})" if where else "")
            + "; expected the manifest.json of a run"
        ) from None
    folder = place.parent
    day = on or max(manifest.send_date, today or date.today())  # noqa: DTZ011 (the sender's own day)
    problems = [
        *_signature(place, content, public),
        *_sums(manifest, folder),
        *_outputs(manifest, folder, place),
        *_inputs(manifest, folder),
        *_rules(manifest, folder),
        *_age(manifest, day),
    ]
    return Verified(
        manifest, day, tuple(problems), tuple(_notes(manifest, folder, day, signed=bool(key)))
    )


def _signature(place: Path, content: bytes, public: Any) -> Iterator[Problem]:
    if public is None:
        return
    try:
        signature = place.with_name(SIGNATURE).read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError):
        yield Problem(
            "unsigned", SIGNATURE, f"there is no {SIGNATURE}: the manifest was not signed",
            "check again with --key",
        )  # fmt: skip
        return
    if not is_signed_by(public, content, signature):
        yield Problem(
            "bad-signature",
            place.name,
            "the signature is not of this manifest and this key: the manifest was changed, or "
            "somebody else signed it",
        )


def _sums(manifest: Manifest, folder: Path) -> Iterator[Problem]:
    rows = manifest.rows
    if rows.read != rows.kept + rows.held + rows.dropped + rows.unreadable:
        yield Problem(
            "edited-manifest", MANIFEST,
            "its counts do not add up (read = kept + held + dropped + unreadable): it was edited",
        )  # fmt: skip
        return
    try:
        summary = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
        agrees = all(
            summary[name] == value
            for name, value in manifest.model_dump(mode="json").items()
            if name in ("rows", "verdict", "send_date", "channel", "party", "purpose", "waived")
        )
    except (OSError, ValueError, KeyError, TypeError):
        return  # told by its digest
    if not agrees:
        yield Problem(
            "edited-manifest", MANIFEST, "it does not say what summary.json says: it was edited"
        )


def _outputs(manifest: Manifest, folder: Path, place: Path) -> Iterator[Problem]:
    named = {MANIFEST, SIGNATURE, place.name}
    for item in manifest.outputs:
        parts = PurePosixPath(item.name)
        if parts.is_absolute() or ".." in parts.parts:
            yield Problem(
                "edited-manifest", MANIFEST, f"it names {item.name}, outside its folder: edited"
            )
            continue
        named.add(item.name)
        is_clean = parts.parts[0].partition(".")[0] == "clean"
        what = "the clean list" if is_clean else "a file of the run"
        state = changed(item, folder / item.name)
        if state == "missing":
            yield Problem("missing-output", item.name, f"{what} is gone")
        elif state and is_clean:
            yield Problem(
                "changed-clean-list", item.name,
                f"the clean list is not the one that was checked ({state}): it must not be sent",
            )  # fmt: skip
        elif state:
            yield Problem("changed-output", item.name, f"{what} was changed ({state})")
    if not any(name.partition("/")[0].partition(".")[0] == "clean" for name in named):
        yield Problem("edited-manifest", MANIFEST, "it names no clean list: it was edited")
    present = {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() or path.is_symlink()
    }
    for name in sorted(present - named):
        yield Problem(
            "added-file", name, "the run did not write it: it was put there afterwards",
            "take it away, or check the list again",
        )  # fmt: skip


def _inputs(manifest: Manifest, folder: Path) -> Iterator[Problem]:
    for item in manifest.inputs:
        state = changed_at(item, folder)
        if state == "missing":
            yield Problem("missing-input", item.name, "the list that was checked is gone")
        elif state:
            yield Problem("changed-input", item.name, f"the list was changed since ({state})")
    for source in manifest.sources:
        state = changed_at(source, folder)
        if state == "missing":
            yield Problem("missing-source", source.name, f"the source ({source.kind}) is gone")
        elif state and source.kind == "register":
            yield Problem(
                "changed-register", source.name,
                f"the copy of the register is another one than was looked up ({state})",
            )  # fmt: skip
        elif state:
            yield Problem(
                "newer-source", source.name,
                f"the source is newer than the check ({state}): people may have opted out who are "
                "still on the clean list",
            )  # fmt: skip
    if manifest.brief is not None:
        state = changed_at(manifest.brief, folder)
        if state:
            yield Problem(
                "changed-brief", manifest.brief.name,
                f"the brief is {'gone' if state == 'missing' else f'another one ({state})'}: it "
                "decides which law applies",
            )  # fmt: skip


def _rules(manifest: Manifest, folder: Path) -> Iterator[Problem]:
    where = manifest.rules.path
    try:
        now = load_rules(folder / where if where else None).sha256
    except UsageProblem:
        yield Problem("changed-rules", where or "rules", "the rules cannot be read any more")
        return
    if now != manifest.rules.sha256:
        yield Problem(
            "changed-rules", where or "rules", "the rules are not those that were applied"
        )


def _age(manifest: Manifest, day: date) -> Iterator[Problem]:
    for item in manifest.expires.sources:
        if day > item.last_day:
            yield _expired(item, day)
    for change in manifest.expires.law:
        if day >= change.day:
            yield Problem(
                "law-changed", change.country,
                f"on {change.day} the law of {change.country} changes ({change.rule}), and a send "
                f"on {day} falls under the new one",
                f"check again with --send-date {day}",
            )  # fmt: skip
    if day < manifest.send_date:
        yield Problem(
            "earlier-send", str(day),
            f"the law of {manifest.send_date} was applied, not that of {day}",
            f"check again with --send-date {day}",
        )  # fmt: skip
    limit = manifest.expires.manifest_max_age_days
    age = (day - manifest.finished.date()).days
    if limit is not None and age > limit:
        yield Problem(
            "old-manifest", MANIFEST,
            f"the check will be {age} days old on {day}, and the brief allows {limit} "
            "([policy] manifest_max_age_days)",
        )  # fmt: skip


def _expired(item: SourceExpiry, day: date) -> Problem:
    if item.kind == "register":
        return Problem(
            "register-too-old", item.name,
            f"the copy of the register serves {item.max_age_days} days, until {item.last_day}, and "
            f"the send is on {day}", "get a fresh copy and check again",
        )  # fmt: skip
    return Problem(
        "source-too-old", item.name,
        f"the policy allows {item.max_age_days} days, until {item.last_day}, and the send is on "
        f"{day}", "export it again and check again",
    )  # fmt: skip


def _notes(manifest: Manifest, folder: Path, day: date, *, signed: bool) -> Iterator[str]:
    if manifest.verdict == "incomplete":
        yield "the run was incomplete: its clean list waits for the gaps to be closed"
    yield from (f"{code} was waived: {reason}" for code, reason in manifest.waived.items())
    for item in manifest.inputs:
        if item.path is None:
            yield "the list came from standard input and cannot be compared"
    for source in manifest.sources:
        if source.path is None and manifest.ledger is None:
            yield f"{source.name} was read where it lives and cannot be compared"
    if manifest.ledger is not None:
        yield (
            f"the ledger {manifest.ledger.name} lives on: 'listcheck optout history --verify "
            "--manifest' tells whether what was read of it was changed"
        )
    if day > manifest.send_date:
        yield f"the check was made for {manifest.send_date}; it is held to {day}"
    if manifest.version != version("listcheck"):
        yield f"the check was made by listcheck {manifest.version}, this is {version('listcheck')}"
    if not signed and (folder / SIGNATURE).is_file():
        yield "the manifest is signed; --key FILE verifies by whom"
