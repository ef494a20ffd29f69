"""ZIP archives of one file: read as that file; anything else is refused."""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path

import pytest

from listcheck.core.errors import InputProblem
from listcheck.core.part import Part
from listcheck.readers import find_lists, open_list
from listcheck.readers.bytes import unpack

PLAIN = b"email,n\nann@x.de,1\nbea@x.de,2\n"


def packed(path: Path, *files: tuple[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return path


def opened(path: Path) -> Part:
    return open_list(find_lists([str(path)], exports=True)[0], path.parent / "work")


@pytest.mark.parametrize(
    "others",
    [
        (),
        (("__MACOSX/._list.csv", b"\0\5\x16\7"),),
        (("folder/.DS_Store", b"x"), ("folder/", b"")),
    ],
)
def test_the_one_file(others: tuple[tuple[str, bytes], ...], tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", *others, ("folder/list.CSV", PLAIN))
    part = opened(path)
    assert part.file.name == str(path)
    assert part.headers == ("email", "n")
    assert part.frame.collect().rows() == [(1, "ann@x.de", "1"), (2, "bea@x.de", "2")]
    assert part.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert part.size == path.stat().st_size


def test_json_inside(tmp_path: Path) -> None:
    part = opened(packed(tmp_path / "a.zip", ("x.ndjson", b'{"a":"1"}\n{"a":"2"}\n')))
    assert part.frame.collect().rows() == [(1, "1"), (2, "2")]


def test_a_path_that_leads_out_is_only_a_name(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    part = opened(packed(folder / "a.zip", ("../../evil.csv", PLAIN)))
    assert part.records == 2
    assert not list(tmp_path.glob("evil*"))
    assert not list(tmp_path.parent.glob("evil*"))


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ((), "an archive without a file"),
        ((("a.csv", PLAIN), ("b.csv", PLAIN)), r"an archive of 2 files \('a.csv', 'b.csv'\)"),
        (tuple((f"{n}.csv", b"") for n in range(7)), r"of 7 files \(.*'4.csv', …\)"),
        ((("a.zip", b"PK"),), "the file in it is none of .csv"),
        ((("a.exe", b"MZ"),), "the file in it is none of .csv"),
        ((("a.csv", b""),), "the file is empty"),
    ],
)
def test_refusals(files: tuple[tuple[str, bytes], ...], message: str, tmp_path: Path) -> None:
    with pytest.raises(InputProblem, match=rf"a\.zip: .*{message}"):
        opened(packed(tmp_path / "a.zip", *files))


@pytest.mark.parametrize("damage", ["cut", "none", "byte", "bzip2", "lzma", "method"])
def test_damage(damage: str, tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", ("a.csv", PLAIN * 99))
    if damage in ("bzip2", "lzma"):
        kind = zipfile.ZIP_BZIP2 if damage == "bzip2" else zipfile.ZIP_LZMA
        with zipfile.ZipFile(path, "w", kind) as archive:
            archive.writestr("a.csv", PLAIN * 99)
    content = bytearray(path.read_bytes())
    if damage == "cut":
        content = content[:-9]
    elif damage == "none":
        content = bytearray(PLAIN)
    elif damage in ("byte", "bzip2", "lzma"):
        content[60] ^= 0xFF
    else:
        # An unknown method of compression, in the entry and in the directory.
        content[8] = content[content.rindex(b"PK\1\2") + 10] = 77
    path.write_bytes(content)
    with pytest.raises(InputProblem, match="damaged or cut short, or no ZIP archive at all"):
        opened(path)


def test_a_password(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", ("a.csv", PLAIN))
    content = bytearray(path.read_bytes())
    content[6] |= 1
    content[content.rindex(b"PK\1\2") + 8] |= 1
    path.write_bytes(content)
    with pytest.raises(InputProblem, match="protected by a password"):
        opened(path)


def test_a_bomb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpack, "RATIO_FREE", 1 << 20)
    path = packed(tmp_path / "a.zip", ("a.csv", b"a" * (8 << 20)))
    with pytest.raises(InputProblem, match="unpacks to more than 1 MiB"):
        opened(path)


def test_campaign_lists_are_not_archives(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", ("a.csv", PLAIN))
    with pytest.raises(InputProblem, match="an archive: unpack it"):
        find_lists([str(path)])
