"""verify: each tampering and each thing that expires is caught, in its own words."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from listcheck.cli import main
from listcheck.proof.verify import verify
from tests.conftest import ROOT, Ended
from tests.support.campaigns import BRIEF, write

Run = Callable[..., Ended]
#: The run is of that day, the tests of any.
DAY = date(2026, 11, 22)
LIST = (
    "Email,Country,Phone\nann@firma-1.co.uk,GB,+44 20 7946 0018\n"
    "bob@firma-2.co.uk,GB,+44 20 7946 0019\nx@@y,GB,\n"
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run made once: a list, a source with an age, a register with an age."""
    place = tmp_path_factory.mktemp("made")
    write(
        place / "listcheck.toml",
        'register = ["TPS=tps.csv@2026-11-10", "CTPS=tps.csv@2026-11-10"]\n' + BRIEF
        + "\n[policy]\nsuppression_max_age_days = 30\nmanifest_max_age_days = 60\n",
    )  # fmt: skip
    write(place / "optouts.csv", "email\nnobody@nowhere-4711.co.uk\n")
    write(place / "tps.csv", "number\n+44 20 7946 0999\n")
    write(place / "list.csv", LIST)
    with pytest.raises(SystemExit):
        main([str(place / "list.csv"), "--channel", "call", "-o", str(place / "list.listcheck")])
    # What the clock said does not matter here.
    edited(
        place / "list.listcheck" / "manifest.json",
        lambda told: told.update(finished="2026-11-22T08:00:00+00:00"),
    )
    return place


@pytest.fixture
def checked(tmp_path: Path, made: Path) -> Path:
    """The manifest of a copy of that run."""
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    return tmp_path / "list.listcheck" / "manifest.json"


def problems(manifest: Path, on: date = DAY, **options: Any) -> dict[str, str]:
    found = verify(manifest, on=on, today=DAY, **options)
    return {problem.code: problem.message for problem in found.problems}


def test_an_untouched_run_holds(checked: Path, run: Run) -> None:
    assert problems(checked) == {}
    ended = run("verify", checked, "--send-date", "2026-11-22")
    assert ended.status == 0
    assert ended.out.startswith("holds: the clean list (")
    assert run("verify", checked.parent, "--send-date", "2026-11-22").status == 0
    told = run("verify", checked, "--send-date", "2026-11-22", "--format", "json").json
    assert (told["format"], told["holds"], told["problems"]) == ("listcheck-verify/1", True, [])


def one_byte(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[-2] ^= 1
    path.write_bytes(bytes(content))


def append(path: Path, text: str) -> None:
    path.write_text(path.read_text() + text)


def edited(manifest: Path, change: Callable[[dict[str, Any]], object]) -> None:
    told = json.loads(manifest.read_text())
    change(told)
    manifest.write_text(json.dumps(told))


def beside(manifest: Path, name: str) -> Path:
    return manifest.parent / name


TAMPERINGS: dict[str, tuple[Callable[[Path], object], str]] = {
    "clean list by a byte": (
        lambda m: one_byte(beside(m, "clean.csv")),
        "changed-clean-list",
    ),
    "clean list by a row": (
        lambda m: append(beside(m, "clean.csv"), "zoe@firma-3.co.uk,GB,\n"),
        "changed-clean-list",
    ),
    "held list": (lambda m: one_byte(beside(m, "held.csv")), "changed-output"),
    "violations taken away": (lambda m: beside(m, "violations.csv").unlink(), "missing-output"),
    "a file put beside them": (
        lambda m: beside(m, "clean (1).csv").write_text("x"), "added-file",
    ),
    "the list that was checked": (
        lambda m: one_byte(m.parent.parent / "list.csv"), "changed-input",
    ),
    "the list is gone": (lambda m: (m.parent.parent / "list.csv").unlink(), "missing-input"),
    "a newer suppression source": (
        lambda m: append(m.parent.parent / "optouts.csv", "ann@firma-1.co.uk\n"),
        "newer-source",
    ),
    "the suppression source is gone": (
        lambda m: (m.parent.parent / "optouts.csv").unlink(), "missing-source",
    ),
    "another copy of the register": (
        lambda m: one_byte(m.parent.parent / "tps.csv"), "changed-register",
    ),
    "another brief": (
        lambda m: append(m.parent.parent / "listcheck.toml", "# x\n"), "changed-brief",
    ),
    "other rules": (
        lambda m: edited(m, lambda told: told["rules"].update(sha256="0" * 64)), "changed-rules",
    ),
    "counts in the manifest": (
        lambda m: edited(m, lambda told: told["rows"].update(kept=99)), "edited-manifest",
    ),
    "a waiver in the manifest": (
        lambda m: edited(m, lambda told: told["waived"].update(LC001="x")), "edited-manifest",
    ),
    "no clean list in the manifest": (
        lambda m: edited(m, lambda told: told.update(
            outputs=[o for o in told["outputs"] if o["name"] != "clean.csv"])),
        "edited-manifest",
    ),
    "outputs elsewhere": (
        lambda m: edited(m, lambda told: told["outputs"][-1].update(name="../../etc/passwd")),
        "edited-manifest",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TAMPERINGS)
def test_a_tampering_is_caught(checked: Path, run: Run, name: str) -> None:
    tamper, code = TAMPERINGS[name]
    tamper(checked)
    assert code in problems(checked)
    ended = run("verify", checked, "--send-date", "2026-11-22")
    assert ended.status == 1
    assert ended.out.startswith("do not send")
    assert "firma-" not in ended.out + ended.err, "nobody is named"


def test_every_tampering_has_its_own_message(tmp_path: Path, checked: Path, run: Run) -> None:
    assert len({code for _, code in TAMPERINGS.values()}) >= 10
    whole = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    messages = {}
    for name, (tamper, code) in TAMPERINGS.items():
        tamper(checked)
        messages[name] = problems(checked)[code]
        for path in [path for path in tmp_path.rglob("*") if path.is_file()]:
            if path not in whole:
                path.unlink()
        for path, content in whole.items():
            path.write_bytes(content)
    assert len(set(messages.values())) == len(messages)
    assert problems(checked) == {}


@pytest.mark.parametrize(
    ("day", "code", "words"),
    [
        (date(2026, 12, 9), "register-too-old", "serves 28 days, until 2026-12-08"),
        (date(2026, 12, 21), "source-too-old", "allows 30 days, until 2026-12-20"),
        (date(2027, 1, 22), "old-manifest", "61 days old on 2027-01-22, and the brief allows 60"),
        (date(2026, 11, 21), "earlier-send", "the law of 2026-11-22 was applied"),
    ],
)
def test_what_expires(checked: Path, day: date, code: str, words: str) -> None:
    assert words in problems(checked, day)[code]


def test_the_last_day_still_holds(checked: Path) -> None:
    assert problems(checked, date(2026, 12, 8)) == {}
    assert "register-too-old" not in problems(checked, date(2026, 12, 8))


def test_a_law_change_after_the_check(tmp_path: Path, run: Run, brief: Path) -> None:
    brief.write_text(BRIEF.replace("2026-11-22", "2026-08-10"))
    write(tmp_path / "list.csv", "Phone,Country\n+33 1 70 18 99 00,FR\n")
    run("list.csv", "--channel", "call")
    manifest = tmp_path / "list.listcheck" / "manifest.json"
    day = date(2026, 8, 11)
    told = verify(manifest, on=date(2026, 8, 10), today=date(2026, 8, 10))
    assert "law-changed" not in {problem.code for problem in told.problems}
    told = verify(manifest, on=day, today=day)
    (changed,) = [problem for problem in told.problems if problem.code == "law-changed"]
    assert "on 2026-08-11 the law of FR changes" in changed.message
    assert changed.remedy == "check again with --send-date 2026-08-11"


def test_without_a_day_it_is_the_later_of_send_and_today(checked: Path) -> None:
    assert verify(checked, on=None, today=date(2026, 11, 1)).day == DAY
    assert verify(checked, on=None, today=date(2026, 12, 24)).day == date(2026, 12, 24)


def test_the_folder_may_move_with_everything_around_it(tmp_path: Path, checked: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    for name in ("list.csv", "optouts.csv", "tps.csv", "listcheck.toml", "list.listcheck"):
        (tmp_path / name).rename(tmp_path / "elsewhere" / name)
    assert problems(tmp_path / "elsewhere" / "list.listcheck") == {}


def test_what_came_from_standard_input_is_noted(
    tmp_path: Path, run: Run, brief: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, give = os.pipe()
    os.write(give, b"Email,Country\nann@firma-1.co.uk,GB\n")
    os.close(give)
    with os.fdopen(read) as stream:
        monkeypatch.setattr("sys.stdin", stream)
        run("-")
    found = verify(tmp_path / "stdin.listcheck", on=DAY, today=DAY)
    assert found.problems == ()
    assert "the list came from standard input and cannot be compared" in found.notes


# --- signatures --------------------------------------------------------------------


def key_file(path: Path, key: Ed25519PrivateKey, *, ssh: bool = False) -> Path:
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.OpenSSH if ssh else serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return path


def public_file(path: Path, key: Ed25519PrivateKey, *, ssh: bool = False) -> Path:
    encoding = serialization.Encoding.OpenSSH if ssh else serialization.Encoding.PEM
    form = (
        serialization.PublicFormat.OpenSSH
        if ssh
        else serialization.PublicFormat.SubjectPublicKeyInfo
    )
    path.write_bytes(key.public_key().public_bytes(encoding, form))
    return path


@pytest.fixture
def signed(tmp_path: Path, run: Run, brief: Path) -> tuple[Path, Ed25519PrivateKey]:
    key = Ed25519PrivateKey.generate()
    key_file(tmp_path / "private.pem", key)
    write(tmp_path / "list.csv", "Email,Country\nann@firma-1.co.uk,GB\n")
    assert run("list.csv", "--key", "private.pem").status == 0
    return tmp_path / "list.listcheck" / "manifest.json", key


@pytest.mark.parametrize("ssh", [False, True])
def test_a_signature_holds_by_either_half(
    tmp_path: Path, signed: tuple[Path, Ed25519PrivateKey], ssh: bool, run: Run
) -> None:
    manifest, key = signed
    public = public_file(tmp_path / "public", key, ssh=ssh)
    assert problems(manifest, key=public) == {}
    assert problems(manifest, key=key_file(tmp_path / "again", key, ssh=ssh)) == {}
    ended = run("verify", manifest, "--send-date", "2026-11-22", "--key", public)
    assert "signed with this key" in ended.out
    ended = run("verify", manifest, "--send-date", "2026-11-22")
    assert "the manifest is signed" in ended.out


def test_a_signed_manifest_cannot_be_edited(
    tmp_path: Path, signed: tuple[Path, Ed25519PrivateKey], run: Run
) -> None:
    manifest, key = signed
    public = public_file(tmp_path / "public.pem", key)
    manifest.write_bytes(manifest.read_bytes() + b" ")
    assert (
        "was changed, or somebody else signed it" in problems(manifest, key=public)["bad-signature"]
    )


def test_another_key_and_no_signature(
    tmp_path: Path, signed: tuple[Path, Ed25519PrivateKey], run: Run
) -> None:
    manifest, _ = signed
    other = public_file(tmp_path / "other.pem", Ed25519PrivateKey.generate())
    assert set(problems(manifest, key=other)) == {"bad-signature"}
    (manifest.parent / "manifest.sig").write_text("no base64 !")
    assert set(problems(manifest, key=other)) == {"bad-signature"}
    (manifest.parent / "manifest.sig").unlink()
    assert set(problems(manifest, key=other)) == {"unsigned"}


def test_a_signed_folder_is_replaced_by_the_next_run(
    tmp_path: Path, signed: tuple[Path, Ed25519PrivateKey], run: Run
) -> None:
    assert run("list.csv").status == 0
    assert not (signed[0].parent / "manifest.sig").exists(), "no old signature on a new manifest"


@pytest.mark.parametrize("kind", ["missing", "text", "public", "password", "rsa"])
def test_a_key_that_is_none_is_wrong_use(tmp_path: Path, run: Run, brief: Path, kind: str) -> None:
    write(tmp_path / "list.csv", "Email,Country\nann@firma-1.co.uk,GB\n")
    key, path = Ed25519PrivateKey.generate(), tmp_path / "key"
    if kind == "text":
        path.write_text("my key")
    elif kind == "public":
        public_file(path, key)
    elif kind == "password":
        path.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.BestAvailableEncryption(b"secret"),
            )
        )
    elif kind == "rsa":
        path.write_text(RSA_PUBLIC)
    ended = run("list.csv", "--key", path)
    assert ended.status == 2
    assert f"--key {path}" in ended.err
    assert not (tmp_path / "list.listcheck").exists()


#: The key of RFC 9500's testRSA2048 would do as well: any key that is not Ed25519.
RSA_PUBLIC = """-----BEGIN PUBLIC KEY-----
MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEEVs/o5+uQbTjL3chynL4wXgUg2R9
q9UU8I5mEovUf86QZ7kOBIjJwqnzD1omageEHWwHdBO6B+dFabmdT9POxg==
-----END PUBLIC KEY-----
"""


@pytest.mark.parametrize(
    "text", [None, "", "[]", "{}", '{"format": "listcheck/1"}', "\x00", '{"format": "x/9"}']
)
def test_what_is_no_manifest_is_an_unreadable_input(
    tmp_path: Path, run: Run, text: str | None
) -> None:
    if text is not None:
        (tmp_path / "manifest.json").write_text(text)
    ended = run("verify", "manifest.json")
    assert ended.status == 3
    assert "expected the manifest.json of a run" in ended.err


def test_a_sample_verifies_where_it_lies(tmp_path: Path, run: Run) -> None:
    run(ROOT / "samples" / "european-b2b" / "campaign.csv")
    found = verify(tmp_path / "campaign.listcheck", on=date(2026, 11, 24), today=date(2026, 11, 24))
    assert found.problems == ()
