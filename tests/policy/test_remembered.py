"""Rules that were read are remembered by their bytes: never by their place or their time."""

from __future__ import annotations

import os
import shutil
from datetime import date
from pathlib import Path

import pytest

from listcheck.core.errors import UsageProblem
from listcheck.policy import law_of, load_rules, shipped_rules

DAY = date(2026, 11, 22)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return shutil.copytree(shipped_rules(), tmp_path / "rules")


def test_the_same_bytes_at_the_same_place_are_read_once(folder: Path) -> None:
    rules = load_rules(folder)
    assert load_rules(folder) is rules
    for path in folder.rglob("*.toml"):
        os.utime(path, (0, 0))
    assert load_rules(folder) is rules


def test_other_bytes_of_the_same_size_and_time_are_other_rules(folder: Path) -> None:
    before = load_rules(folder)
    law = law_of(before, "email", on=DAY, pack="current")
    path = folder / "countries" / "DE.toml"
    stat, data = path.stat(), path.read_bytes()
    path.write_bytes(data.replace(b"gdpr = true", b"gdpr =false", 1))
    assert path.stat().st_size == len(data)
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    after = load_rules(folder)
    assert (before.countries["DE"].gdpr, after.countries["DE"].gdpr) == (True, False)
    assert before.sha256 != after.sha256
    told = law_of(after, "email", on=DAY, pack="current")
    assert not law.frame.equals(told.frame)
    path.write_bytes(data)
    again = law_of(load_rules(folder), "email", on=DAY, pack="current")
    assert load_rules(folder).sha256 == before.sha256
    assert again.frame.equals(law.frame)


def test_equal_folders_tell_of_themselves(folder: Path, tmp_path: Path) -> None:
    other = shutil.copytree(folder, tmp_path / "other")
    one, two = load_rules(folder), load_rules(other)
    assert (one.folder, two.folder) == (folder, other)
    assert one.sha256 == two.sha256
    (other / "countries" / "DE.toml").write_text("no TOML", encoding="utf-8")
    with pytest.raises(UsageProblem, match=r"other.countries.DE\.toml: is not valid TOML"):
        load_rules(other)
    # A mistake is looked at anew every time.
    with pytest.raises(UsageProblem, match=r"other.countries.DE\.toml: is not valid TOML"):
        load_rules(other)


def test_what_a_brief_denies_stays_with_its_campaign(folder: Path) -> None:
    rules = load_rules(folder)

    def frame(said: str | None) -> str:
        facts = {"professional_message": said}
        return law_of(rules, "email", on=DAY, pack="current", campaign=facts).frame.write_json()

    first, denied, again = frame(None), frame("no"), frame(None)
    assert first == again
    assert first != denied
    assert law_of(rules, "email", on=DAY, pack="current", campaign={"sector": "x"}).campaign == {
        "sector": "x"
    }
    assert law_of(rules, "email", on=DAY, pack="current").campaign == {}
